"""The ledger: entries are only ever added, and a balance is their sum."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from widget.core.money import Money
from widget.storage.database import add_at_once
from widget.storage.models import Account, EntryKind, Invoice, LedgerEntry


def balance(session: Session, account: Account) -> Money:
    """Return what the account owes (minor units; negative is a credit)."""
    return _total(session, "balance", account.id, account.currency)


def received(session: Session, account_id: int, currency: str) -> Money:
    """Return all that came in and wasn't given back: the ledger without its invoices."""
    total = _total(session, "received", account_id, currency, LedgerEntry.kind != EntryKind.INVOICE)
    return Money(-total.minor, currency)


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
) -> None:
    """Add what was paid: for an invoice or for none, by an attempt, or by a transfer.

    `transfer` is the bank's name of that, if it is known.
    """
    add_at_once(
        session,
        LedgerEntry(
            account_id=account_id,
            kind=EntryKind.PAYMENT,
            minor=-amount.minor,
            currency=amount.currency,
            invoice_id=invoice_id,
            attempt_id=attempt_id,
            transfer=transfer,
            at=at,
        ),
    )
