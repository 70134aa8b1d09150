"""The words around a reference that say how often, in which order, or how it is used.

The words are English ones; in sources of another language nothing is found.
"""

import re

from acquit.kinds import KEY, TYPED
from acquit.problems import Wrong
from acquit.procedure.plain_orders import CLAUSE, OUTSIDE
from acquit.procedure.reference_uses import ReferenceUse
from acquit.product import Product

_I = re.IGNORECASE
_OTHERWISE = (
    r"\b(double-click|right-click|hover|drag|long-press|swipe|hold down|(?:press|click) and hold"
    r"|long-tap)\b"
)
OTHERWISE = re.compile(_OTHERWISE, _I)
OTHERWISE_DONE = re.compile(_OTHERWISE + CLAUSE, _I)
#: What a walk does, for hints.
CLICKS = "say what is clicked: a walk clicks, types and presses keys"
_REPEATED = re.compile(
    r"(?:(?! (?:to|which|and (?:wait|stay|don)|so) )[^.;:!?])*?"
    r"\b(twice|once more|(?:\d+|two|three|four|five|several) times|(?<!wait )until|again"
    r"|for each)\b",
    _I,
)
_EACH = re.compile(r"\b(for each|every|each|all (?:of )?the)\b[^.;:!?—]*$", _I)
_FOCUS = re.compile(
    r"\b(?:moves?|go(?:es)?|gets?|jumps?)\b[^{}.;:!?—]*\b(?:to|on)\W*(?:the )?\W*$", _I
)
_WHICH = re.compile(r"\b(first|second|third|fourth|fifth|last|other)\s+\W*$", _I)
_AFTER = re.compile(
    rf"\b(?:after|once)\s+(?:you\b|having|\w+ing\b){CLAUSE}|\bafter(?: the)?\s*[*_]*$", _I
)
_FIRST = re.compile(
    r"[\s*_]*(?:button|check ?box|box|link|field|option|list|switch)?[\s*_]*"
    r"(?:first|beforehand|before (?:that|this|it|you do))\b",
    _I,
)
_BEFORE = re.compile(r"\bbefore\b[^{},.;:!?—]*$", _I)


def wrong_with_manner(
    sentence: str, before: str, after: str, use: ReferenceUse, acted: bool, product: Product
) -> Wrong | None:
    """What the sentence says to do in a way, or in an order, that a walk doesn't."""
    written = use.mention.written
    if found := OTHERWISE_DONE.search(before):
        hint = CLICKS + OUTSIDE
        return Wrong(f"“{found[1]}”: a walk only clicks {written}, once", hint)
    if acted and _FOCUS.search(before):
        name, is_typed = use.mention.name, product.kind_of(use.mention.name) in TYPED
        does = f"in {written}, enter {{{name}.value}}" if is_typed else f"select {written}"
        hint = f"say what is done there: {does}; {{{name}.label}} only prints the label{OUTSIDE}"
        return Wrong(f"{written} would be clicked, and the sentence moves the focus to it", hint)
    if found := _EACH.search(sentence) or _REPEATED.match(after):
        hint = f"write each time as a step{OUTSIDE}"
        return Wrong(f"{written} would be done once, and not “{found[1]}”", hint)
    if found := _WHICH.search(before):
        hint = f"name a place: next to {{place}}, select {written}"
        return Wrong(f"“{found[1]}” doesn’t say which {written} is meant", hint)
    is_earlier = acted and (_AFTER.search(before) or _FIRST.match(after))
    if is_earlier or (not acted and _BEFORE.search(before)):
        hint = "say what is done in the order in which it is done"
        return Wrong(
            f"{written} would be done in the order of the references, not of the words", hint
        )
    if product.kind_of(use.mention.name) == KEY and re.search(r"\+\s*$", before):
        hint = f"a walk presses keys one by one{OUTSIDE}"
        return Wrong(f"{written} would be pressed alone", hint)
    return None
