"""The inline structure of a message, compared between a translation and its source."""

from collections import Counter
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from acquit.procedure.references import mentions, substitute

_WORDS = {"strong": "bold", "em": "italics", "code": "code", "a": "link", "img": "image"}


def differences(md: Markdown, source: str, translation: str) -> list[str]:
    """Say what the translation loses or invents: references, bold, italics, code, links, images.

    The translation is compared as it will be shown, with `<` escaped.
    """
    wanted, found = _structure(md, source), _structure(md, translation)
    lost = [f"loses {what}" for what in (wanted - found).elements()]
    invented = [f"invents {what}" for what in (found - wanted).elements()]
    return sorted(set(lost + invented))


def escaped(translation: str) -> str:
    """Return a translation as text: no markup of HTML can come from it.

    Code spans keep their `<`: Markdown escapes it there itself.
    """
    outside = translation.split("`")
    return "`".join(
        part.replace("<", "&lt;") if index % 2 == 0 else part for index, part in enumerate(outside)
    )


def _structure(md: Markdown, text: str) -> Counter[str]:
    found = Counter(mention.written for mention in mentions(text))
    plain = substitute(text, lambda _: "x")
    found["an attribute list"] += plain.count("{:")
    root = Element("div")
    SubElement(root, "p").text = plain
    md.treeprocessors["inline"].run(root)
    for element in root.iter():
        word = _WORDS.get(element.tag)
        if word == "code":
            found[f"code `{''.join(element.itertext())}`"] += 1
        elif word == "link":
            found[f"a link to {element.get('href')}"] += 1
        elif word == "image":
            found[f"an image of {element.get('src')}"] += 1
        elif word:
            found[word] += 1
    return +found
