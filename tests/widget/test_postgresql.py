"""PostgreSQL as it is run: restarted, slow, behind a pooler or not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from tests.support.databases import HAS_PGBOUNCER, HAS_POSTGRES
from widget.storage import postgresql
from widget.storage.database import Database
from widget.storage.models import Account

needs_pgbouncer = pytest.mark.skipif(not HAS_PGBOUNCER, reason="needs PgBouncer")
pytestmark = [
    pytest.mark.skipif(not HAS_POSTGRES, reason="needs PostgreSQL"),
    pytest.mark.parametrize("database_kind", ["postgresql"]),
]
PROCESS = text("SELECT pg_backend_pid()")
#: More often than it takes for a statement to be prepared.
OFTEN = 12


def processes(database: Database, count: int) -> set[int]:
    """Use that many connections at once; return the server's processes."""
    barrier = Barrier(count)

    def ask(_: int) -> int:
        with database.read() as session:
            barrier.wait(60)
            return session.scalar(PROCESS)

    with ThreadPoolExecutor(count) as pool:
        return set(pool.map(ask, range(count)))


def test_connections_that_were_cut_are_replaced(database, all_databases):
    """As by a restart of the server: the next requests are answered."""
    before = processes(database, 3)
    for process in before:
        all_databases.server.run(f"SELECT pg_terminate_backend({process}, 5000)")
    after = processes(database, 3)
    assert len(after) == 3
    assert not after & before


def test_a_connection_that_was_idle_for_long_is_asked_first(database, monkeypatch):
    pings = []
    ping = database.engine.dialect.do_ping
    monkeypatch.setattr(database.engine.dialect, "do_ping", lambda it: pings.append(it) or ping(it))
    first = processes(database, 1)
    assert processes(database, 1) == first
    assert not pings
    monkeypatch.setattr(postgresql, "BELIEVED_SECONDS", 0)
    assert processes(database, 1) == first
    assert len(pings) == 1


def test_a_statement_takes_no_longer_than_it_may(database_url, monkeypatch):
    monkeypatch.setattr(
        postgresql, "CONNECT", {**postgresql.CONNECT, "options": "-c statement_timeout=50"}
    )
    database = Database(database_url)
    with pytest.raises(OperationalError, match="statement timeout"), database.read() as session:
        session.execute(text("SELECT pg_sleep(20)"))
    assert len(processes(database, 1)) == 1
    database.close()


def prepared(database: Database) -> int:
    """How many statements a connection holds ready after one was asked often."""
    with database.write() as session:
        for _ in range(OFTEN):
            session.scalar(select(Account.id))
        return session.scalar(text("SELECT count(*) FROM pg_prepared_statements"))


def test_statements_that_are_often_asked_are_prepared(database):
    assert prepared(database) > 0


@needs_pgbouncer
def test_behind_a_pooler_nothing_is_prepared(database_url, all_databases):
    behind = Database(all_databases.behind_pgbouncer(database_url))
    assert prepared(behind) == 0
    behind.close()
