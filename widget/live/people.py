"""The people of an account: invited by an owner, given roles, removed; an owner always stays."""

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from widget.core.roles import Role
from widget.live.sessions import end_all
from widget.notifications import outbox
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Account, Invitation, Person
from widget.storage.ownership import AccountSession

#: How long an invitation can be accepted.
INVITED_FOR = timedelta(days=7)
#: So many people an account may have, invited ones too.
MOST = 200


class PeopleError(Exception):
    """Nothing was changed: `reason` says why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


LAST_OWNER, TOO_MANY, GONE = "last_owner", "too_many", "gone"


def people_of(session: Session, account_id: int) -> list[Person]:
    """Return the people of an account, the first first."""
    mine = select(Person).where(Person.account_id == account_id, Person.removed_at.is_(None))
    return list(session.scalars(mine.order_by(Person.id)))


def invite(
    database: Database,
    account_id: int,
    name: str,
    email: str,
    role: Role,
    locale: str,
    now: datetime,
) -> Invitation:
    """Add a person, and write to them. Raises PeopleError."""
    with account_transaction(database, account_id) as session:
        if len(people_of(session, account_id)) >= MOST:
            raise PeopleError(TOO_MANY)
        person = Person(account_id=account_id, name=name, email=email, role=role)
        session.add(person)
        session.flush()
        return send_invitation(session, person, locale, now)


def invite_again(
    database: Database, account_id: int, person_id: int, locale: str, now: datetime
) -> None:
    """Write another invitation to somebody who hasn't accepted theirs. Raises PeopleError."""
    with account_transaction(database, account_id) as session:
        person = _person(session, account_id, person_id)
        if person.subject is not None:
            raise PeopleError(GONE)
        send_invitation(session, person, locale, now)


def send_invitation(
    session: AccountSession, person: Person, locale: str, now: datetime
) -> Invitation:
    """Write to a person how they come in."""
    invitation = Invitation(
        account_id=person.account_id, person_id=person.id, expires_at=now + INVITED_FOR
    )
    session.add(invitation)
    session.flush()
    outbox.tell_of_invitation(session, person, invitation, locale, now)
    return invitation


def change_role(database: Database, account_id: int, person_id: int, role: Role) -> None:
    """Give somebody another role, at once. Raises PeopleError."""
    with account_transaction(database, account_id) as session:
        person = _person(session, account_id, person_id)
        if role is not Role.OWNER:
            _require_other_owner(session, person)
        person.role = role


def remove(database: Database, account_id: int, person_id: int, now: datetime) -> None:
    """Let somebody in no longer; what they did stays theirs. Raises PeopleError."""
    with account_transaction(database, account_id) as session:
        person = _person(session, account_id, person_id)
        _require_other_owner(session, person)
        # Whoever they are may be invited anew.
        person.removed_at, person.issuer, person.subject = now, None, None
        end_all(session, person.id)


def _person(session: AccountSession, account_id: int, person_id: int) -> Person:
    mine = (Person.id == person_id, Person.account_id == account_id, Person.removed_at.is_(None))
    person = session.scalar(select(Person).where(*mine))
    if person is None:
        raise PeopleError(GONE)
    return person


def _require_other_owner(session: AccountSession, person: Person) -> None:
    """Raise PeopleError where nobody else could sign in as an owner."""
    if person.role is not Role.OWNER:
        return
    others = (
        Person.account_id == person.account_id,
        Person.id != person.id,
        Person.role == Role.OWNER,
        Person.removed_at.is_(None),
        Person.subject.is_not(None),
    )
    counted = select(func.count().label("owners"), Person.account_id).where(*others)
    if not session.scalar(counted.group_by(Person.account_id)):
        raise PeopleError(LAST_OWNER)


class InvitationTokens:
    """What an invitation's letter carries: its number, signed. Nothing secret is kept."""

    def __init__(self, secret: str):
        self._serializer = URLSafeSerializer(secret, salt="invitation")

    def token(self, invitation_id: int) -> str:
        """Return an invitation's token."""
        return str(self._serializer.dumps(invitation_id))

    def read(self, token: str) -> int | None:
        """Return the number of the invitation that a token was made for."""
        try:
            found = self._serializer.loads(token)
        except BadSignature:
            return None
        return found if isinstance(found, int) else None


def find_invitation(
    session: Session, invitation_id: int | None, now: datetime
) -> tuple[Invitation, Person, Account] | None:
    """Return an invitation that can be accepted still, whom it is for, and into which account."""
    mine = (
        select(Invitation, Person, Account)
        .join(Person, Person.id == Invitation.person_id)
        .join(Account, Account.id == Invitation.account_id)
        .where(
            Invitation.id == invitation_id,
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
            Person.removed_at.is_(None),
            Person.subject.is_(None),
        )
    )
    found = session.execute(mine).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def accept(
    database: Database, invitation_id: int, issuer: str, subject: str, now: datetime
) -> Person | None:
    """Let whoever a provider knows in by an invitation, once; None where that can't be.

    Who is in the account already keeps their role.
    """
    with database.read() as session:
        found = find_invitation(session, invitation_id, now)
    if found is None:
        return None
    with account_transaction(database, found[0].account_id) as session:
        again = find_invitation(session, invitation_id, now)
        if again is None:
            return None
        invitation, person, _account = again
        invitation.accepted_at = now
        known = (
            Person.account_id == person.account_id,
            Person.issuer == issuer,
            Person.subject == subject,
        )
        earlier = session.scalar(select(Person).where(*known))
        if earlier is not None:
            person.removed_at = now
            return earlier
        person.issuer, person.subject = issuer, subject
        return person
