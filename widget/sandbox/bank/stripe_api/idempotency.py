"""Requests under a key: the first answer is kept for a day, and given again.

Source: Stripe's documentation, “Idempotent requests”. 500 is kept, too; what is refused as invalid
isn't, since nothing was done.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import delete

from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Answer, Body, Objects

#: After so many seconds a key is forgotten: a request under it is a new one.
KEPT_SECONDS = 24 * 60 * 60
LONGEST_KEY = 255

_running: set[str] = set()
_lock = Lock()


@contextmanager
def alone(key: str) -> Iterator[None]:
    """Keep other requests under the key away. Raises ApiError where one is under way."""
    with _lock:
        if key in _running:
            raise ApiError(
                "There is currently another in-progress request using this Idempotent Key.",
                status=409,
                type="idempotency_error",
                code="idempotency_key_in_use",
            )
        _running.add(key)
    try:
        yield
    finally:
        with _lock:
            _running.discard(key)


def once(
    objects: Objects, key: str, asked: str, act: Callable[[], tuple[int, Body]]
) -> tuple[int, Body, bool]:
    """Return the status and body of the answer to a request, and whether it is an earlier one's.

    `asked` tells requests apart. Raises ApiError for another request under the same key, and what
    `act` raises, which isn't kept.
    """
    if len(key) > LONGEST_KEY:
        raise ApiError(f"An idempotency key has {LONGEST_KEY} characters at the most.")
    now = int(time.time())
    objects.session.execute(delete(Answer).where(Answer.at <= now - KEPT_SECONDS))
    earlier = objects.session.get(Answer, key)
    if earlier is not None:
        if earlier.asked != asked:
            raise ApiError(
                "Keys for idempotent requests can only be used with the same parameters they were"
                " first used with.",
                type="idempotency_error",
            )
        return earlier.status, earlier.body, True
    status, body = act()
    objects.session.add(Answer(key=key, asked=asked, status=status, body=body, at=now))
    return status, body, False
