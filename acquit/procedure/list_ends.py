"""Why a list of steps ended before a numbered line that was meant to go on with it."""

import re

from acquit.problems import Wrong
from acquit.procedure.source import Item, Source

#: How deep what belongs to a step is indented, in spaces.
DEEP = 4
#: Of several such lists the first is told: what is below it may be right once that is.
SECOND = "a second numbered list"
INDENT = "indent what belongs to a step by four spaces"
_NUMBERED = re.compile(r"\d+[.)][ ]")
_HEADING = re.compile(r"#{1,6}[ ]")
_FOREIGN = re.compile(r"[ >]*(?:\{\{[<%]|\{%)")
_TAB = re.compile(r'=== "')
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")


def why_it_ended(source: Source, item: Item, last: int) -> Wrong:
    """Say which lines end the steps, the last of which begins in line `last`, and what to do.

    `item` is the line that begins a second list.
    """
    between = _written(source, last, item.location.line)
    outside = _outside(source, between)
    foreign = [number for number in outside if _FOREIGN.match(source.written_line(number))]
    if foreign:
        message = f"{SECOND}: line {foreign[0]} ends the steps"
        return Wrong(message, f"mend line {foreign[0]} first, as is said there")
    heading = heading_between(source, last, item.location.line)
    if outside and not heading and _indent(source, outside[0]):
        return _indented(source, outside[0])  # whether or not its items name controls
    above = [n for n in range(1, last + 1) if _NUMBERED.match(source.written_line(n))]
    named = ("{", "**")  # a control, or a label that is spelt out, which is told
    written = [source.written_line(n) for n in range(above[0], last + 1)] if above else []
    if above and not any(mark in line for line in written for mark in named):
        lines = f"lines {above[0]} to {last}" if above[0] < last else f"line {last}"
        name = "names" if above[0] == last else "name"
        hint = f"{lines} {name} no control: if they are no steps, write them as bullets: - …"
        return Wrong(f"{SECOND}: the steps of a page stand in one", hint)
    if not outside:
        return Wrong(f"{SECOND}: the steps of a page stand in one", INDENT)
    tabs = [n for n in range(1, last) if _TAB.match(source.written_line(n))]
    if tabs and not heading:
        line = outside[0]
        hint = f"put the tabs of line {tabs[0]} into a step, 1. …:, indented by four spaces, and go"
        hint += " on with the next number; or each tab holds all steps"
        message = f"{SECOND}: the tabs are the steps, and line {line} ends them"
        return Wrong(message, hint)
    if heading:
        message = f"{SECOND}: the heading in line {heading} ends the steps"
        hint = "a page has one procedure: write this one as a page of its own, and link to it here;"
        hint += " if it goes on with the steps, leave the heading out, and indent what else stands"
        hint += " between by four spaces; if it only tells of steps, write bullets, - …, with"
        hint += " {control.label}"
        return Wrong(message, hint)
    first = outside[0]
    # What is numbered below them goes on with the steps once they are indented.
    numbered = (n for n in between if n > first and _NUMBERED.match(source.written_line(n)))
    last = max(n for n in between if n < next(numbered, item.location.line))
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    hint = f"indent {lines} by four spaces more, as part of the step above, and leave the list"
    hint += "; another way to do the same is a bullet of that step; what is no step is a bullet:"
    hint += " - …"
    return Wrong(f"{SECOND}: line {first} ends the steps", hint)


def heading_between(source: Source, line: int, other: int) -> int | None:
    """The line of the first heading between two lines; None where there is none."""
    outside = _outside(source, _written(source, line, other))
    return next((number for number in outside if _is_heading(source, number)), None)


def _written(source: Source, line: int, other: int) -> list[int]:
    """The lines between two that aren't empty."""
    return [n for n in range(line + 1, other) if source.written_line(n).strip()]


def _outside(source: Source, lines: list[int]) -> list[int]:
    """Those of the lines that belong to no step."""
    return [number for number in lines if _indent(source, number) < DEEP]


def _indented(source: Source, line: int) -> Wrong:
    message = f"{SECOND}: line {line} ends the steps"
    return Wrong(message, f"{INDENT}: line {line} has {_indent(source, line)}")


def _indent(source: Source, number: int) -> int:
    text = source.written_line(number)
    return len(text) - len(text.lstrip())


def _is_heading(source: Source, number: int) -> bool:
    above, text = source.line(number - 1).strip(), source.line(number)
    return bool(_HEADING.match(text) or (above and _UNDERLINE.match(text)))
