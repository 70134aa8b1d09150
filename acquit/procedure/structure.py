"""The inline structure of a message, compared between a translation and its source."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE

from acquit.procedure import inline
from acquit.procedure.inline import LOCALIZED
from acquit.procedure.references import mentions, substitute

_WORDS = {"strong": "bold", "em": "italics", "code": "code", "a": "link", "img": "image"}
_NAMED = {"a": ("link to", "href"), "img": ("image of", "src")}


#: The links that a page defines by name: address and title.
Definitions = Mapping[str, tuple[str, str]]


def differences(
    md: Markdown, source: str, translation: str, definitions: Definitions | None = None
) -> list[str]:
    """Say what the translation loses or invents: references, bold, code, links, HTML, footnotes.

    The translation is compared as it will be shown: see `as_text`. `md` parses both, and is no
    page's own: parsing leaves traces in it.
    """
    known = definitions or {}
    return _changes(_structure(md, source, known), _structure(md, translation, known))


def reference_differences(source: str, translation: str) -> list[str]:
    """Say which references the translation of a plain text loses or invents."""
    return _changes(_references(source), _references(translation))


def _references(text: str) -> Counter[str]:
    return Counter(mention.written for mention in mentions(text))


def _changes(wanted: Counter[str], found: Counter[str]) -> list[str]:
    lost = [f"loses {what}" for what in (wanted - found).elements()]
    invented = [f"invents {what}" for what in (found - wanted).elements()]
    return sorted(set(lost + invented))


#: Stand for `<` and `{` while Markdown parses a translation, so that no markup can come of it: of
#: the private use area, as Markdown itself has no use for it.
LESS_THAN = "\ue03c"
BRACE = "\ue07b"
_STAND_FOR = {LESS_THAN: "<", BRACE: "{"}
#: What Python-Markdown marks its own placeholders with, and what marks ours.
_MARKS = str.maketrans("", "", "\x02\x03\ue041\ue042" + LESS_THAN + BRACE)


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
    stands_for = {letter: stands for stands, letter in _STAND_FOR.items()}
    out: list[str] = []
    for at, letter in enumerate(text):
        if letter not in stands_for or at in keep:
            out.append(letter)
            continue
        in_code = any(start <= at < end for start, end in code)
        before = text[:at]
        escapes = len(before) - len(before.rstrip("\\"))
        if escapes % 2 and not in_code:
            out.pop()
        out.append(stands_for[letter])
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


def _structure(md: Markdown, text: str, definitions: Definitions) -> Counter[str]:
    found = _references(text)
    plain = substitute(text, lambda _: "x")
    found.update(_marks(plain))
    for notes in inline.FOOTNOTE.findall(inline.without_code_spans(plain)):
        found[f"the footnote {notes}"] += 1
    plain = inline.FOOTNOTE.sub("", plain)
    md.reset()
    md.references = dict(definitions)
    root = Element("div")
    SubElement(root, "p").text = plain
    md.treeprocessors["inline"].run(root)
    for element in root.iter():
        word = _WORDS.get(element.tag)
        if word == "code":
            found[f"code `{shown(unescape(''.join(element.itertext())))}`"] += 1
        elif element.tag in _NAMED:
            found[_address(element)] += 1
        elif word:
            found[word] += 1
    return +found


def _marks(text: str) -> Counter[str]:
    """Count what Markdown doesn't make elements of: HTML, and attribute lists."""
    found: Counter[str] = Counter()
    for tag in filter(inline.is_allowed, inline.tags(text)):
        name = tag["name"].lower()
        found[f"</{name}>" if tag["end"] else f"<{name}>"] += 1
    for braces in inline.attribute_lists(text.replace(BRACE, "{")):
        found["an attribute list" + (f" {braces[0]}" if LOCALIZED in braces["list"] else "")] += 1
    return found


def _address(element: Element) -> str:
    what, attribute = _NAMED[element.tag]
    # Markdown writes addresses of mail as numbers, against those who collect them.
    address = unescape((element.get(attribute) or "").replace(AMP_SUBSTITUTE, "&"))
    listed = re.match(r"\{:?([^{}\n]*)\}", shown(element.tail or ""))
    if listed and LOCALIZED in listed[1].split():
        return f"the {what.split()[0]} that each language has its own of"
    return f"{'an' if what[0] == 'i' else 'a'} {what} {address}"
