"""The table of behaviours, and the check that what it names was proved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs/project/behaviours.md"
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Row:
    """A behaviour: the pages that document it, the tests that prove it."""

    id: str
    pages: tuple[str, ...]
    tests: tuple[str, ...]


def rows(text: str) -> list[Row]:
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"[A-Z]\d", cells[0]):
            found.append(Row(cells[0], tuple(cells[2].split(", ")), tuple(cells[4].split())))
    return found


@dataclass(frozen=True)
class Ran:
    """What became of a test: `passed`, `failed` or `skipped`; `locale` as its parameter says."""

    outcome: str
    locale: str | None


def unproved(table: Iterable[Row], ran: Mapping[str, Ran]) -> list[str]:
    """What is wrong: a test that didn't pass in a language, or that failed or was skipped.

    `ran` holds every test that ran, by its id.
    """
    said = []
    for row in table:
        for test in row.tests:
            found = {name: result for name, result in ran.items() if name.split("[")[0] == test}
            spoken = {r.locale for r in found.values() if r.outcome == "passed"}
            said += [
                f"{row.id}: {test} did not pass in {language}"
                for language in LANGUAGES
                if language not in spoken
            ]
            said += [
                f"{row.id}: {name} was {result.outcome}"
                for name, result in sorted(found.items())
                if result.outcome != "passed"
            ]
    return said
