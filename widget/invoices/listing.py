"""Invoices as the screens show them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.attempts import live_attempt
from widget.models import LIVE, Attempt, Invoice
from widget.services import Visit


@dataclass(frozen=True)
class Row:
    """An invoice, its status (the name of a control), and the attempt that is under way."""

    invoice: Invoice
    status: str
    attempt: Attempt | None

    @property
    def is_payable(self) -> bool:
        """Whether Pay now stands beside it."""
        return self.status in ("invoice_due", "invoice_past_due")


def _row(here: Visit, invoice: Invoice, attempt: Attempt | None) -> Row:
    if invoice.paid_at:
        status = "invoice_paid"
    elif attempt:
        status = "invoice_in_progress"
    else:
        status = "invoice_past_due" if invoice.due_on < here.today else "invoice_due"
    return Row(invoice, status, attempt)


def row_of(session: Session, here: Visit, invoice: Invoice) -> Row:
    """Return one invoice as the list shows it."""
    return _row(here, invoice, live_attempt(session, invoice))


def unsettled(session: Session, here: Visit) -> list[int]:
    """Return the attempts of the account whose result the gateway may know by now."""
    return list(
        session.scalars(
            select(Attempt.id).where(Attempt.account_id == here.account.id, Attempt.state.in_(LIVE))
        )
    )


def recent(session: Session, here: Visit, limit: int = 100) -> list[Row]:
    """Return the account's invoices, the newest first."""
    invoices = session.scalars(
        select(Invoice)
        .where(Invoice.account_id == here.account.id)
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        .limit(limit)
    ).all()
    live = {
        attempt.invoice_id: attempt
        for attempt in session.scalars(
            select(Attempt).where(
                Attempt.invoice_id.in_([invoice.id for invoice in invoices]),
                Attempt.state.in_(LIVE),
            )
        )
    }
    return [_row(here, invoice, live.get(invoice.id)) for invoice in invoices]
