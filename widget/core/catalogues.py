"""Reading the widget's catalogues: whatever a translator writes, a screen can be shown.

What can't be used is left out, so that its message is shown in the wider language, or in English.
"""

import logging
import re
from collections.abc import Iterator
from gettext import c2py
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, PoFileParser
from babel.support import Translations

from widget.core.locales import formats_of

log = logging.getLogger(__name__)

_NAMED = re.compile(r"%\(\w+\)[^a-zA-Z%]*[a-zA-Z]")
_PLURALS = re.compile(r"\s*nplurals\s*=\s*([1-6])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
#: No language has more.
_MOST_FORMS = 6
_TRIED = (*range(1001), 1_000_000)


class CatalogueError(Exception):
    """A catalogue that can't be read, or says a message twice; the message says where."""


class _Catalogue(Catalog):
    """Babel's, which hears of what it would pass over: a message that stands twice, the header."""

    def __init__(self, path: Path, locale: str):
        super().__init__(locale=formats_of(locale))
        self.path = path
        self.lines: dict[tuple[str | None, Any], int] = {}
        self.usual = get_plural(formats_of(locale))
        self.forms = int(self.usual.num_plurals)

    @property
    def num_plurals(self) -> int:
        """What the parser lets a message have; `_wrong` asks how many forms it should have."""
        return _MOST_FORMS

    def __setitem__(self, id: Any, message: Message) -> None:
        key = (message.context, id[0] if isinstance(id, tuple) else id)
        line = message.lineno or 1
        if key in self.lines:
            what = f"{key[1]!r} stands twice, in line {self.lines[key]} as well"
            raise CatalogueError(f"{self.path}:{line}: {what}: keep one of them")
        self.lines[key] = line
        if not id:
            message.string = self._header(str(message.string), line)
        if isinstance(message.string, tuple) and not any(message.string[self.forms :]):
            message.string = message.string[: self.forms]
        super().__setitem__(id, message)

    def _header(self, text: str, line: int) -> str:
        """Keep of a header only how plurals are counted, if that can be done."""
        header = dict(each.split(":", 1) for each in text.splitlines() if ":" in each)
        plurals = str(self.usual.plural_forms)
        given = header.get("Plural-Forms", plurals).strip()
        if given != plurals and (wrong := _wrong_plurals(given)):
            log.error("%s:%s: Plural-Forms can't be used: %s", self.path, line, wrong)
        elif match := _PLURALS.fullmatch(given):
            plurals, self.forms = given, int(match[1])
        return f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {plurals}\n"


def says_anything(path: Path, locale: str) -> bool:
    """Whether a catalogue translates any message, rightly or not. Raises CatalogueError."""
    catalogue = _read(path, locale)
    texts = (text for message in catalogue if message.id for text in _tuple(message.string))
    return any(map(_has_text, texts))


def _read(path: Path, locale: str) -> _Catalogue:
    catalogue = _Catalogue(path, locale)
    try:
        # By lines, and not by what else ends a line in Python: messages may hold that.
        text = path.read_text(encoding="utf-8-sig")
        PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(text.split("\n"))
    except PoFileError as error:
        hint = "it isn't a catalogue; is it left of a git conflict?"
        raise CatalogueError(f"{path}:{error.lineno + 1}: {error}: {hint}") from error
    except ValueError as error:
        raise CatalogueError(f"{path}: not a catalogue: {error}") from error
    return catalogue


def compiled(path: Path, locale: str, domain: str) -> Translations:
    """Read a catalogue, and leave out what can't be shown: that is logged.

    Raises CatalogueError.
    """
    catalogue = _read(path, locale)
    for message in [message for message in catalogue if message.id and not message.fuzzy]:
        wrong = next(_wrong(message, catalogue), None)
        if wrong:
            place = f"{path}:{message.lineno}"
            log.error("%s: the translation of %r isn't shown: %s", place, message.id, wrong)
        if wrong or not all(map(_has_text, _tuple(message.string))):
            catalogue.delete(_tuple(message.id)[0], message.context)
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return Translations(file, domain)


def _tuple(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _has_text(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)


def _wrong(message: Message, catalogue: _Catalogue) -> Iterator[str]:
    """Yield why a translation can't be shown."""
    sources, forms = _tuple(message.id), _tuple(message.string)
    named = [set(_NAMED.findall(source.replace("%%", ""))) for source in sources]
    if message.pluralizable and len(forms) != catalogue.forms:
        yield f"it has more plural forms than {catalogue.forms}"
    for form in filter(_has_text, forms):
        # Babel takes “100 % of” for a format, too: here, only names are filled in.
        if any(named) and (wrong := _wrong_places(named, form)):
            yield from map(str, message.check())  # which says it better, where it sees it
            yield wrong
        for character in sorted(set(form) - set("".join(sources))):
            if category(character) == "Cc":
                yield f"it has the control character U+{ord(character):04X}"


def _wrong_places(named: list[set[str]], form: str) -> str:
    """Say which placeholder a translation loses, or invents; nothing if none."""
    rest = form.replace("%%", "")
    for each in sorted(set.intersection(*named)):
        if each not in rest:
            return f"it loses {each}"
    for each in set.union(*named):
        rest = rest.replace(each, "")
    return "it has a % that fills in nothing: write %%" if "%" in rest else ""


def _wrong_plurals(header: str) -> str:
    """Say why gettext can't count by a header; nothing if it can."""
    match = _PLURALS.fullmatch(header)
    if not match:
        return "it isn't nplurals=…; plural=…; with one form to six"
    try:
        rule = c2py(match[2])
        wrong = next((n for n in _TRIED if not 0 <= rule(n) < int(match[1])), None)
    except (ValueError, ZeroDivisionError) as error:
        return str(error)
    return "" if wrong is None else f"it names no form for {wrong}"
