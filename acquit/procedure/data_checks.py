"""What must hold of the values that a page's `data` gives."""

import re
from collections.abc import Collection, Iterator, Sequence

from acquit.kinds import ACTIONS, CHOSEN, DIALOG, GIVEN, KEY, PAGE, PLACES, SWITCHED, TYPED
from acquit.problems import Problem, did_you_mean
from acquit.procedure.blocks import Block
from acquit.procedure.given_words import check_given
from acquit.procedure.kind_words import names_choice
from acquit.procedure.labels import placeholders
from acquit.procedure.plain_orders import END
from acquit.procedure.procedure import Procedure
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.sentence_checks import written_out
from acquit.procedure.steps import Step, Use
from acquit.procedure.undone_words import STATE, is_left, is_looked_at
from acquit.procedure.values import Datum
from acquit.product import Product
from acquit.text import inline

#: Kinds of which a walk chooses the first option, if the page names none.
_LISTS = frozenset({"combobox", "listbox"})
#: A list that is used, in words that say nothing of a choice.
_USES = re.compile(r"\b(?:use|open|expand|set|change|adjust|filter|sort)\b[^{}]*$", re.IGNORECASE)
_CHOOSES = re.compile(
    r"\b(?:choose|select|pick|one|any|your|another|whatever|whichever|like|need|want|wish|prefer)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\b(?:leave|leaving|stays?|remains?|keep)\b[^.;:!?]*\b(?:empty|blank)\b", re.I)
_SELECTS = re.compile(r"\b(?:choose|select|pick)(?: the)?[\s*_]*$", re.IGNORECASE)


def check_data(procedure: Procedure, *, is_misread: bool = False) -> Iterator[Problem]:
    """Each value is used, shown where it must be given, and of a kind that can be given."""
    task, product, data = procedure.task, procedure.product, procedure.declared.data
    steps = [step for step in task.all_steps() if not step.is_outside]
    everything = [m for s in steps for m in procedure.own_uses(s)]
    everything += [m for block in task.results for m in procedure.uses_in(block)]
    used = [m for m in everything if m.mention.name in product.controls]
    acted = {m.mention.name for m in used if m.purpose is Use.ACT}
    shown = {m.mention.name for m in everything if m.mention.part == "value"}
    # What is shown where the product isn't is shown all the same.
    outside = [m for s in task.all_steps() if s.is_outside for m in procedure.own_uses(s)]
    printed = shown | {m.mention.name for m in outside if m.mention.part == "value"}
    filling = {p for m in used for p in placeholders(product.controls[m.mention.name].label)}
    # Of steps that were misread nobody knows what they use.
    for name, datum in () if is_misread else data.items():
        if name in acted or name in printed or name in filling:
            continue
        if name not in product.controls:
            hint = did_you_mean(name, product.controls)
            message = f"data for an unknown control {name}"
        else:
            hint = "name the control in a step, or remove it"
            message = f"data for {name}, which no step uses"
            if (kind := product.kind_of(name)) in PLACES:
                hint = "remove it"
                message = f"data for the {kind} {{{name}}}, which is only looked at"
        yield Problem(datum.location, message, hint)
    for step in steps:
        if step.command:
            shown_here = shown | _in_tables(procedure, step)
            yield from _check_command(procedure, step.command, shown_here)


def _check_command(
    procedure: Procedure, command: Block, shown: Collection[str]
) -> Iterator[Problem]:
    product, data = procedure.product, procedure.declared.data
    own = procedure.uses_in(command)
    is_shown = any(use.mention.part == "value" for use in own)
    literal = None if is_shown else written_out(command.text)
    is_empty = _EMPTY.search(command.text) is not None
    sentence = inline.unstressed(command.text)
    yield from check_given(sentence, own, data, product)
    for use in own:
        name = use.mention.name
        if use.purpose is Use.ACT and name in product.controls and not _is_told(sentence, use):
            is_here = any(m.mention.name == name and m.mention.part == "value" for m in own)
            yield from _check_datum(use, data.get(name), product, shown, literal, is_here, is_empty)
            if name not in data and product.controls[name].kind in _LISTS:
                yield from _check_choice(use, own, sentence, product)


def _is_told(sentence: str, use: ReferenceUse) -> bool:
    """Whether the sentence says that nothing is given here: that is told otherwise."""
    before = END.split(sentence[: use.mention.start])[-1]
    after = sentence[use.mention.end :]
    if is_left(before, after) or is_looked_at(before):
        return True
    return STATE.match(after) is not None


def _in_tables(procedure: Procedure, step: Step) -> set[str]:
    """The controls whose values stand in tables of a step."""
    uses = procedure.uses_in_tables(step)
    return {use.mention.name for use in uses if use.mention.part == "value"}


def _check_choice(
    use: ReferenceUse, own: Sequence[ReferenceUse], sentence: str, product: Product
) -> Iterator[Problem]:
    """A list that the sentence says to use: it says what is chosen, if only that any will do."""
    end = use.mention.end
    before = END.split(sentence[: use.mention.start])[-1]
    after = END.split(sentence[end:])[0]
    # What is selected next is another control.
    words = before + " " + _SELECTS.sub("", after.partition("{")[0])
    follows = next((m for m in own if m.mention.start > end), None)
    is_told = (
        follows is not None
        and product.kind_of(follows.mention.name) in PLACES
        and names_choice(sentence[end : follows.mention.start])
    )
    has_keys = any(product.kind_of(m.mention.name) == KEY for m in own)
    if _USES.search(before) and not (_CHOOSES.search(words) or is_told or has_keys):
        name = use.mention.name
        hint = f"say what: data: {{{name}: …}} in the front matter, and write {{{name}.value}} here"
        hint += f"; or: choose one of {{{name}}}, where any will do"
        yield Problem(use.location, f"nothing of the {{{name}}} list is chosen", hint)


def _check_datum(
    use: ReferenceUse,
    datum: Datum | None,
    product: Product,
    shown: Collection[str],
    literal: str | None,
    is_shown: bool,
    is_empty: bool,
) -> Iterator[Problem]:
    name = use.mention.name
    kind = product.controls[name].kind
    code = ", without `" if literal else ""
    if kind in GIVEN and datum is None:
        spelt = _labelled(literal, product)
        given = f'"{{{spelt[0]}}}"' if spelt else literal or "…"
        hint = f"say what is given: data: {{{name}: {given}}} in the front matter"
        hint += f", and write {{{name}.value}} for it here" if literal or kind in TYPED else ""
        known = ", ".join(product.values_of(name)) if kind == PAGE else ""
        hint += f"; known: {known}" if known else ""
        hint += f"; what may stay empty is a note: {{{name}.label}}" if kind in TYPED else ""
        if is_empty:
            hint = (
                f"give it in the front matter, data: {{{name}: …}}, and write {{{name}.value}} for"
            )
            hint += (
                f" it here; a field that stays empty is only mentioned, in a note: {{{name}.label}}"
            )
        yield Problem(use.location, f"the {kind} {{{name}}} has no data", hint)
    elif kind in GIVEN | CHOSEN and datum and datum.content == "":
        hint = (
            f"leave it out; a field that stays empty is only mentioned, in a note: {{{name}.label}}"
        )
        yield Problem(datum.location, f"the value of {{{name}}} is empty", hint)
    elif kind in TYPED and literal:
        message = f"{literal} is written out: it may be another value than what {{{name}}} is given"
        hint = f"write {{{name}.value}} in its place, without ` or quotes: data gives it"
        yield Problem(use.location, message, hint)
    elif kind in CHOSEN and datum and (names := _labelled(datum.content, product)):
        message = f"the choice {datum.content!r} of {{{name}}} spells the label of a control out"
        hint = " or ".join(f'data: {{{name}: "{{{each}}}"}}' for each in names)
        yield Problem(datum.location, message, f"write {hint}")
    elif kind in CHOSEN and datum and not is_shown:
        hint = f"write {{{name}.value}} in this sentence"
        yield Problem(use.location, f"the sentence doesn’t say what is chosen of {{{name}}}", hint)
    elif kind in TYPED | CHOSEN and datum and name not in shown:
        hint = f"add {{{name}.value}}{code}: what must be given, the page shows"
        yield Problem(use.location, f"the value of {{{name}}} is never shown", hint)
    elif kind == PAGE and datum and _is_unknown(str(datum.content), product.values_of(name)):
        message = f"unknown value {str(datum.content)!r} for the page {{{name}}}"
        near = did_you_mean(str(datum.content), product.values_of(name))
        yield Problem(datum.location, message, near)
    elif kind in SWITCHED and datum and datum.content not in ("on", "off"):
        hint = f"leave it out where the reader switches it on; data: {{{name}: off}} where the"
        hint += " reader clears it"
        yield Problem(datum.location, f"the {kind} {{{name}}} is on or off", hint)
    elif kind in ACTIONS - GIVEN - CHOSEN - SWITCHED - {DIALOG, PAGE} and datum:
        hint = "remove it: nothing is given to it; a row is named by a value of its own: data:"
        hint += f' {{item: "{datum.content}"}}, and: in the row of {{item.value}}, …'
        yield Problem(datum.location, f"data for the {kind} {{{name}}}", hint)


def _is_unknown(text: str, known: Collection[str]) -> bool:
    """Whether a page's driver says what it can be given, and this isn't among it."""
    return bool(known) and text not in known


def _labelled(text: object, product: Product) -> list[str]:
    """The controls that have a text as their label: in other languages it is none."""
    return [name for name, control in product.controls.items() if control.label == text]
