"""Transfers without a reference that we know: kept until a person says whose they are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from widget.core.money import Money
from widget.payments.transfers import Booked, TransferError, record_transfer
from widget.storage.database import Database
from widget.storage.models import Invoice, LedgerEntry, UnmatchedTransfer

_WAITS = (UnmatchedTransfer.entry_id.is_(None), UnmatchedTransfer.returned_at.is_(None))


def give_back(database: Database, transfer: str, now: datetime) -> UnmatchedTransfer | None:
    """Note that a transfer went back before anybody had matched it; None where none waits."""
    mine = select(UnmatchedTransfer).where(UnmatchedTransfer.transfer == transfer, *_WAITS)
    with database.write() as session:
        kept = session.scalar(mine.with_for_update())
        if kept is not None:
            kept.returned_at = now
        return kept


def keep(
    database: Database, transfer: str, amount: Money, sender: str, now: datetime
) -> UnmatchedTransfer:
    """Keep a transfer by the bank's name of it. Raises TransferError for one that is known."""
    kept = UnmatchedTransfer(
        transfer=transfer,
        minor=amount.minor,
        currency=amount.currency,
        sender=sender,
        received_at=now,
    )
    known = select(LedgerEntry.id).where(LedgerEntry.transfer == transfer)
    try:
        with database.write() as session:
            if session.scalar(known) is not None:
                raise TransferError(f"Transfer “{transfer}” was booked before: nothing was kept.")
            session.add(kept)
    except IntegrityError as error:
        raise TransferError(f"Transfer “{transfer}” was kept before.") from error
    return kept


def waiting(database: Database) -> Sequence[UnmatchedTransfer]:
    """Return those that nobody has matched, the first first."""
    mine = select(UnmatchedTransfer).where(*_WAITS)
    with database.read() as session:
        return session.scalars(mine.order_by(UnmatchedTransfer.id)).all()


def match(
    database: Database, transfer: str, invoice: Invoice, now: datetime
) -> tuple[UnmatchedTransfer, Booked]:
    """Book a kept transfer for an invoice. Raises TransferError."""
    mine = select(UnmatchedTransfer).where(UnmatchedTransfer.transfer == transfer, *_WAITS)
    with database.read() as session:
        kept = session.scalar(mine)
    if kept is None:
        raise TransferError(f"No transfer “{transfer}” waits: `transfer list` names those that do.")
    if kept.currency != invoice.currency:
        raise TransferError(
            f"The transfer is in {kept.currency}, and invoice {invoice.number} in"
            f" {invoice.currency}: nothing was changed."
        )
    return kept, record_transfer(database, invoice, kept.amount, now, transfer, kept.id)
