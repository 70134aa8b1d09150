"""Procedures of any Markdown at any place: what is built is what the source says, or it is refused.

The oracle knows lines only: each numbered line is a step, and each reference is acted on, checked,
or stands where references are printed by rule.
"""

import re
from html.parser import HTMLParser
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from acquit.problems import Problems
from tests.support.pages import HEAD, render

EXTENSIONS = ("admonition", "attr_list", "tables", "footnotes", "def_list", "fenced_code")
EXTENSIONS += ("pymdownx.details", "pymdownx.tabbed", "pymdownx.tasklist", "toc")

INDENTS = st.sampled_from((0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 5, 6, 8, 8))
#: `W` becomes a word of its own; references stand as they are.
CONTENTS = st.sampled_from(
    (
        *("1. W select {pay}.", "1. W select {pay}.", "2. W next to {due}, select {cancel}."),
        *("1) W select {pay}.", "1. W", "1. ![W](a.png)", "1. W {: .outside }", "3. W {invoices}"),
        *("- W select {pay};", "* W select {cancel}", "- W", "+ W {due}", "- [ ] W {pay}"),
        *("W {paid} appears.", "W", "W {invoices} and {due.label}.", "The {due.gone} W."),
        *("<!-- W -->", "<!-- 1. W", "-->", "![W](a.png)", "![W {pay}](a.png)", "[W](a.md)"),
        *("!!! note", '!!! tip "W"', '??? note "W"', '=== "W"', "> W {due}", "> 1. W {pay}"),
        *("```", "~~~", "| W | {pay} |", "|---|---|", "W {paid}", ": W {due}", "[^1]: W {paid}"),
        *("<div>W</div>", "<p>1. W</p>", "<hr>", "---", "## W {: #W }", "{: .outside }", "W[^1]"),
        *("{: .optional }", "W **W**", "`1. W`", "2026. W", "W\\", "W  ", "***", "[x]: a.md"),
    )
)
LINE = st.one_of(st.just(""), st.builds(lambda n, text: " " * n + text, INDENTS, CONTENTS))
#: A procedure that is in order, to put lines into.
GOOD = (
    *("W {paid}", "", "1. W select {pay}.", "", "    W {paid}", "", "2. W select {cancel}, then:"),
    *("    - W {pay}", "    - W {cancel}", "        1. W {pay}", "3. W {invoices}", "", "W {due}"),
)


@st.composite
def disturbed(draw: st.DrawFn) -> list[str]:
    lines = list(GOOD)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at:at] = draw(st.lists(LINE, min_size=1, max_size=3))
    return lines


LINES = st.one_of(st.lists(LINE, min_size=1, max_size=12), disturbed())
#: Where references are printed by rule: notes, quotes, headings, what isn't done.
BY_RULE = re.compile(r"admonition|footnote")


class Shown(HTMLParser):
    """The words and references of a page, each with the elements that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[tuple[str, dict[str, str | None]]]] = {}
        self.references: list[tuple[dict[str, str | None], list, bool]] = []
        self.alternatives = ""
        self.is_past = False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.alternatives += f" {values.get('alt') or ''}"
        if "data-step" in values:
            self.is_past = False
            self.seen_steps = True
        if tag in ("h1", "h2") and getattr(self, "seen_steps", False):
            self.is_past = True
        if tag == "strong" and "data-control" in values:
            before = not getattr(self, "seen_steps", False)
            self.references.append((values, list(self.open), before or self.is_past))
        if tag not in ("img", "hr", "br", "input"):
            self.open.append((tag, values))

    def handle_endtag(self, tag):
        if tag in [name for name, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_data(self, data):
        for word in re.findall(r"\bw\d+w\b", data):
            self.words[word] = list(self.open)


def written(lines: list[str]) -> str:
    numbers = count(1)
    return "\n".join(re.sub(r"\bW\b", lambda _: f"w{next(numbers)}w", line) for line in lines)


def without_comments(body: str) -> str:
    return re.sub(r"<!--.*?(-->|\Z)", "", body, flags=re.DOTALL)


def is_printed_by_rule(values, inside, before_or_past) -> bool:
    tags = {tag for tag, _ in inside}
    classes = " ".join(attributes.get("class") or "" for _, attributes in inside)
    is_outside = any("data-outside" in attributes for _, attributes in inside)
    is_aside = bool(tags & {"blockquote", "details", "label", "summary"} or BY_RULE.search(classes))
    return before_or_past or is_outside or is_aside or bool(tags & {"h1", "h2"})


@settings(max_examples=600)
@given(lines=LINES)
@example(lines=["    ```", "W {paid}", "1. W select {pay}.", "    ```", "", *GOOD[2:]])
def test_what_is_built_is_what_the_source_says(lines):
    body = written(lines)
    try:
        html = render(HEAD + body + "\n", extensions=EXTENSIONS)
    except Problems:
        return
    shown = Shown()
    shown.feed(html)
    in_order = []
    for line in without_comments(body).split("\n"):
        numbered = re.match(r"[ >]*\d+[.)] +.*?\b(w\d+w)\b", line)
        word = numbered[1] if numbered else None
        if word is None or word not in shown.words:
            continue  # blanked by code, or the text of a picture
        inside = shown.words[word]
        if {"pre", "code"} & {tag for tag, _ in inside} or "`" in line:
            continue
        steps = [values["data-step"] for _, values in inside if "data-step" in values]
        assert steps, f"{line!r} is no step"
        assert steps[-1].split(".")[-1].isdigit(), f"{line!r} is an alternative"
        in_order.append(steps[-1])
    assert len(in_order) == len(set(in_order)), "two numbered lines are one step"
    for values, inside, before_or_past in shown.references:
        if "data-n" in values:
            assert any("data-procedure" in attributes for _, attributes in inside)
        else:
            label = values["data-control"] == "due"  # which is written {due.label} as well
            assert label or is_printed_by_rule(values, inside, before_or_past), values
