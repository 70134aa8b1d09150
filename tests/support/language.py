"""Whose language a rendered page speaks: each of its texts must be one that we can account for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import material
import polib

from acquit.procedure.context import Context
from acquit.procedure.extract import read_source
from acquit.procedure.page import Page
from acquit.procedure.translating import plain
from acquit.product import Product
from acquit.site.pages import page_files
from acquit.site.settings import Settings, name_of, read_settings
from acquit.text.references import has_words
from tests.support.project import ROOT

INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "span", "strong", "small", "time"))
OPAQUE = frozenset(("script", "style", "svg", "noscript"))
SPOKEN = frozenset(("alt", "aria-label", "placeholder", "title"))
#: A link whose address stands below the text.
_LINK = re.compile(r"\[([^\]]+)\]\[[\w-]+\]")
#: Names are the same in every language.
NAMES = frozenset(("Acquit", *read_settings(ROOT / "mkdocs.yml").languages.values()))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._text = ""
        self._opaque = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.blocks += [values[name] or "" for name in SPOKEN if values.get(name)]
        if tag == "meta" and values.get("name") == "description":
            self.blocks.append(values.get("content") or "")
        if tag == "meta" and values.get("name") == "keywords":
            self.blocks += (values.get("content") or "").split(", ")
        if tag in OPAQUE:
            self._opaque += 1
        if tag not in INLINE:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in OPAQUE:
            self._opaque -= 1
        if tag not in INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._opaque:
            self._text += data

    def _end(self) -> None:
        self.blocks.append(self._text)
        self._text = ""


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def blocks(html: str) -> list[str]:
    """The texts of a page that hold letters: what is shown, and what is spoken."""
    reader = _Reader()
    reader.feed(html)
    found = [normal(text).strip("¶ ") for text in reader.blocks]
    return [text for text in found if re.search(r"[^\W\d_]{2}", text)]


def theme_strings(locale: str) -> Iterator[str]:
    """The theme's own strings in a language."""
    folder = Path(material.__file__).parent / "templates/partials/languages"
    text = (folder / f"{locale}.html").read_text(encoding="utf-8")
    yield from re.findall(r'"[\w.]+": "([^"]*)"', text)


def page_strings(
    context: Context, filled: Mapping[str, Iterable[str]] | None = None
) -> Iterator[str]:
    """What the pages may say in the context's language: translated messages, labels, values.

    `filled` tells what stands for `{….value}`, and in the toolkit's own strings, by that name.
    A message that is the same as its source isn't a translation.
    """
    folder = ROOT / "locales"
    for entry in polib.pofile(str(folder / "docs.pot")):
        if context.is_variant:
            text = entry.msgid
        else:
            found = context.catalogue.find(entry.msgid)
            if found is None or found.text == entry.msgid:
                continue
            text = found.text
        if not has_words(text):
            continue
        rendered = plain(_LINK.sub(r"\1", text), context)
        yield rendered
        yield from _filled(rendered, filled or {})
    for name in context.product.controls:
        if context.is_variant or context.has_label(name):
            yield context.label(name)


def _filled(text: str, filled: Mapping[str, Iterable[str]]) -> Iterator[str]:
    names = [name for name in filled if f"{{{name}}}" in text]
    for values in product(*(filled[name] for name in names)) if names else ():
        out = text
        for name, value in zip(names, values, strict=True):
            out = out.replace(f"{{{name}}}", value)
        yield out


def strangers(html: str, allowed: Iterable[str]) -> list[str]:
    """The page's texts that nobody accounts for."""
    known = {normal(text) for text in allowed} | NAMES
    found = []
    for text in blocks(html):
        parts = text.split(" – ")  # the title: page – site
        if text not in known and not all(part in known for part in parts):
            found.append(text)
    return found


def message_patterns(locale: str, folder: Path = ROOT / "locales") -> list[re.Pattern[str]]:
    """The widget's messages in a language, their `%(…)s` open."""
    source = locale == "en"
    path = folder / "widget.pot" if source else folder / locale / "LC_MESSAGES/widget.po"
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    if source:
        texts = [entry.msgid for entry in entries]
    else:
        texts = [entry.msgstr for entry in entries if entry.msgstr not in ("", entry.msgid)]
    return [
        re.compile(".+".join(map(re.escape, re.split(r"%\(\w+\)s", normal(text)))))
        for text in texts
    ]


def read_pages(settings: Settings, product: Product) -> list[Page]:
    """Read the project's pages, without rendering them."""
    extensions = [str(name) for name in settings.config.markdown_extensions]
    return [
        read_source(
            name_of(path, settings.root),
            path.read_text(encoding="utf-8"),
            product,
            extensions,
            settings.config.mdx_configs,
        )
        for path in page_files(settings)
    ]
