"""The blocks of a page whose text is one message each, found in Python-Markdown's block tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from acquit.problems import Location
from acquit.procedure.source import Source
from acquit.text.inline import is_picture, without_comments
from acquit.text.references import Mention, mentions

_TEXT_TAGS = frozenset(
    (
        *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd"),
        *("summary", "figcaption", "label"),
    )
)
_OPAQUE = frozenset(("pre", "code", "script", "style"))
#: What stands inside a line of the source.
_INSIDE = frozenset(("td", "th", "summary", "label", "figcaption"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_ATTRIBUTES = re.compile(
    r"(?:^|[ \t]+|\n[ \t]*)\{(?::[ ]*|[ ]*(?=[#.]|[\w-]+=))([^}\n]+?)[ ]*\}[ \t]*$"
)
_STASHED = r"\x02[^\x03]*\x03"
#: Placeholders of Markdown's own around a text: comments, the way back from a footnote.
_AROUND = re.compile(rf"\A((?:\s*{_STASHED})*)(.*?)((?:\s*{_STASHED})*\s*)\Z", re.DOTALL)
_STASH_ONLY = re.compile(rf"\s*(?:{_STASHED}\s*)+")


@dataclass
class Block:
    """One message: its element, its text without the attribute list, where it stands.

    `shown` is what stands for the text in the reader's language, as Markdown. `before` and `after`
    are placeholders of Markdown's own, which are no text. `is_listed`: in a list.
    """

    element: Element
    text: str
    attributes: str
    location: Location
    shown: str = ""
    before: str = ""
    after: str = ""
    is_listed: bool = False
    mentions: list[tuple[Mention, Location]] = field(default_factory=list)
    source: Source | None = None

    def where(self, words: str) -> Location:
        """Return the line of words of the text, where that is below the text's first."""
        if self.source is None or not words:
            return self.location
        start = self.source.offset_of(self.location)
        at = self.source.text.find(words, start, start + 2 * len(self.text))
        found = self.source.location(at) if at >= 0 else self.location
        return found if found.line > self.location.line else self.location

    @property
    def classes(self) -> set[str]:
        """The classes that the attribute list gives."""
        return {word[1:] for word in self.attributes.split() if word.startswith(".")}

    @property
    def is_picture(self) -> bool:
        """Whether there is nothing but pictures."""
        return is_picture(self.text)

    @property
    def anchor(self) -> str | None:
        """The id that the attribute list gives."""
        ids = [word[1:] for word in self.attributes.split() if word.startswith("#")]
        return ids[-1] if ids else None


def blocks(root: Element, source: Source) -> list[Block]:
    """Return the messages below `root` in the page's order; `source` is where they come from."""
    found = [_block(element, source, listed) for element, listed in _elements(root)]
    return [block for block in found if block.text]


def _elements(parent: Element, listed: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield what holds a message, and whether a list holds it."""
    for element in parent:
        if element.tag in _OPAQUE:
            continue
        text = element.text or ""
        raw = not isinstance(text, AtomicString) and not _STASH_ONLY.fullmatch(text)
        if element.tag in _TEXT_TAGS and text.strip() and raw:
            yield element, listed or element.tag == "li"
        yield from _elements(element, listed or element.tag == "li")


def _block(element: Element, source: Source, listed: bool) -> Block:
    around = _AROUND.match(element.text or "")
    before, raw, after = around.groups() if around else ("", element.text or "", "")
    raw = raw.strip("\n")
    match = _ATTRIBUTES.search(raw)
    attributes = match[1] if match else ""
    text = without_comments(_joined(raw[: match.start()] if match else raw))
    is_title = "admonition-title" in (element.get("class") or "")
    first = raw.strip().split("\n")[0].split("\x02")[0].split("<!--")[0].strip()
    offset = source.offset
    start = source.forward(first, is_title=is_title, inside=element.tag in _INSIDE)
    if element.tag == "label":  # the titles of tabs come first, and each stands before its tab
        source.offset = offset
    found = []
    position = start
    for mention in mentions(text):
        at = source.text.find(mention.written, position)
        position = at if at >= 0 else position
        found.append((mention, source.location(position)))
        position += len(mention.written) if at >= 0 else 0
    location = source.location(start)
    return Block(
        element,
        text,
        attributes,
        location,
        text,
        before.strip(),
        after.strip(),
        listed,
        found,
        source,
    )


def _joined(text: str) -> str:
    """Undo the wrapping of source lines; a hard break (two spaces at the end) stays."""
    lines = text.strip("\n").split("\n")
    out = lines[0].lstrip()
    for line in lines[1:]:
        hard = out.endswith(("  ", "\\"))
        out = (out.rstrip(" ") + "  \n" if hard else out.rstrip() + " ") + line.lstrip()
    return out.rstrip()
