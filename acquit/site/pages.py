"""A project's pages: their files, what is read of each, and what is kept of those read before."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from acquit.problems import Location, Problem, Problems, read_text
from acquit.procedure.extract import Message, page_fingerprint, page_messages, read_source
from acquit.procedure.page import Page
from acquit.product import Product
from acquit.site.content_cache import ContentCache
from acquit.site.settings import Settings, name_of

#: Takes other files in, of which nobody knows before the page is read.
_SNIPPET = b"8<-"


@dataclass(frozen=True)
class KnownPage:
    """What translators need of a page: its messages, their hash, and what is wrong with it."""

    path: str
    messages: tuple[Message, ...]
    fingerprint: str
    problems: tuple[Problem, ...]


def known_pages(settings: Settings, product: Product) -> Iterator[KnownPage]:
    """Yield the project's pages; those that haven't changed since the last time aren't read."""
    config = settings.config
    salt = [repr(sorted(product.controls.items())), repr(product.scenarios), repr(product.roles)]
    salt += [repr(config.markdown_extensions), repr(config.mdx_configs)]
    cache = ContentCache(settings.root / ".acquit/pages.json", salt)
    for path in page_files(settings):
        content = path.read_bytes()

        def find(path: Path = path) -> Any:
            return _stored(*_known(settings, product, path))

        name = name_of(path, settings.root)
        stored = find() if _SNIPPET in content else cache.get(name, content, find)
        yield _restored(name, stored)
    cache.save()


def _known(
    settings: Settings, product: Product, path: Path
) -> tuple[list[Message], str, list[Problem]]:
    pages, problems = read_all_pages(settings, product, [path])
    if not pages:
        return [], "", problems
    return list(page_messages(pages[0], product)), page_fingerprint(pages[0], product), problems


def _stored(messages: list[Message], fingerprint: str, problems: list[Problem]) -> Any:
    wrong = [[*astuple(each.location), each.message, each.hint] for each in problems]
    return [[astuple(message) for message in messages], fingerprint, wrong]


def _restored(path: str, stored: Any) -> KnownPage:
    messages, fingerprint, wrong = stored
    return KnownPage(
        path=path,
        messages=tuple(
            Message(text, line, tuple(said), name) for text, line, said, name in messages
        ),
        fingerprint=fingerprint,
        problems=tuple(Problem(Location(*at), message, hint) for *at, message, hint in wrong),
    )


def read_pages(settings: Settings, product: Product) -> list[Page]:
    """Read every page of the project. Raises Problems with all that is wrong in them."""
    pages, problems = read_all_pages(settings, product)
    if problems:
        raise Problems(problems)
    return pages


def read_all_pages(
    settings: Settings, product: Product, paths: Iterable[Path] | None = None
) -> tuple[list[Page], list[Problem]]:
    """Read every page that can be read, or these, and say all that is wrong in them."""
    config = settings.config
    extensions = [str(name) for name in config.markdown_extensions]
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in page_files(settings) if paths is None else paths:
        name = name_of(path, settings.root)
        try:
            source = read_text(path, name)
        except Problems as error:
            problems += error.problems
            continue
        with contextlib.chdir(settings.root):  # where relative paths in options start
            pages.append(read_source(name, source, product, extensions, config.mdx_configs))
        problems += pages[-1].problems
    return pages, problems


def page_files(settings: Settings) -> Iterator[Path]:
    """Yield the pages' files, in their order."""
    for path in sorted(settings.docs_dir.rglob("*.md")):
        if not _is_excluded(settings.config, path.relative_to(settings.docs_dir).as_posix()):
            yield path


def _is_excluded(config: object, name: str) -> bool:
    patterns = getattr(config, "exclude_docs", None)
    return bool(patterns and patterns.match_file(name))
