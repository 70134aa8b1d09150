"""A page's Markdown as text: where things stand in it, and its list items line by line."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.preprocessors import Preprocessor

from acquit.problems import Location

_FENCED = re.compile(r"^([ >]*)(```|~~~).*?^\1\2", re.DOTALL | re.MULTILINE)
#: What extensions make of code, and put aside as HTML; comments are put aside as well.
CODE = ("<!--", "<pre", '<div class="highlight', '<div class="language', '<table class="highlight')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(
    r"^(?P<indent>[ >]*(?::[ ]+)?)(?P<marker>\d+[.)]|[-*+])[ ]+(?P<text>\S.*?)[ ]*$", re.MULTILINE
)
#: What may stand on a line before a block's text.
_MARKERS = re.compile(r"[ >]*(?:(?:[-*+:]|\d+[.)]|\#{1,6}|\[\^[^\]\n]+\]:)[ ]+)*")
_TITLED = re.compile(r"^[ >]*(?:!!!|\?\?\?\+?)[ ]*[^\n]*", re.MULTILINE)


class Item(NamedTuple):
    """A line that begins with a list's marker; `indent` in spaces."""

    location: Location
    indent: int
    marker: str
    text: str

    @property
    def is_numbered(self) -> bool:
        """Whether the marker is a number."""
        return self.marker[0].isdigit()


class Body(Preprocessor):
    """Keeps the text that the block parser gets: with what other files put in (`snippets`)."""

    #: After pymdownx.snippets (32), before white space is changed (30) and code taken out (25).
    PRIORITY = 31
    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """Keep the lines, and leave them as they are."""
        self.text = "\n".join(lines)
        return lines


class Source:
    """A page's text below the front matter, which has `first_line` lines; `raw` is what Markdown
    made of code and HTML, and put aside.

    Code blocks and comments are blanked: what they hold is no text of the page. A cursor that
    only moves forward finds each block where it stands.
    """

    def __init__(self, path: str, text: str, first_line: int = 0, raw: Iterable[object] = ()):
        self.path = path
        self._written = text.expandtabs(4)
        self.text = without_code(self._written, _code_in(raw))
        self.first_line = first_line
        self.offset = 0
        self._starts = [0, *(end.end() for end in re.finditer("\n", self.text))]

    def forward(self, text: str, *, is_title: bool = False, inside: bool = False) -> int:
        """Return the offset of a block's first line, and go behind it.

        The title of a note may stand nowhere (it is the note's type); `inside` a line stand cells
        and labels. What isn't found leaves the cursor where it is.
        """
        if is_title:
            return self._title(text)
        at = self.text.find(text, self.offset) if text else -1
        while at >= 0 and not inside and not self._begins(at):
            at = self.text.find(text, at + 1)
        if at < 0:
            return self.offset
        self.offset = at + len(text)
        return at

    def _begins(self, at: int) -> bool:
        """Whether nothing but markers stands before an offset, on a line that comes yet."""
        line = self.text.rfind("\n", 0, at) + 1
        return line >= self.offset and _MARKERS.fullmatch(self.text, line, at) is not None

    def _title(self, text: str) -> int:
        marker = _TITLED.search(self.text, self.offset)
        if marker is None:
            return self.offset
        self.offset = marker.end()
        at = marker[0].find(text)
        return marker.start() + (at if at >= 0 else len(marker[0]) - len(marker[0].lstrip(" >")))

    def location(self, offset: int) -> Location:
        """Return where an offset is, in the file."""
        line = bisect_right(self._starts, offset)
        return Location(self.path, self.first_line + line, offset - self._starts[line - 1] + 1)

    def offset_of(self, location: Location) -> int:
        """Return the offset of a place."""
        return self._starts[location.line - self.first_line - 1] + location.column - 1

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line, and the offset at which it begins."""
        yield from zip(self._starts, self.text.split("\n"), strict=True)

    def line(self, number: int) -> str:
        """Return a line by its number, blank where there is none, or code or a comment."""
        return self._line(self.text, number)

    def written_line(self, number: int) -> str:
        """Return a line by its number as it was written, code and comments too."""
        return self._line(self._written, number)

    def _line(self, text: str, number: int) -> str:
        lines = text.split("\n")
        index = number - self.first_line - 1
        return lines[index] if 0 <= index < len(lines) else ""

    def items(self) -> Iterator[Item]:
        """Yield the lines that begin with a list's marker."""
        for match in _ITEM.finditer(self.text):
            location = self.location(match.start("text"))
            yield Item(location, len(match["indent"]), match["marker"], match["text"])


def lines_lost(text: str, body: str) -> int:
    """Return how many empty lines a body doesn't begin with, as its text does: who takes the front
    matter away may take those, too."""
    return max(0, len(text) - len(text.lstrip("\n")) - len(body) + len(body.lstrip("\n")))


def without_code(text: str, code: str = "") -> str:
    """Blank code blocks and comments, and leave their lines.

    Whether a fence that is indented a little makes code, its extension decides: `code` is what it
    made. Deeper it stands in a list, where it is code or refused.
    """

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    def blank_fence(match: re.Match[str]) -> str:
        lines = [line.strip(" >") for line in match[0].split("\n")[1:-1]]
        first = next(filter(None, lines), "")
        is_code = len(match[1]) not in (1, 2, 3) or first in code
        above = match.string[: max(0, match.start() - 1)].rpartition("\n")[2]
        # Right below a paragraph an indented line goes on with it.
        is_lazy = len(match[1]) > 3 and above.strip() and not above.startswith("    ")
        if is_lazy and not _ITEM.match(above) and first not in code:
            return match[0]
        # A line that is indented less ends what a deep fence has begun.
        if len(match[1]) > 3 and any(
            line.strip() and not line.startswith(match[1]) for line in match[0].split("\n")
        ):
            return match[0]
        return blank(match) if is_code else match[0]

    return _COMMENT.sub(blank, _FENCED.sub(blank_fence, text))


def code_lines(root: Element) -> set[str]:
    """Return the lines of indented code: they are no text of the page."""
    found = ("".join(element.itertext()) for element in root.iter("pre"))
    return {unescape(line).strip() for text in found for line in text.split("\n")}


def _code_in(raw: Iterable[object]) -> str:
    found = [text for text in raw if isinstance(text, str) and text.startswith(CODE[1:])]
    return unescape(re.sub(r"<[^<>]*>", "", "\n".join(found)))
