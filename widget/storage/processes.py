"""Connections belong to the process that opened them: two that share one read each other's rows.

Servers fork their workers, some after the application was loaded (`gunicorn --preload`, uWSGI).
"""

import os
import weakref
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

_PROCESS = "process"


def keep_to_one_process(engine: Engine) -> None:
    """Let no connection of an engine be used by a process that didn't open it."""
    forget_at_fork(engine)
    refuse_others(engine)


def forget_at_fork(engine: Engine) -> None:
    """Begin with no connections in each child; the parent's stay open, and its own."""
    known = weakref.ref(engine)

    def forget() -> None:
        found = known()
        if found is not None:
            found.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


def refuse_others(engine: Engine) -> None:
    """Refuse a connection of another process, however this one came to have it."""

    @event.listens_for(engine, "connect")
    def connect(_: Any, record: Any) -> None:
        record.info[_PROCESS] = os.getpid()

    @event.listens_for(engine, "checkout")
    def checkout(_: Any, record: Any, proxy: Any) -> None:
        if record.info[_PROCESS] != os.getpid():
            record.dbapi_connection = proxy.dbapi_connection = None
            raise DisconnectionError("a connection of another process")
