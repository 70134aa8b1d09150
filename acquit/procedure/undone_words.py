"""Words that say of a reference that it isn't used: not done, only told of, looked for, or off.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Mapping

from acquit.kinds import PAGE, SWITCHED, TYPED
from acquit.problems import Wrong
from acquit.procedure.plain_orders import CLAUSE
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.values import Datum
from acquit.product import Product

_I = re.IGNORECASE
NOT = re.compile(
    r"\b(?:without|instead of|rather than|skip|ignore)\b"
    r"(?:(?! and (?:select|click|choose|press|tap)\b)[^{},.;:!?—])*$"
    r"|\b(?:do not|don['’]t|never|(?<!if )not|avoid"
    r"|cannot|can['’]t|mustn['’]t|refrain|under no circumstances|neither"
    rf"|other than|except|anything but)\b{CLAUSE}",
    _I,
)
_LEAVE = re.compile(r"\bleave(?: the)?\s*\W*$", _I)
#: “Leave the suggested {amount} as it is”.
_KEEP = re.compile(r"\b(?:leave|keep)\b(?:(?! (?:and|then)\b)[^{},.;:!?—])*$", _I)
_AS_IS = re.compile(
    r"[\s*_]*(?:\w+ )?(?:as (?:it|they|is|are)\b|alone\b|unchanged\b|untouched\b|empty\b|blank\b"
    r"|at its default)",
    _I,
)
_OFF = re.compile(
    r"\b(?:clear|uncheck|deselect|unselect|untick|(?:turn|switch|toggle) off|disable)\b"
    rf"{CLAUSE}",
    _I,
)
_SWITCHES = re.compile(
    r"\b(toggle|(?:turn|switch) (?:on|off)|tick|untick|uncheck)(?: the)?\s*[*_]*$", _I
)
_TURN = re.compile(rf"\b(?:turn|switch|toggle|set)\b{CLAUSE}", _I)
_THEN_OFF = re.compile(r"\W*(?:\w+\s+){0,2}?(?:to\s+)?off\b", _I)
_ON = re.compile(rf"\b(?:select|check|tick|(?:turn|switch) on|enable)\b{CLAUSE}", _I)
_SOMEBODY = re.compile(
    r"\b(?:ask|have|let)\s+(?:\w+\s+){0,3}?(?:admin\w*|owner|colleague|manager|team|somebody"
    rf"|someone)\b{CLAUSE}",
    _I,
)
_LOOK = re.compile(
    r"\b(verify|make sure|ensure|check that|confirm that|notice|note|locate|find|look for|review"
    rf"|see|(?<!a )(?<!the )copy|point to|wait (?:for|until)|scroll(?: \w+)? to)"
    rf"\b{CLAUSE}",
    _I,
)
_WINDOW = re.compile(r"[*_]*\s+(?:pane|page|panel|dialog|window|section|screen|blade)\b", _I)
_IN = re.compile(r"\b(?:on|in|under|from)\s+the\s+\W*$", _I)
#: What a sentence says of something that it doesn't use.
STATE = re.compile(
    r"\W*(?:(?:button|link|check ?box|box|menu|field|tab|page|section|option|switch"
    r"|command|icon|tile|entry|item|toggle|list|row|pane|panel|notification|message|card|column)\s+)?"
    r"(?:appears?|opens|(?:is|should be|must be) (?:displayed|shown|visible|there|listed"
    r"|available|empty|off|dimmed|disabled|cleared|hidden|(?:already )?(?:filled in|prefilled"
    r"|pre-filled|populated|completed))|isn['’]t|is not|must not|cannot"
    r"|can['’]t|has (?:the )?focus|(?:can|may|could) be \w+|lets you|allows)\b",
    _I,
)
_SELECT_IT = re.compile(r"\b(?:select|click|choose|press|tap)(?: on)? it\b", _I)
_IS_OFF = re.compile(
    r"\W*(?:check ?box |switch |toggle )?(?:is (?:off|cleared)"
    r"|is(?:n['’]t| not) (?:selected|checked|ticked|on))",
    _I,
)
#: A sentence about a control: what a reader does isn't told so.
_SUBJECT = re.compile(r"(?:^|[.;!?]\s+)[\s*_]*(?:the|this|that|your)\s+[\s*_“\"]*$", _I)
_TELLS = re.compile(r"[\s*_”\"]*\w+\s+(?!to\b|and\b|or\b)\w+[^{}.;:!?]*(?:[.;!?]|$)", _I)
#: A verb whose object comes next.
DO = re.compile(r"\b(?:select|click|choose|press|tap|check|clear)(?: on)?(?: the)?\s*\W*$", _I)
_ON_NOW = re.compile(r"\W*(?:\w+ ){0,2}is (?:selected|checked|ticked|on|enabled)\b", _I)
ABSENT = re.compile(
    r"[^\w.;:!?]*(?:\w+\s+)?(?:isn['’]t|is (?:not|no longer|hidden|gone)|must not|cannot|can['’]t"
    r"|has (?:now )?(?:disappeared|vanished|gone)|disappears|no longer)\b",
    _I,
)
_THERE_NOW = re.compile(
    r"\W*(?:\w+\s+)?(?:appears?|is\s+(?:now |still )?(?:there|shown|visible|listed|displayed|back)"
    r"|can be seen)\b",
    _I,
)
_CHECKS = re.compile(r"\W*(?:check|verify|make sure|confirm|ensure)\b", _I)
_NO_LONGER = re.compile(r"\b(?:no longer|not|gone|hidden)\b|n['’]t\b", _I)
_CLOSE = re.compile(r"\b(?:close|collapse|hide|minimi[sz]e)(?: the)?\s*[*_“\"]*$", _I)


def wrong_with_undone(
    before: str,
    after: str,
    use: ReferenceUse,
    data: Mapping[str, Datum],
    product: Product,
    *,
    acted: bool,
    alone: bool,
) -> Wrong | None:
    """What the sentence says not to do, or only tells the state of.

    `acted`: something is done before it in the sentence; `alone`: nothing else is done there.
    """
    name, written = use.mention.name, use.mention.written
    kind = product.kind_of(name)
    prints = f"write {{{name}.label}}, which only prints the label"
    if is_left(before, after):
        hint = f"write it as a note, !!! note, with {{{name}.label}}" if alone else prints
        return Wrong(f"{written} would be done, though the sentence says not to", hint)
    is_off = name in data and data[name].content == "off"
    is_off_told = kind in SWITCHED and is_off and _IS_OFF.match(after)
    is_subject = _SUBJECT.search(before) and _TELLS.match(after) and not _SELECT_IT.search(after)
    if (STATE.match(after) or is_subject) and not is_off_told:
        if kind in SWITCHED:
            hint = f"to switch it off, say so in the front matter, data: {{{name}: off}}"
            hint += f", and write: clear {written}; {{{name}.label}} only prints the label"
            return Wrong(f"{written} would be used, and the sentence only says how it is", hint)
        if _LOOK.search(before) and _THERE_NOW.match(after) and not acted:
            hint = f"write {{{name}.shown}}, which is only looked for; {prints}"
            return Wrong(f"{written} would be used, and the sentence only looks for it", hint)
        part, says = ("gone", "has left") if ABSENT.match(after) else ("shown", "appears")
        hint = f"{{{name}.{part}}}, in a paragraph of its own, says that it {says}"
        hint += f"; {{{name}.label}} only prints the label"
        if kind == PAGE:
            hint = f"say what is done there, in one sentence: on the {written} page, fill in the"
            hint += f" form; {{{name}.label}} only prints the label"
        return Wrong(f"{written} would be used, and the sentence only says how it is", hint)
    is_pressed = kind in ("button", "link", "menuitem", "tab", "icon")
    if is_pressed and (switch := _SWITCHES.search(before)):
        hint = "say what is done with it: select, or click"
        return Wrong(f"“{switch[1]}”: {written} is no switch, but a {kind}", hint)
    is_clicked = kind in ("button", "link", "icon")
    if is_clicked and _IN.search(before) and _WINDOW.match(after):
        hint = prints
        if alone:
            hint = (
                f"join it to what is done there: on the {{{name}.label}} page, select {{control}}"
            )
            hint += f"; or say: select {written}"
        return Wrong(f"{written} would be clicked, and the sentence only says where", hint)
    if kind in ("button", "menuitem") and _CLOSE.search(before):
        return Wrong(f"{written} would be clicked, and the sentence closes it", prints)
    if _SOMEBODY.search(before):
        return Wrong(
            f"{written} would be used by the reader, and the sentence asks somebody else", prints
        )
    is_switched_on = kind in SWITCHED and _ON_NOW.match(after)
    is_plain = is_switched_on or is_off_told or DO.search(before)
    is_used = _SELECT_IT.search(after) is not None
    if not (is_plain or is_used) and (look := _LOOK.search(before)):
        hint = f"say what is done with it; {{{name}.shown}}, in a paragraph of its own, says that"
        hint += f" it appears, {{{name}.gone}} that it has left; {prints}"
        typed = [n for n in data if product.kind_of(n) in TYPED]
        if look[1].lower() == "find" and typed:
            field = f"{{{typed[0]}}}, enter {{{typed[0]}.value}}"
            hint = f"say what is entered, and what is then done: in {field}, then select {written}"
        elif _NO_LONGER.search(before) or _NO_LONGER.search(after):
            hint = f"{{{name}.gone}}, in a paragraph of its own below the step that takes it away,"
            hint += f" says that it has left; {prints}"
        elif alone:
            hint = f"write: check that {{{name}.shown}} is there; what it holds isn’t checked; "
            hint += f"{prints}; else say what is done with it"
        return Wrong(f"{written} would be used, and the sentence says “{look[1]}”", hint)
    if kind in SWITCHED and not is_off and _is_off(before, after):
        hint = f"say so in the front matter: data: {{{name}: off}}"
        return Wrong(f"{written} would be switched on, though the sentence says off", hint)
    if kind in SWITCHED and is_off and _ON.search(before):
        hint = f"leave {name} out of data, or say “clear {written}”"
        return Wrong(
            f"{written} would be switched off, as data says, and the sentence says on", hint
        )
    return None


def is_left(before: str, after: str) -> bool:
    """Whether the words before and after a control say that it isn't used."""
    is_kept = _KEEP.search(before) and _AS_IS.match(after)
    return bool(NOT.search(before) or _LEAVE.search(before) or is_kept)


def is_looked_at(before: str) -> bool:
    """Whether words before a control only look at it."""
    return _CHECKS.match(before) is not None and not DO.search(before)


def _is_off(before: str, after: str) -> bool:
    """Whether words around a box say that it is switched off."""
    return bool(_OFF.search(before) or (_TURN.search(before) and _THEN_OFF.match(after)))
