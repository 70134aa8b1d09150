"""Whose texts a built page shows: each belongs to a message, a label, a value or the theme."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup, escape

from acquit.problems import Location, Problem, shortened
from acquit.procedure.texts import INLINE, SPOKEN

_OPAQUE = frozenset(("script", "style", "svg", "noscript", "pre"))
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"(<[^<>]*>|&#?\w+;)")
_THEME_STRING = re.compile(r'^\s*"(?P<key>[\w.]+)": "(?P<text>[^"]*)"', re.MULTILINE)
#: What the theme says in no language but English, and how emoji are called.
_ALSO = re.compile(r"Made with|MaterialforMkDocs|:[\w+-]+:")


def as_html(translation: str, source: str) -> Markup:
    """Return a translation as HTML: text, in which only its source's own tags and entities stay.

    As `Markup` it isn't escaped once more by templates that escape.
    """
    own = set(_MARKUP.findall(source))
    pieces = _MARKUP.split(translation)
    return Markup("").join(Markup(p) if p in own else escape(p) for p in pieces)  # noqa: S704


class Known:
    """The texts that somebody accounts for; white space doesn't tell them apart."""

    def __init__(self) -> None:
        self._texts: set[str] = set()

    def add(self, texts: Iterable[str]) -> None:
        """Add texts, as HTML."""
        plain = (Markup(_TAG.sub("", text)).unescape() for text in texts)  # noqa: S704 - taken off
        self._texts |= {_squeezed(text) for text in plain}

    def add_html(self, html: str) -> None:
        """Add each text of a piece of HTML."""
        self._texts |= {_squeezed(text) for text in _read(html)}

    def strangers(self, html: str) -> list[str]:
        """Return the texts of a page that nobody accounts for, in its order, each once."""
        found = [text for text in _read(html) if re.search(r"[^\W\d_]{2}", text)]
        return list(dict.fromkeys(text for text in found if not self._is_known(text)))

    def problems(self, html: str, path: str, source: str) -> Iterator[Problem]:
        """Yield a problem for each stranger, where the page's source has it first."""
        lines = source.split("\n")
        for text in self.strangers(html):
            line = _line_of(text, lines)
            message = f"the text {shortened(text)!r} belongs to no message, label or value"
            hint = "nobody can translate it: write it as Markdown text"
            if lines[line - 1].lstrip().startswith("*["):
                hint = "nobody can translate it: write what the abbreviation stands for in the text"
            yield Problem(Location(path, line), message, hint)

    def _is_known(self, text: str) -> bool:
        squeezed = _squeezed(text)
        if squeezed in self._texts or _ALSO.fullmatch(squeezed):
            return True
        # The theme's titles are made of the page's and the site's, each of which may hold one, too.
        cuts = [cut.span() for cut in re.finditer(" [-–] ", text)]
        return any(self._is_known(text[:a]) and self._is_known(text[b:]) for a, b in cuts)


def _line_of(text: str, lines: Sequence[str]) -> int:
    """Return the first line that has the text's beginning, as much of it as any line has."""
    for length in range(min(len(text), 40), 3, -4):
        for number, line in enumerate(lines, start=1):
            if text[:length] in line:
                return number
    return 1


def _squeezed(text: str) -> str:
    return "".join(text.split()).strip("¶↩")


def theme_strings(folders: Sequence[str], language: str) -> Iterator[str]:
    """Yield what Material says in a language; what it lacks there it says in English."""
    found: dict[str, str] = {}
    for name in ("en", language):
        for folder in reversed(folders):
            path = Path(folder, "partials/languages", f"{name}.html")
            if path.exists():
                text = path.read_text(encoding="utf-8")
                found |= {m["key"]: m["text"] for m in _THEME_STRING.finditer(text)}
    yield from found.values()


def _read(html: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.texts()


class _Reader(HTMLParser):
    """Collects what is shown and what is spoken, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._text = ""
        self._opaque: list[str] = []

    def texts(self) -> Iterator[str]:
        """Yield each text, its white space as readers see it."""
        for text in [*self._blocks, self._text]:
            if plain := " ".join(text.split()):
                yield plain

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if not self._opaque:
            self._blocks += [values[name] for name in SPOKEN if values.get(name)]
            if tag == "meta" and values.get("name") in ("description", "keywords"):
                several = values["name"] == "keywords"
                content = values.get("content", "")
                self._blocks += content.split(", ") if several else [content]
        if tag in _OPAQUE:
            self._opaque.append(tag)
        elif tag not in INLINE:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if self._opaque and self._opaque[-1] == tag:
            self._opaque.pop()
        elif tag not in INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._opaque:
            self._text += data

    def _end(self) -> None:
        self._blocks.append(self._text)
        self._text = ""
