"""What walks prove: a page in a language, once each of its alternatives was walked."""

from collections.abc import Iterable, Sequence
from datetime import date

from acquit.site.proofs import USUAL, Proof
from acquit.walk.record import Walk


def proofs_of(walks: Sequence[Walk], today: date, manner: str = USUAL) -> Iterable[Proof]:
    """Yield a proof for each page in each language; walks that weren't taken count as failed."""
    pages: dict[tuple[str, str, str], list[Walk]] = {}
    for walk in walks:
        if walk.hash:
            pages.setdefault((walk.page, walk.locale, walk.hash), []).append(walk)
    for (page, locale, digest), own in pages.items():
        passed = sum(walk.passed for walk in own)
        met = {number for walk in own for number in walk.met}
        unmet = {number for walk in own for number in walk.unmet} - met
        undone = max(walk.outside for walk in own) + len(unmet)
        failed = own[0].of - passed
        yield Proof(page, locale, digest, today, own[0].of, failed, undone, manner)
