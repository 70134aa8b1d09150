"""Each numbered line of a procedure is a step, or the build refuses it."""

import re

import pytest

from tests.support.pages import HEAD, OTHER, STEPS, TABS, only_problem, problems, render, uses


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        (
            "1. Select {invoices}.\n\n    The list opens.\n2. Select {pay}.\n",
            13,
            "part of the text above it",
            "put an empty line before it",
        ),
        (
            "To pay:\n1. Select {pay}.\n\nThen:\n\n1. Select {cancel}.\n",
            11,
            "part of the text above it",
            "put an empty line before it",
        ),
        ("1) Select {pay}.\n", 10, "this number is no step", "write 1. with a full stop"),
        (
            STEPS + '\n!!! tip "If it fails"\n    1. Select {cancel}.\n',
            13,
            "numbered steps in a note are never walked",
            "as steps of the procedure",
        ),
        (
            STEPS + "\n> 1. Select {cancel}.\n",
            12,
            "numbered steps in a quote are never walked",
            "as steps of the procedure",
        ),
        (
            STEPS + '\n??? note "More"\n    1. Select {cancel}.\n',
            13,
            "numbered steps in a folded note are never walked",
            "as steps of the procedure",
        ),
        (
            STEPS + '\n    !!! note "More"\n        1. Select {cancel}.\n',
            13,
            "numbered steps in a note are never walked",
            "as steps of the procedure",
        ),
        (
            "You need:\n\n- a card\n- a role\n\n1. Select {pay}.\n",
            15,
            "part of the bullet list above it",
            "a line of text between the two lists",
        ),
        (
            "* a card\n\n1. Select {pay}.\n",
            12,
            "part of the bullet list above it",
            "sane_lists",
        ),
        (
            "1. Under {section}:\n   1. Select {invoices}.\n2. Select {cancel}.\n",
            11,
            "indented otherwise than line 10",
            "four spaces",
        ),
        (
            "1. Then:\n\n    1. Select {pay}.\n2. Select {cancel}.\n",
            13,
            "indented otherwise than line 12",
            "put an empty line before it: there is one before line 12",
        ),
        (
            "1. Then:\n    - select {pay};\n     - select {cancel}.\n",
            12,
            "indented otherwise than line 11",
            "four spaces",
        ),
        (
            STEPS + "\n   ![The list](list.png)\n\n2. Select {pay}.\n",
            14,
            "a second numbered list",
            "four spaces: line 12 has 3",
        ),
        (
            STEPS + "\n  The list opens.\n\n2. Select {pay}.\n",
            14,
            "a second numbered list",
            "four spaces: line 12 has 2",
        ),
        (
            STEPS + "\nThen this:\n\n1. Select {pay}.\n",
            14,
            "a second numbered list: line 12 ends the steps",
            "indent line 12 by four spaces more",
        ),
        (
            STEPS + "\n<!-- reviewed -->\n\n2. Select {pay}.\n3. Select {cancel}.\n",
            14,
            "line 12 ends the steps",
            "indent line 12 by four spaces more",
        ),
        (
            STEPS + "\n---\n\n2. Select {pay}.\n    1. Select {cancel}.\n",
            14,
            "line 12 ends the steps",
            "indent line 12 by four spaces more",
        ),
        (
            STEPS + "\n!!! note\n    Wait.\n\n    Still.\n\n2. Select {pay}.\n",
            17,
            "line 12 ends the steps",
            "indent lines 12 to 15 by four spaces more",
        ),
        (
            STEPS + "\nMore {: #more }\n----\n\n1. Select {pay}.\n",
            15,
            "the heading in line 13 ends the steps",
            "a page of its own",
        ),
        (
            STEPS + "\n## More {: #more }\n\n1. Select {pay}.\n",
            14,
            "the heading in line 12 ends the steps",
            "write this one as a page of its own",
        ),
    ],
)
def test_each_numbered_line_is_a_step(body, line, message, hint):
    found = only_problem(HEAD + body, extensions=OTHER)
    assert (found.location.line, message in found.message) == (line, True), found
    assert hint in found.hint


def test_a_list_that_begins_in_code_or_in_a_comment_is_none():
    body = STEPS + "\n    To copy:\n\n        1. this\n\n<!--\n1. not yet\n-->\n"
    assert uses(render(HEAD + body)) == [("invoices", "act")]


def test_numbered_steps_need_a_procedure():
    page = "# Pay {: #pay }\n\n1. Look.\n2. Select {pay}.\n3. Select {cancel}.\n"
    found = only_problem(page)
    assert (found.location.line, found.location.column) == (4, 11)
    assert "declares no procedure" in found.message
    assert "<ol>" in render(page.replace("{pay}", "{pay.label}").replace("{cancel}", "{paid}"))


IN_TABS = (
    '=== "With {pay}"\n\n    1. Select {pay}.\n    2. Select {invoices}.\n\n    It is {paid}.\n\n'
    '=== "Not at all"\n\n    1. Select {cancel}.\n\nThe status becomes {due}.\n'
)


def test_each_tab_is_an_alternative():
    html = render(HEAD + IN_TABS, extensions=TABS)
    assert re.findall(r'data-step="([^"]+)"', html) == ["a", "a.1", "a.2", "b", "b.1"]
    wanted = [("pay", "act"), ("invoices", "act"), ("paid", "result"), ("cancel", "act")]
    assert uses(html) == [*wanted, ("due", "result")]


def test_tabs_in_a_step_are_alternatives_of_it():
    inner = IN_TABS.split("\n\nThe status")[0].replace("\n", "\n    ").replace("    \n", "\n")
    html = render(HEAD + f"1. Pay:\n\n    {inner}\n\n2. Select {{pay}}.\n", extensions=TABS)
    found = re.findall(r'data-step="([^"]+)"', html)
    assert found == ["1", "1.a", "1.a.1", "1.a.2", "1.b", "1.b.1", "2"]


def test_a_tab_without_steps_is_no_alternative():
    body = '=== "One"\n\n    1. Select {pay}.\n\n=== "Two"\n\n    Do nothing.\n'
    assert "an alternative without an action" in only_problem(HEAD + body, extensions=TABS).message


def test_steps_after_tabs_are_a_second_list():
    found = only_problem(HEAD + IN_TABS + "\n1. Select {pay}.\n", extensions=TABS)
    assert "a second numbered list" in found.message


def test_tabs_and_what_they_hold_are_indented_by_fours():
    inner = '   === "One"\n\n       1. Select {pay}.\n'
    found = only_problem(HEAD + f"1. Choose.\n\n{inner}", extensions=TABS)
    assert (found.location.line, found.location.column) == (12, 4)
    assert found.message == '=== "One" is indented by 3'
    assert "four spaces a level" in found.hint
    found = only_problem(HEAD + '=== "One"\n\n   1. Select {pay}.\n', extensions=TABS)
    assert (found.location.line, found.message) == (10, '=== "One" holds nothing')
    assert "four spaces more than its ===" in found.hint


def test_tabs_need_their_extension():
    found = problems(HEAD + STEPS + '\n=== "One"\n\n    Wait.\n', extensions=OTHER)
    assert [p.message for p in found] == ['=== "One" makes no tab here']
    assert "pymdownx.tabbed: {alternate_style: true}" in found[0].hint


def test_tabs_between_steps_belong_to_the_step_above():
    body = STEPS + '\n=== "One"\n\n    1. Select {pay}.\n\n2. Select {cancel}.\n'
    found = problems(HEAD + body, extensions=TABS)
    assert found[0].message == "numbered steps in a tab are never walked"
    assert "indent the tabs, below line 10, by four spaces" in found[0].hint
    assert "line 12 ends the steps" in found[1].message


def test_in_a_tab_what_is_done_is_numbered():
    tabs = (
        '    === "One"\n\n        1. Select {pay}.\n\n    === "Two"\n\n        Select {cancel}.\n'
    )
    found = problems(HEAD + "1. To pay:\n\n" + tabs, extensions=TABS)
    assert any("numbered list: 1." in p.hint and "in a tab" in p.message for p in found), found


def test_a_step_above_lines_that_were_misread_is_not_called_empty():
    found = problems(HEAD + "1. To pay:\n   1. Select {pay}.\n   2. Select {cancel}.\n")
    assert all("neither acts" not in p.message for p in found), found


def test_a_fence_that_goes_on_with_a_paragraph_is_no_code():
    body = "It is:\n    ```\n1. Select {cancel}.\n\n    ```\n1. Select {pay}.\n"
    found = problems(HEAD + body, extensions=(*OTHER, "fenced_code"))
    assert found[0].location.line == 12
    assert found[0].message == "this step is part of the text above it"


def test_a_first_list_that_is_none_of_steps_is_told():
    body = "Why it fails:\n\n1. No money.\n2. Fraud.\n\nThen:\n\n1. Select {pay}.\n"
    found = [p for p in problems(HEAD + body) if "second numbered list" in p.message]
    assert found[0].hint == (
        "lines 12 to 13 name no control: if they are no steps, write them as bullets: - …"
    )
