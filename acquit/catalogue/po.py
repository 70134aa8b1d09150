"""Parsing a gettext file: what it holds, each message's line, and what can't be read of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from acquit.problems import Location, Problem, Problems, read_text, shortened

WIDTH = 100

#: Each line of a catalogue, but comments and empty ones: a keyword, and a text in its quotes.
_LINE = re.compile(
    r"(?:#~\|?[ \t]*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]*)?"
    r'"(?:[^"\\]|\\.)*"\s*'
)

#: What git writes around the two sides of a conflict.
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)")


class _Lines(str):
    """A text whose lines end at line feeds alone.

    polib would also end them at characters such as U+2028, which a message may hold.
    """

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def open_po(path: Path) -> polib.POFile:
    """Parse a catalogue; each entry's `linenum` is the line of its msgctxt or msgid.

    Raises Problems: where it can't be read, holds a git conflict, or says a message twice.
    """
    text = read_text(path, str(path))
    if conflicts := list(_conflicts(path, text)):
        raise Problems(conflicts)
    if broken := list(_broken(path, text)):
        raise Problems(broken)
    # polib skips what an obsolete message was translated from, and reads it without the tilde.
    text = re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE)
    try:
        # A text that ends in a line feed is never taken for a file's name.
        catalogue = polib.pofile(_Lines(text.rstrip("\n") + "\n"), wrapwidth=WIDTH)
    except (OSError, ValueError) as error:
        digits = "".join(c if c.isdigit() else " " for c in str(error)).split()
        line = int(digits[0]) if digits else 1
        hint = f"{error}: mend the line, or take the file as it was before"
        problem = Problem(Location(str(path), line), "not a valid catalogue", hint)
        raise Problems([problem]) from error
    _number(catalogue, text.split("\n"))
    if twice := list(_twice(path, catalogue)):
        raise Problems(twice)
    return catalogue


def texts(entry: polib.POEntry) -> list[str]:
    """Return an entry's translations: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def has_translation(entry: polib.POEntry) -> bool:
    """Whether a translator has written anything, were it one form of several."""
    return any(map(has_text, texts(entry)))


def is_finished(entry: polib.POEntry) -> bool:
    """Whether a translation is there, in each of its forms, and not fuzzy."""
    found = texts(entry)
    return bool(found) and all(map(has_text, found)) and not entry.fuzzy


def has_text(text: str) -> bool:
    """Whether a reader sees anything of a text: white space alone is no translation."""
    return text[:1].isalnum() or any(c.isprintable() and not c.isspace() for c in text)


def header_line(path: Path, name: str) -> int:
    """Return the line on which a catalogue's header says something; 1 where it doesn't."""
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    wanted = f'"{name}:'.lower()
    return next((n for n, line in enumerate(lines, 1) if line.lower().startswith(wanted)), 1)


def _conflicts(path: Path, text: str) -> Iterator[Problem]:
    hint = "keep one of the two sides, and delete the lines that start with <<<, === and >>>"
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT.match(line):
            message = f"{line[:7]} is left of a git conflict"
            yield Problem(Location(str(path), number), message, hint)


def _broken(path: Path, text: str) -> Iterator[Problem]:
    """polib would take a text that lacks a quotation mark, and leave a letter out."""
    hint = 'begin and end the text with ", and write a quotation mark inside it as \\"'
    for number, line in enumerate(text.split("\n"), 1):
        is_comment = line.startswith("#") and not line.startswith("#~")
        if line.strip() and not is_comment and not _LINE.fullmatch(line):
            if not line.strip("#~ \t"):
                continue
            message = "not a valid catalogue: this line lacks a quotation mark, or has one too many"
            if '"' not in line:
                message = "not a valid catalogue: no such line can stand in one"
            yield Problem(Location(str(path), number), message, hint)


def _number(catalogue: polib.POFile, lines: list[str]) -> None:
    """polib counts from an entry's first comment."""
    for entry in catalogue:
        number = max(entry.linenum or 1, 1)
        while number < len(lines) and not re.match(r"(?:#~ *)?msg(?:ctxt|id)", lines[number - 1]):
            number += 1
        entry.linenum = number


def _twice(path: Path, catalogue: polib.POFile) -> Iterator[Problem]:
    first: dict[tuple[str | None, str], int | None] = {(None, ""): 1}  # polib takes the header off
    for entry in catalogue:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in first:
            what = f"the message {shortened(entry.msgid)!r}" if entry.msgid else "the header"
            hint = f"it stands in line {first[key]} already: keep the better translation of the two"
            location = Location(str(path), entry.linenum or 1)
            yield Problem(location, f"{what} stands twice", hint)
        first.setdefault(key, entry.linenum)
