"""Issuing an invoice: its row, its reference for transfers, and its entry in the ledger."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from widget import ledger
from widget.models import Invoice, Profile
from widget.money import Money
from widget.structured_reference import structured_reference

#: How long customers have to pay.
DUE_AFTER = timedelta(days=30)


def issue(
    session: Session, profile: Profile, number: str, issued_on: date, amount: Money, at: datetime
) -> Invoice:
    """Add an invoice that nothing is settled of yet. Raises IntegrityError for a number twice."""
    invoice = Invoice(
        account_id=profile.account_id,
        profile_id=profile.id,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + DUE_AFTER,
        minor=amount.minor,
        currency=amount.currency,
        payment_reference=structured_reference(number),
    )
    session.add(invoice)
    session.flush()
    ledger.record_invoice(session, invoice, at)
    return invoice
