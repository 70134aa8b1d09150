"""Support cases that we open ourselves, when something about a payment needs a person."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.models import Attempt, Case


class CaseKind(StrEnum):
    """What happened; what it says to customers is written when it is read."""

    CUSTOMER = "customer"
    #: Money came under an attempt that was confirmed as cancelled.
    CHARGED_AFTER_CANCEL = "charged_after_cancel"
    #: Money came under an attempt that was refused, say on a page where it could be tried again.
    CHARGED_AFTER_REFUSAL = "charged_after_refusal"
    #: Money came for an invoice that something else had paid.
    PAID_TWICE = "paid_twice"
    #: The gateway doesn't say what became of an attempt.
    UNSETTLED = "unsettled"


def case_number() -> str:
    """A number for a new case."""
    return f"C-{secrets.randbelow(10**8):08}"


def open_case(session: Session, attempt: Attempt, kind: CaseKind, now: datetime) -> None:
    """Open a case about a payment, one of a kind for each."""
    token = f"{kind} {attempt.reference}"
    known = (Case.account_id == attempt.account_id, Case.form_token == token)
    if session.scalar(select(Case.id, Case.account_id).where(*known)) is not None:
        return
    session.add(
        Case(
            account_id=attempt.account_id,
            kind=kind,
            number=case_number(),
            subject="",
            description="",
            payment_reference=attempt.reference,
            form_token=token,
            created_at=now,
        )
    )
