"""What must hold of a procedure's steps: each acts or checks, and nothing is passed over."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from acquit.kinds import ACTIONS, DIALOG
from acquit.problems import Location, Problem, Wrong, did_you_mean, is_near
from acquit.procedure.blocks import Block
from acquit.procedure.frontmatter import Named
from acquit.procedure.idle_steps import wrong_with_step
from acquit.procedure.label_checks import check_bold, labels_of
from acquit.procedure.plain_orders import END
from acquit.procedure.procedure import Procedure
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.result_checks import is_about_contents, wrong_with_contents, wrong_with_result
from acquit.procedure.sentence_checks import wrong_with_sentence
from acquit.procedure.steps import STEP_CLASSES, Step, Task, Use
from acquit.procedure.words_around import is_place_told, wrong_with_references
from acquit.text import inline

_INSTEAD = {
    "in its step’s later paragraph": "into the first paragraph, or as a substep",
    "after the steps": "as a step",
}
_LATER, _AFTER = _INSTEAD
#: What is done once a condition is over.
_USED = re.compile(
    r"(?:[,:]|\bthen\b)[^,.;:]*\b(?:(?:select|click|choose|press|tap|open|enter|type|use|tick|check"
    r"|upload|clear)(?: on)?|go to|next to|beside|under|in)(?: the)?\W*$",
    re.IGNORECASE,
)
#: What is looked at after something was done.
#: What may have been so before.
_STAYS = re.compile(r"\b(?:is|are|has|have|remains?|stays?|only)\b[^.;:!?{}]*$", re.IGNORECASE)
_CHECKED = re.compile(r"\b(?:check|verify|make sure|confirm|see|until)\b", re.IGNORECASE)


def check_procedure(
    procedure: Procedure,
    reported: Collection[Problem],
    *,
    misread: Collection[Problem] = (),
    printed: Collection[Problem] = (),
) -> Iterator[Problem]:
    """Names, and steps that do what steps are for.

    Of a sentence that has a problem already (`reported`) isn't said that it names nothing. Of steps
    that Markdown misread isn't said what they name in their results, nor that one is empty above
    lines that were misread or `printed` as they are.
    """
    declared, task, product = procedure.declared, procedure.task, procedure.product
    for scenario in declared.scenarios:
        yield from _check_name("scenario", scenario, product.scenarios)
    yield from _check_name("role", declared.role, product.roles)
    if not task.has_steps:
        hint = "write the steps as a numbered list"
        yield Problem(replace(declared.location, column=1), "the procedure has no steps", hint)
        return
    bold = list(check_bold(procedure))
    yield from bold
    broken = {problem.location for problem in (*reported, *bold)}
    labels = labels_of(product)
    done: set[str] = set()
    for step in task.all_steps():
        is_cut = _is_cut(procedure, step, [*misread, *printed])
        wrong = list(_check_command(procedure, step, labels, done, is_cut=is_cut))
        yield from wrong
        done |= {use.mention.name for use in procedure.own_uses(step) if use.purpose is Use.ACT}
        if not wrong and not _is_told(procedure, step, broken) and not is_cut:
            yield from _check_step(procedure, step)
        yield from _check_classes(step, procedure.location_of(step))
        yield from _check_dialogs(procedure, step)
        if not misread and not step.is_outside:
            yield from _check_results(procedure, step.results, _LATER)
    if not misread:
        yield from _check_results(procedure, task.results, _AFTER)


def _is_told(procedure: Procedure, step: Step, broken: Collection[Location]) -> bool:
    """Whether something is wrong where a step stands; an alternative, a tab's say, by its line."""
    location = procedure.location_of(step)
    if step.is_alternative:
        return any(location.line == other.line for other in broken)
    return location in broken


def _is_cut(procedure: Procedure, step: Step, reported: Collection[Problem]) -> bool:
    """Whether a line below a step's, up to the next step, has a problem: it may belong to it."""
    line = procedure.location_of(step).line
    starts = [procedure.location_of(other).line for other in procedure.task.all_steps()]
    end = min((start for start in starts if start > line), default=None)
    below = [problem.location.line for problem in reported if problem.location.line > line]
    return any(end is None or number <= end for number in below)


def _check_name(what: str, named: Named | None, known: Collection[str]) -> Iterator[Problem]:
    if named is None or named.text in known:
        return
    hint = did_you_mean(named.text, known)
    if is_near(named.text, known) and len(known) > 1:
        hint += f" known: {', '.join(sorted(known))}"
    yield Problem(named.location, f"unknown {what} {named.text!r}", hint)


def _check_step(procedure: Procedure, step: Step) -> Iterator[Problem]:
    below = [child.is_outside for child in step.children]
    if step.is_outside or (below and all(below)):
        return
    if wrong := wrong_with_step(procedure, step):
        yield wrong.at(procedure.location_of(step))
    else:
        yield from _check_places(procedure, step)


def _check_places(procedure: Procedure, step: Step) -> Iterator[Problem]:
    """A place stands before the control that it places; what is gone stands in a result."""
    own = procedure.uses_in(step.command)
    only_looks = not procedure.acts(step)
    for use in own:
        is_looked_for = use.mention.part == "shown" and only_looks
        if is_looked_for and step.command and is_about_contents(step.command.text, use):
            yield wrong_with_contents(use).at(use.location)
        if use.purpose is Use.LABEL or is_looked_for:
            continue
        if use.mention.part in ("shown", "gone"):
            message = f"{use.mention.written} stands in a step"
            hint = "a result is a paragraph of its own: after an empty line, indented by four"
            hint += " spaces"
            yield Problem(use.location, message, hint)
    if step.command is None or any(procedure.acts(child) for child in step.children):
        return
    used = [m for m in own if m.purpose in (Use.ACT, Use.PLACE)]
    acts = [index for index, use in enumerate(used) if use.purpose is Use.ACT]
    for use in used[acts[-1] + 1 :] if acts else ():
        is_placing = (use.number or 0) < (used[acts[-1]].number or 0)
        if use.mention.part not in ("shown", "gone") and not is_placing:
            yield _wrong_with_late(step.command, used[acts[-1]], use).at(use.location)


def _wrong_with_late(command: Block, act: ReferenceUse, use: ReferenceUse) -> Wrong:
    written = use.mention.written
    between = command.text[act.mention.end : use.mention.start]
    is_later = (END.search(between) or _CHECKED.search(between)) is not None
    if is_place_told(command.text, use) and not is_later:
        hint = f"name the place first: next to {written}, select {act.mention.written}"
        hint += f"; what appears then is a paragraph of its own; {{{use.mention.name}.label}} only"
        hint += " prints the label"
        return Wrong(f"{written} stands after the control it places", hint)
    hint = "write the result as a paragraph of its own, indented by four spaces; what was there"
    hint += f" before as a step of its own: check that {written} …"
    if _STAYS.search(between):
        hint = f"write it as a step of its own: check that {written} …; what was nowhere on the"
        hint += " screen before, as a paragraph of its own, indented by four spaces"
    if not is_later:
        hint += f"; a place comes first: next to {written}, select {act.mention.written}"
    return Wrong(f"{written} stands in the sentence of its step, after what is done", hint)


def _check_classes(step: Step, location: Location) -> Iterator[Problem]:
    for name in sorted(step.classes - set(STEP_CLASSES)):
        if is_near(name, STEP_CLASSES):
            hint = did_you_mean(name, STEP_CLASSES, ".{}")
            yield Problem(location, f"nothing is known of a step that is .{name}", hint)
    if step.is_alternative and (step.is_optional or step.is_conditional):
        hint = "mark a step, or a substep of the alternative"
        yield Problem(location, "an alternative is a choice already", hint)


def _check_results(procedure: Procedure, results: Iterable[Block], where: str) -> Iterator[Problem]:
    """What a reader does stands in a step's first paragraph: in the later ones it is only seen."""
    for block in results:
        own = procedure.uses_in(block)
        for wrong in wrong_with_result(block, own):
            yield wrong.at(block.location)
        for use in own:
            name = use.mention.name
            acts = procedure.product.kind_of(name) in ACTIONS
            if acts and not use.mention.part and not use.is_spoken:
                message = f"{{{name}}} is only seen, not used: it stands {where}"
                hint = f"write what the reader does {_INSTEAD[where]}"
                if is_about_contents(block.text, use):
                    hint += f"; what it holds isn’t checked: {{{name}.label}} only prints the label"
                else:
                    hint += f"; {{{name}.shown}} says that it appears, {{{name}.gone}} that it goes"
                if where == _AFTER:
                    hint += "; what the reader may do later is a note: !!! tip"
                yield Problem(use.location, message, hint)


def _check_command(
    procedure: Procedure,
    step: Step,
    labels: Mapping[str, list[str]],
    done: Collection[str],
    *,
    is_cut: bool,
) -> Iterator[Problem]:
    command = step.command
    if command is None or step.is_outside:
        return
    own, product = procedure.uses_in(command), procedure.product
    condition = next((use for use in own if use.purpose is Use.CONDITION), None)
    if condition and _USED.search(command.text[: condition.mention.start]):
        written = condition.mention.written
        message = f"{written} is taken for the condition, and the sentence uses it"
        hint = f"name what decides before what is done: if {{notice}} appears, select {written}"
        hint += "; where the reader decides, mark the step {: .optional }"
        hint += f"; or: if {written} appears, select {written}"
        yield Problem(command.location, message, hint)
        return
    if condition and not procedure.acts(step):
        hint = "say what is there, then what to do: if {notice} appears, select {control}"
        hint += "; where nothing is done, leave out the condition, or write a note"
        written = condition.mention.written
        message = f"a conditional step in which {written} is the condition, and nothing is done"
        is_said = re.search(r"\b(?:if|when)\b", command.text[: condition.mention.start], re.I)
        if is_said and procedure.product.kind_of(condition.mention.name) in ACTIONS:
            hint += f"; here: if {written} appears, select {written}"
        yield Problem(command.location, message, hint)
    text = inline.unstressed(command.text)
    for wrong in (
        *wrong_with_sentence(step, text, product, labels, ends_open=is_cut or any(step.children)),
        *wrong_with_references(text, own, procedure.declared.data, product, done),
    ):
        yield wrong.at(command.location)


def check_step_classes(page_blocks: Iterable[Block], task: Task | None) -> Iterator[Problem]:
    """What a step is stands below its first paragraph, and nowhere else."""
    commands = {id(step.command) for step in task.all_steps()} if task else set()
    for block in page_blocks:
        names = sorted(block.classes & set(STEP_CLASSES))
        if names and id(block) not in commands:
            hint = "put it right below the first paragraph of the step that it is about"
            message = f"{{: .{names[0]} }} belongs to no step here"
            yield Problem(block.location, message, hint)


def _check_dialogs(procedure: Procedure, step: Step) -> Iterator[Problem]:
    """The browser's own dialog comes of the action right before it, in the same step."""
    before = None
    used = (Use.ACT, Use.PLACE, Use.CONDITION)
    for use in (use for use in procedure.uses_in(step.command) if use.purpose in used):
        is_dialog = procedure.product.kind_of(use.mention.name) == DIALOG
        if is_dialog and (before is None or before.purpose is not Use.ACT):
            hint = "name it right after the control that raises it, in the same sentence"
            message = f"the dialog {use.mention.written} follows no action"
            yield Problem(use.location, message, hint)
        before = use
