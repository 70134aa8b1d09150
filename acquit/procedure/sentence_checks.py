"""What a step's words say and its references don't: conditions, repetitions, keys, names.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterator, Mapping

from acquit.keys import KEYS
from acquit.kinds import PLACES
from acquit.problems import Wrong
from acquit.procedure.plain_orders import END, OUTSIDE, VERB, without_control, wrong_with_orders
from acquit.procedure.steps import STEP_CLASSES, Step
from acquit.product import Product
from acquit.text import inline
from acquit.text.references import mentions, substitute

_I = re.IGNORECASE
OPTIONAL = re.compile(
    r"[(*_\[]*optional(?:ly)?\b|.*\boptionally\b|.*[.;:!?]\s+[(*_\[]*optional\b", _I
)
_FREE = re.compile(
    r"(?:alternatively\b|you (?:can|may|could)\b(?! now)(?=[^.:;!?]*\{)"
    r"|(?:if|when) you (?:want|like|prefer|wish)\b|as needed\b)"
    r"|.*\(optional\)",
    _I,
)
#: What is offered in a sentence, and would be done.
_OFFER = re.compile(
    r"(?:^\W*|[.;:!?,—(]\s*(?:and\s+|or\s+)?)(?:as an alternative|you (?:can|may|could) also)\b",
    _I,
)
_SKIP = re.compile(r"\botherwise,? skip\b|\bor skip (?:this|it)\b", _I)
_IF = re.compile(
    r"(?<!even )(?<!\bas )(?<!matter )(?<!decide )(?<!check )(?<!see )(?<!out )(?<!ask )"
    r"(?<!know )(?<!verify )(?<!tell )\bif\b"
    r"|\b(?:when|where) (?:prompted|asked|required|needed|necessary)\b",
    _I,
)
_EITHER = re.compile(r"\beither\b[^.;:!?]*\bor\b", _I)
_AGAIN = re.compile(r"\b(?:repeat|do (?:this|that|it|so) again|go (?:back )?to step)\b", _I)
_WAIT = re.compile(
    r"\bwait(?: for)? (?:\d+|an?|a few|some|several|one|two|three|four|five|ten|thirty)(?: more)?"
    r" (?:second|minute|hour|day)s?\b",
    _I,
)
#: Keys as other tools write them, and in plain words.
_KEYS = re.compile(
    r"<kbd>(?P<tag>[^<]*)</kbd>|\+\+(?P<plus>[\w+-]+)\+\+"
    r"|\b(?:press|hit)(?: the)? [“*_`]{1,2}(?P<sign>[^\w\s`*_”])[”*_`]{1,2}"
    r"|\b(?:press|hit|use)(?: the)? [“*_`]{0,2}"
    r"(?P<word>esc(?:ape)?|enter|return|tab|space(?: ?bar)?"
    r"|(?:up|down|left|right) arrow|page (?:up|down)|home|end|delete|backspace"
    r"|f\d\d?|ctrl|alt|shift|cmd)\b(?!\s*\+)|\b(?P<combined>(?:ctrl|alt|shift|cmd)\s*\+\s*\w+)",
    _I,
)
#: Numbers that count something (“16 digits”) are followed by what they count.
_NUMBER = re.compile(
    r"(?<![\w{.#/-])\d[\d.,]*(?!\w)(?!\s*(?!in\b|into\b|as\b|for\b|to\b|at\b|on\b|and\b)[a-z])"
)
_QUOTED = re.compile(r"`([^`]+)`|“([^”]+)”|\"([^\"]+)\"")
_INDENTED = "indented by four spaces more than its number"
_ALONE = "write what is done as steps of its own, each once; or mark the step {: .outside }"


def wrong_with_sentence(
    step: Step, text: str, product: Product, labels: Mapping[str, list[str]], *, ends_open: bool
) -> Iterator[Wrong]:
    """Say what the words of a step's sentence promise, and its references don't keep.

    `text` has no stress around its references (`unstressed`). `labels` are the names of the
    controls by their labels, in small letters; `ends_open`: what it selects may stand below it.
    """
    conditions = list(_conditions(step, text, product))
    told = [
        *_wrong_with_words(text, product, labels),
        *wrong_with_orders(text, product, labels),
    ]
    yield from (*conditions, *told)
    if not told and (not conditions or any(mentions(text))):
        yield from without_control(text, product, labels, ends_open=ends_open)


def _wrong_with_words(
    text: str, product: Product, labels: Mapping[str, list[str]]
) -> Iterator[Wrong]:
    if wait := _WAIT.search(text):
        hint = f"say what is seen when it is over{OUTSIDE}"
        yield Wrong(f"“{wait[0]}”: a walk waits for what is shown, and for no time", hint)
    if again := _AGAIN.search(text):
        yield Wrong(f"“{again[0]}”: each step is done once", _ALONE)
    yield from wrong_with_keys(text)
    yield from _marks_within(text)
    yield from _names(text, product, labels)


def written_out(text: str) -> str | None:
    """Return what a sentence quotes, or a number in it: it may be a value that `data` gives."""
    found = [next(filter(None, quoted.groups())) for quoted in _QUOTED.finditer(text)]
    found += [number[0].rstrip(".,") for number in _NUMBER.finditer(_QUOTED.sub("", text))]
    return next((word for word in found if "{" not in word), None)


def _conditions(step: Step, text: str, product: Product) -> Iterator[Wrong]:
    if step.is_optional or step.is_conditional or step.is_alternative:
        return
    if _EITHER.search(text):
        hint = "write both ways as bullets: “Do one of the following:”, then - … for each"
        yield Wrong("a step with “either … or”, and not written as alternatives", hint)
    elif OPTIONAL.match(text) or _FREE.match(text):
        hint = f"mark it {{: .optional }} on the next line, {_INDENTED}"
        if not any(mentions(text)):
            hint = "name the control that does it, and mark it {: .optional } on the next line,"
            hint += f" {_INDENTED}; or {{: .outside }}, if the product can’t show it"
        yield Wrong("a step that says it is optional, and isn’t marked so", hint)
    elif offer := _SKIP.search(text) or _offer(text):
        hint = "write another way as a bullet: “Do one of the following:”, then - … for each; what"
        hint += " may be left out as a step of its own, marked {: .optional }"
        yield Wrong(f"“{offer[0].strip(' .;:!?,—(')}”: it would be done all the same", hint)
    elif re.search(r"\bunless\b", text, _I):
        hint = "write both ways as bullets: “Do one of the following:”, then - … for each; what"
        hint += " holds for a part only is a step or a note of its own"
        yield Wrong("a step with “unless”, and not written as alternatives", hint)
    elif (found := _IF.search(inline.without_code_spans(text))) and not any(mentions(text)):
        hint = "name what the screen then shows: if {notice} appears, …, and mark the step"
        hint += f" {{: .conditional }} on the next line, {_INDENTED}; or {{: .outside }}, if the"
        hint += " product can’t show it; or write it as a note: !!! note"
        yield Wrong(f"a step with “{found[0]}” that names no control", hint)
    elif found and (alone := _only_told(text, found.start(), product)):
        hint = f"write it as a note, !!! note, with {{{alone}.label}}; a step names what is done"
        hint += " then: if {notice} appears, select {control}"
        yield Wrong(f"a step with “{found[0]}” in which nothing is done", hint)
    elif found:
        hint = f"mark it on the next line, {_INDENTED}: {{: .conditional }} where the screen"
        hint += " decides (if {notice} appears, select {control}: both are named), {: .optional }"
        hint += " where the reader does; what holds"
        hint += " for a part only is a step or a note of its own"
        yield Wrong(f"a step with “{found[0]}”, and not marked as one that may be left out", hint)


def _only_told(text: str, start: int, product: Product) -> str:
    """The one name in a condition's sentence, if it is of what is only read; "" where it isn't."""
    named = list(mentions(text))
    is_read = len(named) == 1 and product.kind_of(named[0].name) in PLACES
    is_read = is_read and named[0].start > start
    return named[0].name if is_read and not named[0].part else ""


def _offer(text: str) -> re.Match[str] | None:
    """What is offered, where a control would be used for it."""
    for found in _OFFER.finditer(text):
        ended = END.search(text, found.end())
        end = ended.start() if ended else len(text)
        if any(not m.part for m in mentions(text[found.end() : end])):
            return found
    return None


def wrong_with_keys(text: str) -> Iterator[Wrong]:
    """Say which keys are written so that they are only printed."""
    names = {key.label.casefold(): name for name, key in KEYS.items()}
    names |= {key.code.casefold(): name for name, key in KEYS.items()}
    names |= {"return": "enter_key", "spacebar": "space_key", "space bar": "space_key"}
    for found in _KEYS.finditer(text):
        key = next(filter(None, found.groups())).strip()
        if any(mentions(key)):
            yield Wrong(f"{found[0]} shows a control as a key", f"write {key} without the <kbd>")
            continue
        name = names.get(key.casefold().replace("-", ""))
        known = ", ".join(f"{{{name}}}" for name in KEYS)
        hint = f"write {{{name}}}"
        if name is None:
            hint = f"leave it to a note, !!! tip: a walk presses {known}, and no"
            hint += f" combinations{OUTSIDE}"
        written = found[0] if found["tag"] or found["plus"] else key
        yield Wrong(f"the key {written} is printed, and never pressed", hint)


def wrong_with_code(text: str, product: Product) -> Iterator[Wrong]:
    """Say which names of controls stand in code."""
    for code in inline.CODE.finditer(text):
        inside = code[0].strip("` ")
        if any(m.name in product.controls and m.written == inside for m in mentions(inside)):
            yield Wrong(f"{inside} in code is printed as it is", f"write {inside} without the `")


def _marks_within(text: str) -> Iterator[Wrong]:
    for listed in inline.attribute_lists(text):
        if set(listed["list"].replace(".", " ").split()) & set(STEP_CLASSES):
            hint = f"write it on a line of its own below the text, {_INDENTED}"
            yield Wrong(f"{listed[0]} stands within the text of its step", hint)


def _names(text: str, product: Product, labels: Mapping[str, list[str]]) -> Iterator[Wrong]:
    """Names without braces, in code, and labels where only a verb or a link shows them."""
    yield from wrong_with_code(text, product)
    plain = substitute(inline.CODE.sub("", text), lambda _: "")
    for name in re.findall(r"\b[A-Za-z]\w*_\w+\b", inline.LINK.sub("", plain)):
        if name in product.controls:
            yield Wrong(f"{name} is printed as it is", f"write {{{name}}}")
    linked = [(link["text"] or "").strip() for link in inline.LINK.finditer(plain)]
    for label, names in labels.items():
        # A common noun that links to a page is no label.
        spelt = next((e for e in linked if e.casefold() == label and e[0].isupper()), None)
        pattern = rf"{VERB}({re.escape(label)})(?!\w)"
        after_verb = re.search(pattern, plain, _I) if label[0].isalnum() else None
        if after_verb and after_verb[1][0].isupper():
            spelt = after_verb[1]
        if spelt:
            written = " or ".join(f"{{{name}}}" for name in names)
            yield Wrong(f"{spelt!r} spells the label of a control out", f"write {written}")
