"""Keeping the records of a project's translations: after each sync, and by review."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib

from acquit.catalogue.po import open_po
from acquit.catalogue.po_strings import without_fuzzy_mark
from acquit.catalogue.provenance import read_provenance
from acquit.catalogue.reading import po_path
from acquit.catalogue.records import (
    PERSON,
    MessageRecord,
    Records,
    State,
    key,
    read_records,
    records_path,
    reviewed,
    state,
    translation_hash,
    updated,
    write_records,
)
from acquit.files import write_text
from acquit.problems import read_text
from acquit.site.settings import Settings, from_here, name_of


@dataclass(frozen=True)
class Recorded:
    """A language's catalogue with its records."""

    locale: str
    path: Path
    records_path: Path
    entries: list[polib.POEntry]
    records: Records

    def state(self, entry: polib.POEntry) -> State:
        """Return what is to be done with a message."""
        return state(entry, self.records)

    def by_page(self) -> dict[str, list[polib.POEntry]]:
        """Return the messages of each page; one that several have is in each of them."""
        found: dict[str, list[polib.POEntry]] = {}
        for entry in self.entries:
            for name in dict.fromkeys(name for name, _ in entry.occurrences):
                found.setdefault(name, []).append(entry)
        return found


def recorded(settings: Settings, locale: str, *, is_product: bool = False) -> Recorded | None:
    """Read a language's own catalogue of the pages, or of the product; None where there is none.

    Raises Problems.
    """
    options = settings.options.product_catalogue if is_product else settings.options.catalogue
    folder = from_here(settings.root, options.folder)
    path = po_path(folder, locale, options.domain)
    if not path.exists():
        return None
    lying = records_path(folder, locale, options.domain)
    entries = [entry for entry in open_po(path) if not entry.obsolete]
    return Recorded(locale, path, lying, entries, read_records(lying))


def record(
    settings: Settings, domain: str, folder: Path, catalogue: polib.POFile, locale: str, by: str
) -> bool:
    """Bring the records of a merged catalogue up to date; say whether they changed.

    The first time a person's take over what is recorded of whole pages. Raises Problems.
    """
    path = records_path(folder, locale, domain)
    today = date.today()
    if path.exists() or by != PERSON:
        return write_records(path, updated(read_records(path), catalogue, by, today))
    origin = _origin_by_page(settings, folder, locale, today)
    found = updated({}, catalogue, by, today)
    for entry in catalogue:
        if key(entry) in found:
            who, day = origin(entry)
            made = found[key(entry)]
            found[key(entry)] = MessageRecord(made.source, made.translation, who, day)
    return write_records(path, found)


def _origin_by_page(
    settings: Settings, folder: Path, locale: str, today: date
) -> Callable[[polib.POEntry], tuple[str, date]]:
    docs = name_of(settings.docs_dir, settings.root)
    pages = read_provenance(folder, locale).records
    # Nothing is known of a product's labels: they are as old as the oldest page.
    oldest = min((page.handed_over for page in pages.values()), default=today)

    def origin(entry: polib.POEntry) -> tuple[str, date]:
        for name, _ in entry.occurrences:
            if page := pages.get(name.removeprefix(docs + "/")):
                return ("machine" if page.is_machine else PERSON), page.handed_over
        return PERSON, oldest

    return origin


#: What a person can find right by reading both texts.
REVIEWED = frozenset((State.FUZZY, State.STALE, State.MACHINE))


@dataclass(frozen=True)
class Review:
    """Messages that a person is asked about, one by one."""

    found: Recorded
    entries: list[polib.POEntry]

    def accept(self, entry: polib.POEntry) -> bool:
        """Record that a person has read both texts, and found the translation right.

        False, and nothing is done, where the catalogue says something else by now.
        """
        current = next((e for e in open_po(self.found.path) if key(e) == key(entry)), None)
        if current is None or translation_hash(current) != translation_hash(entry):
            return False
        if current.fuzzy:
            lines = read_text(self.found.path, str(self.found.path)).split("\n")
            unmarked = without_fuzzy_mark(lines, current.linenum or 1)
            write_text(self.found.path, "\n".join(unmarked))
        # Where no records were kept yet, the first sync takes over what is known of whole pages.
        if self.found.records_path.exists():
            kept = read_records(self.found.records_path)
            write_records(self.found.records_path, reviewed(kept, entry, date.today()))
        return True


def reviews(settings: Settings, what: str, locales: list[str]) -> Iterator[Review]:
    """Yield what waits for a review of a page (its file's name), or of messages with these words.

    Raises Problems.
    """
    for locale in locales:
        for is_product in (False, True):
            found = recorded(settings, locale, is_product=is_product)
            if found is None:
                continue
            waiting = [
                entry
                for entry in found.entries
                if found.state(entry) in REVIEWED and _is_meant(entry, what)
            ]
            if waiting:
                yield Review(found, waiting)


def _is_meant(entry: polib.POEntry, what: str) -> bool:
    pages = [name for name, _ in entry.occurrences]
    return any(name == what or name.endswith(f"/{what}") for name in pages) or what in entry.msgid
