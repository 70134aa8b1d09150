"""The people of an account: invited by an owner, given roles, removed; an owner always stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from widget.core.roles import Role
from widget.live.invitations import INVITED_FOR, send_invitation
from widget.live.sessions import end_all
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Invitation, Person
from widget.storage.ownership import AccountSession

#: So many people an account may have, invited ones too; so many are invited on a day, and each
#: again after a while: they are letters of ours to people who may not know of it.
MOST, MOST_A_DAY, AGAIN_AFTER = 200, 50, timedelta(minutes=10)


class PeopleError(Exception):
    """Nothing was changed: `reason` says why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


LAST_OWNER, TOO_MANY, TOO_OFTEN, GONE = "last_owner", "too_many", "too_often", "gone"


def people_of(session: Session, account_id: int) -> list[Person]:
    """Return the people of an account, the first first."""
    mine = select(Person).where(Person.account_id == account_id, Person.removed_at.is_(None))
    return list(session.scalars(mine.order_by(Person.id)))


@dataclass(frozen=True)
class People:
    """Changes of an account's people, by an owner (`by`): who isn't one any more changes nothing.

    Each raises PeopleError.
    """

    database: Database
    account_id: int
    by: int
    now: datetime

    def invite(self, name: str, email: str, role: Role, locale: str) -> Invitation:
        """Add a person, and write to them."""
        with self._changing() as session:
            if len(people_of(session, self.account_id)) >= MOST:
                raise PeopleError(TOO_MANY)
            self._require_fewer(session)
            if self._invited(session, AGAIN_AFTER, Person.email == email):
                raise PeopleError(TOO_OFTEN)
            person = Person(account_id=self.account_id, name=name, email=email, role=role)
            session.add(person)
            session.flush()
            return send_invitation(session, person, locale, self.now)

    def invite_again(self, person_id: int, locale: str) -> None:
        """Write another invitation to somebody who hasn't accepted theirs."""
        with self._changing() as session:
            person = self._person(session, person_id)
            if person.subject is not None:
                raise PeopleError(GONE)
            of_person = Invitation.person_id == person.id
            if self._invited(session, AGAIN_AFTER, of_person):
                raise PeopleError(TOO_OFTEN)
            self._require_fewer(session)
            send_invitation(session, person, locale, self.now)

    def change_role(self, person_id: int, role: Role) -> None:
        """Give somebody another role, at once."""
        with self._changing() as session:
            person = self._person(session, person_id)
            if role is not Role.OWNER:
                _require_other_owner(session, person)
            person.role = role

    def remove(self, person_id: int) -> None:
        """Let somebody in no longer; what they did stays theirs."""
        with self._changing() as session:
            person = self._person(session, person_id)
            _require_other_owner(session, person)
            # Whoever they are may be invited anew.
            person.removed_at, person.issuer, person.subject = self.now, None, None
            end_all(session, person.id)

    @contextmanager
    def _changing(self) -> Iterator[AccountSession]:
        with account_transaction(self.database, self.account_id) as session:
            if self._person(session, self.by).role is not Role.OWNER:
                raise PeopleError(GONE)
            yield session

    def _person(self, session: AccountSession, person_id: int) -> Person:
        mine = (
            Person.id == person_id,
            Person.account_id == self.account_id,
            Person.removed_at.is_(None),
        )
        person = session.scalar(select(Person).where(*mine))
        if person is None:
            raise PeopleError(GONE)
        return person

    def _require_fewer(self, session: AccountSession) -> None:
        if self._invited(session, timedelta(days=1)) >= MOST_A_DAY:
            raise PeopleError(TOO_OFTEN)

    def _invited(
        self, session: AccountSession, within: timedelta, *more: ColumnElement[bool]
    ) -> int:
        """How many invitations were sent of late."""
        mine = (
            Invitation.account_id == self.account_id,
            Invitation.expires_at > self.now - within + INVITED_FOR,
            *more,
        )
        sent = select(func.count().label("invited"), Invitation.account_id)
        counted = sent.join(Person, Person.id == Invitation.person_id).where(*mine)
        return session.scalar(counted.group_by(Invitation.account_id)) or 0


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
