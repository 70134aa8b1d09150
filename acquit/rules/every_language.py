"""Rules of every language: spaces, repeated words, unseen signs, numbers, what stayed English."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from unicodedata import name, normalize

from babel.numbers import get_decimal_symbol, get_group_symbol

from acquit.rules.rule import Finding, Pair, Rule
from acquit.text.masking import MASK
from acquit.text.references import mentions

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?![ ]*\n)(?=\S)")
_BEFORE = re.compile(rf"(?<=[\w)»{MASK}])[ \u00a0\u202f]+([,)]|\.(?=\s|$))|(?<=\()[ ]+")


def spacing(pair: Pair) -> Iterator[Finding]:
    """One space between words, none before a comma or a full stop, none inside brackets."""
    for match in _DOUBLE.finditer(pair.masked):
        space = max(match[0], key=ord)
        yield Finding(match.start(), match.end(), "several spaces follow one another", "", space)
    for match in _BEFORE.finditer(pair.masked):
        message = f"a space too much, before or after “{(match[1] or '(')}”"
        yield Finding(match.start(), match.end(), message, "", match[1] or "")


_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
#: Words that are rightly said twice: “vous vous connectez”, “die die …”.
_SAID_TWICE = {
    "fr": {"vous", "nous", "en"},
    "de": {"die", "der", "das", "sie"},
    "en": {"had", "that"},
}


def repeat(pair: Pair) -> Iterator[Finding]:
    """No word stands twice."""
    may = _SAID_TWICE.get(pair.locale.split("_")[0], set())
    for match in _TWICE.finditer(pair.masked):
        if MASK not in match[0] and match[1].lower() not in may:
            message = f"“{match[1]}” stands twice"
            yield Finding(match.start(), match.end(), message, "", match[1])


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u2028\u2029]")


def invisible(pair: Pair) -> Iterator[Finding]:
    """No signs that nobody sees, but the source's own; letters are composed (NFC)."""
    for match in _UNSEEN.finditer(pair.text):
        if match[0] not in pair.source:
            message = f"nobody sees U+{ord(match[0]):04X} ({name(match[0], 'a control').lower()})"
            yield Finding(match.start(), match.end(), message, "take it out", "")
    composed = normalize("NFC", pair.text)
    if composed != pair.text and "\u0340" not in pair.text:
        message = "letters and their accents are apart: the search finds them not"
        yield Finding(0, len(pair.text), message, "write it in NFC", composed)


_NUMBER = re.compile(
    rf"(?<![\w{MASK}#.,:/-])(?:"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w.,]\d)|\d+(?:\.\d+)?(?![\w:/-]|[.,]\d))"
)
_GOES_ON = re.compile(r"\w*\d")
#: How small numbers are written out, from zero.
_WORDS = {
    "fr": "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze",
    "de": "null|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
}


def number(pair: Pair) -> Iterator[Finding]:
    """Each number of the source is there, as the language writes it."""
    if not any(map(str.isdigit, pair.source)):
        return
    words = _WORDS.get(pair.locale.split("_")[0], "").split("|")
    found = [match for match in _NUMBER.finditer(pair.masked_source) if not _is_name(match, pair)]
    for written, count in Counter(match[0] for match in found).items():
        right = _printed(written, pair.locale)
        forms = {right, _printed(f"{Decimal(written.replace(',', '')):,}", pair.locale)}
        forms |= {form.replace("\u202f", space) for form in forms for space in ("\u00a0", "")}
        if written.isdigit() and int(written) < len(words):
            forms.add(words[int(written)])
        if sum(_count(form, pair.masked) for form in forms) >= count:
            continue
        wrong = re.search(rf"(?<![\d.,]){re.escape(written)}(?!\d)", pair.masked)
        if wrong and written != right:
            message = f"the number {written} of the source is {right} here"
            yield Finding(*wrong.span(), message, "", right)
        else:
            message = f"the source has {written}, the translation not"
            yield Finding(0, len(pair.text), message, f"write {right}")


def _is_name(match: re.Match[str], pair: Pair) -> bool:
    """Whether a number is of a version (TLS 1.3) or a telephone: both stay as they are."""
    before = match.string[: match.start()].rsplit(maxsplit=1)[-1:]
    named = bool(before) and (before[0].isupper() or before[0].lower() in ("version", "v"))
    is_kept = (named or match[0].startswith("0")) and _count(match[0], pair.masked) > 0
    return is_kept or re.match(r"\s?[ap]\.?m\b", match.string[match.end() :]) is not None


def _count(form: str, text: str) -> int:
    """How often a number, or a word, stands in a text by itself."""
    text, form = text.lower(), form.lower()
    found, at = 0, text.find(form)
    while at >= 0:
        before, after = text[:at][-1:], text[at + len(form) :]
        is_alone = not before or not (before.isalnum() or before in "_.,")
        found += is_alone and not _GOES_ON.match(after)
        at = text.find(form, at + 1)
    return found


def _printed(written: str, locale: str) -> str:
    """Return a number of an English text with the signs of a language (CLDR)."""
    return written.translate(_signs(locale))


@cache
def _signs(locale: str) -> dict[int, str]:
    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale)}


_ETC = re.compile(r"\betc[.…]+\W*$")
_ENDS = re.compile(r"(\.{3}|[.:?!…])[*_)”»\"\s]*$")


def ending(pair: Pair) -> Iterator[Finding]:
    """A translation ends as its source does: with a full stop, a colon, a question mark or none."""
    wanted, there = _ENDS.search(pair.source), _ENDS.search(pair.text)
    signs = [match[1].replace("...", "…") if match else "" for match in (wanted, there)]
    if signs[0] == signs[1] or _ETC.search(pair.text):
        return
    at = there.start() if there else len(pair.text.rstrip())
    message = f"the source ends with “{signs[0]}”" if signs[0] else "the source ends without a sign"
    yield Finding(at, len(pair.text), message, "end the translation as its source")


_STOP_WORDS = frozenset(
    (
        *("the", "and", "your", "with", "this", "from", "you", "are", "of", "to", "will", "not"),
        *("have", "be", "for", "is", "it", "that", "when", "in", "by", "again", "can", "its"),
        *("must", "now", "our", "then", "there", "they", "was", "what", "which", "sign", "pay"),
    )
)
#: Several words with capitals, and what joins them: a product's name.
_NAME = re.compile(r"\b[A-Z]\w+(?: (?:(?:to|of|and|&|for|the) )?[A-Z]\w+)+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def english_left(pair: Pair) -> Iterator[Finding]:
    """No English is left: no two English words, no text that is the source's own."""
    if pair.locale.split("_")[0] == "en":
        return
    text = _NAME.sub(lambda name: MASK * len(name[0]), pair.masked)
    found = [match for match in _WORD.finditer(text) if match[0].lower() in _STOP_WORDS]
    source = [word[0].lower() for word in _WORD.finditer(pair.masked_source)]
    shared = [match for match in found if match[0].lower() in source]
    if len({match[0].lower() for match in shared}) > 1:
        start, end = shared[0].start(), shared[-1].end()
        message = f"English is left: “{pair.text[start:end]}”"
        yield Finding(start, end, message, "translate it")
    elif pair.text == pair.source and any(word in _STOP_WORDS for word in source):
        yield Finding(0, len(pair.text), "it is the source’s own text", "translate it")


#: There a capital says nothing: a label is known by its bold or its quotation marks.
_NOUNS_ARE_CAPITAL = frozenset(("de", "lb"))
_SET_OFF = (r"(?<=[*_„“»])", r"(?=[*_“”«])")


def label_literal(pair: Pair) -> Iterator[Finding]:
    """A label is never spelt out: its reference follows the product."""
    language = pair.locale.split("_")[0]
    named = {mention.name for mention in mentions(pair.source)}
    for control in () if pair.is_label else sorted(named):
        for labels in (pair.controls.labels, pair.controls.sources):
            label = labels.get(control, "")
            before, after = _SET_OFF if language in _NOUNS_ARE_CAPITAL else (r"(?<!\w)", r"(?!\w)")
            for match in re.finditer(f"{before}{re.escape(label)}{after}", pair.masked):
                if label[:1].isupper() and match.start() > 0:
                    message = f"“{label}” is spelt out: it won’t follow the product"
                    yield Finding(*match.span(), message, f"write {{{control}}}")


#: How much longer than its source a label may be.
_LONGER, _MORE = 2.2, 14


def label_length(pair: Pair) -> Iterator[Finding]:
    """A label that is much longer than its source is cut on small screens."""
    limit = max(_LONGER * len(pair.source), len(pair.source) + _MORE)
    if pair.is_label and len(pair.text) > limit:
        message = f"the label has {len(pair.text)} letters, its source {len(pair.source)}"
        yield Finding(0, len(pair.text), message, "a shorter one is read whole on small screens")


RULES = (
    Rule("spacing", spacing),
    Rule("repeat", repeat),
    Rule("invisible", invisible),
    Rule("number", number),
    Rule("ending", ending),
    Rule("english-left", english_left),
    Rule("label-literal", label_literal),
    Rule("label-length", label_length),
)
