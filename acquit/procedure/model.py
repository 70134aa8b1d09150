"""A procedure as DITA's task topic has it: steps, substeps, choices, results."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree.ElementTree import Element

from acquit.procedure.blocks import Block


class Use(StrEnum):
    """What a reference is for."""

    ACT = "act"
    PLACE = "place"
    RESULT = "result"
    LABEL = "label"


@dataclass
class Step:
    """A step, a substep, or one of several alternatives."""

    number: str
    element: Element
    command: Block | None = None
    results: list[Block] = field(default_factory=list)
    substeps: list["Step"] = field(default_factory=list)
    choices: list[list["Step"]] = field(default_factory=list)
    outside: bool = False
    is_alternative: bool = False

    @property
    def children(self) -> Iterator["Step"]:
        """Substeps, then alternatives."""
        yield from self.substeps
        for alternatives in self.choices:
            yield from alternatives

    def walk(self) -> Iterator["Step"]:
        """This step and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Task:
    """The steps of a page, the list they stand in, and the result that follows it."""

    steps: list[Step]
    list_element: Element | None = None
    result: Block | None = None
    other_lists: list[Block] = field(default_factory=list)

    def all_steps(self) -> Iterator[Step]:
        """Every step, substep and alternative in the page's order."""
        for step in self.steps:
            yield from step.walk()

    def live_blocks(self) -> dict[int, bool]:
        """Blocks whose references a walk uses, by identity, and whether they are results."""
        found: dict[int, bool] = {}
        for step in self.all_steps():
            if step.outside:
                continue
            if step.command:
                found[id(step.command)] = False
            for block in step.results:
                found[id(block)] = True
        if self.result:
            found[id(self.result)] = True
        return found


def task(root: Element, page_blocks: list[Block]) -> Task:
    """Read the steps: the page's first ordered list at the top level, and what is in it."""
    by_element = {id(block.element): block for block in page_blocks}
    lists = [element for element in root if element.tag == "ol"]
    if not lists:
        return Task([])
    first = lists[0]
    steps = [_step(li, str(n), by_element) for n, li in enumerate(first, start=1)]
    following = list(root)[list(root).index(first) + 1 :]
    result = None
    if following and following[0].tag == "p":
        result = by_element.get(id(following[0]))
    others = [b for e in lists[1:] if (b := _first_block(e, by_element))]
    return Task(steps, first, result, others)


def _first_block(element: Element, by_element: dict[int, Block]) -> Block | None:
    return next((by_element[id(e)] for e in element.iter() if id(e) in by_element), None)


def _step(li: Element, number: str, by_element: dict[int, Block]) -> Step:
    step = Step(number, li)
    own = [by_element[id(li)]] if id(li) in by_element else []
    own += [by_element[id(p)] for p in li if p.tag == "p" and id(p) in by_element]
    if own:
        step.command, *step.results = own
    step.outside = any("outside" in block.classes for block in own)
    for child in li:
        if child.tag == "ol":
            start = len(step.substeps) + 1
            for n, sub in enumerate(child, start=start):
                step.substeps.append(_step(sub, f"{number}.{n}", by_element))
        elif child.tag == "ul":
            taken = sum(map(len, step.choices))
            alternatives = [
                _step(sub, f"{number}.{_letter(n)}", by_element)
                for n, sub in enumerate(child, start=taken)
            ]
            for alternative in alternatives:
                alternative.is_alternative = True
            step.choices.append(alternatives)
    return step


def _letter(index: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    high, low = divmod(index, 26)
    return (_letter(high - 1) if high else "") + chr(ord("a") + low)
