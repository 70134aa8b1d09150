"""The points between two effects: before and after each commit, gateway call and letter.

They are found by running, not listed: an effect that is added to the widget is a point at once.
"""

import os
import re
import signal
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import event
from sqlalchemy.orm import Session

from widget.gateways.stripe.connection import Connection
from widget.notifications import sending
from widget.storage.database import Database

_ID = re.compile(r"\w+_[0-9a-f]{16,}")
_send = Connection.request
_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE)\s+\"?(\w+)")


class Points:
    """Counts the points that a process reaches, and kills it at one of them."""

    def __init__(self) -> None:
        self.kill_at = 0
        self.names: list[str] = []
        self.when_reached: Callable[[], object] = lambda: None
        self._tables: list[str] = []

    def reach(self, name: str) -> None:
        """Be at a point: the last thing that this process does, if it is the one."""
        self.names.append(name)
        self.when_reached()
        if len(self.names) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call with a point before and one after it."""

        def pointed(*arguments: Any, **named: Any) -> Any:
            self.reach(f"before {name}")
            try:
                return call(*arguments, **named)
            finally:
                self.reach(f"after {name}")

        return pointed

    def watch(self, database: Database) -> None:
        """Make points of a database's commits, as far as they write something."""

        @event.listens_for(database.engine, "begin")
        def begin(_connection: Any) -> None:
            self._tables = []

        @event.listens_for(database.engine, "before_cursor_execute")
        def execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if found := _WRITES.match(statement):
                self._tables.append(found[1])

        @event.listens_for(database.engine, "commit")
        def before(_connection: Any) -> None:
            if self._tables:
                self.reach(f"before commit of {self._written()}")

        @event.listens_for(Session, "after_commit")
        def after(_session: Any) -> None:
            if self._tables:
                written, self._tables = self._written(), []
                self.reach(f"after commit of {written}")

    def _written(self) -> str:
        return ", ".join(dict.fromkeys(self._tables))

    def watch_requests(self) -> None:
        """Make points of the requests that a call of the gateway's is made of."""

        def request(connection: Connection, method: str, url: str, *more: Any, **named: Any) -> Any:
            path = _ID.sub("…", urlsplit(url).path)
            pointed = self.around(f"request {method} {path}", _send)
            return pointed(connection, method, url, *more, **named)

        Connection.request = request  # type: ignore[method-assign]

    def watch_letters(self) -> None:
        """Make points of the letters that are sent."""
        sending._deliver = self.around("sending a letter", sending._deliver)


class PointedGateway:
    """A gateway with points around its calls."""

    def __init__(self, gateway: Any, points: Points):
        self.real = gateway
        self._points = points

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        return found if name == "parse_event" else self._points.around(f"gateway {name}", found)
