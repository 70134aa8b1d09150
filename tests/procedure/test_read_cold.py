"""What a cold reading found: pages that said one thing and were taken for another."""

import pytest

from acquit.problems import Problems
from acquit.walk.entering import holds
from tests.support.pages import HEAD, OTHER, STEPS, catalogue, problems, render, uses

EXTENSIONS = (*OTHER, "def_list", "fenced_code", "md_in_html")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "1. Select {pay}.\n\n    It is {paid}.\n    {: .outside }\n\n2. Select {cancel}.\n",
            "{: .outside } belongs to no step here",
        ),
        (STEPS + "\nIt is {paid}.\n{: .optional }\n", "{: .optional } belongs to no step here"),
        (STEPS + "2.Wait {paid}.\n", "this number makes no step"),
        (STEPS + "2.\u00a0Wait {paid}.\n", "this number makes no step"),
        (STEPS + "2 . Wait {paid}.\n", "this number makes no step"),
        (STEPS + "(2) Wait {paid}.\n", "this number makes no step"),
        (STEPS + "2\\. Wait {paid}.\n", "this number makes no step"),
        (STEPS + "２．Wait {paid}.\n", "this number makes no step"),
        (STEPS + "ii. Wait {paid}.\n", "a letter makes no step"),
        (STEPS + "a. Wait {paid}.\n", "a letter makes no step"),
        ("1. To pay:\n    • select {pay}\n    • select {cancel}\n", "this sign makes no step"),
        (STEPS + "2. Select {cancél}.\n", "{cancél} is neither a reference nor"),
        ("Term\n:   1. Select {cancel}.\n\n1. Select {pay}.\n", "in a list of definitions"),
        (STEPS + "\n<center>The status is {paid}</center>\n", "{paid} in HTML"),
        (STEPS + "\n<DIV>The status is {paid}</DIV>\n", "{paid} in HTML"),
        (STEPS + '\n<div class="markdown-body">It is {paid}</div>\n', "{paid} in HTML"),
        (STEPS + "\n<div>\n\nIt is {paid}\n\n</div>\n", "{paid} in HTML"),
        (STEPS + "\n        It is {paid}.\n", "{paid} in indented code"),
        (STEPS + "\nSee [it][t].\n\n[t]: https://example.com/{pay}\n", "in a link’s definition"),
        (STEPS + '\nSee [it][t].\n\n[t]: a.md "Title {nope}"\n', "in a link’s definition"),
        ("1. Select {invoices}, then <b>Cancel</b>.\n", "'Cancel' spells the label"),
    ],
)
def test_what_was_passed_over_is_refused(body, message):
    found = problems(HEAD + body, extensions=EXTENSIONS)
    assert any(message in problem.message for problem in found), found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. Select \\`{pay}\\` and {cancel}.\n", [("pay", "act"), ("cancel", "act")]),
        ("1. Select \\` {pay} ` and {cancel}.\n", [("pay", "act"), ("cancel", "act")]),
        ("1. Select \\\\{pay}.\n", [("pay", "act")]),
        ("1. Select {pay}.\n\n![{paid}]\n", [("pay", "act"), ("paid", "result")]),
        ("1. Select {pay}, 2.5 times, at 10:30.\n", [("pay", "act")]),
        ("1. Select {pay} (see [it now](a.md (a {cancel}))).\n", [("pay", "act")]),
    ],
)
def test_what_was_misread_is_read(body, found):
    assert uses(render(HEAD + body)) == found


TABBED = (*EXTENSIONS, "pymdownx.tabbed", "pymdownx.superfences")


@pytest.mark.parametrize(
    ("tab", "line", "message"),
    [
        ("Select {invoices}.", 17, "{invoices} is neither done nor checked"),
        ("Select {invoices}.\n\n    1. Select {cancel}.", 17, "{invoices} is neither done"),
        ("Nothing to do.", 17, "an alternative without an action"),
        ("1. Select {pya}.", 17, "unknown control {pya}"),
    ],
)
def test_what_stands_in_a_tab_is_a_step_or_told_at_its_place(tab, line, message):
    first = '=== "One"\n\n    1. Select {pay}.\n    2. Select {cancel}.\n\n'
    found = problems(HEAD + first + f'=== "Two"\n\n    {tab}\n', extensions=TABBED)
    assert any(message in p.message and p.location.line == line for p in found), found


def test_a_key_that_nothing_reads_is_told_where_it_is_nearly_one():
    body = HEAD.replace("procedure:", "titel: Pay\nbrand: Ada\nprocedure:") + STEPS
    (found,) = problems(body)
    assert str(found) == "<page>:2:1: nothing reads `titel`\n  hint: did you mean title?"


def test_what_the_theme_prints_and_nobody_can_translate_is_refused():
    (found,) = problems(HEAD.replace("procedure:", "subtitle: Pay\nprocedure:") + STEPS)
    assert found.message == "`subtitle` can’t be translated"


def test_keys_of_the_front_matter_stand_once():
    twice = HEAD.replace("owner\n", "owner\n  data:\n    amount: 1\n    amount: 2\n")
    found = problems(twice + STEPS)
    assert any("`amount` stands twice" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("source", "translation", "what"),
    [
        ("See [the terms][t] please.", "Voir [les termes][u] svp.", "https://evil.example/"),
        ("See [the terms][t] please.", "Voir les termes svp.", "loses a link to https://a.example"),
        ("See the terms please.", "Voir [les termes][u] svp.", "invents a link to https://evil"),
        ("Look: ![it][t].", "Voir : ![cela][u].", "invents an image of https://evil"),
    ],
)
def test_links_by_name_are_compared(tmp_path, source, translation, what):
    catalogue(tmp_path, "fr", "docs", {source: translation})
    end = "\n[t]: https://a.example/\n[u]: https://evil.example/\n"
    found = problems(HEAD + f"{source}\n\n{STEPS}{end}", tmp_path, "fr")
    assert any(what in problem.message for problem in found), found


@pytest.mark.parametrize("before", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_mark_at_the_beginning_change_nothing(before, end):
    assert uses(render(before + (HEAD + STEPS).replace("\n", end))) == [("invoices", "act")]


@pytest.mark.parametrize("amount", ["9" * 40 + ".1 EUR", "[" * 2000])
def test_what_no_one_writes_ends_in_no_traceback(amount):
    page = HEAD.replace("owner\n", f"owner\n  data: {{amount: {amount}}}\n")
    try:
        render(page + "1. In {amount}, enter {amount.value}.\n")
    except Problems as refusal:
        assert refusal.problems  # noqa: PT017


@pytest.mark.parametrize(
    ("held", "value", "same"),
    [
        ("12345", "12.345", False),
        ("0125", "0.125", False),
        ("-5", "5", False),
        ("5", "-5", False),
        ("12 345", "12345", True),
        ("1,234.50", "1234.50", True),
        ("(01) 23-45", "012345", True),
    ],
)
def test_a_field_that_loses_a_point_or_a_sign_does_not_hold_it(held, value, same):
    assert holds(held, value) is same
