"""What the links and the pictures of pages lead to: files and anchors that are there."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from acquit.problems import Location, Problem, did_you_mean
from acquit.site.pages import KnownPage
from acquit.site.settings import Settings
from acquit.text import inline

#: An address, the page that has it, and where.
Address = tuple[KnownPage, Location, str]


@dataclass(frozen=True)
class LinkChecker:
    """The links and pictures of a project's pages."""

    settings: Settings
    pages: list[KnownPage]

    def check(self) -> Iterator[Problem]:
        """Yield those that lead nowhere; of links what a strict build refuses as well."""
        validation = self.settings.config.validation.links
        yield from self._missing_pictures()
        yield from self._missing_pages()
        if validation.anchors == logging.WARNING:
            yield from self._missing_anchors()
        if validation.absolute_links == logging.WARNING:
            yield from self._absolute_links()

    def _missing_pictures(self) -> Iterator[Problem]:
        for where, path in self._missing(self._addresses(inline.pictures)):
            hint = f"put it there, seen from {where.path}, or mend the address"
            yield Problem(where, f"there is no picture {path}", hint)

    def _missing_pages(self) -> Iterator[Problem]:
        for where, path in self._missing(self._links):
            # A link to a folder, or without an ending, was meant for a page, too.
            if Path(path).suffix in (".md", ""):
                names = {file.name for file in self._by_file}
                near = did_you_mean(Path(path).with_suffix(".md").name, names)
                yield Problem(where, f"there is no page {path}", near)

    def _missing_anchors(self) -> Iterator[Problem]:
        for page, where, address in self._links:
            parts = urlsplit(address)
            anchor = unquote(parts.fragment)
            if not anchor or parts.scheme or parts.netloc or parts.path.startswith("/"):
                continue
            path = unquote(parts.path)
            target = self._by_file.get(self._file(page, path)) if path else page
            # Of a page that wasn't rendered, or that is wrong, not all anchors are known.
            if target and target.anchors and not target.problems and anchor not in target.anchors:
                near = did_you_mean(anchor, target.anchors, "#{}")
                yield Problem(where, f"there is no #{anchor} in {path or 'this page'}", near)

    def _absolute_links(self) -> Iterator[Problem]:
        for _, where, address in self._links:
            if address.startswith("/") and not address.startswith("//"):
                hint = "of a page write its file, seen from here: ../page.md; of another site the"
                hint += " whole address: https://…"
                message = f"the address {address} leads out of its language"
                yield Problem(where, message, hint)

    @cached_property
    def _by_file(self) -> dict[Path, KnownPage]:
        return {(self.settings.root / page.path).resolve(): page for page in self.pages}

    def _file(self, page: KnownPage, path: str) -> Path:
        return ((self.settings.root / page.path).parent / path).resolve()

    def _missing(self, addresses: Iterable[Address]) -> Iterator[tuple[Location, str]]:
        """Yield the paths within the project that lead to no file."""
        for page, where, address in addresses:
            parts = urlsplit(address)
            path = unquote(parts.path)
            is_inside = path and not (parts.scheme or parts.netloc or path.startswith("/"))
            if is_inside and not self._file(page, path).is_file():
                yield where, path

    @cached_property
    def _links(self) -> list[Address]:
        return list(self._addresses(inline.links))

    def _addresses(self, addresses: Callable[[str], Iterable[str]]) -> Iterator[Address]:
        for page in self.pages:
            for message in page.messages:
                for address in addresses(message.text):
                    yield page, Location(page.path, message.line), address
