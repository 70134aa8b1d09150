"""Transfers that came in: booked once, by the payment reference that they quote.

Cheques are booked in the same way.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from widget.billing import allocation, ledger, reversals
from widget.core.money import Money
from widget.notifications import outbox
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import EntryKind, Invoice, LedgerEntry, UnmatchedTransfer
from widget.storage.ownership import EVERYBODYS, AccountSession


class TransferError(Exception):
    """A transfer that wasn't booked; the message says why, and what to do."""


@dataclass(frozen=True)
class Booked:
    """What a transfer paid: of its own invoice, of others; the rest is credit now."""

    invoice: Invoice
    allocated: Money
    credit: Money


def find_by_reference(database: Database, reference: str, invoice_id: int | None = None) -> Invoice:
    """Return the invoice that a payment reference stands for, spaces or not.

    `invoice_id` says which it is where several have such a one: of several accounts, or with
    numbers that differ in punctuation only. Raises TransferError.
    """
    quoted = "".join(reference.split()).upper()
    query = select(Invoice).where(Invoice.payment_reference == quoted)
    if invoice_id is not None:
        query = query.where(Invoice.id == invoice_id)
    with database.read() as session:
        found = session.scalars(query.order_by(Invoice.id)).all()
    if not found and invoice_id is not None:
        raise TransferError(
            f"Invoice {invoice_id} doesn’t have the payment reference {quoted}. Leave out --invoice"
            " to see which ones do."
        )
    if not found:
        raise TransferError(
            f"No invoice has the payment reference {quoted}. Check it against the transfer, or"
            " look for the invoice by its number and quote the reference that it prints."
        )
    if len(found) > 1:
        which = "".join(
            f"\n  --invoice {invoice.id}: {invoice.number} of account {invoice.account_id}"
            for invoice in found
        )
        raise TransferError(f"Several invoices have the reference {quoted}. Say which:{which}")
    return found[0]


def record_transfer(
    database: Database,
    invoice: Invoice,
    amount: Money,
    now: datetime,
    transfer: str,
    unmatched_id: int | None = None,
) -> Booked:
    """Book a transfer for an invoice, and pay that, then others with it.

    `transfer` is a name of its own, the bank's: one that was booked is refused. `unmatched_id` is
    that of a transfer which waited for this. Raises TransferError.
    """
    with account_transaction(database, invoice.account_id) as session:
        known = select(LedgerEntry.id).where(LedgerEntry.transfer == transfer)
        # Also one that was booked for another account.
        if session.scalar(known, execution_options=EVERYBODYS) is not None:
            raise TransferError(
                f"Transfer “{transfer}” was booked before: nothing was changed. If this is another,"
                " give the bank's own id of it with --transfer."
            )
        invoice = session.get_one(Invoice, invoice.id)
        entry = ledger.record_payment(
            session, invoice.account_id, amount, now, invoice_id=invoice.id, transfer=transfer
        )
        if unmatched_id is not None:
            _match(session, unmatched_id, entry)
        part = 0
        if not allocation.is_being_paid(session, invoice):
            part = allocation.allocate(session, invoice, amount, now)
        allocation.distribute(session, invoice.account_id, amount.currency, now)
        credit = allocation.credit_of(session, invoice.account_id, amount.currency)
        return Booked(invoice, Money(part, amount.currency), credit)


def _match(session: AccountSession, unmatched_id: int, entry: LedgerEntry) -> None:
    waits = (
        UnmatchedTransfer.id == unmatched_id,
        UnmatchedTransfer.entry_id.is_(None),
        UnmatchedTransfer.returned_at.is_(None),
    )
    done = session.execute(update(UnmatchedTransfer).where(*waits).values(entry_id=entry.id))
    if cast(CursorResult[Any], done).rowcount != 1:
        raise TransferError("This transfer was matched meanwhile: nothing was changed.")


def take_back(
    database: Database, transfer: str, kind: EntryKind, now: datetime
) -> tuple[Money, Invoice]:
    """Book that a transfer went back (or, a correction, never came), and what it paid is due again.

    Returns what went back, and the invoice that it was for. Raises TransferError.
    """
    with database.read() as session:
        found = session.scalar(select(LedgerEntry).where(LedgerEntry.transfer == transfer))
    if found is None:
        raise TransferError(f"No transfer “{transfer}” was booked. record-transfer says its name.")
    with account_transaction(database, found.account_id) as session:
        payment = session.get_one(LedgerEntry, found.id)
        left = ledger.left_of(session, payment)
        if not left.minor:
            raise TransferError(f"Transfer “{transfer}” was taken back before.")
        entry = reversals.take_back(session, payment, kind, left, now)
        if kind is EntryKind.RETURN:
            outbox.tell_of_return(session, entry, now)
        return left, session.get_one(Invoice, payment.invoice_id)
