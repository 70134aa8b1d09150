"""Why a list of steps ended before a numbered line that was meant to go on with it."""

import re

from acquit.procedure.source import Item, Source

#: How deep what belongs to a step is indented, in spaces.
DEEP = 4
INDENT = "indent what belongs to a step by four spaces"
_ITEM_LINE = re.compile(r"[ >]*(?:\d+[.)]|[-*+])[ ]")
_HEADING = re.compile(r"#{1,6}[ ]")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")


def why_it_ended(source: Source, item: Item) -> tuple[str, str]:
    """Say which lines end the steps above a line that begins a second list, and what to do."""
    between = _lines_between(source, item)
    outside = [number for number in between if _indent(source, number) < DEEP]
    if not outside:
        return "a second numbered list: the steps of a page stand in one", INDENT
    heading = next((number for number in outside if _is_heading(source, number)), None)
    if heading:
        message = f"a second numbered list: the heading in line {heading} ends the steps"
        hint = "make a step of what the heading says, with substeps; or write a page of its own"
        return message, hint
    first, last = outside[0], between[-1]
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    message = f"a second numbered list: line {first} ends the steps"
    if indent := _indent(source, first):
        hint = f"{INDENT}: line {first} has {indent}"
    else:
        hint = f"indent {lines} by four spaces more, as part of the step above"
        hint += "; another way to do the same is a bullet of that step"
    return message, hint


def _lines_between(source: Source, item: Item) -> list[int]:
    """The numbers of the lines from the item before up to an item, but blank ones."""
    found: list[int] = []
    for number in range(item.line - 1, source.first_line, -1):
        if _ITEM_LINE.match(source.line(number)):
            break
        if source.written_line(number).strip():
            found.insert(0, number)
    return found


def _indent(source: Source, number: int) -> int:
    text = source.written_line(number)
    return len(text) - len(text.lstrip())


def _is_heading(source: Source, number: int) -> bool:
    above, text = source.line(number - 1).strip(), source.line(number)
    return bool(_HEADING.match(text) or (above and _UNDERLINE.match(text)))
