"""What a block of a page says once inline parsing is done: its text, and what is spoken."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

INLINE = frozenset(
    (
        *("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark"),
        *("q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    )
)
#: Attributes that readers read or hear.
SPOKEN = ("alt", "aria-label", "placeholder", "title")
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")


def own_text(element: Element) -> str:
    """Return what a block says, without the blocks in it and Markdown's own placeholders."""
    pieces = [element.text or ""]
    for child in element:
        pieces += [own_text(child)] if child.tag in INLINE and not _is_anchor(child) else []
        pieces.append(child.tail or "")
    return _PLACEHOLDER.sub("", "".join(pieces))


def _is_anchor(element: Element) -> bool:
    """Whether an extension put a link to the place itself here, or the way back to it."""
    return not {"headerlink", "footnote-backref"}.isdisjoint((element.get("class") or "").split())


def spoken_texts(element: Element, message: str) -> Iterator[str]:
    """Yield what pictures and links of a block say beside their text, if the message says it."""
    for inner in element.iter():
        for name in SPOKEN:
            if (text := inner.get(name)) and text in message:
                yield text
