"""What is wrong in a writer's file: where, what, and what to do.

What sees a text alone says what is Wrong with it. What knows where it stands returns Problems: a
check yields them, what was read holds them (`problems`), and a command raises them all at once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

#: How many known words a hint lists.
_SHOWN = 8


@dataclass(frozen=True, order=True)
class Location:
    """Where something is written: a file, a line and a column, which count from 1."""

    path: str
    line: int = 1
    column: int = 1

    @classmethod
    def of(cls, path: str, text: str, offset: int) -> "Location":
        """Return where an offset is in a file's text."""
        before = text[:offset]
        return cls(path, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake, where it is written."""

    location: Location
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.location}: {self.message}"
        return f"{where}\n  hint: {self.hint}" if self.hint else where


class Wrong(NamedTuple):
    """What is wrong with a text, wherever it is written, and what to do."""

    message: str
    hint: str = ""

    def at(self, location: Location) -> Problem:
        """Return it as a problem of a file."""
        return Problem(location, self.message, self.hint)


class MendableError(Exception):
    """What whoever runs a command can mend: its message says where, what, and what to do."""

    #: Whether the message is ours, and not one that another program has given.
    is_ours = True


class Problems(Exception):
    """Every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def read_text(path: Path, name: str) -> str:
    """Read a writer's file, whatever its line ends. Raises Problems where it isn't UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        location = Location.of(name, data.decode("latin-1"), error.start)
        raise Problems([Problem(location, "not UTF-8 text", "save the file as UTF-8")]) from error


def shortened(text: str, length: int = 60) -> str:
    """Return as much of a text as a message should quote."""
    return text if len(text) <= length else text[: length - 1] + "…"


def is_near(word: str, known: Iterable[str]) -> bool:
    """Whether a known word is near enough to be meant."""
    return bool(get_close_matches(word, sorted(known), n=1))


def did_you_mean(word: str, known: Iterable[str], form: str = "{}") -> str:
    """Return a hint with the nearest known word; else those that share a part of it, or some."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    if near:
        return f"did you mean {form.format(near[0])}?"
    parts = set(re.split(r"[\W_]+", word.casefold())) - {""}
    akin = [name for name in names if parts & set(re.split(r"[\W_]+", name.casefold()))]
    shown = (akin or names)[:_SHOWN]
    more = len(names) - len(shown)
    listed = ", ".join(form.format(name) for name in shown)
    return f"known: {listed}{f' and {more} more' if more else ''}" if names else ""
