"""Lines that look like an item, a note, a tab or an include of other tools, and are none here."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from acquit.problems import Problem
from acquit.procedure.source import Source, code_lines
from acquit.text.inline import without_code_spans

#: What begins a line as an item's marker does, and is none in Markdown.
_SIGNS = (
    (
        re.compile(
            r"[ >]*(?:[a-z](?![.] \w[.])|[A-Z](?![.] (?:[A-Z]|et\b))|[ivxIVX]{2,5})[.)][ ]+\S"
        ),
        "a letter",
        "number substeps 1., 2., indented by four spaces; alternatives are bullets",
    ),
    (
        re.compile(
            r"[ >]*(?:\d+[.)](?![ \d])|\d+ [.)]|\d+\\[.)]|\(\d+\)|\d+:|[０-９]+[.．]?)\s*[^\W\d]"
        ),
        "this number",
        "write 1. with a full stop, then a space",
    ),
    (re.compile(r"[ >]*[•·–—‣▪][ \u00a0]*\S"), "this sign", "write a bullet as a hyphen: - "),
)
#: What notes of other houses are called.
NOTES = ("note", "tip", "important", "warning", "caution")
NOTE_HINT = (
    'write !!! note, with a title or none (!!! note "Title"), then indent what it holds by four'
    " spaces more"
)
_NO_TAB = "no tab"
#: How messages of tabs end that are none: what they hold is read otherwise, too.
NO_TAB = f"makes {_NO_TAB} here"
_TAB_HINT = (
    'write === "Title", then indent what the tab holds by four spaces; it needs pymdownx.tabbed:'
    " {alternate_style: true} among the markdown_extensions in mkdocs.yml"
)
_START = r"[ >]*(?:(?:[-*+]|\d+[.)])[ ]+)?"
#: What Microsoft Learn, GitLab, GitHub and Hugo write: what it is, and how it is said here.
_FOREIGN = (
    (re.compile(rf"{_START}(\[!(?:{'|'.join(NOTES)})\])", re.IGNORECASE), "no note", NOTE_HINT),
    (
        re.compile(r".*?(\[!include\b)", re.IGNORECASE),
        "no include",
        'write --8<-- "file.md" on a line of its own; it needs the extension pymdownx.snippets',
    ),
    (
        re.compile(rf"{_START}(\[!\w+)", re.IGNORECASE),
        "nothing",
        "write a link, a picture or a note as Markdown, or leave it out",
    ),
    (
        re.compile(
            r"[ >]*((?:NOTE|TIP|FLAG|WARNING|CAUTION|IMPORTANT|INFO|DETAILS|DISCLAIMER):)[ ]*$"
        ),
        "no note",
        NOTE_HINT,
    ),
    (
        re.compile(rf"{_START}(:::[ ]?image)\b"),
        "no picture",
        "write ![What it shows](file.png)",
    ),
    (
        re.compile(rf"{_START}(:::+)"),
        "nothing",
        f'{NOTE_HINT}; a tab is === "Title"; or leave it out',
    ),
    (
        re.compile(r"[ >]*(\{\{[<%][ ]*tabs\b[^{}\n]*[%>]\}\})"),
        "no tabs",
        'leave it out: each tab is === "Title", with what it holds indented by four spaces',
    ),
    (
        re.compile(r"[ >]*(\{\{[<%][ ]*tab\b[^{}\n]*[%>]\}\})"),
        _NO_TAB,
        _TAB_HINT,
    ),
    (re.compile(r"[ >]*(\{\{[<%][ ]*[^/ ][^{}\n]*[%>]\}\})"), "nothing", NOTE_HINT),
    (re.compile(r".*?(\{\{[<%][ ]*/[^{}\n]*[%>]\}\})"), "nothing", "leave it out"),
    (
        re.compile(r".*?(\{\{[<%][^{}\n]*[%>]\}\})"),
        "nothing",
        "write in words what it says, or leave it out",
    ),
    (
        re.compile(r".*?(\{\{[ ]*[\w.-]+[ ]*\}\})"),
        "nothing",
        "write the words out; a control is {name}, with one brace",
    ),
    (re.compile(r".*?(\[AUTOTITLE\])"), "no title", "write the title of the page that it leads to"),
    (re.compile(r".*?(\{%[ ]*(?:/|end)[^{}\n]*%\})"), "nothing", "leave it out"),
    (
        re.compile(r"[ >]*(\{%[ ]*tabs?\b[^{}\n]*%\})"),
        _NO_TAB,
        _TAB_HINT,
    ),
    (re.compile(r".*?(\{%[^{}\n]*%\})"), "nothing", f"{NOTE_HINT}, or leave it out"),
    (
        re.compile(r"[ >]*#+[ ]+(\[[^\]]*\]\(#tab/)"),
        _NO_TAB,
        _TAB_HINT.replace("four spaces", "four spaces: a numbered list, 1. …"),
    ),
)
#: What Material calls those that it calls otherwise.
_IN_THE_THEME = {"important": "info", "caution": "warning"}
#: Which note is meant.
_KIND = re.compile(rf"\b({'|'.join(NOTES)})\b", re.IGNORECASE)
_INCLUDE = re.compile(r"[ ]*-+8<-+[ ]+[\"']([^\"';][^\"']*)[\"'][ ]*$")
#: A note, and its title where it has one.
_NOTE = re.compile(r"([ ]*)((?:!!!|\?\?\?\+?)[ ]+[\w-]+((?:[ ]+[^\"\n ]+)*)([ ]+\"[^\n]*\")?)[ ]*$")
#: Classes of notes that lie beside the text.
_BESIDE = ("inline", "end")
#: What may hold something that is indented: an item, a note, a tab.
_OWNER = re.compile(r"[ >]*(?:\d+[.)][ ]|[-*+][ ]|(?:!!!|\?\?\?\+?|===[!+]*)[ ])")
_TAB = re.compile(r'([ ]*)(===[!+]*[ ]*"[^"\n]*")[ ]*$')


def check_foreign(source: Source, root: Element) -> Iterator[Problem]:
    """Report what other tools make something of, and Markdown prints."""
    for start, text in _lines(source, code_lines(root)):
        for pattern, what, hint in _FOREIGN:
            if found := pattern.match(without_code_spans(text)):
                message = f"{found[1]} makes {what} here"
                if kind := _KIND.search(found[1]):
                    name = _IN_THE_THEME.get(kind[1].lower(), kind[1].lower())
                    hint = hint.replace("!!! note", f"!!! {name}")
                yield Problem(source.location(start + found.start(1)), message, hint)
                break


def check_includes(source: Source, folders: Sequence[Path]) -> Iterator[Problem]:
    """Report includes of files that aren't in any of the `folders`: nothing would be there."""
    for start, text in _lines(source, ()):
        found = _INCLUDE.match(text)
        name = re.sub(r":[\w:,-]*$", "", found[1]) if found else ""
        is_address = re.match(r"[a-z]+://", name) is not None
        if name and not is_address and not any((folder / name).is_file() for folder in folders):
            hint = f"it is looked for in {', '.join(map(str, folders))}"
            message = f"there is no {name} to include"
            location = source.location(start + len(text) - len(text.lstrip()))
            yield Problem(location, message, hint)


def check_signs(source: Source, code: Collection[str]) -> Iterator[Problem]:
    """Report lines that begin as items do, and are none: they are run together into a text."""
    for start, text in _lines(source, code):
        for pattern, what, hint in _SIGNS:
            if pattern.match(text):
                location = source.location(start + len(text) - len(text.lstrip(" >")))
                yield Problem(location, f"{what} makes no step", hint)
                break


def check_notes(source: Source, root: Element) -> Iterator[Problem]:
    """Report notes whose title isn't quoted, and those that hold nothing."""
    lines = [*_lines(source, code_lines(root))]
    for n, (start, text) in enumerate(lines):
        if not (note := _NOTE.match(text)):
            continue
        location = source.location(start + len(note[1]))
        words = [word for word in note[3].split() if word not in _BESIDE]
        following = [below for _, below in lines[n + 1 :]]
        is_next = bool(following and following[0].strip())
        first = next((below for below in following if below.strip()), "")
        indent = len(first) - len(first.lstrip())
        is_inside = indent >= len(note[1]) + 4
        if len(words) > 1 or any(word[0].isupper() for word in words):
            title = " ".join(words)
            hint = f'put it into quotes: {note[2].split()[0]} {note[2].split()[1]} "{title}"'
            yield Problem(location, f"{title} makes no title here", hint)
        elif not is_inside and (is_next or indent > len(note[1]) or not note[4]):
            hint = f"indent what it holds by four spaces more than its {note[2].split()[0]}"
            yield Problem(location, f"{note[2]} holds nothing", hint)


def check_tabs(source: Source, root: Element) -> Iterator[Problem]:
    """Report tabs that are indented by other than fours, or whose content is, or that are none."""
    has_tabs = any("tabbed-set" in e.get("class", "").split() for e in root.iter("div"))
    lines = [*_lines(source, ())]
    for n, (start, text) in enumerate(lines):
        if not (tab := _TAB.match(text)):
            continue
        indent = len(tab[1])
        location = source.location(start + indent)
        following = next((below for _, below in lines[n + 1 :] if below.strip()), "")
        if '="' in tab[2]:
            sign, title = tab[2].split('"', 1)
            hint = f'put a space before the title: {sign} "{title}'
            yield Problem(location, f"{tab[2]} makes no tab", hint)
        elif indent % 4:
            hint = "indent it as the step that it belongs to, by four spaces a level"
            yield Problem(location, f"{tab[2]} is indented by {indent}", hint)
        elif len(following) - len(following.lstrip()) < indent + 4:
            hint = "indent what the tab holds by four spaces more than its ==="
            yield Problem(location, f"{tab[2]} holds nothing", hint)
        elif indent and not _is_in_item([above for _, above in lines[:n]], indent):
            hint = "remove the spaces before it, or put it right below the step that it belongs to"
            yield Problem(location, f"{tab[2]} belongs to no step", hint)
        elif not has_tabs:
            hint = "write each way as a bullet of the step, - …; or, in mkdocs.yml, add"
            hint += " pymdownx.tabbed: {alternate_style: true} to markdown_extensions"
            yield Problem(location, f"{tab[2]} {NO_TAB}", hint)


def _is_in_item(above: Sequence[str], indent: int) -> bool:
    """Whether what is indented so belongs to an item, or a note, of the lines above it."""
    owners = (line for line in reversed(above) if line.strip())
    owner = next((line for line in owners if len(line) - len(line.lstrip()) < indent), "")
    return _OWNER.match(owner) is not None


def _lines(source: Source, code: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no code, and the offsets at which they begin."""
    for start, text in source.lines():
        if text.strip() not in code or not text.strip():
            yield start, text
