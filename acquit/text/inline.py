"""What stands inside a message's text beside words: code, links, tags, attribute lists."""

import re
from collections.abc import Iterator
from typing import NamedTuple

#: HTML that a text may hold, without attributes: Markdown has no mark for them.
TAGS = ("br", "kbd", "mark", "sub", "sup")

CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
COMMENT = re.compile(r"[ ]*<!--.*?-->", re.DOTALL)
TAG = re.compile(r"(?<!\\)<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:\s[^<>]*)?/?)>")
AUTOLINK = re.compile(r"(?<!\\)<(?:[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\[\]]+\]")
#: As the extension attr_list has it: the colon is optional.
ATTRIBUTES = re.compile(r"(?<!\\)\{:?[ ]*(?P<list>[^{}\n ][^{}\n]*?)[ ]*\}")
_REFERENCE = re.compile(r"\{[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_]*)?\}")
#: Says that each language has an address or a picture of its own.
LOCALIZED = ".localized"

_TEXT = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*"
LINK = re.compile(
    rf"(?<!\\)(?P<image>!?)\[(?P<text>{_TEXT})\]"
    r"(?:\((?P<address>(?:[^()\\]|\\.|\([^()]*\))*)\)|\[(?P<id>[^\[\]]*)\]|(?P<open>\())?"
    r"|<(?P<bare>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>",
    re.DOTALL,
)
_TITLE = re.compile(r"\s(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\))\s*$", re.DOTALL)
_BOLD = re.compile(
    r"(?<![\\*])\*\*(?=\S)(?P<stars>.+?)(?<=\S)\*\*"
    r"|(?<![\\_\w])__(?=\S)(?P<lines>.+?)(?<=\S)__",
    re.DOTALL,
)
_BOLD_HTML = re.compile(r"<(b|strong)\b[^<>]*>(.+?)</\1>", re.DOTALL | re.IGNORECASE)
#: Code first, whose marks are none; then bold and italics, the widest marks first.
_STRESSED = re.compile(
    r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)"
    r"|(?<![\\*])(?P<marks>\*{1,3})(?=[^\s*])(?P<inside>.+?)(?<=[^\s*])(?P=marks)(?!\*)"
    r"|(?<![\\\w])(?P<lines>__?)(?P<between>\{[^{}]*\})(?P=lines)(?!\w)",
    re.DOTALL,
)
#: Italics, code, and quotation marks.
_SPELT = re.compile(
    r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)|(?<![\w_])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])"
    r"|`([^`]+)`|“([^”]+)”|\"([^\"]+)\"|«\s*([^»]+?)\s*»",
    re.DOTALL,
)


class Span(NamedTuple):
    """A part of a text, from `start` up to `end`."""

    start: int
    end: int

    def __contains__(self, at: object) -> bool:
        return isinstance(at, int) and self.start <= at < self.end


def _is_link(match: re.Match[str]) -> bool:
    """Whether brackets are followed by an address, or by a definition's name."""
    return match["address"] is not None or match["id"] is not None


def without_comments(text: str) -> str:
    """Take comments out of a text; code spans keep theirs."""
    out, position = "", 0
    for code in [*CODE.finditer(text), None]:
        end = code.start() if code else len(text)
        out += COMMENT.sub("", text[position:end]) + (code[0] if code else "")
        position = code.end() if code else end
    return out.strip()


def without_code_spans(text: str) -> str:
    """Blank code spans, so that offsets stay."""
    return CODE.sub(lambda code: "x" * len(code[0]), text) if "`" in text else text


def spoken(text: str) -> list[Span]:
    """Return where a text is an attribute's: what a picture shows, and titles of links."""
    spans = []
    for match in LINK.finditer(without_code_spans(text)):
        if match["image"] and _is_link(match):
            spans.append(Span(match.start("text"), match.end("text")))
        if match["address"] and (title := _TITLE.search(match["address"])):
            start = match.start("address")
            spans.append(Span(start + title.start("title"), start + title.end("title")))
    return spans


def addresses(text: str) -> list[Span]:
    """Return where a text holds addresses of links and pictures."""
    spans = []
    for match in LINK.finditer(without_code_spans(text)):
        if match["address"] is not None:
            title = _TITLE.search(match["address"])
            end = match.start("address") + (title.start() if title else len(match["address"]))
            spans.append(Span(match.start("address"), end))
        elif match["bare"] is not None:
            spans.append(Span(match.start("bare"), match.end("bare")))
    return spans


def pictures(text: str) -> Iterator[str]:
    """Yield the addresses of the pictures that a text shows, within links too."""
    for match in LINK.finditer(without_code_spans(text)):
        if not match["image"]:
            yield from pictures(match["text"] or "")
        elif match["address"] is not None:
            yield _address(match)


def links(text: str) -> Iterator[str]:
    """Yield the addresses that a text links to."""
    for match in LINK.finditer(without_code_spans(text)):
        if not match["image"] and match["address"] is not None:
            yield _address(match)


def _address(link: re.Match[str]) -> str:
    title = _TITLE.search(link["address"])
    address = link["address"][: title.start() if title else None].strip()
    return re.sub(r"\\([^\w\s])", r"\1", address.removeprefix("<").removesuffix(">"))


def attribute_lists(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands in braces and is no reference: attribute lists, or mistakes."""
    for match in ATTRIBUTES.finditer(without_code_spans(text)):
        if not _REFERENCE.fullmatch(match[0]):
            yield match


def is_attribute_list(match: re.Match[str]) -> bool:
    """Whether what stands in braces is surely meant as an attribute list."""
    return match[0].startswith("{:") or re.match(r"[#.]|[\w:-]+=", match["list"]) is not None


def tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the HTML tags of a text; links in angle brackets are none."""
    links = addresses(text) if "<" in text else []
    for tag in TAG.finditer(without_code_spans(text)):
        if not any(tag.start() in span for span in links):
            yield tag


def misnested(text: str) -> Iterator[str]:
    """Yield the names of tags that are opened inside a link and closed outside it, or so."""
    for link in LINK.finditer(without_code_spans(text)):
        open_tags: list[str] = []
        for tag in tags(link["text"] or ""):
            name = tag["name"].lower()
            if not tag["end"]:
                open_tags += [] if name == "br" else [name]
            elif name in open_tags:
                open_tags.remove(name)
            else:
                open_tags.append(name)
        yield from open_tags


def is_allowed(tag: re.Match[str]) -> bool:
    """Whether a tag may stand in a text: of the short list, and without attributes."""
    return tag["name"].lower() in TAGS and tag["rest"].strip() in ("", "/")


def bold(text: str) -> Iterator[str]:
    """Yield what is written bold, as HTML too."""
    for match in _BOLD_HTML.finditer(without_code_spans(text)):
        yield text[match.start(2) : match.end(2)].strip("*_ ")
    for match in _BOLD.finditer(without_code_spans(text)):
        group = "stars" if match["stars"] is not None else "lines"
        yield text[match.start(group) : match.end(group)].strip("*_ ")


def unstressed(text: str) -> str:
    """Blank the marks of bold and italics around what names a control, so that offsets stay."""

    def blank(found: re.Match[str]) -> str:
        marks = found["marks"] or found["lines"]
        inside = found["inside"] or found["between"] or ""
        if not marks or "{" not in inside:
            return found[0]
        blanks = " " * len(marks)
        return f"{blanks}{unstressed(inside)}{blanks}"

    return _STRESSED.sub(blank, text) if "*" in text or "_{" in text else text


def spelt(text: str) -> Iterator[str]:
    """Yield what is set off as labels are: italic, quoted, or written as code."""
    for match in _SPELT.finditer(text):
        yield next(group for group in match.groups() if group is not None).strip()


def is_picture(text: str) -> bool:
    """Whether a text is nothing but pictures."""
    rest = text
    for match in reversed([*LINK.finditer(text)]):
        if match["image"] and _is_link(match):
            rest = rest[: match.start()] + rest[match.end() :]
    rest = ATTRIBUTES.sub(lambda m: m[0] if _REFERENCE.fullmatch(m[0]) else "", rest)
    return rest != text and not re.search(r"\w|[{}]", rest)
