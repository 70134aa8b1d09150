"""What a test expects of a walk."""

from acquit.walk.failure import Cause
from acquit.walk.record import Walk


def passes(walk: Walk) -> bool:
    assert walk.failure is None, walk.failure.sentence()
    return walk.passed


def fails(walk: Walk, kind: Cause, words: str = "") -> bool:
    assert walk.failure is not None
    assert walk.failure.cause is kind, walk.failure.sentence()
    assert words in walk.failure.sentence()
    return True
