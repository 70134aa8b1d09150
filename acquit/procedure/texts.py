"""What a block of a page says once inline parsing is done: its text, and what is spoken."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from xml.etree.ElementTree import Element

INLINE = frozenset(
    (
        *("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark"),
        *("q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    )
)
#: Attributes that readers read or hear.
SPOKEN = ("alt", "aria-label", "placeholder", "title")
#: How Markdown keeps what it put aside: an entity by its number, an escaped sign by its code.
_PLACEHOLDER = re.compile("\x02([^\x03]*)\x03")
_PUT_ASIDE = "wzxhzdk:"
#: What other tools make something of; here it is printed, where no extension took it.
_UNREAD = re.compile(
    r"~~\S[^~\n]*~~|(?<![=\w])==\S[^=\n]*==(?![=\w])|\+\+[\w+-]+\+\+"
    r"|:(?:material|fontawesome|octicons|simple)-[\w-]+:|^\[[ xX]\]\s"
    r"|%%\w+%%|\[\[_?TOC_?\]\]|(?<![\w:]):[a-z][a-z_]{1,30}:(?![\w:])"
    r"|(?<![\w^])\^[^\s^]{1,30}\^(?![\w^])|(?<=\w)([~^])(?:\d{1,3}\1(?!\d)|[a-z]{1,3}\1(?![\w=]))|(?<!\$)\$\$[^\s$\d,][^$]*\$\$"
    r"|(?<!\*)\*\*(?!\*)(?![/\d])"
)


def own_text(element: Element, aside: Sequence[object] = (), *, with_code: bool = True) -> str:
    """Return what a block says, without the blocks in it.

    `aside` are the pieces of HTML that Markdown has put aside: entities are among them.
    """
    pieces = [element.text or ""]
    for child in element:
        is_read = child.tag in INLINE and not _is_anchor(child)
        if is_read and (with_code or child.tag != "code"):
            text = own_text(child, aside, with_code=with_code)
            pieces.append(unescape(text) if child.tag == "code" else text)
        pieces.append(child.tail or "")
    # Signs that a writer escaped are no marks: they stay put aside.
    return restored("".join(pieces), aside) if with_code else "".join(pieces)


def restored(text: str, aside: Sequence[object] = ()) -> str:
    """Return a text with the entities and signs that Markdown has put aside; HTML stays away."""

    def sign(placeholder: re.Match[str]) -> str:
        kept = placeholder[1]
        number = kept.removeprefix(_PUT_ASIDE)
        if kept == "amp":
            return "&"
        if kept.isdecimal():
            return chr(int(kept))
        is_entity = number != kept and number.isdecimal() and int(number) < len(aside)
        piece = str(aside[int(number)]) if is_entity else ""
        return unescape(piece) if re.fullmatch(r"&#?\w+;", piece) else ""

    return _PLACEHOLDER.sub(sign, text)


def unread_mark(element: Element) -> str | None:
    """Return what a block prints that was meant as a mark of some extension."""
    found = _UNREAD.search(_PLACEHOLDER.sub("x", own_text(element, with_code=False)).strip())
    return found[0].strip() if found else None


def _is_anchor(element: Element) -> bool:
    """Whether an extension put a link to the place itself here, or the way back to it."""
    return not {"headerlink", "footnote-backref"}.isdisjoint((element.get("class") or "").split())


def spoken_texts(element: Element, message: str) -> Iterator[str]:
    """Yield what pictures and links of a block say beside their text, if the message says it."""
    for inner in element.iter():
        for name in SPOKEN:
            if (text := inner.get(name)) and text in message:
                yield text
