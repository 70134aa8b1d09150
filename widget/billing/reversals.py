"""Money that goes back of a payment: entries are added for it, and nothing is ever edited."""

from datetime import datetime

from widget.billing import allocation, ledger
from widget.core.money import Money
from widget.storage.models import EntryKind, Invoice, LedgerEntry
from widget.storage.ownership import AccountSession


def take_back(
    session: AccountSession,
    payment: LedgerEntry,
    kind: EntryKind,
    amount: Money,
    now: datetime,
    gateway_reference: str | None = None,
) -> LedgerEntry:
    """Book that an amount of a payment went back; what it had paid is due again."""
    entry = ledger.record_reversal(session, payment, kind, amount, now, gateway_reference)
    allocation.release(session, payment, now)
    return entry


def give_again(
    session: AccountSession, taken: LedgerEntry, kind: EntryKind, now: datetime
) -> LedgerEntry:
    """Book that what had been taken back is ours after all.

    It pays the invoice that it had come for, then others that are open.
    """
    payment = session.get_one(LedgerEntry, taken.of_id)
    amount = Money(-taken.minor, taken.currency)
    entry = ledger.record_reversal(session, payment, kind, amount, now, taken.gateway_reference)
    invoice = session.get(Invoice, payment.invoice_id) if payment.invoice_id else None
    if invoice is not None and not allocation.is_being_paid(session, invoice):
        # More may have gone back than came: only what there is pays an invoice.
        there_is = allocation.credit_of(session, payment.account_id, payment.currency)
        part = min(entry.amount.minor, max(there_is.minor, 0))
        allocation.allocate(session, invoice, Money(part, payment.currency), now)
    allocation.distribute(session, payment.account_id, payment.currency, now)
    return entry
