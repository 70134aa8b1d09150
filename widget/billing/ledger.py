"""The ledger: entries are only ever added, and a balance is their sum."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from widget.core.money import Money
from widget.storage.database import add_at_once
from widget.storage.models import Account, Attempt, EntryKind, Invoice, LedgerEntry


def balance(session: Session, account: Account) -> Money:
    """Return what the account owes (minor units; negative is a credit)."""
    return _total(session, "balance", account.id, account.currency)


def received(session: Session, account_id: int, currency: str) -> Money:
    """Return all that came in and wasn't given back: the ledger without its invoices."""
    total = _total(session, "received", account_id, currency, LedgerEntry.kind != EntryKind.INVOICE)
    return Money(-total.minor, currency)


def payment_of(session: Session, attempt: Attempt) -> LedgerEntry | None:
    """Return the entry of a payment that went through."""
    mine = (
        LedgerEntry.account_id == attempt.account_id,
        LedgerEntry.attempt_id == attempt.id,
        LedgerEntry.kind == EntryKind.PAYMENT,
    )
    return session.scalar(select(LedgerEntry).where(*mine))


def entries_of(session: Session, payment: LedgerEntry) -> Sequence[LedgerEntry]:
    """Return what took a payment back, or gave it again, the first first."""
    mine = (LedgerEntry.account_id == payment.account_id, LedgerEntry.of_id == payment.id)
    return session.scalars(select(LedgerEntry).where(*mine).order_by(LedgerEntry.id)).all()


def reversals(
    session: Session, account_id: int, invoice: Invoice | None = None, limit: int = 10
) -> list[LedgerEntry]:
    """Return the latest entries by which money went back, the newest first.

    Of all payments, or of those for an invoice.
    """
    mine = select(LedgerEntry).where(
        LedgerEntry.account_id == account_id, LedgerEntry.of_id.is_not(None)
    )
    if invoice is not None:
        mine = mine.where(LedgerEntry.invoice_id == invoice.id)
    return list(session.scalars(mine.order_by(LedgerEntry.id.desc()).limit(limit)))


def left_of(session: Session, payment: LedgerEntry) -> Money:
    """Return what of a payment wasn't taken back."""
    taken = sum(entry.minor for entry in entries_of(session, payment))
    return Money(-payment.minor - taken, payment.currency)


def _total(
    session: Session, name: str, account_id: int, currency: str, *which: ColumnElement[bool]
) -> Money:
    mine = (LedgerEntry.account_id == account_id, LedgerEntry.currency == currency, *which)
    total = select(func.sum(LedgerEntry.minor).label(name), LedgerEntry.account_id).where(*mine)
    return Money(int(session.scalar(total.group_by(LedgerEntry.account_id)) or 0), currency)


def record_invoice(session: Session, invoice: Invoice, at: datetime) -> None:
    """Add what an invoice asks for."""
    add_at_once(
        session,
        LedgerEntry(
            account_id=invoice.account_id,
            kind=EntryKind.INVOICE,
            minor=invoice.minor,
            currency=invoice.currency,
            invoice_id=invoice.id,
            at=at,
        ),
    )


def record_payment(
    session: Session,
    account_id: int,
    amount: Money,
    at: datetime,
    *,
    invoice_id: int | None = None,
    attempt_id: int | None = None,
    transfer: str | None = None,
) -> LedgerEntry:
    """Add what was paid: for an invoice or for none, by an attempt, or by a transfer.

    `transfer` is the bank's name of that, if it is known. Returns the entry.
    """
    entry = LedgerEntry(
        account_id=account_id,
        kind=EntryKind.PAYMENT,
        minor=-amount.minor,
        currency=amount.currency,
        invoice_id=invoice_id,
        attempt_id=attempt_id,
        transfer=transfer,
        at=at,
    )
    add_at_once(session, entry)
    return entry


def record_reversal(
    session: Session,
    payment: LedgerEntry,
    kind: EntryKind,
    amount: Money,
    at: datetime,
    gateway_reference: str | None = None,
) -> LedgerEntry:
    """Add what takes a part of a payment back, or (below zero) gives it again; return the entry."""
    entry = LedgerEntry(
        account_id=payment.account_id,
        kind=kind,
        minor=amount.minor,
        currency=amount.currency,
        invoice_id=payment.invoice_id,
        of_id=payment.id,
        gateway_reference=gateway_reference,
        at=at,
    )
    add_at_once(session, entry)
    return entry
