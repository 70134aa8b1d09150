"""PgBouncer before a throw-away PostgreSQL: each transaction may get another connection."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from tests.support.postgres import Server

HOW_TO_GET = (
    "PgBouncer was not found, on PATH or in /usr/sbin: install it (Debian, Ubuntu: apt-get install"
    " pgbouncer)."
)
PORT = 6432  # names the socket's file: nothing listens on the network
_POOL = 4


def binary() -> str | None:
    """Where PgBouncer is, or None."""
    return shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")


@contextmanager
def pgbouncer(server: Server) -> Iterator[Server]:
    """Run PgBouncer for a while; yield it as the server that clients see."""
    found = binary()
    if found is None:
        raise RuntimeError(HOW_TO_GET)
    folder = Path(tempfile.mkdtemp(prefix="acquit-pgbouncer-"))
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    (folder / "pgbouncer.ini").write_text(
        f"""[databases]
* = host={server.sockets} user=postgres
[pgbouncer]
listen_addr =
listen_port = {PORT}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = {_POOL}
max_client_conn = 200
""",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [found, "-q", str(folder / "pgbouncer.ini")],
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(folder)
        yield Server(folder, PORT)
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path) -> None:
    """Wait until its socket is there."""
    until = time.monotonic() + 30
    while not (folder / f".s.PGSQL.{PORT}").exists():
        if time.monotonic() > until:
            raise RuntimeError("PgBouncer didn't start")
        Event().wait(0.01)
