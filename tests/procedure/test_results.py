"""What is passed over, and what is checked: comments, pictures, results."""

import pytest

from tests.support import sample
from tests.support.pages import HEAD, OTHER, STEPS, catalogue, only_problem, render, uses


def test_a_note_without_a_title_is_no_place_for_a_step():
    body = "!!! note\n    Wait.\n\n1. Select {pay}.\n\nNote that {paid} appears.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result")]


@pytest.mark.parametrize(
    "between",
    [
        "<!-- reviewed by Ada -->",
        "<!-- two\n\nlines -->",
        "![The list](list.png)",
        "![The list](list.png){: width=300 }",
        "![One](a.png) ![Two](b.png)",
        "![The list][list]\n\n[list]: list.png",
    ],
)
def test_comments_and_pictures_are_passed_over(between):
    result = f"1. Select {{pay}}.\n\n{between}\n\nThe status becomes {{due}}.\n"
    assert uses(render(HEAD + result)) == [("pay", "act"), ("due", "result")]
    inner = between.replace("\n", "\n    ")
    step = f"1. {inner}\n\n    Select {{pay}}.\n\n    {inner}\n\n    It is {{paid}}.\n"
    if "[list]:" not in between and not between.startswith("<!--"):
        assert uses(render(HEAD + step)) == [("pay", "act"), ("paid", "result")]


def test_a_step_that_is_a_picture_does_nothing():
    found = only_problem(HEAD + "1. ![Pay](a.png)\n2. Select {pay}.\n")
    assert "neither acts nor checks" in found.message


def test_a_reference_in_the_text_of_a_picture_is_only_a_label(tmp_path):
    body = '1. Select {invoices} ![The link {invoices}](a.png "See {pay}").\n'
    html = render(HEAD + body)
    assert uses(html) == [("invoices", "act")]
    assert 'alt="The link Invoices"' in html
    assert 'title="See Pay now"' in html
    catalogue(
        tmp_path,
        "fr",
        "docs",
        {
            "Select {invoices} ![The link {invoices}](a.png).": (
                "![Le lien {invoices}](a.png) : sélectionnez {invoices}."
            )
        },
    )
    catalogue(tmp_path, "fr", "product", {"invoices|Invoices": "Factures"})
    body = "1. Select {invoices} ![The link {invoices}](a.png).\n"
    french = render(HEAD + body, tmp_path, "fr")
    assert uses(french) == [("invoices", "act")]
    assert 'alt="Le lien Factures"' in french


def test_each_paragraph_after_the_steps_is_a_result():
    body = "1. Select {pay}.\n\nThe status becomes {paid}.\n\nIt was {due} before.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result"), ("due", "result")]


@pytest.mark.parametrize(
    "after",
    [
        "Done.\n\n!!! note\n    Wait.\n\n{}",
        "Done.\n\n- {}",
        "Done.\n\n| a |\n|---|\n| {} |",
        "    | a |\n    |---|\n    | {} |",
    ],
)
def test_where_nothing_is_done_or_checked_no_control_is_named(after):
    body = "1. Select {pay}.\n\n" + after
    found = only_problem(
        HEAD + body.format("See {paid}.", pay="{pay}").replace("Select .", "{pay}")
    )
    assert "{paid} is neither done nor checked " in found.message
    assert "{paid.label} only prints it" in found.hint
    assert "data-n" in render(HEAD + body.replace("{}", "See {paid.label}."))


def test_a_result_in_the_line_of_a_step():
    found = only_problem(HEAD + "1. Next to {due}, select {pay}. The status becomes {paid}.\n")
    assert "stands in the sentence of its step" in found.message
    assert "a paragraph of its own" in found.hint


def test_what_is_gone_is_a_result():
    body = "1. Select {pay}.\n\nThe mark {due.gone} goes away.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("due", "gone")]
    found = only_problem(HEAD + "1. Select {pay}, then {due.gone} goes away.\n")
    assert "{due.gone} stands in a step" in found.message


@pytest.mark.parametrize("control", ["{pay}", "{remember}", "{invoices}"])
def test_what_is_done_stands_in_the_first_paragraph_of_a_step(control):
    picture = f"1. Select {{cancel}}.\n\n    ![The menu](a.png)\n\n    Then select {control}.\n"
    found = only_problem(HEAD + picture)
    assert (found.location.line, found.location.column) == (14, 17)
    assert f"{control} is only seen, not used" in found.message
    shown = picture.replace(control, control.replace("}", ".shown}"))
    assert uses(render(HEAD + shown))[-1] == (control.strip("{}"), "result")


@pytest.mark.parametrize("control", ["{pay}", "{remember}", "{invoices}"])
def test_nothing_is_done_after_the_steps(control):
    found = only_problem(HEAD + f"1. Select {{cancel}}.\n\nFinally, select {control}.\n")
    assert (found.location.line, found.location.column) == (12, 17)
    assert f"{control} is only seen, not used: it stands after the steps" in found.message
    assert "as a step" in found.hint
    shown = f"1. Select {{cancel}}.\n\nNow {control} is there.\n".replace(
        control, control[:-1] + ".shown}"
    )
    assert uses(render(HEAD + shown))[-1] == (control.strip("{}"), "result")


def test_what_is_shown_is_a_result():
    found = only_problem(HEAD + "1. Select {pay}; {cancel.shown} appears.\n")
    assert "{cancel.shown} stands in a step" in found.message


@pytest.mark.parametrize(
    ("written", "column"),
    [("<ol><li>Select {cancel}.</li></ol>", 16), ("<div class=x>See {paid}.</div>", 18)],
)
def test_html_names_no_control(written, column):
    found = only_problem(HEAD + STEPS + f"\n{written}\n")
    assert (found.location.line, found.location.column) == (12, column)
    assert "in HTML is printed as it is" in found.message
    found = only_problem(HEAD + STEPS + "\n<ol><li>Wait.</li></ol>\n")
    assert found.message == "a numbered list in HTML is never walked"
    assert "<div" in render(HEAD + STEPS + "\n<div>Nothing {here}.</div>\n")


def test_a_rule_between_steps_and_result_is_passed_over():
    body = "1. Select {pay}.\n\n---\n\nThe status becomes {paid}.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result")]


def test_steps_in_a_block_of_html_are_never_walked():
    body = '<div markdown="1">\n\n1. Select {pay}.\n\n</div>\n'
    found = only_problem(HEAD + body, extensions=(*OTHER, "md_in_html"))
    assert "numbered steps inside another block are never walked" in found.message


def test_a_label_of_several_controls_is_told_with_all(monkeypatch):
    monkeypatch.setitem(sample.CONTROLS, "confirm", sample.Control("button", "Pay now"))
    found = only_problem(HEAD + "1. Select {cancel}, then **Pay now**.\n")
    assert "write {pay} or {confirm}" in found.hint
