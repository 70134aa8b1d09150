"""What each reference of a page is for, in the order in which a reader meets it."""

from dataclasses import dataclass

from acquit.kinds import ACTIONS
from acquit.procedure.blocks import Block
from acquit.procedure.model import Task, Use
from acquit.procedure.references import PARTS, Mention
from acquit.product import Product


@dataclass(frozen=True)
class Mark:
    """A reference of the source page: its use, and its number among those that a walk uses."""

    mention: Mention
    line: int
    column: int
    use: Use
    number: int | None = None


Marks = dict[int, list[Mark]]


def mark(page_blocks: list[Block], task: Task | None, product: Product) -> tuple[Marks, int]:
    """Return the marks of each block (by identity) and how many are numbered."""
    live = task.live_blocks() if task else {}
    marks: Marks = {}
    count = 0
    for block in page_blocks:
        marks[id(block)] = []
        for mention, line, column in block.mentions:
            if id(block) not in live:
                marks[id(block)].append(Mark(mention, line, column, Use.LABEL))
                continue
            count += 1
            use = _use(mention, live[id(block)], product)
            marks[id(block)].append(Mark(mention, line, column, use, count))
    return marks, count


def _use(mention: Mention, is_result: bool, product: Product) -> Use:
    if mention.part not in PARTS or mention.name not in product.controls:
        return Use.ACT  # it is reported as unknown; no more need be said of its step
    if mention.part:
        return Use.LABEL
    if is_result:
        return Use.RESULT
    return Use.ACT if product.controls[mention.name].kind in ACTIONS else Use.PLACE


def in_order_of_source(marks: list[Mark], translated: list[Mention]) -> list[Mark | None]:
    """Give each reference of a translation the mark of its source: the k-th takes the k-th."""
    waiting = list(marks)
    out: list[Mark | None] = []
    for mention in translated:
        found = next((m for m in waiting if m.mention.written == mention.written), None)
        if found:
            waiting.remove(found)
        out.append(found)
    return out
