"""Where each character of a translation stands in its gettext file, and putting another there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polib

from acquit.catalogue.po import WIDTH

_STRING = re.compile(r'^(?:#~ *)?(?:msgstr(?:\[\d+\])?[ ]+)?"(?P<text>.*)"[ ]*$')
_SIGN = re.compile(r"\\.|[^\\]", re.DOTALL)


@dataclass(frozen=True)
class PoString:
    """A `msgstr` of a file: its lines (numbers from 1), and where each of its characters stands."""

    first: int
    last: int
    #: Line and column of each character, then of the end.
    places: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a character; both count from 1."""
        return self.places[min(offset, len(self.places) - 1)]


def find_string(lines: Sequence[str], entry_line: int, form: int | None = None) -> PoString:
    """Return the translation of the entry whose `msgid` stands in a line, or one form of it."""
    keyword = "msgstr " if form is None else f"msgstr[{form}] "
    number = entry_line
    while number < len(lines) and not lines[number - 1].startswith(keyword):
        number += 1
    places: list[tuple[int, int]] = []
    first = last = number
    while last <= len(lines) and (match := _STRING.match(lines[last - 1])):
        if last > first and lines[last - 1].startswith("msgstr"):
            break
        column = match.start("text") + 1
        places += [(last, column + sign.start()) for sign in _SIGN.finditer(match["text"])]
        end = (last, match.end("text") + 1)
        last += 1
    return PoString(first, last - 1, (*places, end if last > first else (first, 1)))


def put_string(
    lines: Sequence[str], string: PoString, text: str, form: int | None = None
) -> list[str]:
    """Return a file's lines with another text in the place of a translation; the rest stays."""
    entry = polib.POEntry(msgid="x", msgstr=text)
    written = entry.__unicode__(wrapwidth=WIDTH).split("\n")
    start = next(n for n, line in enumerate(written) if line.startswith("msgstr "))
    fresh = [line for line in written[start:] if line]
    if form is not None:
        fresh[0] = fresh[0].replace("msgstr ", f"msgstr[{form}] ", 1)
    return [*lines[: string.first - 1], *fresh, *lines[string.last :]]


def without_fuzzy_mark(lines: Sequence[str], entry_line: int) -> list[str]:
    """Return a file's lines, less the mark `fuzzy` of the entry whose msgctxt or msgid is there.

    What it was translated from goes, too; all else stays letter for letter.
    """
    first = entry_line
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    kept: list[str] = []
    for line in lines[first - 1 : entry_line - 1]:
        if line.startswith("#|"):
            continue
        if line.startswith("#,"):
            flags = [flag.strip() for flag in line[2:].split(",")]
            line = ", ".join(["#", *(flag for flag in flags if flag != "fuzzy")])
            if line == "#":
                continue
        kept.append(line)
    return [*lines[: first - 1], *kept, *lines[entry_line - 1 :]]
