"""A language's glossary, `locales/<language>/glossary.csv`: what a term is called, and never.

Columns: `source` (`*`: whatever it says), `translation`, `kind` (`term`: always called so; else the
part of speech), `forms` and `never` (several, with | between them; with a * at its end a word may
go on), `note`. What a region calls otherwise stands in its own file.

"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from acquit.catalogue.locales import chain
from acquit.problems import Location, Problem, Problems, read_text
from acquit.rules.rule import Finding, Pair, Rule

FILE = "glossary.csv"
#: The kind of what is always called so. Other kinds are parts of speech, for translators.
TERM = "term"
#: The source of what is never said, whatever the source says.
EVERYWHERE = "*"
COLUMNS = ("source", "translation", "kind", "forms", "never", "note")


@dataclass(frozen=True)
class Term:
    """A term of the source language, and what it is called."""

    source: str
    translation: str
    kind: str
    forms: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether it is always called so; other words may be said otherwise."""
        return self.kind == TERM

    @property
    def accepted(self) -> tuple[str, ...]:
        """What it may be called, in any of its forms."""
        return (self.translation, *self.forms)


def read_glossary(folder: Path, locale: str) -> tuple[Term, ...]:
    """Return the terms of a language, a region's own in the place of its language's.

    Raises Problems where a file has other columns, or a line has more or fewer than they are.
    """
    terms: list[Term] = []
    for path in glossary_files(folder, locale):
        nearer = {term.source for term in terms} - {EVERYWHERE}
        terms += [term for term in _read(path) if term.source not in nearer]
    return tuple(terms)


def glossary_files(folder: Path, locale: str) -> Iterator[Path]:
    """Yield the glossaries that are there for a language, the nearest first."""
    yield from (path for name in chain(locale) if (path := folder / name / FILE).exists())


def _read(path: Path) -> Iterator[Term]:
    reader = csv.reader(read_text(path, str(path)).splitlines())
    if tuple(next(reader, ())) != COLUMNS:
        hint = f"write the first line: {','.join(COLUMNS)}"
        raise Problems([Problem(Location(str(path)), "not the columns of a glossary", hint)])
    for row in filter(None, reader):
        if len(row) != len(COLUMNS) or not row[0]:
            message = f"{len(row)} columns, not {len(COLUMNS)}"
            hint = "put what holds a comma in quotes"
            raise Problems([Problem(Location(str(path), reader.line_num), message, hint)])
        source, translation, kind, forms, never, _ = row
        yield Term(source, translation, kind, _several(forms), _several(never))


def words(terms: Iterable[Term]) -> frozenset[str]:
    """Return the words of which terms are made: those that a dictionary needn't know."""
    accepted = (each for term in terms for each in term.accepted)
    return frozenset(word for each in accepted for word in re.split(r"[\s-]+", each) if word)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in cell.split("|"))))


def glossary_rules(terms: Iterable[Term]) -> tuple[Rule, ...]:
    """Return the rules that hold translations against these terms."""
    # A term within a longer one is none: “balance” in “account balance”.
    longest_first = sorted(terms, key=lambda term: -len(term.source))

    def named(pair: Pair) -> Iterator[Term]:
        rest = pair.masked_source
        for term in longest_first:
            rest, count = _whole(term.source).subn(" ", rest)
            if count or term.source == EVERYWHERE:
                yield term

    def glossary(pair: Pair) -> Iterator[Finding]:
        for term in named(pair):
            is_there = any(_whole(word).search(pair.masked) for word in term.accepted)
            if term.is_required and not is_there:
                message = f"“{term.source}” is not called “{term.translation}”"
                yield Finding(0, len(pair.text), message, f"write {' or '.join(term.accepted)}")

    def never(pair: Pair) -> Iterator[Finding]:
        for term in named(pair):
            of = f" of “{term.source}”" if term.source != EVERYWHERE else ""
            hint = f"write {term.translation}" if term.translation else ""
            for word in term.never:
                if found := _whole(word).search(pair.masked):
                    message = f"“{found[0]}” is never said{of}"
                    yield Finding(*found.span(), message, hint)

    return (Rule("glossary", glossary), Rule("false-friend", never))


@cache
def _whole(words: str) -> re.Pattern[str]:
    """Words as a whole, or their plural, whatever their capitals, apostrophes and spaces.

    With a * at its end a word may go on: `Rechnungs*`.
    """
    end = r"\w*" if words.endswith("*") and words != EVERYWHERE else r"(?:e?s)?(?![\w-])"
    pattern = (
        re.escape(words.rstrip("*") if words != EVERYWHERE else words)
        .replace("’", "['’]")
        .replace(r"\ ", r"[\s\u00a0\u202f]+")
    )
    return re.compile(rf"(?<![\w-]){pattern}{end}", re.IGNORECASE)
