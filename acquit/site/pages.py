"""A project's pages: their files, what is read of each, and what is kept of those read before."""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from mkdocs.config.defaults import MkDocsConfig

from acquit.problems import Location, Problem, Problems, read_text
from acquit.procedure.extension import ProcedureExtension
from acquit.procedure.extract import Message, page_fingerprint, page_messages
from acquit.procedure.frontmatter import split
from acquit.procedure.translating import Outcome
from acquit.product import Product
from acquit.site.content_cache import ContentCache, said
from acquit.site.extension import make_extension
from acquit.site.settings import Settings, default_addresses, name_of

#: Takes other files in, of which nobody knows before the page is read.
_SNIPPET = b"8<-"
_ID = re.compile(r"\sid=\"([^\"]+)\"")


@dataclass(frozen=True)
class KnownPage:
    """What translators need of a page: its messages, their hash, and what is wrong with it.

    `anchors` are what links can name in it; none of a page that couldn't be rendered.
    """

    path: str
    messages: tuple[Message, ...]
    fingerprint: str
    problems: tuple[Problem, ...]
    anchors: frozenset[str] = frozenset()


def known_pages(settings: Settings, product: Product) -> Iterator[KnownPage]:
    """Yield the project's pages; those that haven't changed since the last time aren't read."""
    cache = ContentCache(
        settings.root / ".acquit/pages.json", project_salt(settings.config, product)
    )
    renderer = _Renderer(settings)
    takes_in = "auto_append" in said(settings.config.mdx_configs)
    for path in page_files(settings):
        content = path.read_bytes()

        def find(path: Path = path) -> Any:
            return _stored(*_known(settings, product, path, renderer))

        name = name_of(path, settings.root)
        is_alone = _SNIPPET not in content and not takes_in
        stored = cache.get(name, content, find) if is_alone else find()
        yield _restored(name, stored)
    cache.save()


def project_salt(config: MkDocsConfig, product: Product) -> list[str]:
    """Return what decides, beside a page's own text, how it is read."""
    values = {page: list(product.values_of(page)) for page in product.drivers}
    known = (dict(product.controls), list(product.scenarios), list(product.roles), values)
    return [*map(said, known), said(config.markdown_extensions), said(config.mdx_configs)]


def _known(
    settings: Settings, product: Product, path: Path, renderer: "_Renderer"
) -> tuple[list[Message], str, list[Problem], list[str]]:
    name = name_of(path, settings.root)
    try:
        outcome, html = renderer.render(name, read_text(path, name))
    except Problems as error:
        return [], "", error.problems, []
    page = outcome.page
    assert page is not None  # noqa: S101 - a page that was opened is read
    messages, fingerprint = list(page_messages(page, product)), page_fingerprint(page, product)
    return messages, fingerprint, outcome.problems, sorted(set(_ID.findall(html)))


class _Renderer:
    """Renders pages in their own language: on the way they are read, and what only rendering finds
    is told, marks that no extension takes and files to include that aren't there."""

    def __init__(self, settings: Settings):
        self._settings = settings

    @cached_property
    def _extension(self) -> ProcedureExtension:
        options, settings = self._settings.options, self._settings
        known = default_addresses(options.servers)
        source = options.source_locale
        return make_extension(options, source, settings.root, settings.config, known)

    def render(self, name: str, source: str) -> tuple[Outcome, str]:
        """Return what rendering a page leaves, which is read on the way, and its HTML."""
        config, extension = self._settings.config, self._extension
        with contextlib.chdir(self._settings.root):
            extension.open_page(name, source)
            used: list[str | Extension] = [*map(str, config.markdown_extensions), extension]
            markdown = Markdown(extensions=used, extension_configs=config.mdx_configs)
            html = markdown.convert(split(source)[1])
        return extension.outcome, html


def _stored(
    messages: list[Message], fingerprint: str, problems: list[Problem], anchors: list[str]
) -> Any:
    wrong = [[*astuple(each.location), each.message, each.hint] for each in problems]
    return [[astuple(message) for message in messages], fingerprint, wrong, anchors]


def _restored(path: str, stored: Any) -> KnownPage:
    messages, fingerprint, wrong, anchors = stored
    return KnownPage(
        path=path,
        messages=tuple(
            Message(text, line, tuple(said), name) for text, line, said, name in messages
        ),
        fingerprint=fingerprint,
        problems=tuple(Problem(Location(*at), message, hint) for *at, message, hint in wrong),
        anchors=frozenset(anchors),
    )


def outside_nav(settings: Settings, pages: Iterable[str]) -> Iterator[Problem]:
    """Yield the pages that no menu leads to, though mkdocs.yml has one."""
    config = settings.config
    if config.nav is None:
        return
    listed = set(_listed(config.nav))
    for name in pages:
        inside = name_of(settings.root / name, settings.docs_dir)
        is_left_out = config.not_in_nav is not None and config.not_in_nav.match_file(inside)
        if inside not in listed and not is_left_out:
            hint = "add it to `nav` in mkdocs.yml"
            yield Problem(Location(name), "no menu leads to this page", hint)


def _listed(item: object) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        for below in item.values():
            yield from _listed(below)
    elif isinstance(item, list):
        for below in item:
            yield from _listed(below)


def page_files(settings: Settings) -> Iterator[Path]:
    """Yield the pages' files, in their order."""
    for path in sorted(settings.docs_dir.rglob("*.md")):
        if not _is_excluded(settings.config, path.relative_to(settings.docs_dir).as_posix()):
            yield path


def _is_excluded(config: object, name: str) -> bool:
    patterns = getattr(config, "exclude_docs", None)
    return bool(patterns and patterns.match_file(name))
