"""Databases for tests, of each kind that the widget runs on: made once, then copied."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from tests.support.pgbouncer import HOW_TO_GET as HOW_TO_GET_PGBOUNCER
from tests.support.pgbouncer import binary, pgbouncer
from tests.support.postgres import HOW_TO_GET, Server, binaries, postgres
from widget.storage import schema
from widget.storage.database import Database
from widget.storage.models import Base

#: Without its server's binaries PostgreSQL is left out, but never where CI runs.
HAS_POSTGRES = binaries() is not None
KINDS = ("sqlite", "postgresql") if HAS_POSTGRES or os.environ.get("CI") else ("sqlite",)
HAS_PGBOUNCER = binary() is not None
#: PostgreSQL with a pooler before it, which few tests need.
BEHIND_PGBOUNCER = "pgbouncer"
POOLER_LEFT_OUT = None if HAS_PGBOUNCER else f"PgBouncer was not tested. {HOW_TO_GET_PGBOUNCER}"
LEFT_OUT = None if "postgresql" in KINDS else f"PostgreSQL was not tested. {HOW_TO_GET}"

_numbers = count(1)


class Databases:
    """Gives out databases with the widget's tables, or empty ones, by kind."""

    def __init__(self, folder: Path, stack: ExitStack, *, safe: bool = False):
        self._safe = safe
        self._folder = folder
        self._stack = stack
        self._server: Server | None = None
        self._ready: dict[str, list[str]] = {"sqlite": [], "postgresql": []}

    def empty(self, kind: str) -> str:
        """The address of a database without tables."""
        name = f"t{next(_numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{self._folder}/{name}.sqlite3"
        self.server.run(f"CREATE DATABASE {name}")
        return self.server.url(name)

    def new(self, kind: str) -> str:
        """The address of a database with the widget's tables, as the migrations make them."""
        if kind == BEHIND_PGBOUNCER:
            return self.behind_pgbouncer(self.new("postgresql"))
        if self._ready[kind]:
            return self._ready[kind].pop()
        if kind == "sqlite":
            url = self.empty(kind)
            shutil.copy(self._template, _path(url))
            return url
        return _migrated(self.empty(kind))

    def behind_pgbouncer(self, url: str) -> str:
        """The address of the same PostgreSQL database, as clients of the pooler see it."""
        return self.pooler.url(url.partition("?")[0].rpartition("/")[2])

    def give_back(self, url: str) -> None:
        """Empty the tables of a database that `new` gave out: to make another takes longer."""
        if url.startswith("sqlite"):
            for path in self._folder.glob(Path(url).name + "*"):
                path.unlink()
            shutil.copy(self._template, _path(url))
            self._ready["sqlite"].append(url)
            return
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        name = url.partition("?")[0].rpartition("/")[2]
        self.server.run(f"TRUNCATE {tables} RESTART IDENTITY", name)
        self._ready["postgresql"].append(url)

    @cached_property
    def pooler(self) -> Server:
        """PgBouncer before the PostgreSQL server, started when it is first needed."""
        return self._stack.enter_context(pgbouncer(self.server))

    @cached_property
    def _template(self) -> str:
        return _path(_migrated(self.empty("sqlite")))

    @property
    def server(self) -> Server:
        """The PostgreSQL server, started when it is first needed."""
        if self._server is None:
            self._server = self._stack.enter_context(postgres(safe=self._safe))
        return self._server


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _migrated(url: str) -> str:
    database = Database(url)
    schema.upgrade(database)
    database.close()
    return url


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """Give out databases for a while."""
    with ExitStack() as stack:
        yield Databases(folder, stack)
