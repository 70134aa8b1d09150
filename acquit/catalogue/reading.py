"""Reading catalogues: a domain's messages in one language, with its chain of fallbacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from acquit.problems import Problem, Problems, read_text

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Translation:
    """A translated message and where it stands."""

    text: str
    locale: str
    path: str
    line: int


@dataclass(frozen=True)
class Catalogue:
    """A domain's messages in `locale`; what is missing there comes from the wider language."""

    locale: str
    messages: Mapping[Key, Translation]
    fuzzy: Mapping[Key, Translation] = field(default_factory=dict)

    def find(self, msgid: str, context: str | None = None) -> Translation | None:
        """Return the translation, or None where none is current (missing or fuzzy)."""
        return self.messages.get((context, msgid))

    def text(self, msgid: str, context: str | None = None) -> str:
        """Return the translated text, or the source text."""
        found = self.find(msgid, context)
        return found.text if found else msgid


def language_tag(locale: str) -> str:
    """Return a locale as HTML and addresses write it: `fr_CA` → `fr-CA`."""
    return locale.replace("_", "-")


def chain(locale: str) -> list[str]:
    """Return the locale and those it falls back to: `fr_CA` → `fr_CA`, `fr`."""
    parts = locale.split("_")
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]


def po_path(folder: Path, locale: str, domain: str) -> Path:
    """Return where gettext keeps the catalogue."""
    return folder / locale / "LC_MESSAGES" / f"{domain}.po"


def open_po(path: Path) -> polib.POFile:
    """Parse a catalogue. Raises Problems with the line when it can't be read."""
    text = read_text(path, str(path))
    try:
        # A text that ends in a line feed is never taken for a file's name.
        return polib.pofile(text if text.endswith("\n") else text + "\n", wrapwidth=100)
    except (OSError, ValueError) as error:
        digits = "".join(c if c.isdigit() else " " for c in str(error)).split()
        line = int(digits[0]) if digits else 1
        problem = Problem(str(path), line, 1, "not a valid catalogue", str(error))
        raise Problems([problem]) from error


def read_catalogue(folder: Path, domain: str, locale: str) -> Catalogue:
    """Read a domain's messages for `locale`, nearest language first.

    A locale without any catalogue (the source language) is an empty one.
    """
    messages: dict[Key, Translation] = {}
    fuzzy: dict[Key, Translation] = {}
    for name in chain(locale):
        path = po_path(folder, name, domain)
        if not path.exists():
            continue
        for entry in open_po(path):
            if entry.obsolete or not entry.msgstr:
                continue
            found = Translation(entry.msgstr, name, str(path), entry.linenum or 1)
            kept = fuzzy if entry.fuzzy else messages
            kept.setdefault((entry.msgctxt, entry.msgid), found)
    return Catalogue(locale, messages, fuzzy)
