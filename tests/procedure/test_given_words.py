"""What a sentence gives to a field, a list or a dialog is what a walk gives."""

import pytest

from tests.support.pages import HEAD, names_used, problems, render, uses, with_data

TWO = "name: Ada, amount: 3"


def told(data, body):
    found = problems(with_data(data) + body)
    return [(problem.location.line, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("1. Set {card} to Visa.", "'Visa' is printed, and any {card} chosen"),
        ("1. Set the {card} list to Visa.", "'Visa' is printed, and any {card} chosen"),
        ("1. Select Visa in {card}, then select {pay}.", "'Visa' is printed, and any {card}"),
        ("1. Choose Savings 2 from {tags}.", "'Savings 2' is printed, and any {tags}"),
        ("1. Choose {card}: Visa.", "'Visa' is printed, and any {card} chosen"),
        ("1. Filter the list by {tags}.", "nothing of the {tags} list is chosen"),
        (
            "1. If the list is long, sort it by {tags}.\n    {: .optional }",
            "nothing of the {tags} list",
        ),
        ("1. Select {pay}, then cancel {sure}.", "{sure} would be accepted, and the sentence"),
        ("1. Select {pay} and dismiss the {sure} dialog.", "the sentence says “dismiss”"),
        ("1. Select {pay}. In the {sure} dialog, cancel.", "the sentence says “cancel”"),
        ("1. Select {pay} after {cancel}.", "in the order of the references, not of the words"),
        ("1. Sign in, then select {pay}.", "“Sign in” names no control: nothing is done"),
        ("1. Open your invoices, then select {pay}.", "“Open your invoices” names no control"),
        ("1. Under {section}, sort the table by amount, and select {pay}.", "“sort the table by"),
        ("1. Review **{section}** and approve it.", "“approve it” names no control"),
        ("1. Look at the {section} section and approve it.", "“approve it” names no control"),
        ("1. Solve the captcha, and then select {pay}.", "“Solve the captcha” names no control"),
        ("1. Select {pay}, and then confirm the amount of one euro.", "“confirm the amount of one"),
        ("1. Select {pay}. Name the card. Then select {cancel}.", "“Name the card” names no"),
        ("1. Check {due}. When you’re done, return to the list.", "“return to the list” names no"),
        ("1. Select {pay}. Open the confirmation message.", "“Open the confirmation message”"),
        ("1. Sort by type, then select {pay}.", "“Sort by type” names no control"),
        ("1. Open the invoice, and under {section} select {pay}.", "“Open the invoice” names"),
    ],
)
def test_what_nothing_does_is_told_once(body, message):
    (problem,) = problems(f"{HEAD}{body}\n")
    assert message in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "1. In {name}, enter {amount.value}, and in {amount}, enter {name.value}.\n",
        "1. Enter {name.value} in {amount}, then {amount.value} in {name}.\n",
        "1. Enter {amount.value} in the **{name}** field and {name.value} in the {amount}.\n",
    ],
)
def test_a_value_is_given_to_its_own_field(body):
    found = [message for _, message in told(TWO, body)]
    assert "{name.value} is given to {name}, and the sentence gives it to {amount}" in found
    assert "{amount.value} is given to {amount}, and the sentence gives it to {name}" in found


@pytest.mark.parametrize(
    "body",
    [
        "1. Enter {name.value} in {name}, then {amount.value} in {amount}.\n",
        "1. In {name} and {amount}, enter {name.value} and {amount.value}.\n",
        "1. In {name}, enter {name.value}, and {amount.value} for the {amount}.\n",
        "1. In {name}, enter {name.value}; in {amount}, {amount.value}.\n",
        "1. Fill in {name} ({name.value}) and {amount} ({amount.value}).\n",
    ],
)
def test_fields_and_values_in_any_order_are_walked(body):
    acted = [name for name, use in uses(render(with_data(TWO) + body)) if use == "act"]
    assert sorted(acted) == ["amount", "name"]


def test_a_dialog_is_dismissed_where_data_and_sentence_say_so():
    body = "1. Select {pay}, then dismiss {sure}.\n"
    assert [n for n, _ in uses(render(with_data("sure: dismiss") + body))] == ["pay", "sure"]
    (found,) = told("sure: dismiss", "1. Select {pay}, then confirm {sure}.\n")
    assert "would be dismissed, as data says, and the sentence says “confirm”" in found[1]


def test_nothing_typed_is_chosen_from_a_list():
    (found,) = told("amount: 3", "1. Choose an {amount} like {amount.value} from the list.\n")
    assert found[1] == "{amount} is a textbox, and nothing is chosen “from the list”"
    body = "1. Select {invoices} from the menu, and in {amount} enter {amount.value}.\n"
    assert uses(render(with_data("amount: 3") + body))


def test_an_empty_value_is_told_where_it_is_given():
    ((line, message),) = told('name: ""', "1. In {name}, enter {name.value}.\n")
    assert (line, message) == (5, "the value of {name} is empty")


def test_a_sentence_ends_once():
    value = 'name: "The invoice is wrong."'
    ((_, message),) = told(value, "1. In {name}, enter **{name.value}**.\n")
    assert message == "{name.value} ends with a full stop, and another follows"
    assert uses(render(with_data(value) + "1. In {name}, enter {name.value}\n"))


def test_a_second_value_in_plain_words_is_typed_nowhere():
    body = "1. In {name}, enter {name.value}, and enter your tax number.\n"
    ((_, message),) = told("name: Ada", body)
    assert message == "“enter your tax number” names no field: nothing is typed"
    both = "1. In {name}, enter {name.value}, and enter {amount.value} in {amount}.\n"
    assert uses(render(with_data(TWO) + both))


def test_a_choice_that_is_set_off_is_given_in_the_front_matter():
    (problem,) = problems(f"{HEAD}1. In {{tags}}, select *Due*.\n")
    assert problem.hint.startswith('give the choice in the front matter, data: {tags: "{due}"}')


def test_a_bold_word_that_leads_in_is_no_choice():
    found = problems(f"{HEAD}1. To pay:\n    - **Saved card**: select {{card}}.\n    - {{pay}}\n")
    assert "stress other words with *italics*" in found[0].hint


def test_a_step_that_names_no_control_is_told_which_it_could():
    (problem,) = problems(f"{HEAD}1. Select {{invoices}}.\n2. The search is slow.\n")
    assert problem.hint.startswith("name a control, like {search}, or join it")


def test_a_hint_gives_a_label_as_its_control():
    found = problems(f"{HEAD}1. In {{name}}, enter `Pay now`.\n")
    assert len(found) == 2
    assert all('data: {name: "{pay}"}' in problem.hint for problem in found)


def test_what_is_done_on_a_page_of_somebody_else_s_its_driver_does():
    body = "1. Select {pay}.\n2. On the {gateway} page, sign in and confirm the payment.\n"
    found = uses(render(with_data("gateway: approved") + body))
    assert [name for name, _ in found] == ["pay", "gateway"]


@pytest.mark.parametrize(
    ("way", "written"),
    [
        ("Manage > Invoices", "Manage > {invoices.label}"),
        ("Section → Pay now", "{section.label} > {pay.label}"),
    ],
)
def test_a_way_through_menus_in_a_text_spells_labels_out(way, written):
    (problem,) = problems(f"{HEAD}You need (**{way}**).\n\n1. Select {{pay}}.\n")
    assert "spells the label of a control out" in problem.message
    assert problem.hint == f"write {written}"


@pytest.mark.parametrize(
    ("body", "used"),
    [
        ("1. Choose one of {tags}.", "tags"),
        ("1. Select a card in {card}, then select {pay}.", "card pay"),
        ("1. Go to the payment page, then select {pay}.", "pay"),
        ("1. Go to the {section} section, and select {pay}.", "section pay"),
        ("1. Open {invoices}, then select {pay}.", "invoices pay"),
        ("1. After {cancel}, select {pay}.", "cancel pay"),
        ("1. Change your mind? Select {cancel}.", "cancel"),
        ("1. Select {invoices}. Open invoices are at the top.", "invoices"),
        ("1. Open the billing portal, then select {pay}.", "pay"),
        ("1. Select {pay}. Set amounts are kept.", "pay"),
        ("1. Select {section} > {pay}.", "section pay"),
    ],
)
def test_what_is_right_is_walked(body, used):
    assert names_used(body) == used.split()
