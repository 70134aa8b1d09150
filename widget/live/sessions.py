"""Sessions, kept on the server: found by the hash of a token that only the browser has."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from widget.core.tokens import hashed_token
from widget.storage.database import Database
from widget.storage.models import Account, FrameCode, Person, SignInSession
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


_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:sign_in, 0))")


# Whoever locks several of these rows does so in this order: person, sessions, codes.


def begin(
    session: Session,
    account_id: int,
    person_id: int,
    now: datetime,
    of: SignInSession | FrameCode | None = None,
) -> str:
    """Begin a session of a person's; return its token. Those that are over are forgotten.

    It goes back to the sign-in that `of` goes back to; None for one that was just done.
    """
    token = secrets.token_urlsafe(32)
    if not lock_person(session, person_id):
        return token
    session.execute(delete(SignInSession).where(SignInSession.began_at < now - LONGEST))
    session.add(
        SignInSession(
            token_hash=hashed_token(token),
            account_id=account_id,
            person_id=person_id,
            sign_in=of.sign_in if of else secrets.token_urlsafe(16),
            began_at=of.began_at if of else now,
            used_at=now,
        )
    )
    return token


def lock_person(session: Session, person_id: int) -> bool:
    """Lock a person's row; False for one who was removed.

    They get no session any more; whoever removes them ends those that there are.
    """
    there = select(Person.id).where(Person.id == person_id, Person.removed_at.is_(None))
    return session.scalar(there.with_for_update()) is not None


def lock_sessions(session: Session, sign_in: str) -> bool:
    """Lock the sessions that go back to a sign-in; False if there are none.

    One at a time, not row by row: a session that came while another waited would be locked before
    those that it came after, and two would wait for each other. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ALONE, {"sign_in": sign_in})
    mine = select(SignInSession.token_hash).where(SignInSession.sign_in == sign_in)
    found = session.scalars(mine.order_by(SignInSession.token_hash).with_for_update())
    return bool(found.all())


def sign_in(database: Database, earlier: str | None, person: Person, now: datetime) -> str:
    """Begin the session of somebody who has just signed in; return its token.

    What the browser had `earlier` ends.
    """
    if earlier:
        sign_out(database, earlier)
    with database.write() as session:
        return begin(session, person.account_id, person.id, now)


def switch(database: Database, token: str, person: Person, now: datetime) -> str:
    """End a session, and go on as a person of another account; return the new session's token."""
    with database.write() as session:
        lock_person(session, person.id)
        ended = session.scalar(delete(SignInSession).where(_is(token)).returning(SignInSession))
        # Signed out at this moment, in another tab: the token opens nothing.
        return begin(session, person.account_id, person.id, now, ended) if ended else token


def find(
    database: Database, token: str, now: datetime, *, is_use: bool = True
) -> tuple[Account, Person, bool, SignInSession] | None:
    """Return whose session a token is, if it isn't over; that it was used is noted if it `is_use`.

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
        return None  # the row stays until the sign-in is too old: who signs out of it finds it
    if is_use and now - mine.used_at >= _NOTED:
        with database.write() as session:
            session.execute(update(SignInSession).where(_is(token)).values(used_at=now))
    return account, person, is_paying, mine


def _is(token: str) -> ColumnElement[bool]:
    return SignInSession.token_hash == hashed_token(token)


def sign_out(database: Database, token: str) -> None:
    """End a session, over or not, and all that goes back to its sign-in: in frames as well."""
    with database.write() as session:
        mine = session.scalar(select(SignInSession.sign_in).where(_is(token)))
        if mine is None:
            return
        # Whoever is given one of these sessions at this moment is waited for, so theirs ends too.
        lock_sessions(session, mine)
        for table in (SignInSession, FrameCode):
            session.execute(delete(table).where(table.sign_in == mine))


def forget(database: Database, token: str) -> None:
    """End one session alone: another takes its place."""
    with database.write() as session:
        session.execute(delete(SignInSession).where(_is(token)))


def end_all(session: Session, person_id: int) -> None:
    """End every session of a person's, whose row is locked."""
    for table in (SignInSession, FrameCode):
        session.execute(delete(table).where(table.person_id == person_id))


def role_of_same_identity(session: Session, person: Person, wanted: int | None) -> Person | None:
    """Return one of the roles that somebody has, in any account, by its number."""
    mine = [each for _, each in of_same_identity(session, person)]
    return next((each for each in mine if each.id == wanted), None)


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
