"""What steps can be, and what is given in them."""

import re

import pytest

from tests.support import sample
from tests.support.pages import (
    HEAD,
    STEPS,
    catalogue,
    names_used,
    only_problem,
    problems,
    render,
    uses,
    with_data,
)


def test_steps_can_be_optional_or_conditional():
    body = (
        "1. Select {invoices}.\n    {: .optional }\n"
        "2. If {section} appears, next to {due}, select {cancel}.\n    {: .conditional }\n"
        "3. Select {pay}.\n"
    )
    html = render(HEAD + body)
    assert 'data-optional="" data-step="1"' in html
    assert 'data-conditional="" data-step="2"' in html
    wanted = [("invoices", "act"), ("section", "condition"), ("due", "place"), ("cancel", "act")]
    assert uses(html) == [*wanted, ("pay", "act")]


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "1. Select {pay}.\n    {: .optinal }\n",
            "nothing is known of a step that is .optinal",
            "did you mean .optional?",
        ),
        (
            "1. Then:\n    - select {pay}\n      {: .optional }\n    - select {cancel}\n",
            "an alternative is a choice already",
            "mark a step",
        ),
        (
            "1. Wait a little.\n    {: .conditional }\n2. Select {pay}.\n",
            "neither acts nor checks",
            "name a control",
        ),
    ],
)
def test_mistakes_in_what_a_step_is(body, message, hint):
    found = only_problem(HEAD + body)
    assert message in found.message
    assert hint in found.hint


def test_keys_are_controls_of_every_product(tmp_path):
    body = "1. In {search}, enter {search.value} and press {enter_key}.\n"
    source = with_data("search: cards") + body
    html = render(source)
    assert uses(html) == [("search", "act"), ("search", "label"), ("enter_key", "act")]
    assert 'data-key="Enter"' in html
    catalogue(tmp_path, "fr", "docs", {"key|Enter": "Entrée", "Enter": "Saisir"})
    assert ">Entrée</strong>" in render(source, tmp_path, "fr")


def test_a_value_can_tell_a_place_or_a_result():
    source = with_data("name: Ada, invoice: INV-7") + (
        "1. In the row of {invoice.value}, in {name}, enter {name.value}, then select {pay}.\n\n"
        "The row shows {name.value}.\n"
    )
    wanted = [("invoice", "place"), ("name", "act"), ("name", "label"), ("pay", "act")]
    assert uses(render(source)) == [*wanted, ("name", "result")]
    late = with_data("invoice: INV-7") + "1. Select {pay} in the row of {invoice.value}.\n"
    assert uses(render(late)) == [("invoice", "place"), ("pay", "act")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Select {pay} under {section}.", "section pay"),
        ("Select {invoices} from the **{section}** menu.", "section invoices"),
        ("Select {pay} next to an invoice whose status is {due}.", "due pay"),
        (
            "Select {pay} next to {due} under {section}, then select {cancel}.",
            "due section pay cancel",
        ),
        (
            "Under {section}, select {invoices}, then select {pay} next to {due}.",
            "section invoices due pay",
        ),
        ("Select {pay} to see {section}.", None),
        ("Select {pay} and check {section}.", None),
        ("Select {pay}. The status in the row is {due}.", None),
    ],
)
def test_a_place_may_stand_right_after_its_control(sentence, wanted):
    if wanted is None:
        assert problems(f"{HEAD}1. {sentence}\n")
    else:
        assert " ".join(names_used(f"1. {sentence}")) == wanted


def test_of_two_places_after_a_control_either_will_do():
    html = render(f"{HEAD}1. Select {{pay}} next to {{due}} or {{paid}}.\n")
    numbers = dict(re.findall(r'data-control="(\w+)"[^>]*data-n="(\d)"', html))
    assert numbers == {"due": "1", "paid": "2", "pay": "3"}
    assert re.search(r'data-control="paid"[^>]*data-or=""', html)


def test_a_dialog_belongs_to_the_action_before_it():
    assert uses(render(HEAD + "1. Select {delete}, then confirm {sure}.\n")) == [
        ("delete", "act"),
        ("sure", "act"),
    ]
    found = only_problem(HEAD + "1. Select {pay}.\n2. Confirm {sure}.\n")
    assert "the dialog {sure} follows no action" in found.message


def test_an_icon_shows_that_it_is_one():
    assert 'class="acquit-ui acquit-icon"' in render(HEAD + "1. Select {delete}.\n")


def test_a_label_that_leaves_something_open_is_filled_or_refused(tmp_path):
    body = "1. Select {pay}.\n\nThe message {added} appears.\n"
    found = only_problem(HEAD + body)
    assert "nothing fills member in {added}" in found.message
    assert "data: {member: …}" in found.hint
    source = with_data('member: "Ada"') + body
    assert ">Ada has been added</strong>" in render(source)
    catalogue(tmp_path, "fr", "product", {"added|%(member)s has been added": "%(membre)s ajouté"})
    assert ">Ada has been added</strong>" in render(source, tmp_path, "fr")


@pytest.mark.parametrize(
    ("data", "body", "message"),
    [
        ("", "1. Choose a file in {receipt}.\n", "the file {receipt} has no data"),
        ("remember: maybe", "1. Clear {remember}.\n", "the checkbox {remember} is on or off"),
        ("pay: now", "1. Select {pay}.\n", "data for the button {pay}"),
        ("tags: []", "1. In {tags}, choose {tags.value}.\n", "must have one value, or a list"),
    ],
)
def test_data_that_a_kind_has_no_use_for(data, body, message):
    found = problems((with_data(data) if data else HEAD) + body)
    assert any(message in p.message for p in found), found


def test_several_values_and_what_fields_take():
    source = with_data('tags: ["red", "blue"], amount: 2026-11-20, name: 14:30') + (
        "1. In {tags}, choose {tags.value}; in {amount}, enter {amount.value}; "
        "in {name}, enter {name.value}.\n"
    )
    html = render(source)
    assert ">red and blue</span>" in html
    assert ">November 20, 2026</span>" in html
    assert "&quot;tags&quot;: [&quot;red&quot;, &quot;blue&quot;]" in html
    typed = re.search(r'data-typed="([^"]*)"', html)[1]
    assert (
        typed == "{&quot;amount&quot;: &quot;2026-11-20&quot;, &quot;name&quot;: &quot;14:30&quot;}"
    )


def test_a_page_can_be_walked_with_several_scenarios():
    source = HEAD.replace("scenario: company", "scenario: [company, private]") + STEPS
    found = only_problem(source)
    assert "unknown scenario 'private'" in found.message
    html = render(source.replace("private", "company"), frame="/{locale}?s={scenario}&r={role}")
    assert 'src="/en?s=company&amp;r=owner"' in html
    assert "&quot;address&quot;: &quot;/en?s=company&amp;r=owner&quot;" in html


def test_a_marked_step_that_does_nothing_can_be_outside_instead():
    found = only_problem(HEAD + "1. Select {pay}.\n2. Go back.\n    {: .optional }\n")
    assert found.hint == "name a control, or mark it {: .outside }, in the place of .optional"


def test_a_page_s_value_is_one_that_its_driver_knows(monkeypatch):
    body = with_data("gateway: aproved") + "1. Select {pay}, then complete {gateway}.\n"
    assert uses(render(body))  # this driver doesn't say what it knows

    def give(frame, value):
        raise AssertionError("no walk is done here")

    give.values = ("approved", "declined")
    monkeypatch.setitem(sample.DRIVERS, "gateway", give)
    found = only_problem(body)
    assert found.message == "unknown value 'aproved' for the page {gateway}"
    assert found.hint == "did you mean approved?"


def test_a_step_whose_substeps_are_all_outside_is_outside():
    body = "1. Select {pay}.\n2. In your browser:\n    1. Go back.\n        {: .outside }\n"
    assert [name for name, _ in uses(render(HEAD + body))] == ["pay"]
