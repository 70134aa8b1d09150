"""What must hold of a page's source, whether it is a procedure or not."""

import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element

from acquit.problems import Location, Problem, Wrong, is_near, shortened
from acquit.procedure.blocks import HEADINGS, Block
from acquit.procedure.source import CODE, Source, code_lines
from acquit.procedure.steps import STEP_CLASSES
from acquit.product import Product
from acquit.text import inline
from acquit.text.references import Mention, mentions, substitute, unclosed

#: Attributes that a reader reads or hears: what they hold would never be translated.
_SPOKEN = re.compile(r"(?:^|\s)(title|alt|placeholder|label|aria-[\w-]+)\s*=")
_FENCE = re.compile(r"^\s*(```|~~~)", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")
_SNIPPET = re.compile(r"-+8<-+")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:")
_STUCK_BULLET = re.compile(r"\n[ ]{0,3}[-*+][ ]+\S")
#: An anchor that lacks its brace, or isn't the heading's end.
_NEARLY = re.compile(r"\{:?[ ]*#(?P<name>[\w-]+)")
_STUCK_NOTE = re.compile(r"\n[ ]*((?:!!!|\?\?\?\+?)[ ]+\w[^\n]*)")
_UNOPENED = re.compile(r"(?<![{\w\\.])([A-Za-z_]\w*(?:\.\w+)?)\}(?!\})")
_LEADING = re.compile(r"\{:[^{}\n]*\}(?=[ ]+\S)")
_NO_BLOCK = re.compile(r"(?:!!!|\?\?\?\+?)[ ]+\w+")
_DEFINITION = re.compile(r"(?:^|\s):[ ]{3}\S")
_STUCK_DEFINITION = re.compile(r"\n[ ]{0,3}:[ ]+\S")
_FOREIGN_TAB = re.compile(r"\[[^\]]*\]\(#tab/")
_HTML_LIST = re.compile(r"<ol\b", re.IGNORECASE)
_CODES = ("code", "indented code")
#: Attributes that have no value.
_ALONE_SAYS = re.compile(r"download|hidden|reversed|data-[\w-]+")
_ALONE = re.compile(r"^[ ]*\{:[^{}\n]*\}[ ]*$")


def check_page(page_blocks: list[Block]) -> Iterator[Problem]:
    """References are closed, HTML is of the short list, each heading has an anchor of its own."""
    for block in page_blocks:
        for wrong in _check_text(block):
            yield wrong.at(block.location)
    seen: dict[str, int] = {}
    for block in page_blocks:
        if block.element.tag not in HEADINGS or _FOREIGN_TAB.match(block.text):
            continue
        if block.anchor is None:
            message = f"the heading {shortened(block.text)!r} has no anchor"
            hint = _anchor_hint(block.text)
            yield Problem(block.location, message, hint)
        elif re.fullmatch(r"step-\d+(-\d+)*", block.anchor):
            message = f"the anchor #{block.anchor} is a step's own"
            hint = "steps have anchors by themselves: give the heading another name"
            yield Problem(block.location, message, hint)
        elif block.anchor in seen:
            message = f"the anchor #{block.anchor} stands twice"
            hint = f"it is the anchor of line {seen[block.anchor]} already"
            yield Problem(block.location, message, hint)
        else:
            seen[block.anchor] = block.location.line


def _anchor_hint(heading: str) -> str:
    """How to write a heading's anchor; it may be there, and not be taken for one."""
    if written := _NEARLY.search(heading):
        rest = heading[: written.start()].rstrip()
        return f"write it at the very end, with both braces: {rest} {{: #{written['name']} }}"
    plain = inline.TAG.sub(" ", heading).lower()
    slug = "-".join("".join(c if c.isalnum() else " " for c in plain).split())
    hint = f"add {{: #{slug} }} to its end: an anchor must not follow the translation"
    return hint + ("; leave the tag out" if plain != heading.lower() else "")


def _check_text(block: Block) -> Iterator[Wrong]:
    text = block.text
    if block.is_listed and _FENCE.search(block.element.text or ""):
        hint = "add the extension pymdownx.superfences; or leave out the ``` and indent the code by"
        hint += " four spaces more, after an empty line"
        yield Wrong("a code block in a list isn't taken for one", hint)
        return
    if "\x02" in text:
        hint = "write it as Markdown, or as a block of its own with empty lines around it"
        yield Wrong("HTML in the middle of a text", hint)
    if note := _FOOTNOTE.match(text):
        yield Wrong(f"{note[0]} makes no footnote here", "add the extension footnotes")
    if _SNIPPET.match(text):
        yield Wrong("--8<-- makes no include here", "add the extension pymdownx.snippets")
    if abbreviation := _ABBREVIATION.match(text):
        yield Wrong(f"{abbreviation[0]} makes no abbreviation here", "write it out in the text")
    if _STUCK_BULLET.search(block.element.text or ""):
        hint = "put an empty line before it"
        yield Wrong("a bullet is part of the text above it", hint)
    if note := _STUCK_NOTE.search(block.element.text or ""):
        hint = "put an empty line before it, and indent it by four spaces, as what belongs to a"
        hint += " step; what it holds by four more"
        yield Wrong(f"{shortened(note[1].strip())} is part of the text above it", hint)
    leading = _LEADING.match(text)
    if leading and not any(name in leading[0] for name in STEP_CLASSES):
        hint = "write it below the text that it is about, on a line of its own"
        hint += '; a note is !!! note "Title", with what it holds indented'
        yield Wrong(f"{leading[0]} stands before its text, and is printed", hint)
    if block_start := _NO_BLOCK.match(text):
        extension = "admonition" if block_start[0].startswith("!") else "pymdownx.details"
        indent = block.location.column - 1
        hint = f"add the extension {extension}"
        if indent % 4:
            hint = f"indent it by four spaces, as what belongs to a step: it has {indent}"
        yield Wrong(f"{block_start[0].strip()} makes no note here", hint)
    if _DEFINITION.search(text) or _STUCK_DEFINITION.search(block.element.text or ""):
        yield Wrong("a definition makes no list here", "add the extension def_list, or use a table")
    for name in unclosed(text):
        yield Wrong(f"the reference {{{name} is never closed", f"write {{{name}}}")
    plain = substitute(inline.without_code_spans(text), lambda _: "x")
    for name in _UNOPENED.findall(inline.ATTRIBUTES.sub("x", plain)):
        yield Wrong(f"the reference {name}}} is never opened", f"write {{{name}}}")
    yield from wrong_with_tags(text)
    for braces in inline.attribute_lists(text):
        if text[: braces.start()].endswith("{"):
            continue  # told where it stands
        yield from _check_attributes(braces[0], braces["list"], inline.is_attribute_list(braces))
    if block.attributes:
        yield from _check_attributes(f"{{: {block.attributes} }}", block.attributes, True)


def wrong_with_tags(text: str) -> Iterator[Wrong]:
    """Say which tags aren't closed, or cross a link's edge."""
    if "<" not in text:  # most texts have none
        return
    found = list(inline.tags(text))
    for name in inline.TAGS:
        tags = [tag for tag in found if tag["name"].lower() == name and name != "br"]
        if sum(bool(tag["end"]) for tag in tags) * 2 != len(tags):
            yield Wrong(f"<{name}> is opened and closed not as often", f"write <{name}>…</{name}>")
    for name in inline.misnested(text):
        yield Wrong(
            f"<{name}> begins or ends within a link", "put both its tags inside, or both outside"
        )


def check_strays(source: Source) -> Iterator[Problem]:
    """Report attribute lists that stand alone: they belong to nothing."""
    above = ""
    for start, line in source.lines():
        if _ALONE.match(line) and not above.strip():
            location = source.location(start + len(line) - len(line.lstrip()))
            hint = "put it right below the text that it is about, without an empty line between"
            hint += '; a note is written !!! note "Title", with what it holds indented'
            yield Problem(location, f"{line.strip()} belongs to no text", hint)
        above = line


def check_html(
    source: Source, root: Element, raw: Iterable[object], product: Product
) -> Iterator[Problem]:
    """Report controls named where Markdown leaves the braces: in HTML, and in indented code.

    `raw` are the pieces of HTML that Markdown has put aside; some are elements.
    """
    pieces = [text for text in raw if isinstance(text, str) and not text.startswith(CODE)]
    indented = ["".join(element.itertext()) for element in root.iter("pre")]
    lists = [text for text in pieces if _HTML_LIST.search(text) and not any(mentions(text))]
    for _ in lists[:1]:
        location = source.location(max(0, source.text.find("<ol")))
        hint = "write the steps as a Markdown list: 1. …"
        yield Problem(location, "a numbered list in HTML is never walked", hint)
    code = [text for text in raw if isinstance(text, str) and text.startswith(CODE)]
    fenced = [text for text in code if any(m.part == "value" for m in mentions(text))]
    found = (
        (fenced, "code", "write it as text"),
        (pieces, "HTML", "write it as Markdown"),
        (indented, "indented code", "indent it less, or what stands above it as much"),
    )
    for texts, where, todo in found:
        for mention in [mention for text in texts for mention in mentions(text)]:
            if is_near(mention.name, product.controls):
                lines = code_lines(root) if where in _CODES else ()
                location = _location_in(source, mention, lines)
                message = f"{mention.written} in {where} is printed as it is"
                hint = f"{todo}; there it is neither done nor checked"
                yield Problem(location, message, hint)


def _location_in(source: Source, mention: Mention, code: Collection[str]) -> Location:
    """Where a reference stands: in code, on one of its lines."""
    for start, line in source.lines():
        if mention.written in line and (not code or line.strip() in code):
            return source.location(start + line.find(mention.written))
    return source.location(max(0, source.text.find(mention.written)))


_FOLD = 'write ??? note "Title", then indent what it holds by four spaces; add pymdownx.details'
_INSTEAD_OF_TAG = {
    "details": _FOLD,
    "summary": _FOLD,
    "a": "a link is [text](address); a place to link to is a heading with {: #name }",
}


def check_tags(page_blocks: list[Block]) -> Iterator[Problem]:
    """Report HTML that no translation can carry: a strict build refuses it."""
    allowed = ", ".join(f"<{name}>" for name in inline.TAGS)
    plain = f"write it as Markdown; of HTML a text may hold {allowed}, without attributes"
    for block in page_blocks:
        for tag in inline.tags(block.text):
            is_told = tag["end"] and f"<{tag['name'].lower()}" in block.text.lower()
            if not inline.is_allowed(tag) and not is_told:
                message = f"the tag {shortened(tag[0])} in a text"
                hint = _INSTEAD_OF_TAG.get(tag["name"].lower(), plain)
                yield Problem(block.location, message, hint)


def _bare_word(listed: str) -> str:
    """A word of an attribute list that is no class, no anchor, and no attribute's value."""
    words = re.sub(r"[\w:-]+=(?:\"[^\"]*\"|'[^']*'|\S+)", "", listed).split()
    return next(
        (word for word in words if word[0] not in ".#" and not _ALONE_SAYS.fullmatch(word)), ""
    )


def _check_attributes(written: str, listed: str, is_sure: bool) -> Iterator[Wrong]:
    short = shortened(written)
    if not is_sure and listed[0] in "<%":
        return  # other tools' own, told where it stands
    if not is_sure:
        name = listed.strip()
        hint = f"write {{{name}}} for a control" if re.fullmatch(r"[\w.-]+", name) else ""
        if re.fullmatch(r"\w+(?: \w+)+", name):
            hint = f"a control’s name has no spaces: {{{name.replace(' ', '_')}}}"
        if re.fullmatch(r"\w+ ?: ?\w+", name):
            hint = f"write {{{re.sub(' ?: ?', '.', name)}}}"
        hint = "; ".join(filter(None, (hint, "\\{ for the brace itself")))
        yield Wrong(f"{short} is neither a reference nor an attribute list", hint)
    elif found := _SPOKEN.search(listed):
        hint = 'a title belongs to a link: [text](address "title"); what readers see, write as text'
        yield Wrong(f"the text of {found[1]} in {short} would never be translated", hint)
    elif bare := _bare_word(listed):
        hint = "a class begins with a full stop, an anchor with #, and has no space"
        hint = f"write {{: .{bare} }}" if bare in STEP_CLASSES else hint
        yield Wrong(f"{bare} in {short} says nothing", hint)
    elif any(mentions(written)) or re.search(r"\{[A-Za-z_]\w*\}", listed):
        yield Wrong(f"a reference in the attribute list {short}", "name the control in the text")
