"""The inline structure of a message, compared between a translation and its source."""

from collections import Counter
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from acquit.procedure.references import mentions, substitute

_WORDS = {"strong": "bold", "em": "italics", "code": "code", "a": "link", "img": "image"}


def differences(md: Markdown, source: str, translation: str) -> list[str]:
    """Say what the translation loses or invents: references, bold, italics, code, links, images.

    The translation is compared as it will be shown: as text without HTML.
    """
    return _changes(_structure(md, source), _structure(md, translation))


def reference_differences(source: str, translation: str) -> list[str]:
    """Say which references the translation of a plain text loses or invents."""
    return _changes(_references(source), _references(translation))


def _references(text: str) -> Counter[str]:
    return Counter(mention.written for mention in mentions(text))


def _changes(wanted: Counter[str], found: Counter[str]) -> list[str]:
    lost = [f"loses {what}" for what in (wanted - found).elements()]
    invented = [f"invents {what}" for what in (found - wanted).elements()]
    return sorted(set(lost + invented))


#: Stands for `<` while Markdown parses a translation, so that no markup can come of it: of the
#: private use area, as Markdown itself has no use for it.
LESS_THAN = "\ue03c"
#: What Python-Markdown marks its own placeholders with.
_MARKS = str.maketrans("", "", "\x02\x03" + LESS_THAN)


def as_text(translation: str) -> str:
    """Return a translation in which Markdown finds no HTML; `restore` undoes it in the tree."""
    return translation.translate(_MARKS).replace("<", LESS_THAN)


def restore(root: Element) -> None:
    """Put `<` back, as text, after inline parsing."""
    for element in root.iter():
        for key, value in element.items():
            element.set(key, value.replace(LESS_THAN, "<"))
        if element.text and LESS_THAN in element.text:
            element.text = type(element.text)(element.text.replace(LESS_THAN, "<"))
        if element.tail and LESS_THAN in element.tail:
            element.tail = type(element.tail)(element.tail.replace(LESS_THAN, "<"))


def _structure(md: Markdown, text: str) -> Counter[str]:
    found = _references(text)
    plain = substitute(text, lambda _: "x")
    found["an attribute list"] += plain.count("{:")
    root = Element("div")
    SubElement(root, "p").text = plain
    md.treeprocessors["inline"].run(root)
    for element in root.iter():
        word = _WORDS.get(element.tag)
        if word == "code":
            code = unescape("".join(element.itertext())).replace(LESS_THAN, "<")
            found[f"code `{code}`"] += 1
        elif word == "link":
            found[f"a link to {element.get('href')}"] += 1
        elif word == "image":
            found[f"an image of {element.get('src')}"] += 1
        elif word:
            found[word] += 1
    return +found
