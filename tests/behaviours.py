"""The table of behaviours, and the check that what it names was proved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent.parent / "docs/behaviours.md"
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


def languages(test_id: str) -> set[str]:
    """The languages that a test's parameters name: `test_x[declined-fr]`."""
    _, bracket, parameters = test_id.partition("[")
    words = re.split(r"[-\]]", parameters) if bracket else []
    return {language for language in LANGUAGES if language in words}


def unproved(table: Iterable[Row], outcomes: Mapping[str, str]) -> list[str]:
    """What is wrong: a test that didn't run in a language, or didn't pass.

    `outcomes` maps the id of each test that ran to `passed`, `failed` or `skipped`.
    """
    said = []
    for row in table:
        for test in row.tests:
            ran = {name: o for name, o in outcomes.items() if name.split("[")[0] == test}
            passed = {name for name, outcome in ran.items() if outcome == "passed"}
            spoken = set().union(*(languages(name) for name in passed))
            for language in LANGUAGES:
                if language not in spoken:
                    said.append(f"{row.id}: {test} did not pass in {language}")
            said += [f"{row.id}: {name} was {ran[name]}" for name in sorted(set(ran) - passed)]
    return said
