"""Practice that is the same from run to run, so that pictures of it are: its day, its numbers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from widget.core.clock import system_clock
from widget.core.numbers import repeatable

#: A Monday, in the middle of a month.
_DAY = datetime(2026, 6, 15, 10, tzinfo=UTC)

_begun: float | None = None


def practice_clock() -> datetime:
    """The present moment of practice; while it is repeated, a moment of the same day each time."""
    if _begun is None:
        return system_clock()
    return _DAY + timedelta(seconds=time.monotonic() - _begun)


@contextmanager
def still() -> Iterator[None]:
    """Let practice be the same as in any other run meanwhile: same day, same numbers."""
    global _begun
    before, _begun = _begun, time.monotonic()
    try:
        with repeatable(seed=1):
            yield
    finally:
        _begun = before
