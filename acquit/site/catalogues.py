"""A project's catalogues as they are while a command runs: each is read once, and looked at."""

from collections.abc import Iterable
from pathlib import Path

import polib

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogue, wrong_with_entry
from acquit.catalogue.reading import open_po, po_paths
from acquit.problems import Problem, Problems
from acquit.site.content_cache import ContentCache
from acquit.site.settings import Settings, from_here, translations


class Catalogues:
    """The catalogues as they are, each read once, and what can't be right in them (`wrong`).

    Raises Problems with all that can't be read.
    """

    def __init__(self, settings: Settings):
        self.wrong: list[Problem] = []
        self._found: dict[Path, tuple[bytes, polib.POFile]] = {}
        self._right: set[Path] = set()
        self._cache = ContentCache(settings.root / ".acquit/sync.json", [])
        unreadable: list[Problem] = []
        options = settings.options
        kinds = ((options.product_catalogue, ALL_FORMATS), (options.catalogue, OF_PAGES))
        for catalogue, formats in kinds:
            folder = from_here(settings.root, catalogue.folder)
            for locale in translations(settings):
                for owner, path in po_paths(folder, catalogue.domain, locale):
                    if path.resolve() in self._found:
                        continue
                    try:
                        self._read(path, owner, formats)
                    except Problems as error:
                        unreadable += error.problems
        if unreadable:
            raise Problems(unreadable)

    def _read(self, path: Path, locale: str, formats: frozenset[str]) -> None:
        content, found = path.read_bytes(), open_po(path)
        self._found[path.resolve()] = content, found
        # What the last sync left, and found nothing wrong in, is looked at no more.
        wrong = []
        if not self._cache.knows(str(path.resolve()), content):
            wrong = check_catalogue(path, locale, formats, found)
        self.wrong += wrong
        if not wrong:
            self._right.add(path.resolve())

    def at(self, path: Path) -> polib.POFile | None:
        """Return the catalogue at a path; None where there is none.

        What somebody has saved since it was read is read again. Raises Problems.
        """
        content, found = self._found.get(path.resolve(), (b"", None))
        if found is not None and path.read_bytes() != content:
            self._right.discard(path.resolve())
            return open_po(path)
        return found

    def written(
        self, path: Path, locale: str, formats: frozenset[str], fresh: Iterable[polib.POEntry]
    ) -> None:
        """Take note of a merged catalogue; what is wrong in messages that are new to it is told."""
        if any(any(wrong_with_entry(entry, None, formats)) for entry in fresh):
            self._right.discard(path.resolve())
            self.wrong += check_catalogue(path, locale, formats)
        elif path.resolve() in self._right:
            self._cache.get(str(path.resolve()), path.read_bytes(), bool)

    def keep(self) -> None:
        """Keep which catalogues had nothing wrong."""
        self._cache.save()
