"""The words around a field, a list or a dialog that say what it is given.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from acquit.kinds import CHOSEN, DIALOG, GIVEN
from acquit.problems import Problem
from acquit.procedure.kind_words import give_choice
from acquit.procedure.plain_orders import CLAUSE, STRESSED
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import Use
from acquit.procedure.values import Datum
from acquit.product import Product

_I = re.IGNORECASE
_GIVE = re.compile(r"[^.;:!?]*\b(?:enter|type|write|paste|choose|select|pick)(?: the)?\W*$", _I)
_INTO = re.compile(r"[\s*_]*(?:in|into|from|under|for|as)(?: the)?[\s*_]*", _I)
_JOINED = re.compile(r"[\s,*_]*(?:and)?(?: the)?[\s*_]*", _I)
#: A choice in plain words begins with a capital or a digit: “to Visa”, “Visa in {card}”.
_CHOICE = r"[“\"]?([A-Z\d][^.;:!?,{}*_”\"]*?)[”\"]?"
_TO = re.compile(
    rf"\W*(?:(?:list|field|option|box|menu)\W+)?(?:to|=)\s+{_CHOICE}\s*"
    r"(?=[.;:!?,{]|$|\b(?:and|then)\b)"
    r"|:\s+([A-Z\d][\w-]*)\s*(?=[.;,]|$)"
)
_OF = re.compile(
    rf"\b(?i:select|choose|pick|click|tap)\s+{_CHOICE}\s+(?:in|from|under|for|as)(?: the)?\W*$"
)
_DISMISS = re.compile(r"\b(cancel|dismiss|decline|reject|refuse)\b", _I)
_ACCEPT = re.compile(r"\b(confirm|accept|agree|approve)\b", _I)
_CLAUSE_BEFORE = re.compile(CLAUSE)
_CLAUSE_AFTER = re.compile(r"[^{}.;:!?—]*")


def check_given(
    text: str, uses: Sequence[ReferenceUse], data: Mapping[str, Datum], product: Product
) -> Iterator[Problem]:
    """Values that a sentence gives to another field, choices in plain words, dialogs.

    `text` is a step's own, without stress around its references.
    """
    uses = [use for use in uses if not use.is_spoken]
    for n, use in enumerate(uses):
        name, kind = use.mention.name, product.kind_of(use.mention.name)
        before = text[uses[n - 1].mention.end if n else 0 : use.mention.start]
        after = text[
            use.mention.end : uses[n + 1].mention.start if n + 1 < len(uses) else len(text)
        ]
        if use.mention.part == "value":
            yield from _crossed(text, uses, n, product)
            yield from _ended_twice(after, use, data)
        elif use.purpose is Use.ACT and kind == DIALOG:
            is_dismissed = name in data and data[name].content == "dismiss"
            yield from _answered(before, after, use, is_dismissed=is_dismissed)
        elif use.purpose is Use.ACT and kind in CHOSEN and name not in data:
            yield from _chosen(before, after, use)


def _crossed(
    text: str, uses: Sequence[ReferenceUse], n: int, product: Product
) -> Iterator[Problem]:
    """A value beside a field that is given another."""

    def between(k: int) -> str:
        return text[uses[k].mention.end : uses[k + 1].mention.start]

    def is_field(use: ReferenceUse) -> bool:
        return use.purpose is Use.ACT and product.kind_of(use.mention.name) in GIVEN | CHOSEN

    name = uses[n].mention.name
    if uses[n].purpose is not Use.LABEL or product.kind_of(name) not in GIVEN | CHOSEN:
        return
    fields: list[str] = []
    if n + 1 < len(uses) and is_field(uses[n + 1]) and _INTO.fullmatch(between(n)):
        fields = [uses[n + 1].mention.name]
    elif n and is_field(uses[n - 1]) and _GIVE.fullmatch(between(n - 1)):
        fields = [uses[n - 1].mention.name]
        for k in range(n - 2, -1, -1):
            if not (is_field(uses[k]) and _JOINED.fullmatch(between(k))):
                break
            fields.append(uses[k].mention.name)
    if fields and name not in fields:
        hint = f"write {{{fields[0]}.value}} there, which data gives, and {{{name}.value}} beside"
        hint += f" {{{name}}}"
        message = f"{{{name}.value}} is given to {{{name}}}, and the sentence gives it to"
        yield Problem(uses[n].location, f"{message} {{{fields[0]}}}", hint)


def _ended_twice(after: str, use: ReferenceUse, data: Mapping[str, Datum]) -> Iterator[Problem]:
    """A value with a full stop of its own, at the end of a sentence."""
    datum = data.get(use.mention.name)
    ends = isinstance(datum.content, str) and datum.content.endswith(".") if datum else False
    if datum and ends and re.match(r"[\s*_”\"]*\.(?!\.)", after):
        message = f"{use.mention.written} ends with a full stop, and another follows"
        hint = "leave that of the sentence out, or that of the value in data"
        yield Problem(use.location, message, hint)


def _answered(
    before: str, after: str, use: ReferenceUse, *, is_dismissed: bool
) -> Iterator[Problem]:
    """A dialog that is answered otherwise than the sentence says."""
    words = [*_CLAUSE_BEFORE.findall(before), *_CLAUSE_AFTER.findall(after)[:1]]
    said = next(filter(None, map((_ACCEPT if is_dismissed else _DISMISS).search, words)), None)
    if said:
        name, written = use.mention.name, use.mention.written
        does, hint = "accepted", f"say so in the front matter: data: {{{name}: dismiss}}"
        if is_dismissed:
            does, hint = "dismissed, as data says", f"leave {name} out of data"
        message = f"{written} would be {does}, and the sentence says “{said[1]}”"
        yield Problem(use.location, message, hint)


def _chosen(before: str, after: str, use: ReferenceUse) -> Iterator[Problem]:
    """A choice in plain words, of a control of which any will do."""
    found = _TO.match(after) or _OF.search(before)
    words = next(filter(None, found.groups()), "") if found else ""
    if words and words.split()[0].casefold() not in STRESSED:
        name = use.mention.name
        message = f"{words!r} is printed, and any {{{name}}} chosen"
        yield Problem(use.location, message, give_choice(name, words))
