"""What must hold of a procedure's source, whatever its language."""

import re
from collections.abc import Collection, Iterable

from acquit.kinds import CHOSEN, PAGE, TYPED
from acquit.problems import Problem, did_you_mean
from acquit.procedure.blocks import HEADINGS, Block
from acquit.procedure.frontmatter import Declaration, Named
from acquit.procedure.marks import Mark, Marks
from acquit.procedure.model import Step, Task, Use
from acquit.procedure.references import PARTS, mentions, unclosed
from acquit.product import Product


def check_page(path: str, page_blocks: list[Block]) -> list[Problem]:
    """References are closed; each heading has an anchor of its own, as links need it."""
    problems = []
    seen: dict[str, int] = {}
    for block in page_blocks:
        for name in unclosed(block.text):
            hint = f"write {{{name}}}"
            message = f"the reference {{{name} is never closed"
            problems.append(Problem(path, block.line, block.column, message, hint))
        if block.element.tag not in HEADINGS:
            continue
        if block.anchor is None:
            slug = "-".join("".join(c if c.isalnum() else " " for c in block.text.lower()).split())
            message = f"the heading {block.text!r} has no anchor"
            hint = f"add {{: #{slug} }} to its end: an anchor must not follow the translation"
            problems.append(Problem(path, block.line, block.column, message, hint))
        elif block.anchor in seen:
            message = f"the anchor #{block.anchor} stands twice"
            hint = f"it is the anchor of line {seen[block.anchor]} already"
            problems.append(Problem(path, block.line, block.column, message, hint))
        else:
            seen[block.anchor] = block.line
    return problems


def check_references(
    path: str, marks: Marks, declared: Declaration | None, product: Product
) -> list[Problem]:
    """Each reference names a control that exists, or a value that `data` gives."""
    data = declared.data if declared else {}
    problems = []
    for mark in [mark for block_marks in marks.values() for mark in block_marks]:
        name, part, _ = mark.mention
        where = (path, mark.line, mark.column)
        if part not in PARTS:
            hint = f"write {{{name}}}, {{{name}.value}} or {{{name}.label}}"
            problems.append(Problem(*where, f"unknown part {mark.mention.written}", hint))
        elif name not in product.controls:
            hint = did_you_mean(name, product.controls, "{{{}}}")
            problems.append(Problem(*where, f"unknown control {{{name}}}", hint))
        elif part == "value" and name not in data:
            hint = f"give it one in the front matter: data: {{{name}: …}}"
            problems.append(Problem(*where, f"{mark.mention.written} has no value", hint))
    return problems


def check_plain(path: str, messages: Iterable[Named], product: Product) -> list[Problem]:
    """What quoted values and keywords name exists."""
    return [
        Problem(
            path,
            message.line,
            message.column,
            f"unknown control {mention.written}",
            did_you_mean(mention.name, product.controls, "{{{}}}"),
        )
        for message in messages
        for mention in mentions(message.text)
        if mention.name not in product.controls
    ]


def check_procedure(
    path: str,
    declared: Declaration,
    task: Task,
    marks: Marks,
    product: Product,
    lines: list[str],
) -> list[Problem]:
    """Everything else: names, data, and steps that do what steps are for."""
    problems = [
        *_check_name(path, "scenario", declared.scenario, product.scenarios),
        *_check_name(path, "role", declared.role, product.roles),
    ]
    if not task.steps:
        hint = "write the steps as a numbered list"
        problems.append(Problem(path, declared.line, 1, "the procedure has no steps", hint))
        return problems
    for block in task.other_lists:
        hint = "nest it in a step, or make it a bullet list"
        message = "a second numbered list: steps stand in one"
        problems.append(Problem(path, block.line, block.column, message, hint))
    for step in task.all_steps():
        problems += _check_list(path, step, lines)
        problems += _check_step(path, step, marks)
    problems += _check_data(path, declared, task, marks, product)
    return problems


def _check_name(path: str, what: str, named: Named | None, known: Collection[str]) -> list[Problem]:
    if named is None or named.text in known:
        return []
    hint = did_you_mean(named.text, known)
    return [Problem(path, named.line, named.column, f"unknown {what} {named.text!r}", hint)]


def _check_list(path: str, step: Step, lines: list[str]) -> list[Problem]:
    """A step is numbered in the source: bullets that are indented too little become steps."""
    block = step.command
    if block is None:
        return []
    numbered = re.match(r"\s*\d+[.)]", lines[block.line - 1])
    if bool(numbered) is not step.is_alternative:
        return []
    message = "this bullet is taken for a step" if not numbered else "this number is a bullet"
    hint = "indent what belongs to a step by four spaces"
    return [Problem(path, block.line, block.column, message, hint)]


def _own_marks(step: Step, marks: Marks) -> list[Mark]:
    own = ([step.command] if step.command else []) + step.results
    return [mark for block in own for mark in marks[id(block)]]


def _acts(step: Step, marks: Marks) -> bool:
    return any(mark.use is Use.ACT for below in step.walk() for mark in _own_marks(below, marks))


def _check_step(path: str, step: Step, marks: Marks) -> list[Problem]:
    if step.outside or step.command is None:
        return []
    where = (path, step.command.line, step.command.column)
    if step.is_alternative:
        if _acts(step, marks):
            return _check_places(path, step, marks)
        hint = "name the control that the reader uses, or write the alternatives as one sentence"
        return [Problem(*where, "an alternative without an action", hint)]
    uses = {mark.use for below in step.walk() for mark in _own_marks(below, marks)}
    if uses <= {Use.LABEL}:
        hint = "name a control, or mark it {: .outside } if the product can't show it"
        return [Problem(*where, "a step that neither acts nor checks", hint)]
    return _check_places(path, step, marks)


def _check_places(path: str, step: Step, marks: Marks) -> list[Problem]:
    """A place stands before the control that it places."""
    if step.command is None or any(_acts(child, marks) for child in step.children):
        return []
    used = [m for m in marks[id(step.command)] if m.use in (Use.ACT, Use.PLACE)]
    acts = [index for index, mark in enumerate(used) if mark.use is Use.ACT]
    late = used[acts[-1] + 1 :] if acts else []
    return [
        Problem(
            path,
            mark.line,
            mark.column,
            f"{mark.mention.written} stands after the control it places",
            "name the place first: next to {place}, select {control}",
        )
        for mark in late
    ]


def _check_data(
    path: str, declared: Declaration, task: Task, marks: Marks, product: Product
) -> list[Problem]:
    steps = [step for step in task.all_steps() if not step.outside]
    used = [m for s in steps for m in _own_marks(s, marks) if m.mention.name in product.controls]
    acted = {m.mention.name for m in used if m.use is Use.ACT}
    shown = {m.mention.name for m in used if m.mention.part == "value"}
    problems = []
    for name, datum in declared.data.items():
        if name not in product.controls:
            hint = did_you_mean(name, product.controls)
            problems.append(
                Problem(path, datum.line, datum.column, f"data for an unknown control {name}", hint)
            )
        elif name not in acted:
            hint = "remove it, or name the control in a step"
            message = f"data for {name}, which no step uses"
            problems.append(Problem(path, datum.line, datum.column, message, hint))
    for mark in used:
        name = mark.mention.name
        if mark.use is not Use.ACT:
            continue
        kind = product.controls[name].kind
        where = (path, mark.line, mark.column)
        if kind in TYPED | {PAGE} and name not in declared.data:
            hint = f"say what is given: data: {{{name}: …}} in the front matter"
            problems.append(Problem(*where, f"the {kind} {{{name}}} has no data", hint))
        elif kind in TYPED | CHOSEN and name in declared.data and name not in shown:
            hint = f"add {{{name}.value}}: what must be given, the page shows"
            problems.append(Problem(*where, f"the value of {{{name}}} is never shown", hint))
    return problems
