"""The outbox: letters committed together with what they tell, and sent by a worker later."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from widget.core.roles import Role
from widget.storage.database import add_at_once
from widget.storage.models import (
    Attempt,
    AttemptState,
    BillingContact,
    EntryKind,
    Invitation,
    LedgerEntry,
    Mail,
    MailKind,
    Method,
    MethodState,
    Person,
)
from widget.storage.ownership import AccountSession


@dataclass(frozen=True)
class Reader:
    """Whom a letter goes to, and in which language."""

    name: str
    address: str
    locale: str


_OF_METHOD = {
    MethodState.VALIDATED: MailKind.DETAILS_VALIDATED,
    MethodState.REFUSED: MailKind.DETAILS_REFUSED,
}


def tell_of_method(session: AccountSession, method: Method, now: datetime) -> None:
    """Write to a method's billing contact what was decided on it, if there is a contact."""
    reader = _contact(session, method)
    kind = _OF_METHOD[method.state]
    _post(session, reader, now, account_id=method.account_id, kind=kind, method_id=method.id)


def tell_of_payment(
    session: AccountSession, attempt: Attempt, person: Person | None, now: datetime
) -> None:
    """Write to who paid that a payment went through, or that the month's debit didn't.

    The month's debit is nobody's: it is told to the billing contact of its method, or where a card
    was kept without one, to the account's first owner.
    """
    reader = _reader(session, attempt, person)
    is_paid = attempt.state is AttemptState.SUCCEEDED
    kind = MailKind.PAYMENT_RECEIVED if is_paid else MailKind.DEBIT_REFUSED
    _post(session, reader, now, account_id=attempt.account_id, kind=kind, attempt_id=attempt.id)


_OF_ENTRY = {
    EntryKind.REFUND: MailKind.PAID_BACK,
    EntryKind.DISPUTE: MailKind.PAYMENT_DISPUTED,
    EntryKind.DISPUTE_WON: MailKind.PAYMENT_COUNTS_AGAIN,
    EntryKind.RETURN: MailKind.TRANSFER_RETURNED,
}


def tell_of_reversal(
    session: AccountSession,
    attempt: Attempt,
    person: Person | None,
    entry: LedgerEntry,
    now: datetime,
) -> None:
    """Write to who paid that money went back, or counts again."""
    _post_about(session, _reader(session, attempt, person), entry, now)


def tell_of_return(session: AccountSession, entry: LedgerEntry, now: datetime) -> None:
    """Write to an account's first owner that a transfer went back."""
    owner = _owner(session, entry.account_id)
    locale = _latest_locale(session, entry.account_id)
    reader = Reader(owner.name, owner.email, locale) if owner else None
    _post_about(session, reader, entry, now)


def tell_of_invitation(
    session: AccountSession, person: Person, invitation: Invitation, locale: str, now: datetime
) -> None:
    """Write to somebody who is invited into an account."""
    _post(
        session,
        Reader(person.name, person.email, locale.replace("-", "_")),
        now,
        account_id=person.account_id,
        kind=MailKind.INVITATION,
        invitation_id=invitation.id,
    )


def _post_about(
    session: AccountSession, reader: Reader | None, entry: LedgerEntry, now: datetime
) -> None:
    kind = _OF_ENTRY[entry.kind]
    _post(session, reader, now, account_id=entry.account_id, kind=kind, entry_id=entry.id)


def _latest_locale(session: AccountSession, account_id: int) -> str:
    """The language of the last letter to an account; people have none of their own."""
    last = select(Mail.locale, Mail.account_id).where(Mail.account_id == account_id)
    return session.scalar(last.order_by(Mail.id.desc()).limit(1)) or "en"


def _reader(session: AccountSession, attempt: Attempt, person: Person | None) -> Reader | None:
    if person is None or person.removed_at is not None:
        method = session.get_one(Method, attempt.method_id) if attempt.method_id else None
        contact = _contact(session, method) if method else None
        if contact is not None:
            return contact
        person = _owner(session, attempt.account_id)
    return Reader(person.name, person.email, attempt.locale.replace("-", "_")) if person else None


def _owner(session: AccountSession, account_id: int) -> Person | None:
    mine = (
        Person.account_id == account_id,
        Person.role == Role.OWNER,
        Person.removed_at.is_(None),
    )
    return session.scalar(select(Person).where(*mine).order_by(Person.id).limit(1))


def _contact(session: AccountSession, method: Method) -> Reader | None:
    if method.contact_id is None:
        return None
    contact = session.get_one(BillingContact, method.contact_id)
    return Reader(contact.name, contact.email, contact.locale)


def _post(
    session: AccountSession,
    reader: Reader | None,
    now: datetime,
    *,
    account_id: int,
    kind: MailKind,
    method_id: int | None = None,
    attempt_id: int | None = None,
    entry_id: int | None = None,
    invitation_id: int | None = None,
) -> None:
    """Put a letter in, if there is somebody to read it; practice's are only shown."""
    if reader is None:
        return
    add_at_once(
        session,
        Mail(
            **asdict(reader),
            account_id=account_id,
            kind=kind,
            method_id=method_id,
            attempt_id=attempt_id,
            entry_id=entry_id,
            invitation_id=invitation_id,
            written_at=now,
            due_at=session.due(now),
        ),
    )
