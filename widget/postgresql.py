"""PostgreSQL as it is run: behind a pooler, restarted, slow, or out of reach."""

from collections.abc import Mapping
from typing import Any

from psycopg import OperationalError
from sqlalchemy import Dialect, Engine, event

#: How long connecting may take, in seconds.
CONNECT_SECONDS = 10
#: How long a statement may take, in milliseconds: our own take a thousandth of it.
STATEMENT_MS = 30_000
#: How long what was sent may stay unacknowledged, in milliseconds: a server that was switched off
#: says nothing.
UNACKNOWLEDGED_MS = 30_000

#: What a connection is opened with. Poolers that give each transaction another connection
#: (PgBouncer's pool_mode = transaction) know no prepared statement of the one before.
CONNECT: Mapping[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": UNACKNOWLEDGED_MS,
    "prepare_threshold": None,
    "options": f"-c statement_timeout={STATEMENT_MS}",
}


def configure(engine: Engine) -> None:
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
