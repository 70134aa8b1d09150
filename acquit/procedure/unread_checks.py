"""What names a control where nothing is done or checked."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from acquit.kinds import ACTIONS
from acquit.problems import Problem
from acquit.procedure.blocks import Block
from acquit.procedure.procedure import Procedure
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import Task

#: A sentence that tells the reader to do something.
_ORDER = re.compile(
    r"\W*(?:(?:first|then|next|now),? )?"
    r"(?:select|click|choose|tap|press|open|enter|type|tick|go to)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;:!?])\s|\bthen,?\s+(?=[a-z])")
_WHERE = {
    **dict.fromkeys(("td", "th"), "in a table"),
    **dict.fromkeys(("dt", "dd"), "in a list of definitions"),
    "li": "in a list after the steps",
}


def check_unread(procedure: Procedure) -> Iterator[Problem]:
    """Report references in what is neither a step nor a result."""
    task, kind_of = procedure.task, procedure.product.kind_of
    in_footnote = _inside(task, "footnote")
    in_tab = _inside(task, "tabbed-set")
    foreign = _in_foreign_notes(task)
    for block in task.unread:
        if id(block.element) in foreign:
            continue  # which are told; as notes of ours they may name what they like
        hint = "write it into a step’s sentence, or into a paragraph right after the steps"
        where = _WHERE.get(block.element.tag, "where it stands")
        if id(block.element) in in_footnote:
            where = "in a footnote"
        if id(block.element) in in_tab and block.element.tag not in ("td", "th"):
            where, hint = "in a tab", "in a tab, what is done is a numbered list: 1. …"
        yield from _unread(procedure.uses_in(block), where, hint)
    yield from _results_elsewhere(procedure)
    for block in task.before:
        if block.element in procedure.task.top.element[:]:
            yield from _done_before(procedure, block)
            continue
        acting = [use for use in procedure.uses_in(block) if kind_of(use.mention.name) in ACTIONS]
        yield from _unread(acting, "in a list before the steps", "number what is done: 1. …")


def _results_elsewhere(procedure: Procedure) -> Iterator[Problem]:
    """Report what is said to appear or to go where no walk looks, as in notes."""
    told = {id(block) for block in (*procedure.task.unread, *procedure.task.before)}
    told |= set(procedure.task.read_blocks())
    outside = [s for s in procedure.task.all_steps() if s.is_outside]
    told |= {id(block) for s in outside for block in (s.command, *s.results)}
    for key, uses in procedure.uses.items():
        for use in uses if key not in told else ():
            if use.mention.part in ("shown", "gone") and not use.is_spoken:
                message = f"{use.mention.written} isn’t checked here, as in a note"
                hint = "write a result below its step, or right after the steps"
                hint += f"; {{{use.mention.name}.label}} only prints the label"
                yield Problem(use.location, message, hint)


def _done_before(procedure: Procedure, block: Block) -> Iterator[Problem]:
    """Report what a paragraph above the steps tells the reader to do: no walk does it."""
    for use in procedure.uses_in(block):
        sentence = _SENTENCES.split(block.text[: use.mention.start])[-1]
        acts = procedure.product.kind_of(use.mention.name) in ACTIONS and not use.is_spoken
        if acts and not use.mention.part and _ORDER.match(sentence):
            message = f"{use.mention.written} is neither done nor checked before the steps"
            hint = "write what the reader does as a step: 1. …; "
            hint += f"{{{use.mention.name}.label}} only prints it"
            yield Problem(use.location, message, hint)


def _unread(uses: Iterable[ReferenceUse], where: str, hint: str) -> Iterator[Problem]:
    for use in uses:
        if use.mention.part not in ("label", "value") and not use.is_spoken:
            message = f"{use.mention.written} is neither done nor checked {where}"
            prints = f"{hint}; {{{use.mention.name}.label}} only prints it"
            yield Problem(use.location, message, prints)


def _in_foreign_notes(task: Task) -> set[int]:
    """The elements, by identity, within what other tools take for notes: `> [!NOTE]`."""
    quotes = task.top.element.iter("blockquote")
    return _within(e for e in quotes if "".join(e.itertext()).lstrip().startswith("[!"))


def _inside(task: Task, name: str) -> set[int]:
    """The elements, by identity, within those of a class."""
    divisions = task.top.element.iter("div")
    return _within(e for e in divisions if name in e.get("class", "").split())


def _within(outer: Iterable[Element]) -> set[int]:
    return {id(element) for each in outer for element in each.iter()}
