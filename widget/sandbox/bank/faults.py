"""What may go wrong at the bank on purpose: decided when it is made, never by a request.

Each fault is logged when it strikes, by the name of its field.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask, Response, abort, g, request

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


#: What clients talk to; customers' pages have no faults.
_INTERFACE = "stripe_api"
#: A status and a body.
_Answered = tuple[int, dict[str, Any]]
_ERROR: _Answered = (500, {"error": {"type": "api_error", "message": "A fault of the sandbox."}})


class Faulty:
    """Counts requests, and says which go wrong."""

    def __init__(self, faults: Faults):
        self._faults = faults
        self._numbers, self._done, self._answers = count(1), count(1), count(1)

    def before(self) -> None:
        """Be down, fail, or be slow, when it is a request's turn."""
        number = next(self._numbers)
        if self._faults.down and (number // self._faults.down) % 2:
            struck("down")
            abort(503)
        g.fails_before = self._is_hit("error_before", number)
        if g.fails_before and not _keeps_answers():
            abort(500)
        if self._is_hit("slow", number):
            time.sleep(self._faults.slow_seconds)

    def after(self, response: Response) -> Response:
        """Fail, or give no answer, when it is a request's turn that was dealt with."""
        if response.status_code != 200:
            return response
        if not _keeps_answers() and self._is_hit("error_after", next(self._done)):
            return Response(status=500)
        if self._is_hit("no_answer", next(self._answers)):
            return Response(_broken_off())
        return response

    def around(self, act: Callable[[], _Answered]) -> _Answered:
        """Return the answer to keep under a key: an error is kept, too."""
        if g.fails_before:
            return _ERROR
        answered = act()
        return _ERROR if self._is_hit("error_after", next(self._done)) else answered

    def _is_hit(self, fault: str, number: int) -> bool:
        every = getattr(self._faults, fault)
        if not every or number % every:
            return False
        struck(fault)
        return True


def _keeps_answers() -> bool:
    """Whether the answer to this request is kept under its key."""
    return "Idempotency-Key" in request.headers


def init_app(app: Flask, faults: Faults) -> None:
    """Make the requests of the bank's interface go wrong."""
    faulty = app.extensions["faults"] = Faulty(faults)

    @app.before_request
    def before() -> None:
        if request.blueprint == _INTERFACE:
            faulty.before()

    @app.after_request
    def after(response: Response) -> Response:
        return faulty.after(response) if request.blueprint == _INTERFACE else response


def struck(fault: str) -> None:
    """Say that a fault strikes, by the name of its field."""
    log.warning("fault: %s", fault)


def _broken_off() -> Iterator[bytes]:
    """An answer that never comes: servers close the connection."""
    raise ConnectionAbortedError("a fault of the sandbox: no answer")
    yield b""
