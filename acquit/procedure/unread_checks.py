"""What names a control where nothing is done or checked."""

from collections.abc import Iterable, Iterator

from acquit.kinds import ACTIONS
from acquit.problems import Problem
from acquit.procedure.reference_uses import ReferenceUse, ReferenceUses
from acquit.procedure.steps import Task
from acquit.product import Product

_WHERE = {
    **dict.fromkeys(("td", "th"), "in a table"),
    **dict.fromkeys(("dt", "dd"), "in a list of definitions"),
    "li": "in a list after the steps",
}


def check_unread(path: str, task: Task, uses: ReferenceUses, product: Product) -> Iterator[Problem]:
    """Report references in what is neither a step nor a result."""
    in_footnote = _inside(task, "footnote")
    in_tab = _inside(task, "tabbed-set")
    for block in task.unread:
        hint = "write it into a step’s sentence, or into a paragraph right after the steps"
        where = _WHERE.get(block.element.tag, "where it stands")
        if id(block.element) in in_footnote:
            where = "in a footnote"
        if id(block.element) in in_tab:
            where, hint = "in a tab", "in a tab, what is done is a numbered list: 1. …"
        yield from _unread(path, uses[id(block)], where, hint)
    for block in task.before:
        acting = [use for use in uses[id(block)] if use.mention.name in product.controls]
        acting = [m for m in acting if product.controls[m.mention.name].kind in ACTIONS]
        yield from _unread(path, acting, "in a list before the steps", "number what is done: 1. …")


def _unread(path: str, uses: Iterable[ReferenceUse], where: str, hint: str) -> Iterator[Problem]:
    for use in uses:
        if use.mention.part not in ("label", "value") and not use.is_spoken:
            message = f"{use.mention.written} is neither done nor checked {where}"
            prints = f"{hint}; {{{use.mention.name}.label}} only prints it"
            yield Problem(path, use.line, use.column, message, prints)


def _inside(task: Task, name: str) -> set[int]:
    """The elements, by identity, within those of a class."""
    found = [e for e in task.top.element.iter("div") if name in e.get("class", "").split()]
    return {id(element) for outer in found for element in outer.iter()}
