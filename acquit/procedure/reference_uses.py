"""What each reference of a page is used for, in the order in which a reader meets it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from acquit.kinds import ACTIONS
from acquit.problems import Location
from acquit.procedure.blocks import Block
from acquit.procedure.side_words import sides
from acquit.procedure.steps import Step, Task, Use
from acquit.procedure.surroundings import surroundings
from acquit.product import Product
from acquit.text.inline import spoken
from acquit.text.references import PARTS, Mention, mentions


@dataclass(frozen=True)
class ReferenceUse:
    """A reference of the source page: its use, and its number among those that a walk uses.

    One that is spoken stands in the text of a picture or in a link's title, and is plain text. Of
    one that is an alternative, “or” stands between it and the one before it. Of one that is any,
    the sentence leaves it to the reader in which of several items it is used. `sides` of the screen
    are those on which the sentence says that it is. It is seen `inside` what has these numbers.
    """

    mention: Mention
    location: Location
    purpose: Use
    number: int | None = None
    is_spoken: bool = False
    is_alternative: bool = False
    is_any: bool = False
    sides: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()


#: “Next to an invoice …”, “next to the invoice that you want to see, …”.
_ANY = re.compile(
    r"\b(?:next to|beside|in the row of|for|find|choose|open) (?:an?|any|one)\b"
    r"|\b(?:that|which|whose \w+) you (?:want|need|wish|like)\b"
    r"|\b(?:the|each) \w+ you (?:want|need|wish|like)\b",
    re.IGNORECASE,
)

#: Between a control and the place that it stands in.
_WHERE = re.compile(
    r"[\s*_]*(?:(?:button|link|icon|field|box|check ?box|list|tab|menu|command|option)\b)?[\s*_]*"
    r"(?:under|in|next to|beside|below|above|from|on|of|for)\b"
    r"(?![^{}]*\b(?:then|and|or|to see|you)\b)[^{}.;:,!?]*",
    re.IGNORECASE,
)

_OR = re.compile(r"[\s*_]*,?\s*or\b[\s*_]*", re.IGNORECASE)

ReferenceUses = dict[int, list[ReferenceUse]]


def reference_uses(
    page_blocks: list[Block], task: Task | None, product: Product
) -> tuple[ReferenceUses, list[str]]:
    """Return the uses of each block's references (by identity) and the names that are numbered."""
    in_steps = task.read_blocks() if task else {}
    found: ReferenceUses = {}
    numbered: list[str] = []
    for block in page_blocks:
        spoken_there = are_spoken(block.text)
        purposes = list(_purposes(block, spoken_there, in_steps, product))
        placed = {n: _places_after(block, purposes, n) for n in _acts_of(purposes)}
        named = [mention for mention, _ in block.mentions]
        inside = surroundings(block.text, named, purposes, product)
        for n in {around for arounds in inside.values() for around in arounds}:
            purposes[n] = Use.AROUND
        numbers: dict[int, int] = {}
        order = _in_order_of_use(purposes, placed | inside)
        for n in order if id(block) in in_steps else ():
            if not spoken_there[n]:
                numbered.append(block.mentions[n][0].name)
                numbers[n] = len(numbered)
        found[id(block)] = []
        for n, (mention, location) in enumerate(block.mentions):
            purpose, is_spoken, number = purposes[n], spoken_there[n], numbers.get(n)
            own = found[id(block)]
            is_or = bool(own) and _has_or(block.text, own[-1].mention, mention)
            is_any = n in placed and _is_any(block, n, placed)
            is_seen = purpose is Use.RESULT and not is_spoken
            where = _sides(block, n, placed) if n in placed or is_seen else ()
            around = tuple(numbers[place] for place in inside.get(n, ()) if place in numbers)
            own.append(
                ReferenceUse(
                    mention, location, purpose, number, is_spoken, is_or, is_any, where, around
                )
            )
    return found, numbered


def _has_or(text: str, before: Mention, mention: Mention) -> bool:
    between = text[before.end : mention.start]
    return re.search(r"\bor\b", between, re.IGNORECASE) is not None


def _acts_of(purposes: list[Use]) -> list[int]:
    return [n for n, purpose in enumerate(purposes) if purpose is Use.ACT]


def _in_order_of_use(purposes: list[Use], placed: dict[int, list[int]]) -> list[int]:
    """The numbers of a block's references as a walk uses them: places come first.

    “Select {pay} next to {due}” is the same as “next to {due}, select {pay}”.
    """
    order: list[int] = []
    for n, _ in enumerate(purposes):
        order += [each for each in (*placed.get(n, ()), n) if each not in order]
    return order


def _places_after(block: Block, purposes: list[Use], act: int) -> list[int]:
    """The numbers of the places right after a control that say where it is."""
    found: list[int] = []
    for n in range(act + 1, len(purposes)):
        mention, before = block.mentions[n][0], block.mentions[n - 1][0]
        between = block.text[before.end : mention.start]
        is_place = purposes[n] is Use.PLACE and mention.part not in ("shown", "gone")
        is_or = bool(found) and _OR.fullmatch(between)
        if not (is_place and (is_or or _WHERE.fullmatch(between))):
            break
        found.append(n)
    return found


def _start(block: Block, act: int, placed: dict[int, list[int]]) -> int:
    """Where the words after what was done before, or is seen before, begin."""
    before = placed or range(act)
    return max((block.mentions[n][0].end for n in before if n < act), default=0)


def _sides(block: Block, act: int, placed: dict[int, list[int]]) -> tuple[str, ...]:
    mention = block.mentions[act][0]
    return sides(block.text, _start(block, act, placed), mention.start, mention.end)


def _is_any(block: Block, act: int, placed: dict[int, list[int]]) -> bool:
    """Whether the words since what was done before say that any item will do."""
    start = _start(block, act, placed)
    last = block.mentions[[act, *placed[act]][-1]][0]
    # “… for the invoice that you want” stands after it.
    rest = re.split(r"[.;:!?{]", block.text[last.end :])[0]
    return _ANY.search(block.text[start : last.start] + rest) is not None


def are_spoken(text: str) -> list[bool]:
    """Say of each reference of a text whether it stands in a picture's text or a title."""
    spans = spoken(text)
    return [any(mention.start in span for span in spans) for mention in mentions(text)]


def _purposes(
    block: Block, spoken_there: list[bool], in_steps: dict[int, Step | None], product: Product
) -> Iterator[Use]:
    found = [mention for mention, _ in block.mentions]
    step = in_steps.get(id(block))
    acted = {m.name for m in found if not m.part and _acts(m, product)}
    is_first = True
    for mention, is_spoken in zip(found, spoken_there, strict=True):
        if id(block) not in in_steps or is_spoken or mention.part == "label":
            yield Use.LABEL
            continue
        if step is None:
            yield Use.GONE if mention.part == "gone" else Use.RESULT
            continue
        if step.is_conditional and is_first:
            yield Use.CONDITION
        elif mention.part == "value":
            # What is given to a control of the same sentence; else the reader looks for it.
            yield Use.LABEL if mention.name in acted else Use.PLACE
        elif mention.part in ("shown", "gone"):
            yield Use.PLACE  # it is told that it stands in a step
        else:
            yield Use.ACT if _acts(mention, product) else Use.PLACE
        is_first = False


def _acts(mention: Mention, product: Product) -> bool:
    if mention.part not in PARTS or mention.name not in product.controls:
        return mention.part != "value"  # it is reported as unknown; no more need be said
    return product.controls[mention.name].kind in ACTIONS


def in_order_of_source(
    uses: list[ReferenceUse], translated: list[Mention], spoken: list[bool]
) -> list[ReferenceUse | None]:
    """Give each reference of a translation the use of its source: the k-th takes the k-th."""
    waiting = list(uses)
    out: list[ReferenceUse | None] = []
    for mention, is_spoken in zip(translated, spoken, strict=True):
        same = [m for m in waiting if m.mention.written == mention.written]
        found = next((m for m in same if m.is_spoken == is_spoken), None)
        if found:
            waiting.remove(found)
        out.append(found)
    return out
