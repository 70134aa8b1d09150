"""Support cases that we open ourselves, when something needs a person."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.core.numbers import case_number
from widget.storage.models import Attempt, Case, CaseKind, Mail


def open_case(
    session: Session, attempt: Attempt, kind: CaseKind, now: datetime, about: str = ""
) -> None:
    """Open a case about a payment, one of a kind for each; or for each of what it is `about`."""
    token = about or attempt.reference
    _open(session, attempt.account_id, kind, token, attempt.reference, now)


def open_case_about_mail(session: Session, mail: Mail, now: datetime) -> None:
    """Open a case about a letter that couldn't be sent, one for each."""
    attempt = session.get(Attempt, mail.attempt_id) if mail.attempt_id else None
    reference = attempt.reference if attempt else ""
    _open(session, mail.account_id, CaseKind.UNDELIVERED, f"{mail.id}", reference, now)


def _open(
    session: Session, account_id: int, kind: CaseKind, about: str, reference: str, now: datetime
) -> None:
    token = f"{kind} {about}"
    known = (Case.account_id == account_id, Case.form_token == token)
    if session.scalar(select(Case.id, Case.account_id).where(*known)) is not None:
        return
    session.add(
        Case(
            account_id=account_id,
            kind=kind,
            number=case_number(),
            subject="",
            description="",
            payment_reference=reference,
            form_token=token,
            created_at=now,
        )
    )
