"""What letters are about, as the database has it."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from widget.storage.models import Account, Attempt, Invoice, Mail, Method


@dataclass(frozen=True)
class Contents:
    """A letter's row, the account's time zone, and what it is about: a method, or a payment."""

    mail: Mail
    zone: str
    method: Method | None
    attempt: Attempt | None
    invoice: Invoice | None


def contents(session: Session, which: Select[Mail]) -> list[Contents]:
    """Return some letters with what they are about; `which` keeps its order."""
    found = session.execute(
        which.outerjoin(Attempt, Attempt.id == Mail.attempt_id)
        .outerjoin(Method, (Method.id == Mail.method_id) | (Method.id == Attempt.method_id))
        .outerjoin(Invoice, Invoice.id == Attempt.invoice_id)
        .join(Account, Account.id == Mail.account_id)
        .with_only_columns(Mail, Account.time_zone, Method, Attempt, Invoice)
    )
    return [Contents(*row) for row in found]


def letters_of(account_id: int, limit: int) -> Select[Mail]:
    """Select the latest letters of an account."""
    mine = select(Mail).where(Mail.account_id == account_id)
    return mine.order_by(Mail.id.desc()).limit(limit)
