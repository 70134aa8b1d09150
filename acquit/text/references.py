"""References in a text: `{name}`, `{name.value}`, `{name.label}`, `{name.shown}`, `{name.gone}`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from acquit.text.inline import ATTRIBUTES, CODE

PARTS = ("", "value", "label", "shown", "gone")

# Escapes and code spans come first, so that what they hold is never taken for a reference.
_CODE_OR_REFERENCE = re.compile(
    r"\\[\\`{]"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\{(?P<name>[A-Za-z_][A-Za-z0-9_-]*)(?:\.(?P<part>[A-Za-z_]*))?\}",
    re.DOTALL,
)


class Mention(NamedTuple):
    """A reference where it stands in a text: `part` is empty or one of PARTS."""

    name: str
    part: str
    start: int

    @property
    def written(self) -> str:
        """The reference as a writer types it."""
        return f"{{{self.name}.{self.part}}}" if self.part else f"{{{self.name}}}"

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.written)


def mentions(text: str) -> Iterator[Mention]:
    """Yield the references of a text in their order; code spans are skipped."""
    for match in _CODE_OR_REFERENCE.finditer(text):
        if match["name"]:
            yield Mention(match["name"], match["part"] or "", match.start())


def substitute(text: str, replacement: Callable[[Mention], str]) -> str:
    """Replace each reference; code spans stay as they are."""

    def put(match: re.Match[str]) -> str:
        if not match["name"]:
            return match[0]
        return replacement(Mention(match["name"], match["part"] or "", match.start()))

    return _CODE_OR_REFERENCE.sub(put, text)


def unclosed(text: str) -> list[str]:
    """Return the names of references that lack their brace."""
    outside = substitute(text, lambda _: "x")
    plain = ATTRIBUTES.sub("x", CODE.sub("", outside))
    return re.findall(r"(?<!\\)\{([A-Za-z_]\w*(?:\.\w+)?)(?![\w}])", plain)


def has_words(text: str) -> bool:
    """Whether there is anything to translate beside references."""
    return any(character.isalpha() for character in substitute(text, lambda _: ""))


def reference_differences(source: str, translation: str) -> list[str]:
    """Say which references the translation of a plain text loses or invents."""
    return changes(counted(source), counted(translation))


def counted(text: str) -> Counter[str]:
    """Count the references of a text."""
    return Counter(mention.written for mention in mentions(text))


def changes(wanted: Counter[str], found: Counter[str]) -> list[str]:
    """Say what was lost of what is wanted, and what was invented."""
    lost = [f"loses {_counted(what, wanted, found)}" for what in wanted - found]
    invented = [f"invents {_counted(what, wanted, found)}" for what in found - wanted]
    return sorted(lost + invented)


def _counted(what: str, wanted: Counter[str], found: Counter[str]) -> str:
    """Name it, with both counts where it isn't just once."""
    if wanted[what] + found[what] < 2:
        return what
    return f"{what} (it stands there {found[what]} times, in the source {wanted[what]})"
