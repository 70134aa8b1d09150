"""Babel's way to messages: of a page, and of mkdocs.yml."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from acquit.procedure.extract import DEFAULT_EXTENSIONS, page_messages, read_source
from acquit.product import load
from acquit.site.wording import texts
from acquit.strings import STRINGS


def site_messages(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield what mkdocs.yml says to readers, then what the toolkit says on pages."""
    yield from texts(config)
    yield from STRINGS


Extracted = tuple[int, str | None, str | tuple[str, str], list[str]]


def extract_page(
    fileobj: io.BufferedIOBase, keywords: Any, comment_tags: Any, options: Mapping[str, str]
) -> Iterator[Extracted]:
    """Babel's entry point `acquit_page`; options: `product`, and `extensions` (by commas)."""
    source = fileobj.read().decode("utf-8-sig").replace("\r\n", "\n")
    product = load(options["product"])
    extensions = tuple(options.get("extensions", ",".join(DEFAULT_EXTENSIONS)).split(","))
    path = str(getattr(fileobj, "name", "<page>"))
    for message in page_messages(read_source(path, source, product, extensions), product):
        if message.context:
            yield message.line, "pgettext", (message.context, message.text), list(message.comments)
        else:
            yield message.line, None, message.text, list(message.comments)


class _TolerantLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without its custom tags (`!ENV`, `!!python/name`)."""


_TolerantLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def extract_site(
    fileobj: io.BufferedIOBase, keywords: Any, comment_tags: Any, options: Mapping[str, str]
) -> Iterator[Extracted]:
    """Babel's entry point `acquit_site`, for mkdocs.yml."""
    config = yaml.load(fileobj.read(), _TolerantLoader)  # noqa: S506 - it constructs nothing
    for text in site_messages(config if isinstance(config, dict) else {}):
        yield 1, None, text, []
