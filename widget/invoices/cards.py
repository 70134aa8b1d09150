"""Cards for paying an invoice: those saved, and one just given on the gateway's page."""

import secrets
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from widget.database import Database
from widget.gateway import Gateway, Outcome
from widget.models import CardEntry, Invoice, Method, MethodState


def usable(session: Session, invoice: Invoice, just_added: int | None) -> list[Method]:
    """Return the cards that can pay an invoice: those kept and validated, and the one just added.

    Cards belong to a billing profile, and so do invoices.
    """
    mine = (Method.account_id == invoice.account_id, Method.profile_id == invoice.profile_id)
    saved = Method.kept.is_(True) & (Method.state == MethodState.VALIDATED)
    wanted = or_(saved, Method.id == just_added) if just_added else saved
    return list(session.scalars(select(Method).where(*mine, wanted).order_by(Method.id)))


def was_added_for(session: Session, invoice: Invoice, method_id: int) -> bool:
    """Whether a card was given for this very invoice."""
    asked = select(CardEntry.id).where(
        CardEntry.invoice_id == invoice.id, CardEntry.method_id == method_id
    )
    return session.scalar(asked) is not None


def begin_entry(database: Database, invoice: Invoice, keep: bool, now: datetime) -> CardEntry:
    """Note that a customer goes to the gateway's page, under a key of its own."""
    with database.write() as session:
        entry = CardEntry(
            account_id=invoice.account_id,
            invoice_id=invoice.id,
            key=secrets.token_urlsafe(24),
            keep=keep,
            created_at=now,
        )
        session.add(entry)
        return entry


def finish_entry(
    database: Database, gateway: Gateway, entry_id: int, account_id: int, now: datetime
) -> tuple[Invoice, Method | None] | None:
    """Fetch the card a customer gave; None for no such visit, no method if none was given.

    Coming back twice finds the same card. Raises GatewayUnavailableError.
    """
    with database.read() as session:
        entry = session.get(CardEntry, entry_id)
        if entry is None or entry.account_id != account_id:
            return None
        invoice = session.get_one(Invoice, entry.invoice_id)
    result = gateway.lookup(entry.key)
    if result is None or result.outcome is not Outcome.SUCCEEDED or result.card is None:
        return invoice, None
    with database.write() as session:
        entry = session.get_one(CardEntry, entry_id)
        if entry.method_id is not None:
            return invoice, session.get_one(Method, entry.method_id)
        method = Method(
            account_id=account_id,
            profile_id=invoice.profile_id,
            brand=result.card.brand,
            last_digits=result.card.last_digits,
            expiry=result.card.expiry,
            gateway_reference=result.card.reference,
            state=MethodState.PENDING,
            kept=entry.keep,
            added_at=now,
        )
        session.add(method)
        session.flush()
        entry.method_id = method.id
        return invoice, method
