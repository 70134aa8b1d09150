"""What mkdocs.yml says to readers: found for extraction, and put into a language, the same way."""

from collections.abc import Callable, Iterator
from typing import Any

Translate = Callable[[str], str]

#: Texts of the whole site.
_SITE = ("site_name", "site_description", "copyright")


def texts(config: Any) -> Iterator[str]:
    """Yield the texts of a configuration, in its order."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    translate(config, note)
    yield from found


def translate(config: Any, word: Translate) -> None:
    """Replace each text of a configuration (MkDocs' own, or a mapping) by `word` of it."""
    for key in _SITE:
        if isinstance(config.get(key), str):
            _put(config, key, word)
    config["nav"] = _nav(config.get("nav"), word)
    extra = config.get("extra")
    extra = extra if isinstance(extra, dict) else {}
    for link in _mappings(extra.get("social")):
        _put(link, "name", word)
    for statuses in _mappings(extra.get("status")):
        for name in list(statuses):
            _put(statuses, name, word)
    for palette in _mappings(_option(config.get("theme"), "palette")):
        if isinstance(palette.get("toggle"), dict):
            _put(palette["toggle"], "name", word)


def _nav(item: Any, word: Translate) -> Any:
    if isinstance(item, list):
        return [_nav(entry, word) for entry in item]
    if isinstance(item, dict):
        return {word(title): _nav(below, word) for title, below in item.items()}
    return item


def _option(theme: Any, name: str) -> Any:
    try:
        return theme[name]
    except (KeyError, TypeError):
        return None


def _mappings(item: Any) -> list[dict[str, Any]]:
    items = item if isinstance(item, list) else [item]
    return [entry for entry in items if isinstance(entry, dict)]


def _put(mapping: Any, key: str, word: Translate) -> None:
    if isinstance(mapping.get(key), str) and mapping[key].strip():
        mapping[key] = word(mapping[key])


def name_permalinks(config: Any, title: str) -> None:
    """Give links to headings a title in the reader's language, where a project has none."""
    toc = config.mdx_configs.get("toc") or {}
    if toc.get("permalink") and "permalink_title" not in toc:
        toc["permalink_title"] = title
