"""A page never spells a label; braces, tags and anchors mean something or are refused."""

import pytest

from tests.support.pages import HEAD, OTHER, STEPS, only_problem, problems, render, uses


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("**Pay now**", "'Pay now' spells the label of a control out", "write {pay}"),
        ("__pay now__", "'pay now' spells the label of a control out", "write {pay}"),
        ("***Pay now***", "'Pay now' spells the label of a control out", "write {pay}"),
        ("“Pay now”", "'Pay now' spells the label of a control out", "write {pay}"),
        ("`Pay now`", "'Pay now' spells the label of a control out", "write {pay}"),
        ("*Pay now*", "'Pay now' spells the label of a control out", "write {pay}"),
        ("**Delete account**", "no control is called 'Delete account'", "name a control"),
        ("__Invoces__", "no control is called 'Invoces'", "like {invoices}"),
    ],
)
def test_a_label_is_never_spelt_in_a_step(words, message, hint):
    found = problems(HEAD + f"1. Select {{invoices}}, then {words}.\n")
    assert any(message in p.message and hint in p.hint for p in found), found
    assert {p.location.line for p in found} == {10}


def test_a_label_is_never_spelt_in_bold_anywhere():
    found = only_problem(HEAD + "1. Select {pay}.\n\n!!! note\n    See **Invoices**.\n")
    assert "'Invoices' spells the label of a control out" in found.message
    assert "<strong>" in render(HEAD + "Pay **at once**.\n\n1. Select {pay}.\n")


@pytest.mark.parametrize(
    "written",
    ["{target=_blank}", "{: target=_blank }", "{:target=_blank}", "{.external}", "{ #fees }"],
)
def test_attribute_lists_need_no_colon(written):
    link = f"1. Select {{pay}}, see [the fees](https://example.com/){written}.\n"
    assert "https://example.com/" in render(HEAD + link)


@pytest.mark.parametrize("anchor", ["{#pay}", "{: #pay }", "{ #pay }", "{:#pay}"])
def test_an_anchor_as_other_tools_write_it(anchor):
    source = HEAD.replace("{: #pay }", anchor) + STEPS
    assert '<h1 id="pay">' in render(source)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("https://example.com/{id}/pay", "unknown control {id}", r"\{id} prints the braces"),
        ("{ pay }", "{ pay } is neither a reference nor an attribute list", "write {pay}"),
        ("{a, b}", "{a, b} is neither", r"\{ for the brace"),
        ("[it](https://example.com/{pay})", "the reference {pay} in an address", "%7Bpay%7D"),
        ('[it](a.md){: title="Not now" }', "would never be translated", "[text]"),
        ("<kbd>Enter", "<kbd> is opened and closed not as often", "<kbd>…</kbd>"),
    ],
)
def test_braces_and_tags_that_mean_nothing(text, message, hint):
    found = problems(HEAD + f"Mind: {text}.\n\n1. Select {{pay}}.\n")
    assert any(message in p.message and hint in p.hint for p in found), found
    assert {p.location.line for p in found} == {10}


def test_escaped_braces_are_printed():
    assert "https://example.com/{id}/" in render(
        HEAD + STEPS + "\nSee https://example.com/\\{id}/.\n"
    )


def test_a_fence_in_a_step_is_code_or_refused():
    body = (
        "1. Select {pay}, then copy this:\n\n    ```text\n    RF18 5390\n    1. no step\n    ```\n"
    )
    found = only_problem(HEAD + body)
    assert "a code block in a list isn't taken for one" in found.message
    assert "pymdownx.superfences" in found.hint
    html = render(HEAD + body, extensions=(*OTHER, "pymdownx.superfences"))
    assert "RF18 5390\n" in html
    assert uses(html) == [("pay", "act")]


def test_bold_words_after_a_verb_may_be_done_elsewhere():
    found = only_problem(HEAD + "1. Select {pay}.\n2. Select **Back**.\n")
    assert (
        found.hint
        == "name a control; only a step that the product can’t show is marked {: .outside }"
    )
