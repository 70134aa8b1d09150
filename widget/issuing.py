"""Issuing an invoice: its row, its reference for transfers, and its entry in the ledger."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from widget import ledger
from widget.models import Invoice, Profile
from widget.money import Money
from widget.structured_reference import own_reference, structured_reference

#: How long customers have to pay.
DUE_AFTER = timedelta(days=30)


def issue(
    session: Session, profile: Profile, number: str, issued_on: date, amount: Money, at: datetime
) -> Invoice:
    """Add an invoice that nothing is settled of yet; one of nothing is paid at once.

    Raises IntegrityError for a number twice, ValueError for an amount below zero.
    """
    if amount.minor < 0:
        raise ValueError("an invoice below zero is a credit note")
    invoice = Invoice(
        account_id=profile.account_id,
        profile_id=profile.id,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + DUE_AFTER,
        minor=amount.minor,
        currency=amount.currency,
        paid_at=at if amount.minor == 0 else None,
    )
    session.add(invoice)
    session.flush()
    invoice.payment_reference = _reference(invoice)
    ledger.record_invoice(session, invoice, at)
    return invoice


def _reference(invoice: Invoice) -> str:
    """What a transfer quotes: the number's letters and digits, where they make a reference."""
    try:
        return structured_reference(invoice.number)
    except ValueError:
        return own_reference(invoice.id)
