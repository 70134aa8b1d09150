"""Steps that do nothing, or not what their words lead readers to expect."""

import re

from acquit.kinds import CHOSEN, GIVEN, SWITCHED, TYPED
from acquit.problems import Wrong
from acquit.procedure.label_checks import named_in
from acquit.procedure.manner_words import CLICKS, OTHERWISE
from acquit.procedure.plain_orders import OUTSIDE
from acquit.procedure.procedure import Procedure
from acquit.procedure.steps import STEP_CLASSES, Step, Use

#: What begins a sentence in which something is done.
_DONE = re.compile(
    r"\W*(sign in|sign out|log in|log out|select|click|choose|press|enter|type|upload|save|submit"
    r"|expand|refresh|reload|create|delete|add|remove|clear|set|turn on|turn off|switch|sort|filter"
    r"|rename|edit|change|update|replace|cancel|approve|accept|move|drag|export|import|share|send"
    r"|pay|mark|reset|restore|disable|enable|dismiss|close|archive|assign|transfer|download|attach"
    r"|tick|untick|fill in|fill out)\b",
    re.IGNORECASE,
)
#: What announces that everything in a list is done, and not one of its ways.
_ALL = re.compile(
    r"\b(?:do|complete|perform|take|follow|carry out)\s+(?:all of\s+|each of\s+|both of\s+)?"
    r"(?:the following|these|this|both|the steps)(?:\s+(?:steps?|actions?|tasks?|things?))?"
    r"(?:\s+in order|\s+below)?\s*[:.]?\s*$"
    r"|\b(?:select|click|choose|press|tap|open)\s+(?:each of\s+|all of\s+)?the following"
    r"(?:\s+\w+)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_WAYS = re.compile(r"\b(?:ways?|how|depending|one of|either|any of)\b", re.IGNORECASE)
#: What comes before a list of fields all of which are filled in.
_FORM = re.compile(
    r"\b(?:fill|complete|enter|provide|specify|set|configure|give|fields|details|information|values"
    r"|options)\b",
    re.IGNORECASE,
)


def wrong_with_step(procedure: Procedure, step: Step) -> Wrong | None:
    """Say that a step does nothing, or not what it says."""
    if fields := _fields_as_alternatives(procedure, step):
        hint = "bullets of a step are alternatives, of which one is done: number what is all done,"
        hint += " 1. …, indented by four spaces; where one is enough, say so: “Do one of the"
        hint += " following:”"
        return Wrong(f"only one of the fields {fields} would be filled in", hint)
    bullets = [c for c in step.children if c.is_alternative and c.element.tag == "li"]
    said = step.command.text if step.command and len(bullets) > 1 else ""
    if _ALL.search(said) and not _WAYS.search(said):
        hint = "number what is all done, 1. …, indented by four spaces; or write “Do one of the"
        hint += " following:”"
        return Wrong("bullets are alternatives, of which only one would be done", hint)
    if step.is_alternative:
        if procedure.acts(step):
            return None
        hint = "bullets of a step are alternatives: name the control that the reader uses; number"
        hint += " what is all done, 1. …; what the step makes appear is a paragraph, mere"
        hint += " information a note"
        named = [f"{{{use.mention.name}.label}}" for use in procedure.all_uses(step)]
        hint += f" with {named[0]}" if named else ""
        if step.element.tag == "div":
            hint = "a tab holds another way to do it, as a numbered list that names controls"
            hint += "; what is done outside the product is a note"
        return Wrong("an alternative without an action", hint)
    if fields := _fields_in_tables(procedure, step):
        hint = "write each that the reader fills in as a substep, indented by four spaces: 1. In"
        hint += " {field}, enter {field.value}. Others are only mentioned: {field.label}"
        return Wrong(f"a table fills nothing in: {fields} would stay empty", hint)
    kinds = {use.purpose for use in procedure.all_uses(step)}
    verb = _DONE.match(step.command.text) if step.command else None
    if verb and kinds and Use.ACT not in kinds and not any(step.children):
        hint = "name the control that is used; where it is only looked at, say so: check that …"
        return Wrong(f"the sentence says “{verb[1]}”, and nothing is done", hint)
    if kinds <= {Use.LABEL}:
        if kinds:
            hint = "join it to another step, or write it as a note: !!! note"
            return Wrong("a step that only prints labels: nothing is done", hint)
        if step.command and (manner := OTHERWISE.search(step.command.text)):
            return Wrong(f"“{manner[1]}”, and no control is named", CLICKS + OUTSIDE)
        like = named_in(step.command.text, procedure.product) if step.command else ""
        hint = f"name a control{like}, or join it to the step that it is about; what is seen is a"
        hint += " paragraph below its step; only what the product can’t show is marked"
        hint += " {: .outside }"
        if marked := sorted(step.classes & set(STEP_CLASSES)):
            hint = f"name a control, or mark it {{: .outside }}, in the place of .{marked[0]}"
        return Wrong("a step that neither acts nor checks", hint)
    return None


def _fields_in_tables(procedure: Procedure, step: Step) -> str:
    """The fields that a sentence says to fill in, and that a table below it only mentions."""
    if step.command is None or not _FORM.search(step.command.text) or procedure.acts(step):
        return ""
    names = dict.fromkeys(use.mention.name for use in procedure.uses_in_tables(step))
    fields = GIVEN | CHOSEN | SWITCHED
    return ", ".join(f"{{{n}}}" for n in names if procedure.product.kind_of(n) in fields)


def _fields_as_alternatives(procedure: Procedure, step: Step) -> str:
    """The fields of a form that a step lists in bullets, each of which only fills one in."""
    if step.command is None or _WAYS.search(step.command.text):
        return ""
    bullets = [child for child in step.children if child.is_alternative]
    acts = [[m for m in procedure.own_uses(b) if m.purpose is Use.ACT] for b in bullets]
    names = [act.mention.name for own in acts for act in own]
    kinds = [kind for name in names if (kind := procedure.product.kind_of(name))]
    is_form = len(set(names)) > 1 and all(len(own) <= 1 for own in acts)
    if not is_form or not all(kind in TYPED | CHOSEN | SWITCHED for kind in kinds):
        return ""
    return ", ".join(f"{{{name}}}" for name in names)
