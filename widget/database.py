"""The database: SQLite by default, PostgreSQL by URL."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Engine, Table, bindparam, create_engine, event, insert, update
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.attributes import instance_dict, set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.dml import ReturningInsert, Update

#: How long a writer waits for another on SQLite, and from when to when it tries again.
BUSY_SECONDS = 10
FIRST_WAIT, LONGEST_WAIT = 0.0003, 0.001
BUSY_TIMEOUT = f"busy_timeout={BUSY_SECONDS * 1000}"


class Database:
    """Transactions on one engine: `read` for queries, `write` for changes."""

    def __init__(self, url: str):
        # Values belong into tables, never into logs or the text of errors.
        self.engine = create_engine(url, hide_parameters=True)
        is_sqlite = self.engine.dialect.name == "sqlite"
        if is_sqlite:
            _configure_sqlite(self.engine)
        # Each statement of a reader sees what is committed by then, in a transaction or without; on
        # SQLite a transaction keeps one view, and costs nothing.
        alone = {} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._reading = self.engine.execution_options(**alone)
        #: The same engine, for what changes something.
        self.writing = self.engine.execution_options(writes=True)

    def create(self, base: type[DeclarativeBase]) -> None:
        """Create the tables that don't exist yet."""
        base.metadata.create_all(self.writing)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session for queries; what it loaded can be used after it."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session that is committed at the end, or rolled back by an exception."""
        with Session(self.writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def add_at_once(session: Session, row: DeclarativeBase) -> None:
    """Insert a row now, and give it its number; the session doesn't keep it.

    That takes half the time of adding it, for a row that its own transaction doesn't change again.
    """
    table, given = cast(Table, row.__table__), instance_dict(row)
    values = {c.name: given[c.name] for c in table.columns if given.get(c.name) is not None}
    cast(Any, row).id = session.scalar(_insert(table), values)


def change_at_once(session: Session, row: DeclarativeBase, **values: object) -> None:
    """Update a row now, and what the session knows of it: a fifth of the time of a flush.

    Give only what changes: it is written, also if somebody else has changed it meanwhile. Raises
    StaleDataError when the row is gone.
    """
    statement = _update(cast(Table, row.__table__), tuple(values))
    done = session.execute(statement, {**values, "row_id": cast(Any, row).id})
    if cast(CursorResult[Any], done).rowcount != 1:
        raise StaleDataError(f"{row} is gone")
    for name, value in values.items():
        set_committed_value(row, name, value)


@cache
def _insert(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id)


@cache
def _update(table: Table, names: tuple[str, ...]) -> Update:
    changed = update(table).where(table.c.id == bindparam("row_id"))
    return changed.values({table.c[name]: bindparam(name) for name in names})


def _configure_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        for pragma in (BUSY_TIMEOUT, "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        # To switch to write-ahead logging, for the first time, SQLite waits for nobody.
        patiently(lambda: cursor.execute("PRAGMA journal_mode=WAL"))
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if not connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN")
            return
        # A writer takes the lock at once: taking it later, after a read, can fail half-way.
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA busy_timeout=0")
        try:
            patiently(lambda: driver.execute("BEGIN IMMEDIATE"))
        finally:
            driver.execute(f"PRAGMA {BUSY_TIMEOUT}")


def patiently(attempt: Callable[[], object]) -> None:
    """Try something on SQLite until nobody else holds its lock.

    SQLite can wait by itself, but in steps of up to a tenth of a second: most of our transactions
    take a fiftieth of that. Raises sqlite3.OperationalError after BUSY_SECONDS.
    """
    until, wait = time.monotonic() + BUSY_SECONDS, FIRST_WAIT
    while True:
        try:
            attempt()
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
        time.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)
