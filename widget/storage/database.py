"""The database: SQLite by default, PostgreSQL by URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Table,
    bindparam,
    create_engine,
    insert,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.attributes import instance_dict, set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.dml import ReturningInsert, Update

from widget.storage import postgresql, sqlite
from widget.storage.ownership import AccountSession, ForeignRowError, look_at_columns
from widget.storage.processes import keep_to_one_process

#: Addresses as hosts of databases write them, and the driver that we use.
_SCHEMES = ("postgres", "postgresql")
_DRIVER = "postgresql+psycopg"


class Database:
    """Transactions on one engine: `read` for queries, `write` for changes."""

    def __init__(self, url: str, **options: Any):
        """`options` are SQLAlchemy's, of a pool for example."""
        self.engine = make_engine(url, **options)
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
    def read(self, owner: int | None = None) -> Iterator[AccountSession]:
        """Yield a session for queries; what it loaded can be used after it.

        Raises ForeignRowError for a row that isn't the `owner`'s, an account's id.
        """
        with (
            AccountSession(self._reading, owner=owner, expire_on_commit=False) as session,
            _trusting(session),
        ):
            yield session

    @contextmanager
    def write(self, owner: int | None = None) -> Iterator[AccountSession]:
        """Yield a session that is committed at the end, or rolled back by an exception.

        Raises ForeignRowError as `read` does.
        """
        with (
            AccountSession(self.writing, owner=owner, expire_on_commit=False) as session,
            session.begin(),
            _trusting(session),
        ):
            yield session

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        """Yield a connection in a transaction in which tables may be made anew."""
        with self.writing.connect() as connection:
            if connection.dialect.name == "sqlite":
                with sqlite.without_foreign_keys(connection), connection.begin():
                    yield connection
                    sqlite.check_foreign_keys(connection)
            else:
                with connection.begin():
                    yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _trusting(session: Session) -> Iterator[None]:
    """Close the connection on which a foreign row came back."""
    try:
        yield
    except ForeignRowError:
        session.invalidate()
        raise


def make_engine(url: str, **options: Any) -> Engine:
    """Return an engine for an address, as it is needed on that kind of database."""
    address = make_url(url)
    if address.drivername in _SCHEMES:
        address = address.set(drivername=_DRIVER)
    is_sqlite = address.get_backend_name() == "sqlite"
    if not is_sqlite:
        options = {"connect_args": dict(postgresql.CONNECT), **options}
    # Values belong into tables, never into logs or the text of errors.
    engine = create_engine(address, hide_parameters=True, **options)
    keep_to_one_process(engine)  # before anything is asked of a connection
    look_at_columns(engine)
    (sqlite if is_sqlite else postgresql).configure(engine)
    return engine


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
