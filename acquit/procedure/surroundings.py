"""Words of a sentence that say in which row, or next to what, something is seen.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Sequence

from acquit.kinds import PLACES
from acquit.problems import Wrong
from acquit.procedure.plain_orders import END, NTH
from acquit.procedure.steps import Use
from acquit.product import Product
from acquit.text.references import Mention

_I = re.IGNORECASE
_ITEM = r"(?:rows?|lines?|entry|entries|cards?|tiles?|list items?)"
#: “Next to {x}”, “under {x}”, “in the row of {x}”, “the row that shows {x}”.
_BEFORE = re.compile(
    rf"(?:\b(?:next to|beside|under|underneath|below)|\bthe (?:\w+ )?{_ITEM}"
    r" (?:of|for|with|about|named|called|(?:that|which) (?:says|shows|has|holds)|where you see))"
    r"(?: (?:the|a|an|your|that))?(?: \w+){0,2}[\s*_“”\"]*$",
    _I,
)
#: “In {x}'s row”, “in the {x} row”.
_AROUND = re.compile(
    rf"\b(?:in|on)(?: (?:the|your))?[\s*_“”\"]*\{{[^{{}}]*\}}(?:['’]s)?[\s*_“”\"]*{_ITEM}\b", _I
)
#: What it is said of: “{x} is …”, “{x}’s status becomes …”.
_VERB = (
    r"(?:['’]s \w+)?[\s*_“”\"]*(?:now )?(?:is|are|has|have|shows?|says?|reads?|becomes?|changes?"
    r"|turns?|gets?|appears?|with)\b(?:(?!\b(?:and|but)\b)[^{},.;:!?])*"
)
_OF_VALUE = re.compile(_VERB, _I)
_NTH = f"(?:{NTH}|topmost)"
#: The same in plain words: “INV-7 is …”, “the status of invoice 17 becomes …”.
_OF_PLAIN = re.compile(
    rf"(?:^|[.;:!?,]\s|\b(?:and|that|whether|of)\s)[\s*_]*(?:check that |verify that )?"
    rf"(?P<what>(?:the |your )?(?:\w+ ){{0,4}}(?:[#\w-]*\d[\w-]*|{_NTH} \w+)){_VERB}$",
    _I,
)
#: Between two that are seen in the same place.
_JOINED = re.compile(r"[\s,*_]*(?:and|or)?(?: (?:the|a|an))?[\s*_]*", _I)
#: Where the sentence goes on to something else.
_BREAK = re.compile(r"[;—]|\b(?:and|but|while|then)\b", _I)
_SEEN = (Use.RESULT, Use.GONE, Use.PLACE)


def surroundings(
    text: str, found: Sequence[Mention], purposes: Sequence[Use], product: Product
) -> dict[int, list[int]]:
    """Return, of each reference that is only looked at, those that say where, by their indices.

    “In the row of {name.value}, you see {paid}”: that of `paid` is `name.value`. What is done next
    to a place isn't told of here.
    """
    places = [
        n
        for n, mention in enumerate(found)
        if purposes[n] in (Use.RESULT, Use.PLACE)
        and (
            _is_place(text, mention, product)
            or (mention.part == "value" and _is_subject(text, found[n : n + 2], product))
        )
    ]
    inside: dict[int, list[int]] = {}
    for n in places:
        for each in _seen_there(text, found, purposes, n, places):
            inside.setdefault(each, []).append(n)
    return inside


def _is_place(text: str, mention: Mention, product: Product) -> bool:
    is_text = mention.part == "value" or (
        not mention.part and product.kind_of(mention.name) in PLACES
    )
    before = END.split(text[: mention.start])[-1]
    around = (said.start() < mention.start < said.end() for said in _AROUND.finditer(text))
    return is_text and bool(_BEFORE.search(before) or any(around))


def _is_subject(text: str, found: Sequence[Mention], product: Product) -> bool:
    """Whether a status is said of a value: “{name.value} is {paid}”."""
    if len(found) < 2 or product.kind_of(found[1].name) != "status":
        return False
    return _OF_VALUE.fullmatch(text[found[0].end : found[1].start]) is not None


def _seen_there(
    text: str, found: Sequence[Mention], purposes: Sequence[Use], place: int, places: list[int]
) -> list[int]:
    """What the sentence says is seen at a place: what follows it, else what stands before it."""
    start = max((end.end() for end in END.finditer(text, 0, found[place].start)), default=0)
    stop = end.start() if (end := END.search(text, found[place].end)) else len(text)
    own = [n for n, each in enumerate(found) if start <= each.start < stop]
    if any(purposes[n] is Use.ACT for n in own):
        return []
    seen = [n for n in own if purposes[n] in _SEEN and n not in places]
    after = [n for n in seen if n > place]
    near = after[0] if after else max((n for n in seen if n < place), default=None)
    if near is None:
        return []
    first, second = sorted((place, near))
    if _BREAK.search(text[found[first].end : found[second].start]):
        return []
    if not after:
        return [near]
    together = after[:1]
    for n in after[1:]:
        if n != together[-1] + 1 or not _JOINED.fullmatch(text[found[n - 1].end : found[n].start]):
            break
        together.append(n)
    return together


def wrong_with_plain_subject(text: str, mention: Mention) -> Wrong | None:
    """Say that something is said of one of several in plain words: it is looked for anywhere."""
    before = END.split(text[: mention.start])[-1]
    if (said := _OF_PLAIN.search(before)) is None:
        return None
    item = next((word for word in said["what"].split() if re.search(r"\d", word)), "…")
    hint = f"name the row: in the row of {{item.value}}, you see {mention.written}, with data:"
    hint += f' {{item: "{item}"}} in the front matter; or leave it out'
    return Wrong(f"“{said['what']}” is printed, and {mention.written} looked for anywhere", hint)
