"""What must hold of a procedure's steps: each acts or checks, and nothing is passed over."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from acquit.kinds import ACTIONS, CHOSEN, DIALOG, SWITCHED, TYPED
from acquit.problems import Problem, did_you_mean
from acquit.procedure.blocks import Block
from acquit.procedure.data_checks import check_data, own_uses
from acquit.procedure.frontmatter import Declaration, Named
from acquit.procedure.label_checks import check_bold, labels_of
from acquit.procedure.reference_checks import is_place_told, wrong_with_references
from acquit.procedure.reference_uses import ReferenceUse, ReferenceUses
from acquit.procedure.result_checks import is_about_contents, wrong_with_result
from acquit.procedure.sentence_checks import wrong_with_sentence
from acquit.procedure.steps import STEP_CLASSES, Step, Task, Use
from acquit.product import Product

_INSTEAD = {
    "in its step’s later paragraph": "into the first paragraph, or as a substep",
    "after the steps": "as a step",
}
_LATER, _AFTER = _INSTEAD
#: What begins a sentence in which something is done.
_DONE = re.compile(
    r"\W*(sign in|sign out|log in|log out|select|click|choose|press|enter|type|upload|save|submit"
    r"|expand|refresh|reload|create|delete|add|remove|clear|set|turn on|turn off|switch)\b",
    re.IGNORECASE,
)
#: What comes before a list of fields all of which are filled in.
_FORM = re.compile(
    r"\b(?:fill|complete|enter|provide|specify|set|configure|give|fields|details|information|values"
    r"|options)\b",
    re.IGNORECASE,
)


def check_procedure(
    path: str,
    declared: Declaration,
    task: Task,
    uses: ReferenceUses,
    product: Product,
    told: Collection[Problem],
    *,
    misread: Collection[Problem] = (),
    printed: Collection[Problem] = (),
) -> list[Problem]:
    """Names, data, and steps that do what steps are for.

    Of a sentence that has a problem already (`told`) isn't said that it names nothing. Of steps
    that Markdown misread isn't said what they name in their results, nor that one is empty above
    lines that were misread or `printed` as they are.
    """
    is_misread = bool(misread)
    broken = {(problem.line, problem.column) for problem in told}
    problems = []
    for scenario in declared.scenarios:
        problems += _check_name(path, "scenario", scenario, product.scenarios)
    problems += _check_name(path, "role", declared.role, product.roles)
    if not task.has_steps:
        hint = "write the steps as a numbered list"
        problems.append(Problem(path, declared.line, 1, "the procedure has no steps", hint))
        return problems
    bold = list(check_bold(path, task, product))
    broken |= {(problem.line, problem.column) for problem in bold}
    problems += bold
    labels = labels_of(product)
    done: set[str] = set()
    for step in task.all_steps():
        wrong = list(_check_command(path, declared, step, uses, product, labels, done))
        done |= {use.mention.name for use in own_uses(step, uses) if use.kind is Use.ACT}
        problems += wrong
        if (
            not wrong
            and not _is_told(step, broken)
            and not _is_cut(step, task, [*misread, *printed])
        ):
            problems += _check_step(path, step, uses, product)
        problems += _check_classes(path, step)
        problems += _check_dialogs(path, step, uses, product)
        if not is_misread and not step.is_outside:
            problems += _check_results(path, step.results, _LATER, uses, product)
    if not is_misread:
        problems += _check_results(path, task.results, _AFTER, uses, product)
    problems += check_data(
        path, declared, task, uses, product, is_misread=is_misread or bool(problems)
    )
    return problems


def _is_told(step: Step, broken: Collection[tuple[int, int]]) -> bool:
    """Whether something is wrong where a step stands; an alternative, a tab's say, by its line."""
    line, column = _place_of(step)
    if step.is_alternative:
        return any(line == other for other, _ in broken)
    return (line, column) in broken


def _is_cut(step: Step, task: Task, told: Collection[Problem]) -> bool:
    """Whether a line below a step's, up to the next step, has a problem: it may belong to it."""
    line = _place_of(step)[0]
    later = [_place_of(other)[0] for other in task.all_steps() if _place_of(other)[0] > line]
    end = min(later, default=None)
    return any(line < p.line and (end is None or p.line <= end) for p in told)


def _check_name(path: str, what: str, named: Named | None, known: Collection[str]) -> list[Problem]:
    if named is None or named.text in known:
        return []
    hint = did_you_mean(named.text, known)
    listed = f"known: {', '.join(sorted(known))}"
    hint = f"{hint} {listed}" if hint.startswith("did you mean") and len(known) > 1 else hint
    return [Problem(path, named.line, named.column, f"unknown {what} {named.text!r}", hint)]


def _acts(step: Step, uses: ReferenceUses) -> bool:
    return any(use.kind is Use.ACT for below in step.walk() for use in own_uses(below, uses))


def _place_of(step: Step) -> tuple[int, int]:
    """Where a step stands: its command, or the first of what it holds."""
    for below in step.walk():
        for block in ([below.command] if below.command else []) + below.results:
            return block.line, block.column
    return (step.first.line, step.first.column) if step.first else (1, 1)


def _fields_as_alternatives(step: Step, uses: ReferenceUses, product: Product) -> str:
    """The fields of a form that a step lists in bullets, each of which only fills one in."""
    if step.command is None or not _FORM.search(step.command.text):
        return ""
    bullets = [child for child in step.children if child.is_alternative]
    acts = [[m for m in own_uses(b, uses) if m.kind is Use.ACT] for b in bullets]
    names = [act.mention.name for own in acts for act in own]
    controls = [product.controls[name] for name in names if name in product.controls]
    is_form = len(set(names)) > 1 and all(len(own) <= 1 for own in acts)
    if not is_form or not all(c.kind in TYPED | CHOSEN | SWITCHED for c in controls):
        return ""
    return ", ".join(f"{{{name}}}" for name in names)


def _check_step(path: str, step: Step, uses: ReferenceUses, product: Product) -> list[Problem]:
    below = [child.is_outside for child in step.children]
    if step.is_outside or (below and all(below)):
        return []
    where = (path, *_place_of(step))
    if fields := _fields_as_alternatives(step, uses, product):
        hint = "bullets of a step are alternatives, of which one is done: number what is all done,"
        hint += " 1. …, indented by four spaces"
        return [Problem(*where, f"only one of the fields {fields} would be filled in", hint)]
    if step.is_alternative:
        if _acts(step, uses):
            return _check_places(path, step, uses)
        hint = "bullets of a step are alternatives: name the control that the reader uses"
        hint += "; a result is a paragraph, mere information a table or a note"
        return [Problem(*where, "an alternative without an action", hint)]
    kinds = {use.kind for below in step.walk() for use in own_uses(below, uses)}
    verb = _DONE.match(step.command.text) if step.command else None
    if verb and kinds and Use.ACT not in kinds and not below:
        hint = "name the control that is used; where it is only looked at, say so: check that …"
        return [Problem(*where, f"the sentence says “{verb[1]}”, and nothing is done", hint)]
    if kinds <= {Use.LABEL}:
        if kinds:
            hint = "join it to another step, or write it as a note: !!! note"
            return [Problem(*where, "a step that only prints labels: nothing is done", hint)]
        hint = "name a control, or mark it {: .outside } if the product can't show it"
        if marked := sorted(step.classes & set(STEP_CLASSES)):
            hint = f"name a control, or mark it {{: .outside }}, in the place of .{marked[0]}"
        return [Problem(*where, "a step that neither acts nor checks", hint)]
    return _check_places(path, step, uses)


def _check_places(path: str, step: Step, uses: ReferenceUses) -> list[Problem]:
    """A place stands before the control that it places; what is gone stands in a result."""
    problems = []
    for use in uses[id(step.command)] if step.command else ():
        if use.mention.part in ("shown", "gone") and use.kind is not Use.LABEL:
            message = f"{use.mention.written} stands in a step"
            hint = "a result is a paragraph of its own: after an empty line, indented by four"
            hint += " spaces"
            problems.append(Problem(path, use.line, use.column, message, hint))
    if step.command is None or any(_acts(child, uses) for child in step.children):
        return problems
    used = [m for m in uses[id(step.command)] if m.kind in (Use.ACT, Use.PLACE)]
    acts = [index for index, use in enumerate(used) if use.kind is Use.ACT]
    late = used[acts[-1] + 1 :] if acts else []
    return problems + [
        Problem(path, use.line, use.column, *_wrong_with_late(step.command, used[acts[-1]], use))
        for use in late
        if use.mention.part not in ("shown", "gone")
    ]


def _wrong_with_late(command: Block, act: ReferenceUse, use: ReferenceUse) -> tuple[str, str]:
    written = use.mention.written
    if is_place_told(command.text, use):
        hint = f"name the place first: next to {written}, select {act.mention.written}"
        hint += f"; what appears then is a paragraph of its own; {{{use.mention.name}.label}} only"
        hint += " prints the label"
        return f"{written} stands after the control it places", hint
    hint = "write the result as a paragraph of its own, indented by four spaces; a place comes"
    hint += f" first: next to {written}, select {act.mention.written}"
    return f"{written} stands in the sentence of its step, after what is done", hint


def _check_classes(path: str, step: Step) -> Iterator[Problem]:
    where = (path, *_place_of(step))
    for name in sorted(step.classes - set(STEP_CLASSES)):
        near = did_you_mean(name, STEP_CLASSES)
        if near.startswith("did you mean"):
            hint = near.replace("mean ", "mean .")
            yield Problem(*where, f"nothing is known of a step that is .{name}", hint)
    if step.is_alternative and (step.is_optional or step.is_conditional):
        hint = "mark a step, or a substep of the alternative"
        yield Problem(*where, "an alternative is a choice already", hint)


def _check_results(
    path: str, results: Iterable[Block], where: str, uses: ReferenceUses, product: Product
) -> Iterator[Problem]:
    """What a reader does stands in a step's first paragraph: in the later ones it is only seen."""
    for block in results:
        for wrong in wrong_with_result(block, uses[id(block)]):
            yield Problem(path, block.line, block.column, *wrong)
        for use in uses[id(block)]:
            name = use.mention.name
            control = product.controls.get(name)
            acts = control is not None and control.kind in ACTIONS
            if acts and not use.mention.part and not use.is_spoken:
                message = f"{{{name}}} is only seen, not used: it stands {where}"
                hint = f"write what the reader does {_INSTEAD[where]}"
                if is_about_contents(block.text, use):
                    hint += f"; what it holds isn’t checked: {{{name}.label}} only prints the label"
                else:
                    hint += f"; {{{name}.shown}} says that it appears, {{{name}.gone}} that it goes"
                if where == _AFTER:
                    hint += "; what the reader may do later is a note: !!! tip"
                yield Problem(path, use.line, use.column, message, hint)


def _check_command(
    path: str,
    declared: Declaration,
    step: Step,
    uses: ReferenceUses,
    product: Product,
    labels: Mapping[str, list[str]],
    done: Collection[str],
) -> Iterator[Problem]:
    command = step.command
    if command is None or step.is_outside:
        return
    where = (path, command.line, command.column)
    is_conditional = any(use.kind is Use.CONDITION for use in uses[id(command)])
    if is_conditional and not _acts(step, uses):
        hint = "say what is there, then what to do: if {notice} appears, select {control}"
        hint += "; where nothing is done, leave out the condition, or write a note"
        first = next(use for use in uses[id(command)] if use.kind is Use.CONDITION)
        written = first.mention.written
        message = f"a conditional step in which {written} is the condition, and nothing is done"
        yield Problem(*where, message, f"{hint}; here: if {written} appears, select {written}")
    own = uses[id(command)]
    for wrong in (
        *wrong_with_sentence(step, command, product, labels),
        *wrong_with_references(command.text, own, declared.data, product, done),
    ):
        yield Problem(*where, *wrong)


def check_step_classes(
    path: str, page_blocks: Iterable[Block], task: Task | None
) -> Iterator[Problem]:
    """What a step is stands below its first paragraph, and nowhere else."""
    commands = {id(step.command) for step in task.all_steps()} if task else set()
    for block in page_blocks:
        names = sorted(block.classes & set(STEP_CLASSES))
        if names and id(block) not in commands:
            hint = "put it right below the first paragraph of the step that it is about"
            message = f"{{: .{names[0]} }} belongs to no step here"
            yield Problem(path, block.line, block.column, message, hint)


def _check_dialogs(
    path: str, step: Step, uses: ReferenceUses, product: Product
) -> Iterator[Problem]:
    """The browser's own dialog comes of the action right before it, in the same step."""
    before = None
    used = (Use.ACT, Use.PLACE, Use.CONDITION)
    own = [m for m in uses[id(step.command)] if m.kind in used] if step.command else []
    for use in own:
        control = product.controls.get(use.mention.name)
        if control and control.kind == DIALOG and (before is None or before.kind is not Use.ACT):
            hint = "name it right after the control that raises it, in the same sentence"
            message = f"the dialog {use.mention.written} follows no action"
            yield Problem(path, use.line, use.column, message, hint)
        before = use
