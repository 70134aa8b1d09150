"""Fonts for names of this world: which of them has a text's characters, and the part that it needs.

Everything of our own is set in Source Sans. What it lacks is looked for in the packages of Noto
fonts that are installed (SIL Open Font License), then among the machine's own fonts, where their
licence lets them be embedded.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from itertools import chain
from pathlib import Path

from font_source_sans_pro import font_files_ttf  # type: ignore[import-untyped]
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

log = logging.getLogger(__name__)
# What it says of tables that it leaves out is of no use to those who run the widget.
logging.getLogger("fontTools").setLevel(logging.ERROR)

REGULAR = Path(font_files_ttf["SourceSansPro"])
SEMIBOLD = Path(font_files_ttf["SourceSansProSemibold"])

#: Packages that hold fonts, and where Linux and macOS keep those of the machine.
_PACKAGES = ("rtl", "south_asia", "sea", "africa", "cjk")
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
#: Han characters are drawn as Chinese writes them, unless a text's own letters say otherwise.
_TELLING = (
    ("NotoSansJP", "\u3040", "\u30ff"),
    ("NotoSansKR", "\u1100", "\u11ff"),
    ("NotoSansKR", "\uac00", "\ud7a3"),
)
_CHINESE = "NotoSansSC"
#: They part letters that would join, or join others.
_JOINERS = ("\u200c", "\u200d")
#: Ways of a face that isn't the usual one.
_UNUSUAL = re.compile("Bold|Black|Light|Thin|Italic|Oblique|Condensed|Mono|Serif", re.IGNORECASE)
#: What stands for a character that no font has.
UNKNOWN = "?"
#: OpenType's OS/2.fsType: the licence forbids embedding.
_RESTRICTED = 0x0002
_USUAL_WEIGHT = 400


class Font:
    """A font file, read as far as it is needed."""

    def __init__(self, path: Path):
        self.path = path
        with TTFont(path, lazy=True) as file:
            self._per_em: int = file["head"].unitsPerEm
            self._advances: dict[str, tuple[int, int]] = file["hmtx"].metrics
            self._names: dict[int, str] = file.getBestCmap() or {}
            self.may_be_embedded = "glyf" in file and not file["OS/2"].fsType & _RESTRICTED

    def has(self, character: str) -> bool:
        """Whether it can draw a character."""
        return ord(character) in self._names

    def width(self, character: str) -> float:
        """How wide a character is, for a size of 1; shaping may make it a little less."""
        advance, _side = self._advances[self._names[ord(character)]]
        return advance / self._per_em


@cache
def font(path: Path) -> Font:
    """Return a font."""
    return Font(path)


@cache
def _others() -> tuple[Path, ...]:
    """The files of all other fonts, those of packages first."""
    specs = (find_spec(f"justmytype_intl_{name}") for name in _PACKAGES)
    places = [Path(spec.origin).parent for spec in specs if spec and spec.origin]
    found = (sorted(place.rglob("*.ttf")) for place in (*places, *_FOLDERS) if place.is_dir())
    return tuple(chain.from_iterable(found))


def _candidates(text: str) -> Iterator[Font]:
    """The other fonts, in the order in which they suit a text."""
    telling = [name for name, first, last in _TELLING if any(first <= c <= last for c in text)]
    first = (*telling, _CHINESE)

    def place(path: Path) -> tuple[int, bool]:
        suits = (n for n, name in enumerate(first) if path.name.startswith(name))
        return next(suits, len(first)), bool(_UNUSUAL.search(path.name))

    for path in sorted(_others(), key=place):
        found = _usable(path)
        if found:
            yield found


@cache
def _usable(path: Path) -> Font | None:
    """Return a font that may be embedded; None also for a file that is broken."""
    try:
        found = font(path)
    except Exception as error:  # whatever a broken file of the machine's raises
        log.warning("%s is no font: %r", path, error)
        return None
    return found if found.may_be_embedded else None


@lru_cache(maxsize=4096)
def fonts_for(text: str) -> tuple[Font, ...]:
    """Return the fonts for what Source Sans lacks of a text: first the one that has most of it."""
    chosen: list[Font] = []
    lacking = {c for c in text if not font(REGULAR).has(c) and not _is_unseen(c)}
    while lacking:
        best, most = None, 0
        for found in _candidates(text):
            has = sum(map(found.has, lacking))
            if has > most:
                best, most = found, has
            if most == len(lacking):
                break
        if best is None:
            break
        chosen.append(best)
        lacking = {c for c in lacking if not best.has(c)}
    return tuple(chosen)


def _is_unseen(character: str) -> bool:
    """Whether nobody sees a character; those that tell how letters join are kept."""
    return unicodedata.category(character) in ("Cf", "Cc") and character not in _JOINERS


def printable(text: str) -> str:
    """Return a text as it is printed: accents put together, UNKNOWN where no font has a character.

    What nobody could see is left out.
    """
    whole = unicodedata.normalize("NFC", text)
    found = (font(REGULAR), *fonts_for(whole))
    return "".join(
        c if any(one.has(c) for one in found) else "" if c in _JOINERS else UNKNOWN
        for c in whole
        if not _is_unseen(c)
    )


def is_printable(text: str) -> bool:
    """Whether every character of a text that can be seen can be printed."""
    return printable(text).count(UNKNOWN) == text.count(UNKNOWN)


def width(text: str, base: Path) -> float:
    """How wide a text is, for a size of 1, in a font of ours and what it lacks in others."""
    found = (font(base), *fonts_for(text))
    own = (next((one for one in found if one.has(c)), None) for c in text)
    return sum(one.width(c) for one, c in zip(own, text, strict=True) if one)


def is_ours(text: str) -> bool:
    """Whether Source Sans has all of a text."""
    return all(map(font(REGULAR).has, text))


def parts(texts: Iterable[str]) -> dict[Path, bytes]:
    """Return the part of each other font that texts need, of its usual weight."""
    needed: dict[Path, set[str]] = {}
    for text in texts:
        for other in fonts_for(text):
            needed.setdefault(other.path, set()).update(c for c in text if other.has(c))
    return {path: _part(path, "".join(sorted(found))) for path, found in needed.items()}


@lru_cache(maxsize=64)
def _part(path: Path, text: str) -> bytes:
    options = subset.Options()
    options.layout_features = ["*"]  # letters join, and marks find their places
    options.notdef_outline = True
    worker = subset.Subsetter(options)
    worker.populate(text=text)
    with TTFont(path, lazy=True) as cut, BytesIO() as file:
        worker.subset(cut)
        if "fvar" in cut:
            place = {axis.axisTag: axis.defaultValue for axis in cut["fvar"].axes}
            if "wght" in place:
                place["wght"] = _USUAL_WEIGHT
            instancer.instantiateVariableFont(cut, place, inplace=True)
        cut.save(file)
        return file.getvalue()
