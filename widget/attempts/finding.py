"""Finding attempts, and the invoices they pay."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.models import Attempt, Invoice, is_live


def find_invoice(session: Session, account_id: int, number: str) -> Invoice | None:
    """Return an account's invoice by its number."""
    return session.scalar(
        select(Invoice).where(Invoice.account_id == account_id, Invoice.number == number)
    )


def live_attempt(session: Session, invoice: Invoice) -> Attempt | None:
    """Return the attempt under which money may still move for an invoice."""
    return session.scalar(select(Attempt).where(Attempt.invoice_id == invoice.id, is_live()))


def attempt_of_form(session: Session, account_id: int, form_token: str) -> Attempt | None:
    """Return the attempt that a form has begun already."""
    return session.scalar(
        select(Attempt).where(Attempt.account_id == account_id, Attempt.form_token == form_token)
    )
