"""The ledger: entries are only ever added, and a balance is their sum."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from widget.models import Account, Attempt, Invoice, LedgerEntry
from widget.money import Money


def balance(session: Session, account: Account) -> Money:
    """Return what the account owes (minor units; negative is a credit)."""
    total = select(func.coalesce(func.sum(LedgerEntry.minor), 0)).where(
        LedgerEntry.account_id == account.id, LedgerEntry.currency == account.currency
    )
    return Money(int(session.scalar(total) or 0), account.currency)


def record_invoice(session: Session, invoice: Invoice, at: datetime) -> None:
    """Add what an invoice asks for."""
    session.add(
        LedgerEntry(
            account_id=invoice.account_id,
            kind="invoice",
            minor=invoice.minor,
            currency=invoice.currency,
            invoice_id=invoice.id,
            at=at,
        )
    )


def record_payment(
    session: Session, invoice: Invoice, attempt: Attempt | None, at: datetime
) -> None:
    """Add what was paid for an invoice, by an attempt or (None) before our time."""
    session.add(
        LedgerEntry(
            account_id=invoice.account_id,
            kind="payment",
            minor=-(attempt.minor if attempt else invoice.minor),
            currency=invoice.currency,
            invoice_id=invoice.id,
            attempt_id=attempt.id if attempt else None,
            at=at,
        )
    )
