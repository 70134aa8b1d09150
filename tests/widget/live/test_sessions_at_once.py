"""Sessions of one sign-in that are locked at the same time, on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text

from tests.support.databases import HAS_POSTGRES
from widget.live.sessions import lock_sessions
from widget.storage.models import Person, SignInSession

pytestmark = [
    pytest.mark.skipif(not HAS_POSTGRES, reason="needs PostgreSQL"),
    pytest.mark.parametrize("database_kind", ["postgresql"]),
]
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def add(database, token_hash: str) -> None:
    with database.write() as session:
        person = session.scalars(select(Person)).first()
        session.add(
            SignInSession(
                token_hash=token_hash,
                account_id=person.account_id,
                person_id=person.id,
                sign_in="one",
                began_at=NOW,
                used_at=NOW,
            )
        )


def test_who_locks_them_waits_and_nobody_waits_for_each_other(live, people):
    """A session that came meanwhile sorts before the one that is locked."""
    database = live.extensions["widget"].database
    add(database, "b" * 64)

    def lock() -> bool:
        with database.write() as session:
            return lock_sessions(session, "one")

    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            assert lock_sessions(session, "one")
            add(database, "a" * 64)
            other = pool.submit(lock)
            while not session.scalar(WAITING):
                assert not other.done()
            session.execute(delete(SignInSession).where(SignInSession.sign_in == "one"))
        assert other.result(60) is False
