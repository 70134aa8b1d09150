"""The database: SQLite by default, PostgreSQL by URL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session

#: How long a writer waits for another on SQLite.
BUSY_SECONDS = 10


class Database:
    """Transactions on one engine: `read` for queries, `write` for changes."""

    def __init__(self, url: str):
        # Values belong into tables, never into logs or the text of errors.
        self.engine = create_engine(url, hide_parameters=True)
        if self.engine.dialect.name == "sqlite":
            _configure_sqlite(self.engine)
        # Each statement of a reader sees what is committed by then, in a transaction or without; on
        # SQLite a transaction keeps one view, and costs nothing.
        is_sqlite = self.engine.dialect.name == "sqlite"
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


def _configure_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        _use_wal(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A writer takes the lock at once: taking it later, after a read, can fail half-way.
        immediate = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _use_wal(cursor: Any) -> None:
    """Switch to write-ahead logging: for the first time that waits for nobody, so we do."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
