"""Servers under load: gunicorn with a process for each core, and clients beside it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.customer import ORIGIN
from tests.support.project import ROOT

WORKERS = 2
CLIENTS = 4


@dataclass(frozen=True)
class Asked:
    """A request; with fields it is a form."""

    path: str
    fields: dict[str, str] | None = None


@contextmanager
def gunicorn(factory: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve an application; yield its port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        command = [sys.executable, "-m", "gunicorn", "--workers", f"{WORKERS}"]
        place = [
            "--bind",
            f"fd://{listening.fileno()}",
            "--log-level",
            "error",
            "--no-control-socket",
        ]
        server = subprocess.Popen(
            [*command, *place, f"tests.benchmarks.apps:{factory}()"],
            cwd=ROOT,
            env={**os.environ, **environment},
            pass_fds=[listening.fileno()],
        )
        try:
            yield listening.getsockname()[1]
        finally:
            server.terminate()
            server.wait(30)


def rate(port: int, requests: list[Asked], wanted: int) -> float:
    """Send requests from several clients; return how many a second. Raises for another status."""

    def send(asked: Asked) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Host": ORIGIN.partition("//")[2], "Origin": ORIGIN}
        if asked.fields is None:
            connection.request("GET", asked.path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", asked.path, urlencode(asked.fields), headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status != wanted:
            raise RuntimeError(f"{asked.path}: {response.status}, and not {wanted}")

    with ThreadPoolExecutor(CLIENTS) as pool:
        began = time.perf_counter()
        list(pool.map(send, requests))
        return len(requests) / (time.perf_counter() - began)


def per_second(times: int, work: Callable[[int], None]) -> float:
    """Do something in this thread so many times; return how often a second."""
    began = time.perf_counter()
    for number in range(times):
        work(number)
    return times / (time.perf_counter() - began)
