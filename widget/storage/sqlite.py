"""SQLite as the widget uses it: one writer at a time, each commit on the disk."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

#: How long a writer waits for another, and from when to when it tries again.
BUSY_SECONDS = 10
FIRST_WAIT, LONGEST_WAIT = 0.0003, 0.001
BUSY_TIMEOUT = f"busy_timeout={BUSY_SECONDS * 1000}"


def configure(engine: Engine) -> None:
    """Set up an engine's connections and transactions."""

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
    """Try something until nobody else holds the lock.

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


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let a table that others refer to be dropped, to be made anew.

    SQLite changes no constraint of a table; it says how it's done instead (ALTER TABLE, 7).
    """
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # in a transaction that would be too late
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def check_foreign_keys(connection: Connection) -> None:
    """Raise ValueError where a row refers to none."""
    wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if wrong:
        raise ValueError(f"rows refer to rows that aren't there: {wrong[:20]}")
