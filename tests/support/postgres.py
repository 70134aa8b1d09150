"""A throw-away PostgreSQL server, from the binaries that the machine has."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import psycopg

HOW_TO_GET = (
    "PostgreSQL's server binaries (initdb, pg_ctl) were not found, on PATH or where Debian puts"
    " them: install them (Debian, Ubuntu: apt-get install postgresql; macOS: brew install"
    " postgresql)."
)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL, or None."""
    places = sorted(glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    for place in (shutil.which("pg_ctl"), *(f"{path}/pg_ctl" for path in reversed(places))):
        if place and Path(place).exists():
            return Path(place).resolve().parent
    return None


class Server:
    """A server that listens on a socket file in a folder only; its port names the file."""

    def __init__(self, sockets: Path, port: int = 5432):
        self.sockets = sockets
        self.port = port

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy writes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.sockets}&port={self.port}"

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside of transactions."""
        place = f"host={self.sockets} port={self.port} user=postgres dbname={database}"
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgres(*, safe: bool = False) -> Iterator[Server]:
    """Run a server for a while; only a `safe` one writes to the disk before it says so."""
    found = binaries()
    if found is None:
        raise RuntimeError(HOW_TO_GET)
    folder = Path(tempfile.mkdtemp(prefix="acquit-postgres-"))
    data = folder / "data"
    # The server refuses to run as root.
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(*command: str) -> None:
        subprocess.run(
            [str(found / command[0]), *command[1:]],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    options = f"-k {folder} -c listen_addresses='' -c max_connections=200"
    if not safe:
        options += " -c fsync=off -c full_page_writes=off"
    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
            "--locale", "C")  # fmt: skip
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
