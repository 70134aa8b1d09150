"""The inline structure of a message, compared between a translation and its source."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import build_inlinepatterns
from markdown.util import AMP_SUBSTITUTE

from acquit.procedure.translated_text import BRACE, shown
from acquit.text import inline
from acquit.text.inline import LOCALIZED
from acquit.text.references import changes, counted, substitute

_WORDS = {"strong": "bold", "em": "italics", "code": "code", "a": "link", "img": "image"}
_NAMED = {"a": ("link to", "href"), "img": ("image of", "src")}


#: Without one of these Markdown itself makes nothing of a text.
_MARK = re.compile(r"[*_`\[\]<>{}&\\!]")

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
    return changes(_structure(md, source, known), _structure(md, translation, known))


def _structure(md: Markdown, text: str, definitions: Definitions) -> Counter[str]:
    found = counted(text)
    plain = substitute(text, lambda _: "x")
    if _is_plain(md, plain):
        return found
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


def _is_plain(md: Markdown, text: str) -> bool:
    """Whether nothing can come of a text but text: most messages needn't be parsed for it."""
    return not (_MARK.search(text) or any(each.search(text) for each in _own_patterns(md)))


@lru_cache(maxsize=1)
def _own_patterns(md: Markdown) -> list[re.Pattern[str]]:
    """Return what extensions look for beside Markdown itself, whose marks we know."""
    usual = {each.pattern for each in build_inlinepatterns(md)}
    own = (each for each in md.inlinePatterns if each.pattern not in usual)
    return [each.getCompiledRegExp() for each in own]


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
