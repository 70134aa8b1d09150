"""The words around a reference in a step: they may say that it isn't done, or done otherwise.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from acquit.kinds import CHOSEN, KEY, PAGE, PLACES
from acquit.problems import Wrong
from acquit.procedure.claims import wrong_with_claim
from acquit.procedure.kind_words import give_choice, names_choice, wrong_with_list, wrong_with_noun
from acquit.procedure.manner_words import CLICKS, OTHERWISE_DONE, wrong_with_manner
from acquit.procedure.plain_orders import ARROW, CLAUSE, END, OUTSIDE
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import Use
from acquit.procedure.undone_words import ABSENT, DO, NOT, STATE, is_looked_at, wrong_with_undone
from acquit.procedure.values import Datum
from acquit.product import Product

_I = re.IGNORECASE
_OTHER = re.compile(rf"\b(?:isn['’]t|is not|aren['’]t|other than|except)\b{CLAUSE}", _I)
_AGAIN = re.compile(r"\bagain\b", _I)
#: A window that is called by the label of what opens it.
#: What else is to be checked.
_AND_THAT = re.compile(r"\band that\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\{[^{}]*\}")
_BOLD_NAME = re.compile(r"\*\*[^*{}]+\*\*")
_CODE = re.compile(r"`[^`{}]+`")
_PURPOSE = re.compile(
    r"\b(?:so that|whether)\b[^{}.;:!?]*"
    r"|(?:^|(?<=[.;:!?]\s))\W{0,5}(?:in order )?to\s[^{},.;:!?]*,",
    _I,
)
_OR = re.compile(
    r"[\s*_]*/[\s*_]*|[^.;:!?]*\b(?:or|otherwise)\b[^.;:!?]*"
    r"|.*\b(?:alternatively|otherwise),?.*",
    _I,
)
_CHAIN = re.compile(rf"[\s*_]*{ARROW}[\s*_]*")
_GIVE = re.compile(
    r"\b(?:enter|type|paste|write|choose|select|search(?: for)?|filter (?:by|for))\s*\W*$", _I
)
_USE = re.compile(
    r"\b(?:select|click|choose|press|tap|expand|open|close|dismiss)(?: on)?(?: the)?\s*[*_“\"]*$",
    _I,
)
#: “Select Settings from the File menu”: what is opened is named last.
_OUT_OF = re.compile(r"\s{0,5}[*_]{0,3}\s{0,5}(?:from|in|on|of|within)\s+(?:the\s+)?\W*", _I)
_MENU = re.compile(r"[*_]*\s+(?:(?:context |drop-?down )?(?:menu|list)|drop-?down|tab)\b", _I)
_NEAR = re.compile(
    r"\b(?:next to|beside|in|under|below|above|on|at|from|of|for|where|with|whose)\b" + CLAUSE, _I
)
_AWAY = re.compile(
    r"[^\w.;:!?]*(?:\w+\s+)?(?:(?:is|are) (?:missing|gone|absent|hidden|away)"
    r"|(?:has|have|does|do|did|was)(?:n['’]t| not)|disappears?)\b",
    _I,
)
_NONE = re.compile(r"\b(?:unless|no|without|neither)\b[^{},.;:!?—]*$", _I)
_THERE_IS_NO = re.compile(r"\b(?:there(?: is|['’]s| are) no|no longer)\b[^{},.;:!?—]*$")
_INSTEAD = re.compile(r"\W*(?:\w+\s+)?instead\b", _I)
_THERE = re.compile(
    r"\W*(?:\w+\s+)?(?:appears?|opens|is (?:displayed|shown|visible|there|listed|available))\b", _I
)


def wrong_with_references(
    text: str,
    uses: list[ReferenceUse],
    data: Mapping[str, Datum],
    product: Product,
    done_before: Collection[str] = (),
) -> Iterator[Wrong]:
    """Say where the words around a step's references tell something else than their use.

    `done_before` are the controls that a step before uses: they can be used *again*.
    """
    # Verbs in a name or in code are none, and a purpose is nothing that is done.
    for aside in (_BOLD_NAME, _CODE, _PURPOSE):
        text = aside.sub(lambda found: "x" * len(found[0]), text)
    used = [use for use in uses if not use.is_spoken]
    starts = [use.mention.start for use in used]
    ends = [use.mention.end for use in used]
    for n, use in enumerate(used):
        before, former = text[ends[n - 1] if n else 0 : starts[n]], used[n - 1] if n else None
        after = text[ends[n] : starts[n + 1] if n + 1 < len(used) else len(text)]
        if former and former.purpose is Use.CONDITION and "," in before:
            before = before.rpartition(",")[2]  # the condition's own words end there
        found = _wrong_with_label(before, former, use)
        if use.purpose is Use.ACT:
            found = found or wrong_with_noun(
                before, after, use.mention.written, product.kind_of(use.mention.name)
            )
            rest = re.split(r"[.;:!?](?:\s|$)", text[ends[n] :])[0]
            found = found or wrong_with_list(
                before, rest, use.mention.written, product.kind_of(use.mention.name)
            )
            acted = any(other.purpose is Use.ACT for other in used[:n])
            alone = not acted and not any(other.purpose is Use.ACT for other in used[n + 1 :])
            asked = END.split(text[: starts[n]])[-1]
            is_asked = is_looked_at(asked) and _AND_THAT.search(before)
            verb = " ".join(re.findall(r"\w+", asked)[:2])
            found = found or wrong_with_undone(
                f"{verb} {before}" if is_asked else before,
                after,
                use,
                data,
                product,
                acted=acted,
                alone=alone,
            )
            sentence = text[: starts[n]]
            acts = [end for end, m in zip(ends[:n], used[:n], strict=True) if m.purpose is Use.ACT]
            since = _REFERENCE.sub("x", text[acts[-1] : starts[n]]) if acts else before
            words = _AGAIN.sub("", after) if use.mention.name in done_before else after
            found = found or wrong_with_manner(sentence, since, words, use, acted, product)
        if use.purpose in (Use.PLACE, Use.AROUND, Use.CONDITION) or use.mention.part == "value":
            found = found or _denied(before, after, use, data)
        if found is None and former and former.purpose is Use.ACT:
            found = _wrong_between(before, after, former, use, product, data)
        if use.purpose is Use.PLACE and not use.mention.part:
            following = used[n + 1] if n + 1 < len(used) else None
            if not any(other.purpose is Use.ACT for other in used):
                found = found or wrong_with_claim(text, use)
            is_way = _CHAIN.fullmatch(after) and following and following.purpose is Use.ACT
            found = found or _wrong_with_place(before, use, product, is_way=bool(is_way))
        if found:
            yield found


def is_place_told(text: str, use: ReferenceUse) -> bool:
    """Whether a word before a reference says that something is there, or next to it."""
    return _NEAR.search(text[: use.mention.start]) is not None


def _wrong_with_label(before: str, former: ReferenceUse | None, use: ReferenceUse) -> Wrong | None:
    if use.mention.part != "label":
        return None
    is_chained = former is not None and _CHAIN.fullmatch(before)
    if not is_chained and (not DO.search(before) or NOT.search(before)):
        return None
    message = f"{use.mention.written} only prints the label, and nothing is done"
    hint = f"write {{{use.mention.name}}} where the reader does it here"
    return Wrong(message, f"{hint}; another way to do it is a bullet, and what isn’t done a note")


def _wrong_with_place(
    before: str, use: ReferenceUse, product: Product, *, is_way: bool
) -> Wrong | None:
    """What is done to something that is only looked for, and is no part of a way to a control."""
    kind = product.kind_of(use.mention.name)
    if manner := OTHERWISE_DONE.search(before):
        message = f"“{manner[1]}”: a walk only looks for {use.mention.written}"
        return Wrong(message, CLICKS + OUTSIDE)
    if not _USE.search(before) or is_way:
        return None
    hint = "name the control that is used; a place is named by a word like under, or next to"
    return Wrong(f"{use.mention.written} is a {kind}: it is looked for, and nothing is done", hint)


def _denied(before: str, after: str, use: ReferenceUse, data: Mapping[str, Datum]) -> Wrong | None:
    """What the sentence says isn't there, or isn't what is given."""
    name, written = use.mention.name, use.mention.written
    is_value = use.purpose is Use.PLACE and use.mention.part == "value" and name in data
    if is_value and _GIVE.search(before):
        return Wrong(
            f"{written} is given to no field here", f"write: in {{{name}}}, enter {written}"
        )
    is_condition = use.purpose is Use.CONDITION
    is_absent = _AWAY.match(after) or (not is_condition and ABSENT.match(after))
    is_absent = is_absent or (_NONE if is_condition else _THERE_IS_NO).search(before)
    is_elsehow = is_condition and STATE.match(after) and not _THERE.match(after)
    if use.mention.part == "gone":
        return None  # it is told that it stands in a step
    if not (NOT.search(before) or _OTHER.search(before) or is_absent or is_elsehow):
        return None
    if is_condition:
        hint = f"say what is there: if {written} appears, …"
        return Wrong(
            f"the step is done where {written} is there, and the sentence says where not", hint
        )
    if is_absent and not use.mention.part:
        hint = f"{{{name}.gone}}, in a paragraph of its own below the step that takes it away, says"
        hint += f" that it has left; what was never there is a note: {{{name}.label}}"
        return Wrong(f"{written} is looked for, and the sentence says that it isn’t there", hint)
    hint = f"say what is seen, or given, instead; {{{name}.label}} only prints the label"
    return Wrong(f"{written} is looked for, or given, and the sentence says: not that", hint)


def _wrong_between(
    before: str,
    after: str,
    former: ReferenceUse,
    use: ReferenceUse,
    product: Product,
    data: Mapping[str, Datum],
) -> Wrong | None:
    name, written = former.mention.name, use.mention.written
    if use.purpose is Use.ACT and (_OR.fullmatch(before) or _INSTEAD.match(after)):
        hint = "write each as a bullet of the step: bullets are alternatives"
        return Wrong(f"{former.mention.written} or {written}: both would be done", hint)
    if use.purpose is Use.ACT and _OUT_OF.fullmatch(before) and _MENU.match(after):
        hint = f"name first what is opened first: in the {written} menu, select"
        hint += f" {former.mention.written}"
        return Wrong(f"{written} would be opened after {former.mention.written}", hint)
    kinds = [product.kind_of(each.mention.name) for each in (former, use)]
    if kinds == [PAGE, KEY]:
        hint = f"leave {written} out; what is done after it is a step of its own"
        done = f"{former.mention.written} is filled in and sent"
        return Wrong(f"{done} by then, and {written} would be pressed on what comes next", hint)
    is_choice = not use.mention.part and product.kind_of(use.mention.name) in PLACES
    if is_choice and product.kind_of(former.mention.name) in CHOSEN and names_choice(before):
        hint = give_choice(name, f'"{written}"')
        if name in data:
            hint = f"write {{{name}.value}} in its place, which data gives"
            if data[name].content != written:
                hint += "; a page gives it one value: what needs another is a page of its own"
        return Wrong(f"{written} is no place, and nothing of {{{name}}} is chosen", hint)
    return None
