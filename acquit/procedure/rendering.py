"""The page's HTML: references, step marks, the container with the embedded widget."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from acquit.keys import KEYS
from acquit.kinds import ICON, KEY
from acquit.procedure.blocks import HEADINGS, Block
from acquit.procedure.context import Context
from acquit.procedure.embedding import (
    other_scenarios,
    way_to_account,
    way_to_frame,
    widget,
)
from acquit.procedure.frontmatter import Declaration
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import STEP_CLASSES, Task
from acquit.procedure.values import Datum, typed
from acquit.text.references import Mention, substitute

#: Before attr_list, which would eat a reference at the end of a block, and after code spans.
PRIORITY = 175


class ReferencePattern(InlineProcessor):
    """Replaces the tokens that `token` makes by the elements registered for them."""

    def __init__(self, md: Markdown, elements: list[Element]):
        super().__init__("\ue041(\\d+)\ue042", md)
        self.elements = elements

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the element that a token stands for."""
        if int(m[1]) >= len(self.elements):
            return None, None, None  # its signs are in the page itself
        return self.elements[int(m[1])], m.start(0), m.end(0)


def token(elements: list[Element], element: Element) -> str:
    """Register an element and return the text that stands for it until inline parsing.

    No writer can write it: `as_text` takes its signs out of translations.
    """
    elements.append(element)
    return f"\ue041{len(elements) - 1}\ue042"


def reference(use: ReferenceUse, context: Context, data: Mapping[str, Datum]) -> Element:
    """Return a reference's element: the label in bold, or the value as typed."""
    name, part, _ = use.mention
    if part == "value":
        element = Element("span", {"class": "acquit-value", "translate": "no"})
        element.set("data-value-of", name)
    else:
        kind = context.product.controls[name].kind
        classes = "acquit-ui acquit-icon" if kind == ICON else "acquit-ui"
        element = Element("strong", {"class": classes, "translate": "no"})
        element.set("data-control", name)
        element.set("data-kind", kind)
        if kind == KEY:
            element.set("data-key", KEYS[name].code)
    element.text = AtomicString(context.shown(use.mention, data))
    if use.number is not None:
        element.set("data-use", use.purpose.value)
        element.set("data-n", str(use.number))
        if use.is_alternative:
            element.set("data-or", "")
        if use.is_any:
            element.set("data-any", "")
        if use.sides:
            element.set("data-sides", " ".join(use.sides))
        if use.inside:
            element.set("data-in", " ".join(map(str, use.inside)))
    return element


def head_notes(page_blocks: Sequence[Block]) -> None:
    """Let the titles of notes be headings to who goes from heading to heading."""
    for block in page_blocks:
        if "admonition-title" in (block.element.get("class") or "").split():
            block.element.set("role", "heading")
            block.element.set("aria-level", "2")


def mark_steps(task: Task) -> None:
    """Give each step its number, for readers (`id`) and for the walk (`data-*`)."""
    for step in task.all_steps():
        step.element.set("id", "step-" + step.number.replace(".", "-"))
        step.element.set("data-step", step.number)
        if step.is_alternative:
            step.element.set("data-alternative", "")
        for name in STEP_CLASSES:
            if name in step.classes:
                step.element.set(f"data-{name}", "")
    for holder in (task.top, *task.ways):
        for listed in holder.element.findall("ol"):
            if any(child.get("data-step") for child in listed):
                listed.set("class", "acquit-steps")
    for block in (*task.results, *(block for way in task.ways for block in way.results)):
        block.element.set("data-part", "result")
        if not block.text.rstrip().endswith(":"):  # which leads to what stands below it
            block.element.set("class", "acquit-result")


def arrange(
    root: Element,
    task: Task,
    context: Context,
    declared: Declaration,
    page: str,
    used: Sequence[str],
) -> None:
    """Put the steps beside the widget; the title and the short description stay above them.

    `used` are the names of the controls that a walk uses or looks at, in their order.
    """
    children = list(root)
    ordered = children.index(task.container) if task.container is not None else 0
    # The title stays above, and the first paragraph, where one comes before the steps.
    above = [next((i for i, e in enumerate(children) if e.tag == tag), -1) for tag in ("h1", "p")]
    start = max([i for i in above if i < ordered], default=-1) + 1
    end = next(
        (i for i, e in enumerate(children) if i > ordered and e.tag in HEADINGS), len(children)
    )
    values = {
        name: [context.value(item) for item in datum.items]
        if datum.is_list
        else context.value(datum)
        for name, datum in declared.data.items()
    }
    plain = {name: text for name, datum in declared.data.items() if (text := typed(datum))}
    article = Element("div", {"class": "acquit-procedure"})
    attributes: Mapping[str, str] = {
        "data-procedure": page,
        "data-locale": context.locale,
        "data-scenario": declared.scenario.text if declared.scenario else "",
        "data-role": declared.role.text if declared.role else "",
        "data-values": json.dumps(values, ensure_ascii=False, sort_keys=True),
        "data-typed": json.dumps(plain, ensure_ascii=False, sort_keys=True),
        "data-scenarios": json.dumps(other_scenarios(context, declared, page)),
        "data-references": str(len(used)),
        "data-steps": str(sum(1 for _ in task.all_steps())),
    }
    for key, value in attributes.items():
        article.set(key, value)
    steps = SubElement(article, "div", {"class": "acquit-task"})
    steps.extend(children[start:end])
    if context.frame:
        frame = widget(context, declared, page, used)
        if context.account:
            frame.append(way_to_account(context, used))
        article.append(frame)
    for child in children[start:end]:
        root.remove(child)
    root.insert(start, article)
    if context.frame:
        root.insert(start, way_to_frame(context))


def notice(text: str) -> Element:
    """Return what a reader is told before the page starts."""
    paragraph = Element("p", {"class": "acquit-notice", "role": "note"})
    paragraph.text = AtomicString(text)
    return paragraph


def replaced(
    text: str,
    uses: list[ReferenceUse | None],
    elements: list[Element],
    make: Callable[[ReferenceUse], Element],
) -> str:
    """Return the text with a token for each reference; `marks` are in the text's order.

    In the text of a picture, or in a link's title, there is no element: it is plain text.
    """
    queue = iter(uses)

    def put(_: Mention) -> str:
        found = next(queue)
        if found is None:
            return ""
        element = make(found)
        return "".join(element.itertext()) if found.is_spoken else token(elements, element)

    return substitute(text, put)
