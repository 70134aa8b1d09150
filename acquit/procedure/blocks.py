"""The blocks of a page whose text is one message each, found in Python-Markdown's block tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from acquit.procedure.references import Mention, mentions

_TEXT_TAGS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "summary", "figcaption")
)
_OPAQUE = frozenset(("pre", "code", "script", "style"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_ATTRIBUTES = re.compile(r"(?:^|[ \t]+|\n[ \t]*)\{:[ ]*([^}\n]+?)[ ]*\}[ \t]*$")
_FENCED = re.compile(r"^([ ]*)(```|~~~).*?^\1\2", re.DOTALL | re.MULTILINE)
_STASH_ONLY = re.compile(r"\s*(?:\x02[^\x03]*\x03\s*)+")


@dataclass
class Block:
    """One message: its element, its text without the attribute list, where it stands."""

    element: Element
    text: str
    attributes: str
    line: int
    column: int
    mentions: list[tuple[Mention, int, int]] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        """The classes that the attribute list gives."""
        return {word[1:] for word in self.attributes.split() if word.startswith(".")}

    @property
    def anchor(self) -> str | None:
        """The id that the attribute list gives."""
        ids = [word[1:] for word in self.attributes.split() if word.startswith("#")]
        return ids[-1] if ids else None


def blocks(root: Element, source: str, first_line: int = 0) -> list[Block]:
    """Return the messages below `root` in the page's order.

    `source` is the Markdown they come from and `first_line` the number of lines before it; a
    cursor that only moves forward finds each message's line and column there.
    """
    cursor = _Cursor(without_code(source), first_line)
    return [_block(element, cursor) for element in _elements(root)]


def without_code(source: str) -> str:
    """Take out the text of code blocks, and leave their lines."""
    return _FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), source)


def _elements(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag in _OPAQUE:
            continue
        text = element.text or ""
        raw = not isinstance(text, AtomicString) and not _STASH_ONLY.fullmatch(text)
        if element.tag in _TEXT_TAGS and text.strip() and raw:
            yield element
        yield from _elements(element)


def _block(element: Element, cursor: "_Cursor") -> Block:
    raw = (element.text or "").strip("\n")
    match = _ATTRIBUTES.search(raw)
    attributes = match[1] if match else ""
    text = _joined(raw[: match.start()] if match else raw)
    start = cursor.forward(raw.strip().split("\n")[0].strip())
    found = []
    position = start
    for mention in mentions(text):
        at = cursor.source.find(mention.written, position)
        position = at if at >= 0 else position
        found.append((mention, *cursor.place(position)))
    return Block(element, text, attributes, *cursor.place(start), found)


def _joined(text: str) -> str:
    """Undo the wrapping of source lines; a hard break (two spaces at the end) stays."""
    lines = text.strip("\n").split("\n")
    out = lines[0].lstrip()
    for line in lines[1:]:
        hard = out.endswith(("  ", "\\"))
        out = (out.rstrip(" ") + "  \n" if hard else out.rstrip() + " ") + line.lstrip()
    return out.rstrip()


class _Cursor:
    def __init__(self, source: str, first_line: int):
        self.source = source
        self.first_line = first_line
        self.offset = 0

    def forward(self, text: str) -> int:
        at = self.source.find(text, self.offset)
        if at < 0:
            return self.offset
        self.offset = at + len(text)
        return at

    def place(self, offset: int) -> tuple[int, int]:
        before = self.source[:offset]
        return (
            self.first_line + before.count("\n") + 1,
            offset - (before.rfind("\n") + 1) + 1,
        )
