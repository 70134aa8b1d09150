"""Habits of Microsoft Learn and GitLab: one look at the message must settle what to do."""

import pytest

from acquit.procedure.extract import DEFAULT_EXTENSIONS, read_source
from acquit.product import load
from tests.support.pages import HEAD, TABS, names_used, problems, render, told, uses, with_data

CONDITIONAL = "\n    {: .conditional }\n2. Select {cancel}."


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        # Three spaces, as other houses indent: whatever stands there.
        (
            "1. Select {pay}.\n\n   !!! note\n       Hello.\n\n2. Select {cancel}.",
            "note makes no note",
            "it has 3",
        ),
        (
            "1. Sign in.\n\n   ![A](x.png)\n\n1. Select {pay}.",
            "line 12 ends the steps",
            "line 12 has 3",
        ),
        # A list of choices.
        (
            "1. From the {tags} dropdown list, select {due}.",
            "nothing of {tags} is chosen",
            "data: {tags",
        ),
        (
            "1. To see less, use the {tags} list.",
            "nothing of the {tags} list is chosen",
            "data: {tags: …}",
        ),
        # Nothing is typed.
        (
            "1. Type {invoices.label} and press {enter_key}.",
            "“Type”, and nothing is typed",
            "{field.value}",
        ),
        (
            "1. Enter {invoices.label}, then select {pay}.",
            "“Enter”, and nothing is typed",
            "in {field}",
        ),
        (
            "1. Type `invoices`, then select {pay}.",
            "'invoices' spells",
            "the field that it is typed into",
        ),
        # What is done is no condition.
        (
            f"1. If you have no card, select {{pay}}, then {{cancel}}.{CONDITIONAL}",
            "{pay} is taken for the condition",
            ".optional",
        ),
        # All of it, or one of them.
        (
            "1. Do the following:\n    - Select {pay}.\n    - Select {cancel}.",
            "only one would be done",
            "number what is all done",
        ),
        (
            "1. Select {invoices}, and then do these:\n    - Select {pay}.\n    - Select {cancel}.",
            "only one would be done",
            "“Do one of",
        ),
        (
            "1. Complete the following steps:\n    - Select {pay}.\n    - Select {cancel}.",
            "only one would be done",
            "number",
        ),
        # A menu that is named after what it holds.
        (
            "1. Select {invoices} from the {pay} menu.",
            "{pay} would be opened after {invoices}",
            "in the {pay} menu, select {invoices}",
        ),
        # An offer is no order.
        (
            "1. Select {pay}. You can also select {cancel}.",
            "“You can also”: it would be done all the same",
            "as a bullet",
        ),
        (
            "1. As an alternative, select {pay}.",
            "“As an alternative”: it would be done",
            "{: .optional }",
        ),
        (
            "1. To see more, select {invoices}; otherwise, skip this step.",
            "“otherwise, skip”: it would be done",
            "{: .optional }",
        ),
        (
            "1. Select {pay}, and you can also select {cancel}.",
            "you can also”: it would",
            "as a bullet",
        ),
        (
            "1. Do both:\n    - Select {pay}.\n    - Select {cancel}.",
            "only one would be done",
            "number",
        ),
        ("1. Open the {tags} list, then select {pay}.", "nothing of the {tags} list", "data"),
        (
            f"1. If you have no card, under {{section}}, select {{pay}}.{CONDITIONAL}",
            "{section} is taken for the condition",
            ".optional",
        ),
        # A place in plain words.
        ("1. Next to INV-7, select {pay}.", "“Next to INV-7” is printed", "{item.value}"),
        ("1. In the row of `INV-7`, select {pay}.", "nobody looks there", "{item.value}"),
        ("1. Select {pay}, which is beside the total.", "“beside the total”", "next to {status}"),
        # Looks.
        (
            "1. Verify that {pay} is no longer shown.",
            "says “Verify”",
            "says that it has left",
        ),
        ("1. Check that you can see {invoices}.", "says “Check that”", "{invoices.shown}"),
        (
            "1. Select {pay}, press {tab_key} to move to the {search} box.",
            "moves the focus",
            "in {search}, enter {search.value}",
        ),
        (
            "1. Select {pay}.\n\nWhat next?\n: [Here](a.md)",
            "a definition makes no list",
            "def_list",
        ),
    ],
)
def test_one_look_settles_it(body, message, hint):
    head = with_data("search: a") if "{search}" in body else HEAD
    extensions = (*DEFAULT_EXTENSIONS, "admonition")
    assert hint in told(head + body, message, extensions=extensions).hint


def test_a_table_of_a_step_shows_what_is_typed():
    table = "\n\n    |Field|Value|\n    |-|-|\n    |{name.label}|{name.value}|\n"
    page = f"{with_data('name: Ada')}1. Complete the {{name}} field:{table}\n2. Select {{pay}}.\n"
    html = render(page)
    assert uses(html) == [("name", "act"), ("pay", "act")]
    assert "Ada" in html


@pytest.mark.parametrize(
    ("body", "used"),
    [
        ("1. Select {invoices}.<br>Then select {pay}.", "invoices pay"),
        ("1. Choose one of {tags}, then select {pay}.", "tags pay"),
        ("1. Select {tags} of any kind, then select {pay}.", "tags pay"),
        ("1. Set {tags} to whatever fits, then select {pay}.", "tags pay"),
        ("1. Dans la liste {tags}, choisissez une valeur, puis {pay}.", "tags pay"),
        ("1. Do one of the following:\n    - Select {pay}.\n    - Select {cancel}.", "pay cancel"),
        ("1. There are two ways to do this:\n    - Select {pay}.\n    - {cancel}.", "pay cancel"),
        ("1. Under {section}, select {pay}.", "section pay"),
        ("1. To see it, in {section}, select {pay}.", "section pay"),
        ("1. In order to find it, tick {remember}, then select {pay}.", "remember pay"),
        ("1. Don't close the page. To pay, select {pay}.", "pay"),
        ("1. Every invoice is listed. In order to pay, select {pay}.", "pay"),
        ("1. Ask your manager first. To pay, select {pay}.", "pay"),
        ("1. The card is never stored; to pay, select {pay}.", "pay"),
        ("1. Press {enter_key}, then select {pay}.", "enter_key pay"),
        ("1. Select {pay} to enter the portal.", "pay"),
        ("1. In the row whose type is {due}, select {pay}.", "due pay"),
        ("1. Next to an invoice that is {due}, select {pay}.", "due pay"),
        ("1. To see what is next in the row, select {pay}.", "pay"),
        ("1. Sorted by type, the list is short: select {pay}.", "pay"),
        ("1. Select {pay}. Users must type their names.", "pay"),
        ("1. Enter the {section} area and select {pay}.", "section pay"),
        ("1. Select {pay}. You may also receive an e-mail.", "pay"),
        ("1. Select {pay}. You can also use {cancel.label}.", "pay cancel"),
        (
            "1. If {due} appears, select {pay}.\n    {: .conditional }\n2. {cancel}.",
            "due pay cancel",
        ),
    ],
)
def test_what_is_right_is_walked(body, used):
    assert names_used(body) == used.split()


@pytest.mark.parametrize(
    "body",
    [
        "1. Fill in the form, then select {pay}:\n\n    |A|\n    |-|\n    |{name.value}|",
        "1. Select {pay}.\n\n    |A|\n    |-|\n    |{name.value}|",
        "1. Complete the {name} field.\n\n## Why {: #why }\n\nWe use {name.value}.",
    ],
)
def test_a_value_that_nothing_takes_or_shows_is_told(body):
    told = problems(f"{with_data('name: Ada')}{body}\n")
    assert any("which no step uses" in p.message or "never shown" in p.message for p in told)


@pytest.mark.parametrize("empty", ["", "\n", "\n\n"])
def test_lines_are_those_of_the_file_however_the_body_begins(empty):
    """MkDocs hands over the text below the front matter without its empty lines."""
    body = "1. Select {pay}.\n\n   A line.\n\n2. Select {cancel}.\n"
    source = HEAD.replace("---\n# Pay", f"---\n{empty}# Pay") + body
    product = load("tests.support.sample")
    line = source.split("\n").index("2. Select {cancel}.") + 1
    told = read_source("p.md", source, product, DEFAULT_EXTENSIONS, {}).problems
    assert [problem.location.line for problem in told] == [line]
    assert [p.location.line for p in problems(source)] == [line]


def test_two_whole_ways_in_two_tabs_are_walked():
    tabs = '=== "One"\n\n    1. Select {invoices}.\n    1. Select {pay}.\n\n'
    tabs += '=== "Two"\n\n    1. Select {invoices}.\n    1. Select {cancel}.\n'
    assert len(uses(render(HEAD + tabs, extensions=TABS))) == 4
