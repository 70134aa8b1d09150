"""Transfers without a reference that we know: kept until a person says whose they are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from widget.core.money import Money
from widget.payments.transfers import Booked, TransferError, record_transfer
from widget.storage.database import Database
from widget.storage.models import Invoice, UnmatchedTransfer


def keep(
    database: Database, transfer: str, amount: Money, sender: str, now: datetime
) -> UnmatchedTransfer:
    """Keep a transfer by the bank's name of it. Raises TransferError for one that is kept."""
    kept = UnmatchedTransfer(
        transfer=transfer,
        minor=amount.minor,
        currency=amount.currency,
        sender=sender,
        received_at=now,
    )
    try:
        with database.write() as session:
            session.add(kept)
    except IntegrityError as error:
        raise TransferError(f"Transfer “{transfer}” was kept before.") from error
    return kept


def waiting(database: Database) -> Sequence[UnmatchedTransfer]:
    """Return those that nobody has matched, the first first."""
    mine = select(UnmatchedTransfer).where(UnmatchedTransfer.entry_id.is_(None))
    with database.read() as session:
        return session.scalars(mine.order_by(UnmatchedTransfer.id)).all()


def match(
    database: Database, transfer: str, invoice: Invoice, now: datetime
) -> tuple[UnmatchedTransfer, Booked]:
    """Book a kept transfer for an invoice. Raises TransferError."""
    mine = select(UnmatchedTransfer).where(UnmatchedTransfer.transfer == transfer)
    with database.read() as session:
        kept = session.scalar(mine)
    if kept is None:
        raise TransferError(f"No transfer “{transfer}” is kept: `transfer list` names them.")
    if kept.currency != invoice.currency:
        raise TransferError(
            f"The transfer is in {kept.currency}, and invoice {invoice.number} in"
            f" {invoice.currency}: nothing was changed."
        )
    return kept, record_transfer(database, invoice, kept.amount, now, transfer, kept.id)
