"""Reading catalogues: a domain's messages in one language, with its chain of fallbacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from acquit.catalogue.locales import PSEUDO
from acquit.catalogue.locales import chain as chain
from acquit.catalogue.locales import language_tag as language_tag
from acquit.catalogue.po import has_text
from acquit.catalogue.po import open_po as open_po
from acquit.catalogue.pseudo import MADE_BY
from acquit.problems import Location

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Translation:
    """A translated message and where it stands."""

    text: str
    locale: str
    location: Location


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


class PseudoCatalogue(Catalogue):
    """A pseudo-language's: each message is translated as it is asked for."""

    def find(self, msgid: str, context: str | None = None) -> Translation | None:
        """Return the message itself, made longer or turned round."""
        text = MADE_BY[self.locale](msgid)
        return Translation(text, self.locale, Location("")) if text != msgid else None


def po_path(folder: Path, locale: str, domain: str) -> Path:
    """Return where gettext keeps the catalogue."""
    return folder / locale / "LC_MESSAGES" / f"{domain}.po"


def po_paths(folder: Path, domain: str, locale: str) -> Iterator[tuple[str, Path]]:
    """Yield the catalogues that are there for `locale`, the nearest language first."""
    for name in chain(locale):
        path = po_path(folder, name, domain)
        if path.exists():
            yield name, path


def read_catalogue(folder: Path, domain: str, locale: str) -> Catalogue:
    """Read a domain's messages for `locale`, nearest language first.

    A locale without any catalogue (the source language) is an empty one. Raises Problems.
    """
    if locale in PSEUDO:
        return PseudoCatalogue(locale, {})
    messages: dict[Key, Translation] = {}
    fuzzy: dict[Key, Translation] = {}
    for name, path in po_paths(folder, domain, locale):
        for entry in open_po(path):
            if entry.obsolete or not has_text(entry.msgstr):
                continue
            found = Translation(entry.msgstr, name, Location(str(path), entry.linenum or 1))
            kept = fuzzy if entry.fuzzy else messages
            kept.setdefault((entry.msgctxt, entry.msgid), found)
    return Catalogue(locale, messages, fuzzy)
