"""What letters are about, as the database has it."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from widget.storage.models import Account, Attempt, Invoice, LedgerEntry, Mail, MailKind, Method


@dataclass(frozen=True)
class Contents:
    """A letter's row, the account's name and time zone, and what it is about.

    That is a method, a payment, an entry by which money of a payment went back, or an invitation.
    """

    mail: Mail
    account: str
    zone: str
    method: Method | None
    attempt: Attempt | None
    invoice: Invoice | None
    entry: LedgerEntry | None


def contents(session: Session, which: Select[Mail]) -> list[Contents]:
    """Return some letters with what they are about; `which` keeps its order."""
    payment = aliased(LedgerEntry)
    attempt_id = func.coalesce(Mail.attempt_id, payment.attempt_id)
    found = session.execute(
        which.outerjoin(LedgerEntry, LedgerEntry.id == Mail.entry_id)
        .outerjoin(payment, payment.id == LedgerEntry.of_id)
        .outerjoin(Attempt, Attempt.id == attempt_id)
        .outerjoin(Method, (Method.id == Mail.method_id) | (Method.id == Attempt.method_id))
        .outerjoin(Invoice, Invoice.id == func.coalesce(Attempt.invoice_id, payment.invoice_id))
        .join(Account, Account.id == Mail.account_id)
        .with_only_columns(
            Mail, Account.name, Account.time_zone, Method, Attempt, Invoice, LedgerEntry
        )
    )
    return [Contents(*row) for row in found]


def letters_of(account_id: int, limit: int) -> Select[Mail]:
    """Select the latest letters of an account; invitations are only for whom they are sent to."""
    mine = select(Mail).where(Mail.account_id == account_id, Mail.kind != MailKind.INVITATION)
    return mine.order_by(Mail.id.desc()).limit(limit)
