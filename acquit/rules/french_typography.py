"""French typography: spaces, quotation marks, apostrophes, dashes, accents on capitals.

Sources: Lexique des règles typographiques en usage à l'Imprimerie nationale; for Canada, the
Office québécois de la langue française, which leaves out the space before `; ! ?`.
"""

import re
from collections.abc import Iterator

from acquit.rules.rule import Finding, Pair, Rule
from acquit.text.masking import MASK

NO_BREAK, NARROW = "\u00a0", "\u202f"
_SPACES = f" {NO_BREAK}{NARROW}\u2009"
_CANADA = "fr_CA"


def _shown(text: str) -> str:
    """A text in which the spaces of French can be told apart."""
    return text.replace(NO_BREAK, "⍽").replace(NARROW, "⸱")


def _finding(match: re.Match[str], replacement: str, message: str, hint: str = "") -> Finding:
    return Finding(match.start(), match.end(), message, hint, replacement)


_HIGH = re.compile(rf"(?<=[^\s;!?¿¡(\[«{_SPACES}])([{_SPACES}]?)([;!?]+)(?!\[)")


def space_high(pair: Pair) -> Iterator[Finding]:
    """A narrow no-break space before `; ! ?`; in Canada there may be none."""
    for match in _HIGH.finditer(pair.masked):
        space, mark = match.groups()
        wanted = ("", NARROW) if pair.locale == _CANADA else (NARROW,)
        if space in wanted or (mark == ";" and match.string[match.end() :][:1] == ")"):
            continue
        message = f"“{_shown(match[0])}” wants a narrow no-break space (U+202F)"
        yield _finding(match, NARROW + mark, message)


_COLON = re.compile(rf"(?<=[^\s:])([{_SPACES}]?):(?=[\s*_»\")]|$)")


def space_colon(pair: Pair) -> Iterator[Finding]:
    """A no-break space before a colon."""
    for match in _COLON.finditer(pair.masked):
        if match[1] != NO_BREAK:
            message = f"“{_shown(match[0])}” wants a no-break space (U+00A0) before the colon"
            yield _finding(match, f"{NO_BREAK}:", message)


_PAIRED = re.compile(r"\"([^\"\n]+)\"|“([^“”\n]+)”|„([^„“\n]+)“")
_QUOTED = re.compile(r"«[^»]*»")
_OPENING = re.compile(rf"«([{_SPACES}]*)(?=[^{_SPACES}])")
_CLOSING = re.compile(rf"(?<=[^{_SPACES}])([{_SPACES}]*)»")


def guillemets(pair: Pair) -> Iterator[Finding]:
    """Quotation marks are « » with no-break spaces inside; within them, “ ”."""
    text = pair.masked
    quoted = [range(*match.span()) for match in _QUOTED.finditer(text)]
    for match in _PAIRED.finditer(text):
        if any(match.start() in span for span in quoted):
            continue
        inner = pair.text[match.start() + 1 : match.end() - 1].strip(_SPACES)
        message = f"French quotation marks are « », not {match[0][0]} {match[0][-1]}"
        yield _finding(match, f"«{NO_BREAK}{inner}{NO_BREAK}»", message)
    for match in _OPENING.finditer(text):
        if match[1] != NO_BREAK:
            yield _finding(match, f"«{NO_BREAK}", "a no-break space (U+00A0) follows «")
    for match in _CLOSING.finditer(text):
        if match[1] != NO_BREAK:
            yield _finding(match, f"{NO_BREAK}»", "a no-break space (U+00A0) stands before »")


_STRAIGHT = re.compile(rf"(?<=[^\W\d_])'(?=[^\W\d_{MASK}]|[*_«{MASK}])")


def apostrophe(pair: Pair) -> Iterator[Finding]:
    """The apostrophe is ’."""
    for match in _STRAIGHT.finditer(pair.masked):
        around = pair.text[max(0, match.start() - 8) : match.end() + 8]
        yield _finding(match, "’", f"the apostrophe is ’, in “{around}”")


_ETC = re.compile(r"\betc(?:\.{2,}|\.?…)")
_DOTS = re.compile(r"(?<![.\w]etc)(?<!\.)\.{3}(?!\.)")


def ellipsis(pair: Pair) -> Iterator[Finding]:
    """Three dots are one sign; none after `etc.`."""
    for match in _ETC.finditer(pair.masked):
        yield _finding(match, "etc.", "`etc.` ends with one dot")
    for match in _DOTS.finditer(pair.masked):
        if not pair.masked[: match.start()].endswith("etc"):
            yield _finding(match, "…", "three dots are one sign, …")


_UNIT = re.compile(rf"(?<=\d)([{_SPACES}]?)(%%|%|€|\$(?=\W|$)|[kMG]o\b|km\b|kg\b)")


def unit_space(pair: Pair) -> Iterator[Finding]:
    """A no-break space between a number and its unit."""
    for match in _UNIT.finditer(pair.masked):
        if match[1] not in (NO_BREAK, NARROW):
            message = f"a no-break space (U+00A0) stands between the number and {match[2]}"
            yield _finding(match, NO_BREAK + match[2], message)


_HYPHEN = re.compile(
    r"(?<=[\w.,;:!?)»*_\ufffc])[ ](-|--|—)[ ](?=[\w«(*_\ufffc])|(?<=\w)(?:--|—)(?=\w)"
)


def dash(pair: Pair) -> Iterator[Finding]:
    """A dash between words is –; in Canada — as well."""
    for match in _HYPHEN.finditer(pair.masked):
        if "—" in match[0] and pair.locale == _CANADA:
            continue
        sign = match[0].strip()
        yield _finding(match, match[0].replace(sign, "–"), f"the dash is –, not {sign}")


_LACKING = {
    **{f"E{rest}": f"É{rest}" for rest in (
        "tat", "tats", "tape", "tapes", "cran", "crans", "lément", "léments", "chéance",
        "chéances", "galement", "diter", "ditez", "dition", "viter", "vitez", "vénement",
        "vénements", "conomie", "conomies", "cole", "tranger", "trangère", "tiquette", "cart",
        "chec", "change", "changes", "tendre", "tablissement", "tabli", "crire", "crivez",
        "quipe", "nergie", "tude", "quivalent",
    )},
    "Etre": "Être", "Etes": "Êtes", "Ca": "Ça", "Ile": "Île", "Iles": "Îles", "Oté": "Ôté",
}  # fmt: skip
_LACKING_WORD = re.compile(rf"\b({'|'.join(_LACKING)})\b")
#: The preposition; the verb (“A été payée”) has no accent.
_A = re.compile(
    r"(?:^|(?<=[.!?…:] )|(?<=[*_(]))A(?= (?:la|le|les|l’|un|une|des|ce|cette|cet|ces|votre|vos"
    r"|notre|nos|leur|leurs|partir|propos|droite|gauche|côté|chaque|tout|toute|tous|qui|quoi|compter"
    r"|défaut|condition|titre|\w{2,}er|savoir|recevoir|venir)\b)"
)
_LIGATURE = re.compile(
    r"\b(?:man|dés)?(?:ch|[bcmnsv])?(oe)(?:urs?|uds?|ux?|uvr\w*|il|ufs?)\b", re.IGNORECASE
)


def capital_accent(pair: Pair) -> Iterator[Finding]:
    """Capitals keep their accents; œ is one letter."""
    for match in _LACKING_WORD.finditer(pair.masked):
        right = _LACKING[match[0]]
        yield _finding(match, right, f"capitals keep their accents: {right}")
    for match in _A.finditer(pair.masked):
        yield _finding(match, "À", "the preposition is À, with its accent")
    for match in _LIGATURE.finditer(pair.masked):
        sign = "œ" if match[1].islower() else "Œ"
        message = f"{match[1]} is one letter here, {sign}"
        yield Finding(match.start(1), match.end(1), message, "", sign)


RULES = (
    Rule("space-high", space_high),
    Rule("space-colon", space_colon),
    Rule("guillemets", guillemets),
    Rule("apostrophe", apostrophe),
    Rule("ellipsis", ellipsis),
    Rule("unit-space", unit_space),
    Rule("dash", dash),
    Rule("capital-accent", capital_accent),
)
