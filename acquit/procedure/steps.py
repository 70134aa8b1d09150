"""A procedure as DITA's task topic has it: steps, substeps, choices, results."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree.ElementTree import Element

from acquit.procedure.blocks import HEADINGS, Block

OUTSIDE = "outside"
OPTIONAL = "optional"
CONDITIONAL = "conditional"
#: What an attribute list can say of a step.
STEP_CLASSES = (OUTSIDE, OPTIONAL, CONDITIONAL)


class Use(StrEnum):
    """What a reference is for."""

    ACT = "act"
    PLACE = "place"
    #: Where something is seen, and nothing is done: “in the row of {x.value}, you see {y}”.
    AROUND = "around"
    CONDITION = "condition"
    RESULT = "result"
    GONE = "gone"
    LABEL = "label"


@dataclass
class Step:
    """A step, a substep, or one of several alternatives (a bullet, or a tab)."""

    number: str
    element: Element
    command: Block | None = None
    results: list[Block] = field(default_factory=list)
    substeps: list["Step"] = field(default_factory=list)
    choices: list[list["Step"]] = field(default_factory=list)
    classes: frozenset[str] = frozenset()
    is_alternative: bool = False
    #: The first text in it, whosever it is: where it stands.
    first: Block | None = None

    @property
    def is_outside(self) -> bool:
        """Whether the product can't show the step."""
        return OUTSIDE in self.classes

    @property
    def is_optional(self) -> bool:
        """Whether a reader may leave the step out."""
        return OPTIONAL in self.classes

    @property
    def is_conditional(self) -> bool:
        """Whether the step is done only if what it names first is there."""
        return CONDITIONAL in self.classes

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
    """The steps of a page: a numbered list, or tabs with one each; and the result after them.

    `unread` are the other blocks in the steps and after them, but notes and headings: what they
    name is neither done nor checked. `before` are the paragraphs and the items of lists before
    the steps.
    """

    top: Step
    container: Element | None = None
    results: list[Block] = field(default_factory=list)
    unread: list[Block] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)

    @property
    def ways(self) -> list[Step]:
        """The tabs that hold all the steps; none where a list does."""
        return [step for step in self.top.children if step.is_alternative]

    @property
    def has_steps(self) -> bool:
        """Whether there is anything to do."""
        return any(True for _ in self.all_steps())

    def all_steps(self) -> Iterator[Step]:
        """Every step, substep and alternative in the page's order."""
        for step in self.top.children:
            yield from step.walk()

    def read_blocks(self) -> dict[int, Step | None]:
        """Blocks whose references a walk uses, by identity, and the step that they command.

        A result commands nothing.
        """
        found: dict[int, Step | None] = {}
        for step in self.all_steps():
            if step.is_outside:
                continue
            if step.command:
                found[id(step.command)] = step
            found |= {id(block): None for block in step.results}
        found |= {id(block): None for block in self.results}
        return found


def task(root: Element, page_blocks: list[Block]) -> Task:
    """Read the steps: the page's first list of steps at the top level, and what is in it."""
    by_element = {id(block.element): block for block in page_blocks}
    container = next((element for element in root if _holds_steps(element)), None)
    top = Step("", root)
    if container is None:
        return Task(top)
    if container.tag == "ol":
        _add_substeps(top, container, by_element)
    else:
        _add_alternatives(top, tabs(container), by_element)
    at = list(root).index(container)
    before, following = list(root)[:at], list(root)[at + 1 :]
    found = Task(top, container, _results(_until_heading(following), by_element))
    in_steps = found.read_blocks()
    outside = [step.element for step in found.all_steps() if step.is_outside]
    inside = [e for part in (container, *following) for e in _read_as_text(part, outside)]
    blocks = [by_element[id(e)] for e in inside if id(e) in by_element]
    found.unread = [block for block in blocks if id(block) not in in_steps]
    items = [e for part in before for e in _read_as_text(part, ()) if e.tag == "li"]
    texts = [e for e in before if e.tag == "p"]
    texts += [e for item in items for e in item.iter()]
    found.before = [by_element[id(e)] for e in texts if id(e) in by_element]
    return found


def tabs(element: Element) -> list[Element]:
    """Return the tabs' contents of an element that the extension pymdownx.tabbed made."""
    if "tabbed-set" not in (element.get("class") or "").split():
        return []
    content = [e for e in element if "tabbed-content" in (e.get("class") or "").split()]
    blocks = [e for c in content for e in c if "tabbed-block" in (e.get("class") or "").split()]
    return blocks or content  # its older style has no blocks


def _holds_steps(element: Element) -> bool:
    return element.tag == "ol" or any(child.tag == "ol" for tab in tabs(element) for child in tab)


def _until_heading(following: list[Element]) -> list[Element]:
    headings = (n for n, element in enumerate(following) if element.tag in HEADINGS)
    return following[: next(headings, len(following))]


def _results(following: list[Element], by_element: Mapping[int, Block]) -> list[Block]:
    """Return the paragraphs right after the steps.

    Pictures, rules, and what holds no text (comments), are passed over.
    """
    results: list[Block] = []
    for element in following:
        if element.tag == "hr":
            continue
        if element.tag != "p":
            break
        block = by_element.get(id(element))
        if block and not block.is_picture:
            results.append(block)
    return results


def _read_as_text(element: Element, outside: Collection[Element]) -> Iterator[Element]:
    """Yield an element and what is in it, but notes, headings and the titles of tabs."""
    classes = (element.get("class") or "").split()
    is_note = element.tag == "details" or "admonition" in classes
    if is_note or element.tag in HEADINGS or element in outside:
        return
    yield element
    for child in element:
        if child.tag != "label":
            yield from _read_as_text(child, outside)


def _add_substeps(step: Step, ordered: Element, by_element: Mapping[int, Block]) -> None:
    prefix = f"{step.number}." if step.number else ""
    start = len(step.substeps) + 1
    for n, item in enumerate(ordered, start=start):
        step.substeps.append(_step(item, f"{prefix}{n}", by_element))


def _add_alternatives(step: Step, elements: list[Element], by_element: Mapping[int, Block]) -> None:
    prefix = f"{step.number}." if step.number else ""
    taken = sum(map(len, step.choices))
    alternatives = [
        _step(item, f"{prefix}{_letter(n)}", by_element)
        for n, item in enumerate(elements, start=taken)
    ]
    for alternative in alternatives:
        alternative.is_alternative = True
    step.choices.append(alternatives)


def _step(element: Element, number: str, by_element: Mapping[int, Block]) -> Step:
    step = Step(number, element)
    inside = (by_element.get(id(e)) for e in element.iter())
    step.first = next((block for block in inside if block), None)
    own = _own_blocks(element, by_element)
    if element.tag == "li" and own:
        step.command, *step.results = own
    elif own:
        step.results = own
    step.classes = frozenset(step.command.classes if step.command else ())
    for child in element:
        if child.tag == "ol":
            _add_substeps(step, child, by_element)
        elif child.tag == "ul":
            _add_alternatives(step, list(child), by_element)
        elif _holds_steps(child):
            _add_alternatives(step, tabs(child), by_element)
    if step.is_outside:
        _mark_below(step)
    return step


def _mark_below(step: Step) -> None:
    """What is below a step that the product can't show is outside, too, if it names no control."""
    for below in step.children:
        blocks = [block for each in below.walk() for block in (each.command, *each.results)]
        if not any(block.mentions for block in blocks if block):
            below.classes |= {OUTSIDE}
            _mark_below(below)


def _own_blocks(element: Element, by_element: Mapping[int, Block]) -> list[Block]:
    """Return a step's own paragraphs; pictures are passed over.

    Of a tab they are those after its steps: what stands before them only introduces them.
    """
    own = [by_element[id(element)]] if id(element) in by_element else []
    children = list(element)
    if element.tag != "li":
        last = max((i for i, e in enumerate(children) if e.tag == "ol"), default=len(children))
        children = children[last + 1 :]
    own += [by_element[id(p)] for p in children if p.tag == "p" and id(p) in by_element]
    return [block for block in own if not block.is_picture]


def _letter(index: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    high, low = divmod(index, 26)
    return (_letter(high - 1) if high else "") + chr(ord("a") + low)
