"""PostgreSQL as it is run: behind a pooler, restarted, slow, or out of reach."""

import select
import time
from collections.abc import Mapping
from typing import Any, cast

from psycopg import Connection, OperationalError
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import DisconnectionError

#: How long connecting may take, in seconds.
CONNECT_SECONDS = 10
#: How long a statement may take, in milliseconds: our own take a thousandth of it.
STATEMENT_MS = 30_000
#: How long what was sent may stay unacknowledged, in milliseconds: a server that was switched off
#: says nothing.
UNACKNOWLEDGED_MS = 30_000
#: For how long a connection that nobody used is believed to be open, in seconds: what stands
#: between may forget it, and says nothing.
BELIEVED_SECONDS = 30

#: What a connection is opened with.
CONNECT: Mapping[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": UNACKNOWLEDGED_MS,
    "options": f"-c statement_timeout={STATEMENT_MS}",
}

_LEFT_AT = "left_at"


def configure(engine: Engine) -> None:
    """Open an engine's connections as the server takes them, and use none that is closed."""
    _open_with_a_time_out(engine)
    _prepare_nothing_behind_a_pooler(engine)
    _look_before_use(engine)


def _open_with_a_time_out(engine: Engine) -> None:
    """Open connections with a time-out for statements, where the server takes one.

    PgBouncer refuses it unless it is told to ignore it, and has a time-out of its own
    (query_timeout).
    """

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Dialect, _: Any, args: Any, options: dict[str, Any]) -> Any:
        try:
            return dialect.connect(*args, **options)
        except OperationalError as error:
            if "unsupported startup parameter" not in str(error):
                raise
            return dialect.connect(*args, **{**options, "options": ""})


def _prepare_nothing_behind_a_pooler(engine: Engine) -> None:
    """Prepare no statements on a server that may give each transaction another connection.

    A pooler (PgBouncer's pool_mode = transaction) can't tell its clients the number of the server
    process that they are served by, since it changes: what it tells them to cancel by is its own.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Connection, _: Any) -> None:
        found = connection.execute("SELECT pg_backend_pid()").fetchone()
        connection.rollback()
        if found != (connection.info.backend_pid,):
            connection.prepare_threshold = None


def _look_before_use(engine: Engine) -> None:
    """Ping a connection before it is used if it has something to say, or was idle for long.

    A server that ends a connection says so: then something can be read where nothing was asked.
    That costs no round trip, as asking each time would.
    """

    @event.listens_for(engine, "checkin")
    def checkin(_: Connection | None, record: Any) -> None:
        record.info[_LEFT_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def checkout(connection: Connection, record: Any, _: Any) -> None:
        left_at = record.info.get(_LEFT_AT)
        if left_at is None:
            return
        is_believed = time.monotonic() < left_at + BELIEVED_SECONDS
        if is_believed and not _has_something_to_say(connection):
            return
        try:
            engine.dialect.do_ping(cast(Any, connection))
        except OperationalError as error:
            raise DisconnectionError("the server has closed the connection") from error


def _has_something_to_say(connection: Connection) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
