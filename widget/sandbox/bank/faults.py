"""What may go wrong at the bank on purpose: decided when it is made, never by a request.

Each fault is logged when it strikes, by the name of its field.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from flask import Flask, Response, abort, request

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Faults:
    """Which of the interface's requests go wrong: every so many-th; 0 for none.

    `events_reversed` holds so many events back, to tell the last of them first; with `events_late`
    they are told after so many requests only.
    """

    #: Done, and then no answer: the connection is closed.
    no_answer: int = 0
    #: 500, and nothing done.
    error_before: int = 0
    #: Done, and then 500.
    error_after: int = 0
    #: Answered only after `slow_seconds`.
    slow: int = 0
    slow_seconds: float = 0.5
    #: After so many requests, the next so many are refused.
    down: int = 0
    events_doubled: bool = False
    events_forged: bool = False
    events_reversed: int = 0
    events_late: int = 0


def init_app(app: Flask, faults: Faults) -> None:
    """Make the requests of the bank's interface go wrong."""
    numbers, answers = count(1), count(1)

    def is_hit(fault: str, number: int) -> bool:
        every = getattr(faults, fault)
        if not every or number % every:
            return False
        struck(fault)
        return True

    @app.before_request
    def before() -> None:
        if request.blueprint != "api":
            return
        number = next(numbers)
        if faults.down and (number // faults.down) % 2:
            struck("down")
            abort(503)
        if is_hit("error_before", number):
            abort(500)
        if is_hit("slow", number):
            time.sleep(faults.slow_seconds)

    @app.after_request
    def after(response: Response) -> Response:
        if request.blueprint != "api" or response.status_code != 200:
            return response
        number = next(answers)
        if is_hit("error_after", number):
            return Response(status=500)
        if is_hit("no_answer", number):
            return Response(_broken_off())
        return response


def struck(fault: str) -> None:
    """Say that a fault strikes, by the name of its field."""
    log.warning("fault: %s", fault)


def _broken_off() -> Iterator[bytes]:
    """An answer that never comes: servers close the connection."""
    raise ConnectionAbortedError("a fault of the sandbox: no answer")
    yield b""
