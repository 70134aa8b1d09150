"""The words around what a result names: they may say that it isn't there, or more than is checked.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterator

from acquit.problems import Wrong
from acquit.procedure.blocks import Block
from acquit.procedure.claims import NEAR, wrong_with_claim
from acquit.procedure.plain_orders import wrong_with_plain_places
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import Use
from acquit.text import inline

_I = re.IGNORECASE
#: A sentence that holds at times only.
_IF = re.compile(r"(?:^|[.;:!?]\s)\W*(?:if|unless)\b[^.;:!?]*$", _I)
#: Between two that a word before the first is about.
_JOINED = re.compile(r"[\s,*_]*(?:or|nor|and)?(?: (?:the|a|an))?[\s*_]*", _I)
#: Right before what is named, or a few words.
_NO = re.compile(
    r"\b(?:no|not|never|nor|neither|no longer|without"
    r"|(?:do|does|is|are|ca|wo|should|must|can)n['’]t|cannot)\b(?:\W+\w+){0,3}\W*$",
    _I,
)
_CLAUSES = re.compile(r"[,;:—]|\b(?:and|but|while)\b", _I)
_GONE = re.compile(
    rf"{NEAR}(?:(?:is|are|does|do|will|can|must)(?:n['’]t| not)|cannot|can['’]t|won['’]t|never"
    r"|no longer|fails to|is replaced by|disappears?|vanish(?:es)?|goes away"
    r"|is (?:gone|hidden|removed|absent|missing))\b",
    _I,
)
_HOLDS = re.compile(
    rf"{NEAR}(?:contains?|holds?|shows?(?! up)|displays?|(?:is|are) (?:now )?(?:filled in|required"
    r"|pre-?filled|empty|blank))\b",
    _I,
)
_FROM = re.compile(r"\bchanges?\b[^.;:!?—{}]*\bfrom\W*$", _I)
_WINDOW = re.compile(
    rf"{NEAR}(opens in (?:a|another) (?:new |separate )?(?:browser )?(?:window|tab))\b", _I
)
_STATE = re.compile(
    rf"{NEAR}(?:is|are)\s+(?:now\s+|still\s+)?(available|enabled|disabled|dimmed|greyed|grayed"
    r"|selected|checked|ticked|cleared|active|inactive|empty)\b",
    _I,
)
#: What comes by another way than the screen.
_LETTER = re.compile(
    r"\b(e-?mail|text message|sms|letter|phone call)\b[^.;:!?{}]*"
    r"\b(?:says?|saying|with|contains?|shows?|subject|titled|called|that)\W*$",
    _I,
)


def wrong_with_result(block: Block, uses: list[ReferenceUse]) -> Iterator[Wrong]:
    """Say that a result comes only at times, is said not to come, or in a state."""
    checked = [use for use in uses if use.purpose in (Use.RESULT, Use.GONE)]
    text = inline.unstressed(block.text)
    for use in checked:
        if _IF.search(text[: use.mention.start]):
            label = f"{{{use.mention.name}.label}}"
            hint = f"write it as a note: !!! note; or write {label}, which isn’t checked"
            yield Wrong("a result with a condition: each walk checks it", hint)
            return
    value = re.fullmatch(r"\W*\{\w+\.value\}\W*", text)
    if value:
        hint = "what is given stands in the first paragraph of its step"
        yield Wrong(
            f"{text.strip()} in a paragraph of its own is a result, which must appear", hint
        )
    hint = "name what stands there: in the row of {item.value}, you see {status}"
    if checked:
        yield from wrong_with_plain_places(text, hint)
    for use in checked:
        mention = use.mention
        before, after = _said_before(text[: mention.start]), text[mention.end :].partition("{")[0]
        is_denied = _NO.search(before) or _GONE.match(after)
        if use.purpose is Use.RESULT and is_denied:
            hint = f"{{{mention.name}.gone}} says that it was there and isn’t any longer"
            hint += f"; what never comes no walk can see: write {{{mention.name}.label}}"
            yield Wrong(f"{mention.written} must appear, though the sentence says it doesn’t", hint)
        elif mention.part == "shown" and _HOLDS.match(after):
            yield wrong_with_contents(use)
        elif use.purpose is Use.RESULT and _FROM.search(before):
            hint = f"write {{{mention.name}.gone}}, or {{{mention.name}.label}} to mention it"
            yield Wrong(
                f"{mention.written} must appear, though the sentence says it was before", hint
            )
        elif use.purpose is Use.RESULT and (state := _STATE.match(after)):
            hint = f"write that {{{mention.name}.shown}} appears; {{{mention.name}.label}} only"
            hint += " prints the label"
            yield Wrong(
                f"that {mention.written} is {state[1]} isn’t checked, only that it is there", hint
            )
        elif use.purpose is Use.RESULT and (claim := wrong_with_claim(text, use)):
            yield claim
        elif use.purpose is Use.RESULT and (letter := _LETTER.search(before)):
            hint = f"what arrives elsewhere isn’t looked at: write {{{mention.name}.label}}, which"
            hint += " only prints the label"
            message = f"“{letter[1]}”: {mention.written} is looked for on the screen"
            yield Wrong(message, hint)
        elif mention.part != "label" and (window := _WINDOW.match(after)):
            hint = f"leave that out; {{{mention.name}.label}} only prints the label"
            message = f"that {mention.written} {window[1]} isn’t checked, only that it is there"
            yield Wrong(message, hint)


def wrong_with_contents(use: ReferenceUse) -> Wrong:
    """Say that what a control holds isn't looked at."""
    hint = f"say what is seen; {{{use.mention.name}.label}} only prints the label"
    return Wrong(f"what {use.mention.written} holds isn’t checked, only that it is there", hint)


def is_about_contents(text: str, use: ReferenceUse) -> bool:
    """Whether the words after a reference say what it holds."""
    return _HOLDS.match(text[use.mention.end :].partition("{")[0]) is not None


def _said_before(text: str) -> str:
    """The words before a reference that are about it, and not about the one before."""
    _former, end, own = text.rpartition("}")
    return _CLAUSES.split(text if not end or _JOINED.fullmatch(own) else own)[-1]
