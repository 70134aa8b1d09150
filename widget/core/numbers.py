"""Numbers that people are told: of payments and cases. They open nothing, and are no secrets."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

#: Without letters and digits that look alike.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

_chance: random.Random = secrets.SystemRandom()


def payment_reference() -> str:
    """A reference for a new payment, which bank statements carry."""
    return "PAY-" + "".join(_chance.choice(_ALPHABET) for _ in range(8))


def case_number() -> str:
    """A number for a new case."""
    return f"C-{_chance.randrange(10**8):08}"


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Give the same numbers in the same order meanwhile: for pictures of practice, never live."""
    global _chance
    before, _chance = _chance, random.Random(seed)  # noqa: S311 - they are no secrets
    try:
        yield
    finally:
        _chance = before
