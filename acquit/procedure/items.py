"""List items as the source has them, held against the steps: each numbered line is a step."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from xml.etree.ElementTree import Element

from acquit.kinds import ACTIONS
from acquit.problems import Problem, Wrong
from acquit.procedure.blocks import Block
from acquit.procedure.list_ends import INDENT, SECOND, heading_between, why_it_ended
from acquit.procedure.lookalikes import check_signs
from acquit.procedure.source import Item, Source, code_lines
from acquit.procedure.steps import Step, Task
from acquit.product import Product
from acquit.text.inline import without_comments

_NOTES = {"admonition": "note", "details": "folded note", "blockquote": "quote", "tab": "tab"}
_NOTES["dd"] = "list of definitions"


@dataclass(frozen=True)
class _Entry:
    """A list item of the block tree, its list, the list around all, and what it stands in."""

    element: Element
    parent: Element
    outermost: Element
    inside: str


def check_items(source: Source, root: Element, task: Task) -> Iterator[Problem]:
    """Report numbered lines that are no steps, and steps that no line numbers."""
    entries = list(_entries(root))
    code = code_lines(root)
    items = [item for item in source.items() if source.line(item.location.line).strip() not in code]
    lines = _matched(items, entries)
    steps = {id(step.element): step for step in task.all_steps()}
    wrong_lines: set[int] = set()
    reported: set[int] = set()
    last, has_ended = source.first_line, False
    for item, entry in lines:
        step = steps.get(id(entry.element)) if entry else None
        if step is None and entry is not None and id(entry.outermost) in reported:
            continue
        last = item.location.line if step is not None else last
        if wrong := _wrong(item, entry, step, source, task, last):
            if has_ended and wrong.message.startswith(SECOND):
                continue
            has_ended |= wrong.message.startswith(SECOND)
            yield wrong.at(item.location)
            wrong_lines.add(item.location.line)
            reported |= {id(entry.outermost)} if entry is not None and step is None else set()
    for problem in check_signs(source, code):
        yield problem
        wrong_lines.add(problem.location.line)
    yield from (p for p in _check_indents(lines) if p.location.line not in wrong_lines)


def check_undeclared(
    root: Element, page_blocks: Iterable[Block], product: Product
) -> Iterator[Problem]:
    """Report numbered steps that name controls on a page that declares no procedure."""
    numbered = {id(e) for ordered in root.iter("ol") for e in ordered.iter()}
    for block in page_blocks:
        for mention, location in block.mentions if id(block.element) in numbered else ():
            control = product.controls.get(mention.name)
            if control and not mention.part and control.kind in ACTIONS:
                message = "numbered steps of a page that declares no procedure are never walked"
                hint = "declare it in the front matter: procedure: {scenario: …, role: …}"
                yield Problem(location, message, f"{hint}; or use bullets")
                return


def _entries(
    parent: Element, inside: str = "", outermost: Element | None = None
) -> Iterator[_Entry]:
    for element in parent:
        classes = (element.get("class") or "").split()
        if "footnote" in classes:
            continue
        if element.tag == "li":
            outermost = outermost if outermost is not None else parent
            yield _Entry(element, parent, outermost, inside)
        name = "tab" if "tabbed-set" in classes else element.tag
        name = "admonition" if "admonition" in classes else name
        yield from _entries(element, _NOTES.get(name, inside), outermost)


def _first_line(element: Element) -> str:
    texts = [element.text or "", *(child.text or "" for child in element if child.tag == "p")]
    text = next((text.strip() for text in texts if text.strip()), "")
    return without_comments(text).split("\n")[0].strip()


def _matched(items: list[Item], entries: list[_Entry]) -> list[tuple[Item, _Entry | None]]:
    """Give each line the item of the tree that it became, if it became one."""
    texts = [_first_line(entry.element) for entry in entries]
    matcher = SequenceMatcher(None, [item.text for item in items], texts, autojunk=False)
    found: Mapping[int, _Entry] = {
        block.a + n: entries[block.b + n]
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }
    return [(item, found.get(n)) for n, item in enumerate(items)]


def _wrong(
    item: Item, entry: _Entry | None, step: Step | None, source: Source, task: Task, last: int
) -> Wrong | None:
    """Say what is wrong with a line, and what to do; None where nothing is."""
    if step is not None:
        if item.is_numbered is not step.is_alternative:
            return None
        message = (
            "this number is a bullet" if item.is_numbered else "this bullet is taken for a step"
        )
        hint = f"{INDENT}; a bullet there is one of several ways: number what is all done, and"
        hint += " write what is only seen as a paragraph"
        return Wrong(message, hint if not item.is_numbered else INDENT)
    if not item.is_numbered:
        return None
    if entry is None:
        if item.marker.endswith(")"):
            return Wrong("this number is no step", f"write {item.marker[:-1]}. with a full stop")
        hint = f"put an empty line before it, and {INDENT}"
        return Wrong("this step is part of the text above it", hint)
    if entry.inside:
        hint = "write them as steps of the procedure; a note tells more in sentences"
        if entry.inside == "tab":
            hint = f"indent the tabs, below line {last}, by four spaces: they belong to that step"
            if heading := heading_between(source, last, item.location.line):
                hint = f"the list up to line {last} is taken for the steps: write it as bullets,"
                hint += f" - …, if it is none; else leave out the heading in line {heading}, and"
                hint += " indent the tabs by four spaces"
        return Wrong(f"numbered steps in a {entry.inside} are never walked", hint)
    if entry.parent.tag == "ul":
        hint = "put a line of text between the two lists, or use the extension sane_lists"
        return Wrong("this step is part of the bullet list above it", hint)
    if task.container is None:
        hint = "take them out of the block around them"
        return Wrong("numbered steps inside another block are never walked", hint)
    return why_it_ended(source, item, last)


def _check_indents(lines: list[tuple[Item, _Entry | None]]) -> Iterator[Problem]:
    """Items of one list are indented alike: else one was meant to be nested."""
    first: dict[int, Item] = {}
    for item, entry in lines:
        if entry is None:
            continue
        above = first.setdefault(id(entry.parent), item)
        if item.indent != above.indent:
            line = above.location.line
            message = f"indented otherwise than line {line}, whose list it is taken for"
            hint = "indent a nested list by four spaces more than what it is nested in"
            if item.indent < above.indent:
                hint = f"put an empty line before it: there is one before line {line}"
            yield Problem(item.location, message, hint)
