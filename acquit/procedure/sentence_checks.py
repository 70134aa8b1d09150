"""What a step's words say and its references don't: conditions, choices, keys, values.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterator

from acquit.keys import KEYS
from acquit.kinds import CHOSEN, PLACES
from acquit.procedure import inline
from acquit.procedure.blocks import Block
from acquit.procedure.marks import Mark
from acquit.procedure.model import STEP_CLASSES, Step, Use
from acquit.procedure.references import substitute
from acquit.product import Product

_I = re.IGNORECASE
OPTIONAL = re.compile(r"[(*_\[]*optional(?:ly)?\b", _I)
_FREE = re.compile(r"(?:you (?:can|may|could)\b|(?:if|when) you (?:want|like|prefer|wish)\b)", _I)
_IF = re.compile(r"\b(?:if|unless)\b", _I)
_OR = re.compile(r"[^.;:!?]*\bor\b[^.;:!?]*", _I)
_NOT = re.compile(
    r"\b(?:do not|don['’]t|never|(?<!if )not|without|avoid|instead of|rather than)\b[^.;:!?—]*$",
    _I,
)
#: Keys as other tools write them.
_KEYS = re.compile(r"<kbd>(?P<tag>[^<]*)</kbd>|\+\+(?P<plus>[\w+-]+)\+\+")
#: A verb whose object comes next.
_DO = re.compile(r"\b(?:select|click|choose|press|tap|check|clear)(?: on)?(?: the)?\s*\W*$", _I)
#: Between a field of choices and what is chosen of it, no word says where.
_CHOOSE = re.compile(
    r"(?:\W|\b(?:and|then|select|choose|pick|click|tap|set|it|to|the|option|value|as)\b)*", _I
)
_NEAR = re.compile(
    r"\b(?:next to|beside|in|under|below|above|on|at|from|of|for|where|with|whose)\b[^{}.;:!?]*$",
    _I,
)
#: Numbers that count something (“16 digits”) are followed by what they count.
_NUMBER = re.compile(
    r"(?<![\w{.#/-])\d[\d.,]*(?!\w)(?!\s*(?!in\b|into\b|as\b|for\b|to\b|at\b|on\b|and\b)[a-z])"
)
_QUOTED = re.compile(r"`([^`]+)`|“([^”]+)”|\"([^\"]+)\"")
_INDENTED = "indented by four spaces"

Wrong = tuple[str, str]


def wrong_with_words(
    step: Step, command: Block, marks: list[Mark], product: Product
) -> Iterator[Wrong]:
    """Say what the words of a step's sentence promise, and its references don't keep."""
    yield from _conditions(step, command.text)
    yield from _keys(command.text)
    yield from _marks_within(command.text)
    yield from _names(command.text, product)
    used = [mark for mark in marks if not mark.is_spoken]
    for before, mark in zip([None, *used], used, strict=False):
        yield from _reference(command.text, before, mark, product)


def wrong_with_result(block: Block, marks: list[Mark]) -> Iterator[Wrong]:
    """Say that a result which comes only at times can't be checked."""
    checked = [mark for mark in marks if mark.use in (Use.RESULT, Use.GONE)]
    if checked and re.match(r"\W*(?:if|unless)\b", block.text, _I):
        name = checked[0].mention.name
        hint = f"write it as a note: !!! note; or write {{{name}.label}}, which isn’t checked"
        yield "a result with a condition: each walk checks it", hint


def written_out(text: str) -> str | None:
    """Return what a sentence quotes, or a number in it: it may be a value that `data` gives."""
    found = [next(filter(None, quoted.groups())) for quoted in _QUOTED.finditer(text)]
    found += [number[0].rstrip(".,") for number in _NUMBER.finditer(_QUOTED.sub("", text))]
    return next((word for word in found if "{" not in word), None)


def is_place_told(text: str, mark: Mark) -> bool:
    """Whether a word before a reference says that something is there, or next to it."""
    return _NEAR.search(text[: mark.mention.start]) is not None


def _conditions(step: Step, text: str) -> Iterator[Wrong]:
    if step.is_optional or step.is_conditional or step.is_alternative:
        return
    if OPTIONAL.match(text) or _FREE.match(text):
        hint = f"mark it {{: .optional }} on the next line, {_INDENTED}"
        yield "a step that says it is optional, and isn’t marked so", hint
    elif found := _IF.search(inline.without_code_spans(text)):
        hint = f"mark it on the next line, {_INDENTED}: {{: .conditional }} where the screen"
        hint += " decides by what is named first, {: .optional } where the reader does"
        yield f"a step with “{found[0]}”, and not marked as one that may be left out", hint


def _keys(text: str) -> Iterator[Wrong]:
    labels = {key.label.casefold(): name for name, key in KEYS.items()}
    labels |= {key.code.casefold(): name for name, key in KEYS.items()}
    for found in _KEYS.finditer(text):
        name = labels.get((found["tag"] or found["plus"]).casefold().replace("-", ""))
        known = ", ".join(f"{{{name}}}" for name in KEYS)
        hint = f"write {{{name}}}" if name else f"a walk presses {known}, and no combinations"
        yield f"the key {found[0]} is printed, and never pressed", hint


def _marks_within(text: str) -> Iterator[Wrong]:
    for listed in inline.attribute_lists(text):
        if set(listed["list"].replace(".", " ").split()) & set(STEP_CLASSES):
            hint = f"write it on a line of its own below the text, {_INDENTED}"
            yield f"{listed[0]} stands within the text of its step", hint


def _names(text: str, product: Product) -> Iterator[Wrong]:
    plain = inline.LINK.sub("", substitute(inline.CODE.sub("", text), lambda _: ""))
    for name in re.findall(r"\b[A-Za-z]\w*_\w+\b", plain):
        if name in product.controls:
            yield f"{name} is printed as it is", f"write {{{name}}}"


def _reference(text: str, before: Mark | None, mark: Mark, product: Product) -> Iterator[Wrong]:
    mention = mark.mention
    start = before.mention.start + len(before.mention.written) if before else 0
    between = text[start : mention.start]
    acts = mark.use is Use.ACT
    if mention.part == "label" and _DO.search(between):
        hint = f"write {{{mention.name}}}"
        yield f"{mention.written} only prints the label, and nothing is done", hint
    elif acts and _NOT.search(between):
        hint = f"write {{{mention.name}.label}}, which only prints the label"
        yield f"{mention.written} would be done, though the sentence says not to", hint
    elif before and before.use is Use.ACT:
        if acts and _OR.fullmatch(between):
            hint = "write each as a bullet of the step: bullets are alternatives"
            yield f"{before.mention.written} or {mention.written}: both would be done", hint
        elif _is_choice(before, mark, product) and _CHOOSE.fullmatch(between):
            name, choice = before.mention.name, mention.written
            hint = f'give the choice in the front matter, data: {{{name}: "{choice}"}},'
            hint += f" and write {{{name}.value}} for it here"
            yield f"{choice} is no place, and nothing of {{{name}}} is chosen", hint


def _is_choice(before: Mark, mark: Mark, product: Product) -> bool:
    is_text = not mark.mention.part and _kind(mark, product) in PLACES
    return is_text and _kind(before, product) in CHOSEN


def _kind(mark: Mark, product: Product) -> str:
    control = product.controls.get(mark.mention.name)
    return control.kind if control else ""
