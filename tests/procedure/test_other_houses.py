"""What writers of other houses bring: it is told apart, and how it is said here."""

import re

import pytest

from tests.support.pages import HEAD, STEPS, TABS, problems, render, uses, with_data
from tests.support.project import ROOT, read

_ROW = re.compile(r"\| [^|]+ \| `(?P<there>.+?)` \| `(?P<here>.+?)`(?P<data> .*`data: .+)? \|")


def habits() -> list[tuple[str, str, str]]:
    """The rows of docs/project/other-style-guides.md: there, here, and the data that it takes."""
    lines = read(ROOT / "docs/project/other-style-guides.md").split("\n")
    rows = [line for line in lines if line.startswith("| ") and "`" in line]
    found = [_ROW.fullmatch(row) for row in rows]
    assert all(found), [row for row, match in zip(rows, found, strict=True) if not match]
    return [
        (match["there"], match["here"], re.sub(r"^.*`data: \{|\}`.*$", "", match["data"] or ""))
        for match in found
        if match
    ]


@pytest.mark.parametrize(("there", "here", "data"), habits())
def test_habits_are_refused_and_their_ways_of_saying_it_here_are_walked(there, here, data):
    there, here = there.replace("⏎", "\n"), here.replace("⏎", "\n")
    head = with_data(data) if data else HEAD
    assert problems(head + there + "\n", extensions=TABS)
    assert uses(render(head + here + "\n", extensions=TABS))


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        ('{% tab label="Card" %}\n\n1. Select {pay}.\n', 10, "makes no tab here", '=== "Title"'),
        ("{% /tab %}\n\n1. Select {pay}.\n", 10, "makes nothing here", "leave it out"),
        ("1. Optional. Select {pay}.\n", 10, "says it is optional", "{: .optional }"),
        ("1. Alternatively, select {pay}.\n", 10, "says it is optional", "{: .optional }"),
        ("1. (Optional) Select {pay}.\n", 10, "says it is optional", "{: .optional }"),
        ("1. Select {pay}, <kbd>Esc</kbd>.\n", 10, "the key <kbd>Esc</kbd>", "{escape_key}"),
        ("1. Select {pay} and press ++ctrl+s++.\n", 10, "the key ++ctrl+s++", "no combinations"),
        ("1. Press <kbd>F5</kbd>.\n2. Select {pay}.\n", 10, "the key <kbd>F5", "no combinations"),
        (
            "1. If {pay} is there, select it.\n    {: .conditional }\n2. Select {cancel}.\n",
            10,
            "in which {pay} is the condition, and nothing is done",
            "if {notice} appears, select {control}",
        ),
        (
            "1. {: .optional } Select {pay}.\n2. Select {cancel}.\n",
            10,
            "{: .optional } stands within the text of its step",
            "on a line of its own",
        ),
        (
            "1. Select {pay}.\n\n    {: .optional }\n2. Select {cancel}.\n",
            12,
            "{: .optional } belongs to no text",
            "without an empty line between",
        ),
        (
            "1. To pay:\n    a. select {pay};\n    b. select {cancel}.\n",
            11,
            "a letter makes no step",
            "number substeps 1., 2.",
        ),
        (STEPS + "\n> [!NOTE]\n> Wait.\n", 12, "[!NOTE] makes no note here", "write !!! note"),
        (
            "## [Card](#tab/card) {: #card }\n\n1. Select {pay}.\n",
            10,
            "[Card](#tab/ makes no tab here",
            '=== "Title"',
        ),
        (STEPS + "\n[^1]: Abroad only.\n", 12, "[^1]: makes no footnote", "extension footnotes"),
        (STEPS + '\n--8<-- "fees.md"\n', 12, "--8<-- makes no include", "pymdownx.snippets"),
        (STEPS + "\nFee\n:   What it costs.\n", 12, "a definition makes no list", "def_list"),
        (STEPS + '\n{{< alert type="note" >}}\nWait.\n', 12, "{{< alert", "write !!! note"),
        (STEPS + "\nNOTE:\nWait.\n", 12, "NOTE: makes no note here", "write !!! note"),
        (STEPS + "\nDETAILS:\n**Tier:** Free\n", 12, "DETAILS: makes no note", "write !!! note"),
        (STEPS + '\n{{< tab title="Card" >}}\n', 12, "makes no tab here", '=== "Title"'),
        (STEPS + "\nIt is {{< yes >}} so.\n", 12, "{{< yes >}} makes nothing", "leave it out"),
        (STEPS + "\n{{% tip %}} Wait.\n", 12, "{{% tip %}} makes nothing here", "write !!! tip"),
        (STEPS + "\n{% data reusables.fees %}\n", 12, "{% data", "leave it out"),
        (STEPS + '\n    :::image source="a.png":::\n', 12, ":::image makes no picture", "![What"),
        (STEPS + '\n::: zone pivot="card"\n', 12, "::: makes nothing here", '=== "Title"'),
        (STEPS + "\n- [!INCLUDE [fees](a.md)]\n", 12, "[!INCLUDE makes no include", "snippets"),
        (STEPS + '\n> [!div class="next"]\n', 12, "[!div makes nothing here", "or leave it out"),
        (
            STEPS + "\n| What | How |\n|---|---|\n| it | **Pay later** |\n",
            14,
            "no control is called 'Pay later'",
            "name a control",
        ),
    ],
)
def test_what_other_houses_write_is_told_apart(body, line, message, hint):
    found = problems(HEAD + body, extensions=("attr_list", "tables"))
    assert any(message in p.message and hint in p.hint for p in found), found
    assert line in {p.location.line for p in found}


def test_what_looks_foreign_in_code_is_code():
    body = STEPS + "\n    `{{< alert >}}`\n\n        :::image\n"
    assert uses(render(HEAD + body)) == [("invoices", "act")]
