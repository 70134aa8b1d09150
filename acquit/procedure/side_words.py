"""Words of a sentence that say on which side of the screen a control is.

The words are English ones; in sources of another language nothing is found.
"""

import re

from acquit.procedure.plain_orders import END

_SIDES = {
    **dict.fromkeys(("top", "upper"), "top"),
    **dict.fromkeys(("bottom", "lower"), "bottom"),
    "left": "left",
    "right": "right",
}
_SIDE = rf"({'|'.join(_SIDES)})"
#: “The left sidebar”, “the upper-right corner”, “the bottom of the page”, “on the right, …”: not
#: “to the right of {x}”.
_SAID = re.compile(
    rf"(?<![\w-]){_SIDE}(?:[- ]?(left|right))?(?:[- ]hand)?"
    r" (?:side ?bar|side|corner|edge|menu|nav\w*|pane|panel|bar|toolbar|half"
    r"|of (?:the|your) (?:page|screen|window))\b"
    rf"|\b(?:on|at) the {_SIDE}(?=\W*(?:,|\.(?:\s|$)|$))",
    re.IGNORECASE,
)
_NEXT = re.compile(r",\s*(?:and|but|while)\b", re.IGNORECASE)


def sides(text: str, start: int, act: int, end: int) -> tuple[str, ...]:
    """Return on which sides (`left`, `right`, `top`, `bottom`) a sentence says that a control is.

    `start` is where the words about the control from `act` to `end` can begin; they end with its
    sentence, or where another reference or clause begins.
    """
    before = END.split(text[start:act])[-1]
    if start:  # “{x} appears at the top, and {y} …”: the clause before is about the former
        before = _NEXT.split(before)[-1]
    after = re.split(r"[.,;:!?{]", text[end:], maxsplit=1)[0]
    found = [word for said in _SAID.finditer(f"{before} … {after}") for word in said.groups()]
    return tuple(dict.fromkeys(_SIDES[word.lower()] for word in found if word))
