"""Money that goes back: what the tests do at the bank, and read in the books."""

from collections.abc import Callable

from flask import Flask

from tests.support.books import rows
from widget.sandbox.bank.stripe_api import refunds
from widget.storage.models import Case, Invoice, LedgerEntry, Mail

DUE = "AUR-2089"
AMOUNT = 18050


def entries(widget: Flask) -> list[tuple[str, int]]:
    return [(e.kind, e.minor) for e in rows(widget, LedgerEntry) if e.of_id]


def cases(widget: Flask) -> list[str]:
    return [case.kind for case in rows(widget, Case)]


def letters(widget: Flask) -> list[str]:
    return [mail.kind for mail in rows(widget, Mail)]


def invoice(widget: Flask) -> Invoice:
    found: Invoice = next(i for i in rows(widget, Invoice) if i.number == DUE)
    return found


def at_bank(bank: Flask, change: Callable[..., object]) -> None:
    """Change something at the bank: `change(objects, payment)`."""
    with bank.extensions["store"].write() as objects:
        change(objects, objects.all("payment_intent")[-1])


def refunded_at_dashboard(bank: Flask, amount: int) -> None:
    at_bank(bank, lambda objects, payment: refunds.refund(objects, payment, amount, {}, None))


def last_dispute(bank: Flask, act: Callable[..., object], *more: object) -> None:
    with bank.extensions["store"].write() as objects:
        act(objects, objects.all("dispute")[-1], *more)
