"""German typography and address. Source: Duden, *Die deutsche Rechtschreibung*."""

import re
from collections.abc import Iterator

from acquit.rules.rule import Finding, Pair, Rule
from acquit.text.masking import MASK

_PAIRED = re.compile(r"\"([^\"\n]+)\"|“([^“”\n]+)”|«([^»\n]+)»|„([^„“”\"\n]+)[”\"]")


def quotation_marks(pair: Pair) -> Iterator[Finding]:
    """Quotation marks are „ “."""
    for match in _PAIRED.finditer(pair.masked):
        inner = pair.text[match.start() + 1 : match.end() - 1].strip("\u00a0\u202f ")
        message = f"German quotation marks are „ “, not {match[0][0]} {match[0][-1]}"
        yield Finding(*match.span(), message, "", f"„{inner}“")


_SPACED = re.compile(rf"(?<=[\w*_)“{MASK}])[ \u00a0\u202f]+([:;!?])(?=[\s*_“)]|$)")


def space_before(pair: Pair) -> Iterator[Finding]:
    """No space before a colon, a semicolon, or the marks of exclamation and question."""
    for match in _SPACED.finditer(pair.masked):
        yield Finding(*match.span(), f"no space stands before “{match[1]}”", "", match[1])


_HYPHEN = re.compile(rf"(?<=[\w.,;:!?)“*_{MASK}])[ ](?:-|--|—)[ ](?=[\w„(*_{MASK}])")


def german_dash(pair: Pair) -> Iterator[Finding]:
    """A dash between words is –."""
    for match in _HYPHEN.finditer(pair.masked):
        sign = match[0].strip()
        yield Finding(*match.span(), f"the dash is –, not {sign}", "", " – ")


_DU = re.compile(r"(?<![\w-])(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[mnrs]?)?)(?!\w)")


def formal(pair: Pair) -> Iterator[Finding]:
    """Readers are Sie throughout."""
    for match in _DU.finditer(pair.masked):
        yield Finding(*match.span(), f"“{match[0]}”: readers are Sie", "write Sie, Ihr")


RULES = (
    Rule("quotation-marks", quotation_marks),
    Rule("space-before", space_before),
    Rule("german-dash", german_dash),
    Rule("formal", formal),
)
