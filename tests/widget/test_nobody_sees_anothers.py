"""Nobody is ever shown another's account: two defences, each of which is enough alone."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tests.support.databases import HAS_PGBOUNCER, HAS_POSTGRES
from tests.support.deployed import environment, gunicorn
from tests.support.two_customers import TwoCustomers
from widget.storage import processes
from widget.storage.database import Database
from widget.storage.models import Account, Case, Invoice, LedgerEntry, Profile
from widget.storage.ownership import (
    ForeignRowError,
    OtherAnswerError,
    UnownedStatementError,
    find_own,
    require_owner,
)

#: By each customer: `make crowd` asks more often.
REQUESTS = int(os.environ.get("REQUESTS", "300"))
needs_postgres = pytest.mark.skipif(not HAS_POSTGRES, reason="needs PostgreSQL")


@pytest.fixture
def served(widget, database_url, bank_address):
    """Let two customers ask a deployment for screens."""
    customers = TwoCustomers(widget)

    def ask(application: str = "defended", url: str = database_url, patience: float = 60):
        settings = environment(url, bank_address)
        name = f"tests.support.undefended:{application}()"
        with gunicorn(settings, "--preload", application=name) as address:
            return customers.seen(address, REQUESTS, patience)

    return ask


def test_two_customers_see_their_own(served):
    assert served() == {"own": 2 * REQUESTS}


@needs_postgres
@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize("application", ["sharing", "trusting"])
def test_each_defence_is_enough_alone(served, application):
    """Where connections are shared pages may fail; none shows what isn't its customer's."""
    seen = served(application, patience=5)
    assert seen["another"] == 0
    assert seen["own"] > 0


@pytest.mark.skipif(not HAS_PGBOUNCER, reason="needs PgBouncer")
@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_behind_pgbouncer_they_see_their_own(served, all_databases, database_url):
    behind = all_databases.behind_pgbouncer(database_url)
    assert served("defended", behind) == {"own": 2 * REQUESTS}


# Connections ------------------------------------------------------------------------------------


@pytest.fixture
def database(database):
    with database.write() as session:
        for number in (1, 2):
            session.add(
                Account(name=f"A{number}", currency="EUR", time_zone="Europe/Paris", pays_by="card")
            )
            session.flush()
            session.add(Profile(account_id=number, name=f"P{number}"))
    return database


def in_child(work) -> bool:
    """Whether something holds in a forked process."""
    child = os.fork()
    if not child:
        try:
            sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - it goes with the process
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_child_begins_without_connections(database):
    assert names_of(database) == ["P1", "P2"]
    assert database.engine.pool.checkedin() == 1
    assert in_child(lambda: database.engine.pool.checkedin() == 0)
    assert database.engine.pool.checkedin() == 1
    assert in_child(lambda: names_of(database) == ["P1", "P2"])
    assert names_of(database) == ["P1", "P2"]


def test_a_connection_of_another_process_is_refused(database_url, monkeypatch):
    monkeypatch.setattr(processes, "forget_at_fork", lambda engine: None)
    database = Database(database_url)
    with database.read() as session:
        session.connection().info["mine"] = True

    def is_new() -> bool:
        with database.read() as session:
            return "mine" not in session.connection().info

    assert not is_new()
    assert in_child(is_new)
    database.close()


@needs_postgres
@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize("is_defended", [True, False])
def test_two_processes_that_read_at_once(database_url, monkeypatch, is_defended):
    """Without the defences they get each other's rows, or none: so the tests above could be red."""
    if not is_defended:
        monkeypatch.setattr("widget.storage.database.keep_to_one_process", lambda engine: None)
        monkeypatch.setattr("widget.storage.ownership.require_owner", lambda found, owner: None)
    database = Database(database_url)
    with database.write() as session:
        for number in (1, 2):
            session.add(
                Account(name=f"A{number}", currency="EUR", time_zone="Europe/Paris", pays_by="card")
            )

    def read(owner: int) -> bool:
        for _ in range(3000):
            signal.alarm(10)  # who waits for an answer that another has read waits for ever
            with database.read(owner) as session:
                if session.scalars(select(Account).where(Account.id == owner)).one().id != owner:
                    return False
        return True

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda owner: in_child(lambda: read(owner)), (1, 2)))
    assert seen == [True, True] if is_defended else not all(seen)
    database.close()


def names_of(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Profile.name).order_by(Profile.id)))


# Rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        select(Profile),
        select(Profile.name, Profile.account_id),
        select(func.count(), Profile.account_id).group_by(Profile.account_id),
        select(Account),
        select(Account.name, Account.id),
        select(Profile, Account.name).join(Account, Account.id == Profile.account_id),
    ],
)
def test_a_row_of_another_ends_what_reads_it(database, statement):
    closed: list[object] = []
    event.listen(database.engine, "invalidate", lambda *about: closed.append(about))
    with pytest.raises(ForeignRowError, match="account 1"), database.read(2) as session:
        session.execute(statement).all()
    with pytest.raises(ForeignRowError), database.write(2) as session:
        session.execute(statement).all()
    assert len(closed) == 2, "their connections aren't used again"
    with database.read() as session:
        assert session.execute(statement).all(), "a worker reads everybody's"


def test_a_statement_must_say_whose_rows_it_returns(database):
    with pytest.raises(UnownedStatementError, match="profile"), database.read(1) as session:
        session.scalar(select(func.count()).select_from(Profile))


def test_what_somebody_asks_for_by_number_is_found_only_if_it_is_theirs(database):
    with database.read(1) as session:
        assert find_own(session, Profile, 1).name == "P1"
        assert find_own(session, Profile, 2) is None
        assert find_own(session, Case, None) is None
        assert find_own(session, Invoice, 1) is None


def test_the_owner_is_looked_at():
    require_owner(1, 1)
    for found in (2, None):
        with pytest.raises(ForeignRowError):
            require_owner(found, 1)


@pytest.mark.parametrize(
    "answering",
    [
        "SELECT 1126 AS sum, 2 AS number",
        "SELECT 'storage' AS service, 1126 AS balance, 2 AS account_id",
        "SELECT 2 AS account_id, 1126 AS balance",
        "SELECT 1126 AS used, 2 AS account_id",
    ],
)
def test_an_answer_to_another_statement_is_refused(database, answering):
    """A number equal to the account's, where its own would stand, proves nothing."""

    @event.listens_for(database.engine, "before_cursor_execute", retval=True)
    def mix_up(_, __, statement, parameters, ___, ____):
        return (answering, ()) if "sum" in statement else (statement, parameters)

    total = select(func.sum(LedgerEntry.minor).label("balance"), LedgerEntry.account_id)
    with pytest.raises(OtherAnswerError, match="balance"), database.read(2) as session:
        session.execute(total.group_by(LedgerEntry.account_id)).all()


# Trouble ----------------------------------------------------------------------------------------


def test_where_connections_run_out_nobody_gets_anothers(database_url):
    database = Database(database_url, pool_size=1, max_overflow=0, pool_timeout=0.05)
    with database.write() as session:
        for number in (1, 2):
            session.add(Account(name="A", currency="EUR", time_zone="Europe/Paris", pays_by="card"))
            session.flush()
            session.add(Profile(account_id=number, name=f"P{number}"))

    def read(number: int) -> str:
        owner = 1 + number % 2
        try:
            with database.read(owner) as session:
                found = session.scalars(select(Profile).where(Profile.account_id == owner)).one()
                return "own" if found.name == f"P{owner}" else "another"
        except PoolTimeoutError:
            return "none"

    with ThreadPoolExecutor(16) as pool:
        seen = set(pool.map(read, range(400)))
    assert "own" in seen
    assert "another" not in seen
    database.close()
