"""Issuing an invoice: its row, its reference for transfers, and its entry in the ledger."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from widget.billing import allocation, ledger
from widget.core.money import Money
from widget.core.structured_reference import own_reference, structured_reference
from widget.storage.models import Invoice, Profile

#: How long customers have to pay.
DUE_AFTER = timedelta(days=30)


def issue(
    session: Session, profile: Profile, number: str, issued_on: date, amount: Money, at: datetime
) -> Invoice:
    """Add an invoice that nothing is paid of yet; one of nothing is paid at once.

    An amount below zero makes a credit note: open invoices are paid with it, the rest is credit.
    Raises IntegrityError for a number twice, and for an amount in another currency than the
    account's.
    """
    invoice = Invoice(
        account_id=profile.account_id,
        profile_id=profile.id,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + DUE_AFTER,
        minor=amount.minor,
        allocated_minor=min(amount.minor, 0),
        currency=amount.currency,
        paid_at=at if amount.minor <= 0 else None,
    )
    session.add(invoice)
    session.flush()
    invoice.payment_reference = _reference(invoice)
    ledger.record_invoice(session, invoice, at)
    if invoice.is_credit_note:
        allocation.distribute(session, invoice.account_id, invoice.currency, at)
    return invoice


def _reference(invoice: Invoice) -> str:
    """What a transfer quotes: the number's letters and digits, where they make a reference."""
    try:
        return structured_reference(invoice.number)
    except ValueError:
        return own_reference(invoice.id)
