"""A page never spells a label: what is bold, or set off, names its control by reference."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from acquit.kinds import ACTIONS, CHOSEN, KEY, PLACES, TYPED
from acquit.problems import Problem, Wrong, shortened
from acquit.procedure.blocks import Block
from acquit.procedure.kind_words import give_choice
from acquit.procedure.lookalikes import NOTE_HINT, NOTES
from acquit.procedure.plain_orders import ARROW, OUTSIDE, STRESSED, VERB
from acquit.procedure.procedure import Procedure
from acquit.procedure.sentence_checks import OPTIONAL, wrong_with_keys
from acquit.procedure.steps import Task
from acquit.product import Product
from acquit.text import inline
from acquit.text.references import mentions

#: What other tools make something of: told where it stands.
_FOREIGN = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}")
_WAY = re.compile(rf"\s*{ARROW}\s*")
_ENTER = r"\b(?:enter|type|search for|paste|write)\b"


def check_bold(procedure: Procedure) -> Iterator[Problem]:
    """In a step or a result, bold is what readers take for a label: it must name a control."""
    task, product = procedure.task, procedure.product
    labels = labels_of(product)
    in_steps = task.read_blocks()
    steps = [b for s in task.all_steps() for b in (s.command, *s.results) if b]
    read = [block for block in [*steps, *task.results] if id(block) in in_steps]
    commands = {id(step.command) for step in task.all_steps()}
    unread = {id(block) for block in task.unread if block.element.tag in ("td", "th")}
    for block in [*read, *task.unread]:
        chosen = [m.name for m in mentions(block.text) if product.kind_of(m.name) in CHOSEN]
        is_command = id(block) in commands  # whose keys are told with its sentence
        own = list(wrong_with_keys(block.text)) if is_command else []
        for text in inline.bold(block.text):
            known = text.casefold() in (*labels, *STRESSED) or text.startswith("{")
            known = known or OPTIONAL.match(text) is not None or text.endswith("?")
            keys = own if is_command else list(wrong_with_keys(text))
            if any(f"the key {text} " in message for message, _ in keys):
                if not is_command:
                    yield from (wrong.at(block.location) for wrong in keys)
            elif not known:
                message = f"no control is called {shortened(text)!r}: it is printed, and not done"
                hint = _named_instead(text, block.text, labels)
                if chosen and f"**{text}**:" not in block.text:  # which leads in to what follows
                    hint = give_choice(chosen[-1], text)
                yield Problem(block.where(text), message, hint)
        for text in inline.spelt(_FOREIGN.sub(" ", block.text)):
            if text.casefold() in labels:
                message, hint = spelt_out(text, labels, id(block) not in unread)
                if id(block) in commands:
                    hint = _typed(block.text, text, labels, product) or hint
                yield Problem(block.where(text), message, hint)


def _in_sentence(
    text: str, sentence: str, labels: Mapping[str, list[str]], product: Product
) -> str | None:
    """What to write for the label of a field that is typed into, or of a place after a control."""
    names = labels[text.casefold()]
    kinds = {product.kind_of(name) for name in names}
    if kinds <= TYPED and re.search(_ENTER, sentence, re.IGNORECASE):
        return f"write {{{names[0]}}}, data: {{{names[0]}: …}}, and {{{names[0]}.value}} for it"
    acts = [m for m in mentions(sentence) if not m.part and product.kind_of(m.name) in ACTIONS]
    if kinds <= PLACES and acts and acts[0].start < sentence.find(text):
        return f"a place comes first: under {{{names[0]}}}, select {acts[0].written}"
    return None


def _as_place(
    text: str, sentence: str, labels: Mapping[str, list[str]], product: Product
) -> str | None:
    """What to write for a label that a sentence says to select, and that is only a place."""
    names = labels[text.casefold()]
    is_selected = re.search(rf"{VERB}\W*{re.escape(text)}", sentence, re.IGNORECASE)
    if not is_selected or not all(product.kind_of(name) in PLACES for name in names):
        return None
    named = [m.name for m in mentions(sentence)]
    named += [n for bold in inline.bold(sentence) for n in labels.get(bold.casefold(), ())]
    lists = [name for name in named if product.kind_of(name) in CHOSEN]
    if lists:
        given = f'data: {{{lists[0]}: "{{{names[0]}}}"}}'
        return (
            f"give the choice in the front matter, {given}, and write {{{lists[0]}.value}} for it"
        )
    return f"it is only a place, and isn’t selected: under {{{names[0]}}}, select {{control}}"


def named_in(text: str, product: Product) -> str:
    """Return what begins a hint where a text has a control's label: “, like {sign_in}”, or ""."""
    plain = text.casefold()
    found = (
        name
        for label, names in labels_of(product).items()
        for name in names
        if product.kind_of(name) not in PLACES
        and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", plain)
    )
    return next((f", like {{{name}}}" for name in found), "")


def _typed(
    sentence: str, text: str, labels: Mapping[str, list[str]], product: Product
) -> str | None:
    """What to write for a label that a sentence says to type into a field, or choose of a list."""
    fields = [m.name for m in mentions(sentence) if product.kind_of(m.name) in TYPED]
    lists = [m.name for m in mentions(sentence) if product.kind_of(m.name) in CHOSEN]
    if lists and re.search(rf"{VERB}\W*{re.escape(text)}", sentence, re.IGNORECASE):
        return give_choice(lists[0], f'"{{{labels[text.casefold()][0]}}}"')
    if not re.search(rf"{_ENTER}\W*{re.escape(text)}", sentence, re.IGNORECASE):
        return None
    if not fields:
        return (
            "name the field that it is typed into: in {field}, enter {field.value}; data gives it"
        )
    given = f'data: {{{fields[0]}: "{{{labels[text.casefold()][0]}}}"}}'
    return f"give it in the front matter, {given}, and write {{{fields[0]}.value}} for it here"


def _named_instead(text: str, sentence: str, labels: Mapping[str, list[str]]) -> str:
    """What to write for bold words of a sentence that are no label."""
    if text.casefold().strip(":. ") in NOTES:
        return NOTE_HINT
    if found := next(mentions(text), None):
        return f"write {found.written} alone: a label is set in bold by itself"
    parts = [part.strip().casefold() for part in _WAY.split(text)]
    if len(parts) > 1 and all(part in labels for part in parts):
        *locations, control = (f"{{{labels[part][0]}}}" for part in parts)
        return f"write: under {', '.join(locations)}, select {control}; or select each in its turn"
    near = get_close_matches(text.casefold(), labels, n=1) if len(parts) == 1 else []
    hint = f"name a control{f', like {{{labels[near[0]][0]}}}' if near else ''}"
    hint += ", each part by itself" if len(parts) > 1 else ""
    if re.search(rf"{VERB}\W*{re.escape(text)}", sentence, re.IGNORECASE):
        return f"{hint}{OUTSIDE}"
    return f"{hint}; stress other words with *italics*"


def check_spelling(
    page_blocks: Iterable[Block], task: Task | None, product: Product
) -> Iterator[Problem]:
    """A page never spells a label: what is bold and is one must name the control.

    In tables a control can only be mentioned. A step outside the product may select something else
    that is called as a place of it is.
    """
    labels = labels_of(product)
    unread, steps = (task.unread, task.all_steps()) if task else ([], [])
    mentioned = {id(block) for block in unread if block.element.tag in ("td", "th")}
    outside = {id(block) for s in steps if s.is_outside for block in (s.command, *s.results)}
    read = task.read_blocks() if task else {}
    told_as_bold = read.keys() | {id(block) for block in unread}
    for block in page_blocks:
        for text in inline.bold(block.text):
            if text.casefold() in labels:
                message, hint = spelt_out(text, labels, id(block) not in mentioned)
                place = _as_place(text, block.text, labels, product)
                if place and id(block) in outside:
                    continue
                if id(block) in read:
                    hint = place or _in_sentence(text, block.text, labels, product) or hint
                if re.search(rf"{re.escape(text)}[*_]* column\b", block.text, re.IGNORECASE):
                    hint += "; the heading of a column is another: leave it out"
                yield Problem(block.where(text), message, hint)
            elif id(block) not in read and (wrong := _way(text, labels)):
                yield wrong.at(block.where(text))
        # Words that are only quoted may well be a common noun: a label has its capitals.
        for text in inline.spelt(block.text) if id(block) not in told_as_bold else ():
            names = labels.get(text.casefold(), ())
            if any(product.controls[name].label == text for name in names):
                yield spelt_out(text, labels, can_act=False).at(block.where(text))


def _way(text: str, labels: Mapping[str, list[str]]) -> Wrong | None:
    """A way through menus in a text that is only read: each part is a label of its own."""
    parts = [part.strip() for part in _WAY.split(text)]
    known = [part for part in parts if part.casefold() in labels]
    if len(parts) < 2 or not known:
        return None
    names = (labels.get(part.casefold()) for part in parts)
    written = " > ".join(
        f"{{{own[0]}.label}}" if own else part for part, own in zip(parts, names, strict=True)
    )
    return Wrong(f"{known[0]!r} spells the label of a control out", f"write {written}")


def labels_of(product: Product) -> dict[str, list[str]]:
    """Return the controls that have a label, by the label in small letters."""
    found: dict[str, list[str]] = {}
    for name, control in product.controls.items():
        if control.kind != KEY:
            found.setdefault(control.label.casefold(), []).append(name)
    return found


def spelt_out(text: str, labels: Mapping[str, list[str]], can_act: bool = True) -> Wrong:
    """Say that a label is spelt out, where a step or result can name the control or not."""
    names = labels[text.casefold()]
    if can_act:
        written = " or ".join(f"{{{name}}}" for name in names)
        hint = f"write {written}, or {{{names[0]}.label}} where it is only mentioned"
    else:
        hint = "write " + " or ".join(f"{{{name}.label}}" for name in names)
    return Wrong(f"{text!r} spells the label of a control out", hint)
