"""Finding attempts, and the invoices they pay."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from widget.storage.models import Attempt, AttemptKind, Invoice, Person, is_unfinished

# Statements that every payment runs are put together once.
_INVOICE = select(Invoice).where(
    Invoice.account_id == bindparam("account"), Invoice.number == bindparam("number")
)
_OF_FORM = select(Attempt).where(
    Attempt.account_id == bindparam("account"), Attempt.form_token == bindparam("form")
)
_WITH_INVOICE_AND_PERSON = (
    select(Attempt, Invoice, Person)
    .outerjoin(Invoice, Invoice.id == Attempt.invoice_id)
    .outerjoin(Person, Person.id == Attempt.person_id)
    .where(Attempt.id == bindparam("attempt"))
)
_UNFINISHED = select(Attempt).where(Attempt.account_id == bindparam("account"), is_unfinished())


def find_invoice(session: Session, account_id: int, number: str) -> Invoice | None:
    """Return an account's invoice by its number."""
    return session.scalar(_INVOICE, {"account": account_id, "number": number})


def with_invoice_and_person(
    session: Session, attempt_id: int
) -> tuple[Attempt, Invoice | None, Person | None]:
    """Return an attempt, the invoice that it pays, and who asked for it."""
    attempt, invoice, person = session.execute(
        _WITH_INVOICE_AND_PERSON, {"attempt": attempt_id}
    ).one()
    return attempt, invoice, person


def unfinished_attempt(session: Session, invoice: Invoice) -> Attempt | None:
    """Return the attempt under which money may still move for an invoice."""
    return session.scalar(select(Attempt).where(Attempt.invoice_id == invoice.id, is_unfinished()))


def attempt_of_form(session: Session, account_id: int, form_token: str) -> Attempt | None:
    """Return the attempt that a form has begun already."""
    return session.scalar(_OF_FORM, {"account": account_id, "form": form_token})


def latest_debit(session: Session, account_id: int, invoice_number: str) -> Attempt | None:
    """Return the last attempt to debit what is left of a month's invoice."""
    debits = (
        select(Attempt)
        .join(Invoice, Invoice.id == Attempt.invoice_id)
        .where(
            Attempt.account_id == account_id,
            Attempt.kind == AttemptKind.DEBIT,
            Invoice.number == invoice_number,
        )
    )
    return session.scalar(debits.order_by(Attempt.id.desc()).limit(1))


def unfinished_attempts(session: Session, account_id: int) -> Sequence[Attempt]:
    """Return an account's attempts under which money may still move."""
    return session.scalars(_UNFINISHED, {"account": account_id}).all()
