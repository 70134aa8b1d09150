"""Sessions, kept on the server: found by the hash of a token that only the browser has."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from widget.core.tokens import hashed_token
from widget.storage.database import Database
from widget.storage.models import Account, Person, SignInSession
from widget.storage.ownership import ForeignRowError
from widget.web.services import ACCOUNT_AND_PERSON

#: A session ends so long after it was last used, and so long after it began.
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
#: That it was used is noted so often.
_NOTED = timedelta(minutes=1)

_BY_TOKEN = (
    ACCOUNT_AND_PERSON.join(SignInSession, SignInSession.person_id == Person.id)
    .where(
        SignInSession.token_hash == bindparam("hash"),
        SignInSession.account_id == Account.id,
        Person.removed_at.is_(None),
    )
    .add_columns(SignInSession)
)


def begin(session: Session, person: Person, now: datetime) -> str:
    """Begin a session of a person's; return its token. Those that are over are forgotten."""
    session.execute(delete(SignInSession).where(SignInSession.began_at < now - LONGEST))
    token = secrets.token_urlsafe(32)
    # Who was removed meanwhile has no session; whoever removes them ends those that there are.
    there = select(Person.id).where(Person.id == person.id, Person.removed_at.is_(None))
    if session.scalar(there.with_for_update()) is None:
        return token
    session.add(
        SignInSession(
            token_hash=hashed_token(token),
            account_id=person.account_id,
            person_id=person.id,
            began_at=now,
            used_at=now,
        )
    )
    return token


def renew(database: Database, earlier: str | None, person: Person, now: datetime) -> str:
    """End the session of a token, if it has one, and begin another; return its token."""
    if earlier:
        end(database, earlier)
    with database.write() as session:
        return begin(session, person, now)


def find(
    database: Database, token: str, now: datetime
) -> tuple[Account, Person, bool, SignInSession] | None:
    """Return whose session a token is, if it isn't over; that it was used is noted.

    Raises ForeignRowError for a row that isn't the token's.
    """
    with database.read() as session:
        found: Any = session.execute(_BY_TOKEN, {"hash": hashed_token(token)}).one_or_none()
    if found is None:
        return None
    account, person, is_paying, mine = found
    if mine.token_hash != hashed_token(token):
        raise ForeignRowError("another session's row came back")
    if now - mine.used_at >= IDLE or now - mine.began_at >= LONGEST:
        end(database, token)
        return None
    if now - mine.used_at >= _NOTED:
        with database.write() as session:
            same = SignInSession.token_hash == mine.token_hash
            session.execute(update(SignInSession).where(same).values(used_at=now))
    return account, person, is_paying, mine


def end(database: Database, token: str) -> None:
    """End a session."""
    with database.write() as session:
        session.execute(
            delete(SignInSession).where(SignInSession.token_hash == hashed_token(token))
        )


def end_all(session: Session, person_id: int) -> None:
    """End every session of a person's."""
    session.execute(delete(SignInSession).where(SignInSession.person_id == person_id))


def of_same_identity(session: Session, person: Person) -> list[tuple[Account, Person]]:
    """Return the accounts that somebody has a role in, by the identity of one of their roles."""
    mine = (
        select(Account, Person)
        .join(Person, Person.account_id == Account.id)
        .where(
            Person.issuer == person.issuer,
            Person.subject == person.subject,
            Person.removed_at.is_(None),
        )
    )
    return [(account, each) for account, each in session.execute(mine.order_by(Account.id))]
