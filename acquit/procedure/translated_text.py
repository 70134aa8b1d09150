"""A translation is text: what Markdown could make markup of is put aside, but its source's own."""

from collections.abc import Collection
from xml.etree.ElementTree import Element

from acquit.text import inline
from acquit.text.references import mentions

#: Stand for `<` and `{` while Markdown parses a translation, so that no markup can come of it: of
#: the private use area, as Markdown itself has no use for it.
LESS_THAN = "\ue03c"
BRACE = "\ue07b"
#: A brace that a translator wrote with a backslash: surely no attribute list was meant.
ESCAPED_BRACE = "\ue05c"
_STAND_FOR = {LESS_THAN: "<", BRACE: "{", ESCAPED_BRACE: "{"}
#: What Python-Markdown marks its own placeholders with, and what marks ours.
_MARKS = str.maketrans("", "", "\x02\x03\ue041\ue042" + "".join(_STAND_FOR))


def as_text(translation: str, source: str = "") -> str:
    """Return a translation in which Markdown finds no HTML and no attribute list but its source's.

    What passes: tags of the short list, addresses in angle brackets and attribute lists that the
    source has too. `restore` undoes the rest in the tree.
    """
    clean = translation.translate(_MARKS)
    passing = _passing(source)
    keep = [m.span() for m in inline.AUTOLINK.finditer(clean) if m[0] in passing]
    keep += [m.span() for m in inline.TAG.finditer(clean) if m[0] in passing]
    keep += [m.span() for m in inline.ATTRIBUTES.finditer(clean) if m[0] in passing]
    keep += [(m.start, m.start + len(m.written)) for m in mentions(clean)]
    code = [m.span() for m in inline.CODE.finditer(clean)]
    return _neutralised(clean, {start for start, _ in keep}, code)


def _neutralised(text: str, keep: Collection[int], code: Collection[tuple[int, int]]) -> str:
    """Replace each `<` and `{`, but at the offsets `keep`; a backslash before one has done its
    work, save in code."""
    out: list[str] = []
    for at, letter in enumerate(text):
        if letter not in "<{" or at in keep:
            out.append(letter)
            continue
        in_code = any(start <= at < end for start, end in code)
        before = text[:at]
        is_escaped = not in_code and (len(before) - len(before.rstrip("\\"))) % 2
        if is_escaped:
            out.pop()
        brace = ESCAPED_BRACE if is_escaped else BRACE
        out.append(LESS_THAN if letter == "<" else brace)
    return "".join(out)


def _passing(source: str) -> set[str]:
    blanked = inline.without_code_spans(source)
    found = {m[0] for m in inline.AUTOLINK.finditer(blanked)}
    found |= {m[0] for m in inline.TAG.finditer(blanked) if inline.is_allowed(m)}
    return found | {m[0] for m in inline.attribute_lists(source)}


def shown(text: str) -> str:
    """Return a text with `<` and `{` put back."""
    for stands, letter in _STAND_FOR.items():
        text = text.replace(stands, letter)
    return text


def restore(root: Element) -> None:
    """Put `<` and `{` back, as text, after inline parsing."""
    for element in root.iter():
        for key, value in element.items():
            if value:
                element.set(key, shown(value))
        if element.text and element.text != shown(element.text):
            element.text = type(element.text)(shown(element.text))
        if element.tail and element.tail != shown(element.tail):
            element.tail = type(element.tail)(shown(element.tail))
