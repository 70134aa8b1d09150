"""A step's words and its references say the same: conditions, choices, values, what not to do."""

import pytest

from tests.support import sample
from tests.support.pages import HEAD, TABS, only_problem, problems, render, uses, with_data


@pytest.mark.parametrize(
    ("sentence", "column", "message", "hint"),
    [
        ("If {due} appears, select {pay}.", 4, "a step with “If”", "{: .conditional }"),
        ("Select {pay} if your card is Dutch.", 4, "a step with “if”", "{: .optional }"),
        ("Unless it is {due}, select {pay}.", 4, "a step with “unless”", "as bullets"),
        ("You can also select {pay}.", 4, "it is optional, and isn’t marked", "{: .optional }"),
        ("If you want, select {pay}.", 4, "it is optional, and isn’t marked", "{: .optional }"),
        ("Select {pay} or {cancel}.", 4, "{pay} or {cancel}: both would be", "bullets are alt"),
        ("Select {pay}, or else the {cancel} button.", 4, "both would be done", "as a bullet"),
        ("Don't select {pay}.", 4, "{pay} would be done, though", "!!! note, with {pay.label}"),
        ("Select {pay}, not {cancel}.", 4, "{cancel} would be done, though", "{cancel.label}"),
        ("Instead of {pay}, take {cancel}.", 4, "{pay} would be done, though", "{pay.label}"),
        ("Select {pay.label}, then {cancel}.", 4, "{pay.label} only prints", "write {pay}"),
        ("Clear the {remember} check box.", 4, "switched on, though the sentence says off", "off"),
        ("Ensure {remember} isn’t ticked.", 4, "only says how it is", "{remember.label}"),
        ("Skip {pay}, then {cancel}.", 4, "{pay} would be done, though", "{pay.label}"),
        ("When {pay} is displayed, select {cancel}.", 4, "{pay} would be used, and", "{pay.shown}"),
        ("Select {pay} > {cancel.label}.", 4, "{cancel.label} only prints", "write {cancel}"),
        ("Hover over {pay}.", 4, "“Hover”: a walk only clicks {pay}", "{: .outside }"),
        ("Double-click {pay}.", 4, "“Double-click”: a walk only clicks", "say what is clicked"),
        ("Select {pay} twice.", 4, "{pay} would be done once", "each time as a step"),
        ("Press {tab_key} until the field is red.", 4, "and not “until”", "each time as a step"),
        ("Select the second {pay}.", 4, "“second” doesn’t say which", "next to {place}"),
        ("Wait an hour, then select {pay}.", 4, "“Wait an hour”: a walk waits", "outside"),
        (
            "Press the down arrow, then select {pay}.",
            4,
            "the key down arrow is",
            "{arrow_down_key}",
        ),
        ("Press {tab_key} to move the focus to {pay}.", 4, "moves the focus to it", "{pay.label}"),
        ("Press **Enter**, then select {pay}.", 4, "the key Enter is printed", "{enter_key}"),
        ("Log in as an {due}.", 4, "says “Log in”, and nothing is done", "check that"),
        ("Select **Section**, then {pay}.", 4, "'Section' spells", "under {section}, select"),
        ("Select {pay} after you select {cancel}.", 4, "in the order of the references", "order"),
        ("Before you select {pay}, tick {remember}.", 4, "{pay} would be done in the", "order"),
        ("Press Shift+{tab_key}.", 4, "{tab_key} would be pressed alone", "one by one"),
        ("Press Esc, then select {pay}.", 4, "the key Esc is printed", "write {escape_key}"),
        ("Select {pay}, and repeat step 1.", 4, "“repeat”: each step is done once", "outside"),
        ("Select {pay}, otherwise {cancel}.", 4, "both would be done", "as a bullet"),
        ("Select {invoices}, then click Pay now.", 4, "'Pay now' spells the label", "{pay}"),
        ("Select {invoices}, [Pay now](a.md).", 4, "'Pay now' spells the label", "{pay}"),
        ("Select {invoices}, then `{pay}`.", 4, "{pay} in code is printed", "without the `"),
        ("Verify that {pay} is there.", 4, "{pay} would be used, and the", "{pay.label}"),
        ("Locate {pay}.", 4, "and the sentence says “Locate”", "{pay.label}"),
        ("Make sure that {remember} is cleared.", 4, "only says how it is", "{remember.label}"),
        (
            "You cannot use {remember}. Select {pay}.",
            4,
            "{remember} would be done, though",
            "label",
        ),
        ("Under no circumstances {pay}.", 4, "{pay} would be done, though", "{pay.label}"),
        ("On the {pay} pane, select {cancel}.", 4, "{pay} would be clicked, and", "{pay.label}"),
        ("For each {due}, select {pay}.", 4, "{pay} would be done once", "{: .outside }"),
        ("Select {pay}. Alternatively, select {cancel}.", 4, "both would be done", "bullets"),
        ("Select {pay}, and then select it again.", 4, "not “again”", "each time as a step"),
        ("Next to what isn’t {due}, select {pay}.", 4, "{due} is looked for, or given", "what is"),
        ("Select {pay}, and then select *Print*.", 4, "nobody selects 'Print'", "name the control"),
        ("As needed, select {pay}.", 4, "it is optional, and isn’t marked", "{: .optional }"),
        ("Look: the {pay} button should be available.", 4, "only says how it is", "{pay.shown}"),
        ("Next to {due}, expand {section}, then {pay}.", 4, "{section} is a heading", "is used"),
        (
            "Select **Invoices > Pay now**.",
            4,
            "no control is called",
            "under {invoices}, select {pay}",
        ),
        ("Select **+ {pay}**.", 4, "no control is called '+ {pay}'", "write {pay} alone"),
        ("Turn the {remember} toggle off.", 4, "switched on, though the sentence says off", "off"),
        ("Ask your billing admin to select {pay}.", 4, "asks somebody else", "{pay.label}"),
        ("Select {pay}, then dismiss {due}.", 4, "{due} is a status: it is looked", "is used"),
        ("Select {pay}. To leave, select {cancel} instead.", 4, "both would be done", "bullets"),
        ("Look: {pay} isn’t shown.", 4, "only says how it is", "{pay.gone}"),
        ("Collapse the {pay} menu.", 4, "and the sentence closes it", "{pay.label}"),
        ("Next to {due}, select {pay} for each.", 4, "not “for each”", "each time as a step"),
        ("Select `Save` , then select {pay}.", 4, "“Select `Save`” names no", "as {control}"),
        ("Select the second row, and then select {pay}.", 4, "the second row” names no", "outside"),
        ("Search for it, select it from the results, then click {pay}.", 4, "select it", "name"),
        ("Go to Settings > Billing > {invoices}.", 4, "“Go to Settings >” is printed", "each part"),
        ("Select {pay} and optionally {cancel}.", 4, "it is optional, and isn’t", "{: .optional }"),
        ("When prompted, select {pay}.", 4, "a step with “When prompted”", "{: .conditional }"),
        ("Either call us or select {pay}.", 4, "a step with “either … or”", "as bullets"),
        ("{pay} can be opened.", 4, "{pay} would be used, and", "{pay.shown}"),
        ("Press `/`, then select {pay}.", 4, "the key / is printed", "outside"),
        ("If your address changed, update it.", 4, "“If” that names no control", "{: .outside }"),
        ("Select pay_later, then {pay}.", 4, "pay_later is printed as it is", "{pay_later}"),
    ],
)
def test_words_that_the_references_do_not_keep(sentence, column, message, hint, monkeypatch):
    monkeypatch.setitem(sample.CONTROLS, "pay_later", sample.Control("button", "Later"))
    found = only_problem(HEAD + f"1. {sentence}\n")
    assert (found.location.line, found.location.column) == (10, column)
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(
    "sentence",
    [
        "See whether {due} is there, then select {pay}.",
        "Next to {due} or {paid}, select {pay}.",
        "Do not close the page: select {pay}.",
        "Without haste. Select {pay}.",
        "Select {pay} for order or invoice.",
        "Check {remember}; {cancel.label} takes it back.",
        "Press {enter_key} with care, as in `pay_later`.",
        "Don’t select {cancel.label}; select {pay}.",
        "After you select {pay}, select {cancel}.",
        "To keep a copy, select {invoices}.",
        "Leave the rest as it is, and select {pay}.",
        "Make sure that {remember} is selected.",
        "Wait until {due} is there, then select {pay}.",
        "To choose a method, select {pay}.",
        "Select {pay} so that you do not have to pay twice.",
        "Select {pay}; such as `Paid twice`.",
        "You can now select {pay}.",
        "Hold your card ready, and select {pay}.",
        "Next to {due}, whether it is new or not, select {pay}.",
        "Select {pay}, as the [invoices](a.md) say.",
        "Select, under {section}, the link {invoices}.",
        "Under {section} > {invoices}, select {pay}.",
        "Select {invoices} > {pay}.",
    ],
)
def test_words_that_say_nothing_else(sentence):
    assert uses(render(HEAD + f"1. {sentence}\n"))


def test_alternatives_may_begin_with_if():
    body = "1. To pay:\n    - if you have a card, select {pay};\n    - if not, select {invoices}.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("invoices", "act")]


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Enter 25.00 in {amount}.", "25.00 is written out"),
        ("Type `30` into {amount}.", "30 is written out"),
        ("In {amount}, enter “thirty”.", "thirty is written out"),
        ("In {amount}, enter 30.", "30 is written out"),
    ],
)
def test_a_value_is_never_written_out(sentence, message):
    found = only_problem(with_data("amount: 30") + f"1. {sentence}\n")
    assert found.message.startswith(message)
    assert "write {amount.value}" in found.hint
    found = only_problem(HEAD + f"1. {sentence}\n")
    assert found.message == "the textbox {amount} has no data"
    assert "write {amount.value} for it here" in found.hint


def test_what_is_left_out_is_no_denial_of_the_value_after_it():
    body = "1. In {amount}, enter it without a sign, for example {amount.value}.\n"
    assert uses(render(with_data("amount: 30") + body))[0] == ("amount", "act")


@pytest.mark.parametrize(
    "result",
    ["It has the status {paid}. You can’t close it.", "It is {paid}, and you no longer owe it."],
)
def test_a_denial_in_another_clause_is_about_something_else(result):
    assert uses(render(HEAD + f"1. Select {{pay}}.\n\n{result}\n"))[1] == ("paid", "result")


def test_numbers_that_count_are_no_values():
    body = "1. Enter {amount.value} in {amount}, of at most 16 digits.\n"
    assert uses(render(with_data("amount: 30") + body))[1] == ("amount", "act")


@pytest.mark.parametrize(
    "sentence",
    [
        "From {tags}, select {due}.",
        "From {tags}, select {due}, then {pay}.",
        "Set {tags} to {due}.",
    ],
)
def test_what_is_chosen_is_no_place(sentence):
    found = only_problem(HEAD + f"1. {sentence}\n")
    assert found.message == "{due} is no place, and nothing of {tags} is chosen"
    assert 'data: {tags: "{due}"}' in found.hint
    assert "{tags.value}" in found.hint
    body = with_data('tags: "{due}"') + "1. From {tags}, select {tags.value}, then {pay}.\n"
    assert ("tags", "act") in uses(render(body))


def test_a_place_after_a_choice_is_told_by_a_word():
    body = (
        with_data("tags: Blue")
        + "1. Set {tags} to {tags.value}, then next to {due}, select {pay}.\n"
    )
    assert ("due", "place") in uses(render(body))


@pytest.mark.parametrize(
    "result",
    [
        "The message {paid} doesn’t appear.",
        "No {paid} message appears.",
        "You should not see {paid}.",
        "{paid} never appears.",
        "You no longer see {paid}.",
        "{paid} is hidden.",
        "{paid} disappears after a while.",
        "{paid} isn't shown until then.",
        "The panel closes without {paid}.",
        "Neither {paid} nor anything else is shown.",
    ],
)
def test_a_result_that_is_denied_is_none(result):
    found = only_problem(HEAD + f"1. Select {{pay}}.\n\n{result}\n")
    assert found.message == "{paid} must appear, though the sentence says it doesn’t"
    assert "{paid.gone}" in found.hint
    assert uses(render(HEAD + f"1. Select {{pay}}.\n\n{result.replace('paid}', 'paid.gone}')}\n"))


def test_what_was_before_is_gone():
    body = "1. Select {pay}.\n\nThe status changes from {due} to {paid}.\n"
    assert "the sentence says it was before" in only_problem(HEAD + body).message
    assert uses(render(HEAD + body.replace("due}", "due.gone}")))[1:] == [
        ("due", "gone"),
        ("paid", "result"),
    ]


def test_a_value_is_given_to_a_field():
    body = "1. In the {section}:\n    1. Enter {amount.value}.\n    2. Fill in {amount}.\n"
    found = problems(with_data("amount: 30") + body)
    assert found[0].message == "{amount.value} is given to no field here"
    assert found[0].hint == "write: in {amount}, enter {amount.value}"


def test_what_a_field_holds_is_not_checked():
    body = "1. Select {pay}.\n\nThe {amount.shown} field contains the balance.\n"
    assert "isn’t checked, only that it is there" in only_problem(HEAD + body).message


@pytest.mark.parametrize("state", ["available", "now dimmed", "selected"])
def test_a_state_of_a_result_is_not_checked(state):
    found = only_problem(HEAD + f"1. Select {{pay}}.\n\nNow {{cancel.shown}} is {state}.\n")
    assert "isn’t checked, only that it is there" in found.message
    assert uses(render(HEAD + "1. Select {pay}.\n\nIt is {paid}, not invoiced yet.\n"))


def test_a_condition_holds_where_what_it_names_is_there():
    body = "1. If {due} isn’t there, select {cancel}.\n    {: .conditional }\n2. Select {pay}.\n"
    assert "and the sentence says where not" in only_problem(HEAD + body).message


def test_a_value_alone_in_a_paragraph_is_a_result():
    body = "1. In {amount}, enter:\n\n    {amount.value}\n"
    found = only_problem(with_data("amount: 30") + body)
    assert "{amount.value} in a paragraph of its own is a result" in found.message
    fenced = "1. In {amount}, enter:\n\n    ```text\n    {amount.value}\n    ```\n"
    found = problems(with_data("amount: 30") + fenced, extensions=TABS)
    assert "{amount.value} in code is printed as it is" in [p.message for p in found]


def test_a_step_of_labels_only_does_nothing():
    found = only_problem(HEAD + "1. Select {pay}.\n2. Leave {cancel.label} as it is.\n")
    assert found.message == "a step that only prints labels: nothing is done"
    assert "join it to another step" in found.hint


def test_a_result_is_checked_always():
    found = only_problem(HEAD + "1. Select {pay}.\n\nIf it fails, {due} appears.\n")
    assert found.message == "a result with a condition: each walk checks it"
    assert "{due.label}" in found.hint


def test_a_box_is_switched_as_the_sentence_says():
    assert uses(render(with_data("remember: off") + "1. Clear the {remember} check box.\n"))
    found = only_problem(with_data("remember: off") + "1. Tick {remember}.\n")
    assert "switched off, as data says, and the sentence says on" in found.message


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("- Select {invoices}.\n\nThen:\n\n1. Select {pay}.\n", "in a list before the steps"),
        ("To pay: select {invoices}.\n\n1. Select {pay}.\n", "before the steps"),
        ("1. Select {pay}.\n\n> It is {paid}.\n", "where it stands"),
        ("1. Select {pay}.\n\n### Result {: #result }\n\nIt is {paid}.\n", "where it stands"),
        (
            "1. Select {pay}.\n\n## More {: #more }\n\n- See {paid}.\n",
            "in a list after the steps",
        ),
    ],
)
def test_what_is_neither_done_nor_checked_names_nothing(body, place):
    found = only_problem(HEAD + body)
    assert found.message.endswith(f"is neither done nor checked {place}")
    assert ".label} only prints it" in found.hint
    assert render(HEAD + body.replace("{invoices}", "{invoices.label}").replace("d}.", "d.label}."))


def test_a_list_of_labels_before_the_steps_is_no_step():
    assert uses(
        render(HEAD + "You need:\n\n- an invoice that is {due}.\n\nSo:\n\n1. Select {pay}.\n")
    )


@pytest.mark.parametrize(
    "result",
    [
        "The status is {paid}, {due.gone} disappears and {cancel.shown} appears.",
        "{due.gone} is no longer there, and {paid} appears.",
        "The status is {paid}, and {due.gone} vanishes.",
    ],
)
def test_a_word_is_about_the_reference_beside_it(result):
    assert uses(render(HEAD + f"1. Select {{pay}}.\n\n{result}\n"))


@pytest.mark.parametrize(
    "result", ["{due} and {paid} disappear.", "Neither {due} nor {paid} is left."]
)
def test_a_word_is_about_all_that_are_joined(result):
    found = problems(HEAD + f"1. Select {{pay}}.\n\n{result}\n")
    assert any(
        "{paid} must appear, though the sentence says it doesn’t" in p.message for p in found
    )


def test_a_condition_in_any_sentence_of_a_result():
    body = "1. Select {pay}.\n\nIt settles the oldest. If paid in full, its status is {paid}.\n"
    assert "a result with a condition" in only_problem(HEAD + body).message
    whole = "1. Select {pay}.\n\nIt is {paid}. If not, call us.\n"
    assert uses(render(HEAD + whole))


def test_again_is_said_of_what_was_done_before():
    body = "1. Select {pay}.\n2. On the next screen, select {pay} again.\n"
    assert [name for name, _ in uses(render(HEAD + body))] == ["pay", "pay"]
    assert "not “again”" in only_problem(HEAD + "1. Select {pay} again.\n").message


def test_fields_in_bullets_are_no_alternatives():
    body = "1. Complete the fields:\n    - {amount}: {amount.value}\n    - {name}: {name.value}\n"
    found = only_problem(with_data("amount: 30, name: Ada") + body)
    assert found.message == "only one of the fields {amount}, {name} would be filled in"
    assert "number what is all done" in found.hint
    either = "1. Select one of the options:\n    - select {pay};\n    - select {cancel}.\n"
    assert uses(render(HEAD + either))


def test_a_choice_spells_no_label():
    """In other languages the option is called otherwise."""
    body = "1. From {tags}, select {tags.value}.\n"
    found = only_problem(with_data("tags: Due") + body)
    assert found.message == "the choice 'Due' of {tags} spells the label of a control out"
    assert found.hint == 'write data: {tags: "{due}"}'
    assert uses(render(with_data('tags: "{due}"') + body))
    assert uses(render(with_data("tags: Urgent") + body))


def test_a_bold_choice_is_a_value():
    found = problems(with_data("tags: Urgent") + "1. From {tags}, select **Urgent**.\n")
    hints = [p.hint for p in found if "no control is called 'Urgent'" in p.message]
    assert hints == [
        "give the choice in the front matter, data: {tags: Urgent}, and write {tags.value} for it"
        " here"
    ]


def test_what_is_searched_for_is_entered():
    found = problems(with_data("search: Ada") + "1. Search for {search.value}.\n")
    assert found[0].hint == "write: in {search}, enter {search.value}"


def test_what_a_field_holds_can_only_be_mentioned():
    body = "1. Select {pay}.\n\n    {amount} is filled in for you.\n"
    found = only_problem(HEAD + body)
    assert found.hint.endswith("what it holds isn’t checked: {amount.label} only prints the label")
    assert (
        "{amount.shown} says that it appears"
        in only_problem(HEAD + body.replace("is filled in for you", "opens")).hint
    )


def test_a_label_that_is_typed_is_a_value():
    found = problems(with_data('search: "{due}"') + "1. In {search}, enter *Due*.\n")
    hints = [p.hint for p in found if "'Due' spells the label" in p.message]
    assert hints == [
        'give it in the front matter, data: {search: "{due}"}, and write {search.value} for it here'
    ]


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Select the {pay} link.", "{pay} is a button, and the sentence calls it a link"),
        (
            "Select the {invoices} button.",
            "{invoices} is a link, and the sentence calls it a button",
        ),
        ("Select the {pay} check box.", "{pay} is a button, and the sentence calls it a check box"),
        ("Tick the {remember} list.", "{remember} is a checkbox, and the sentence calls it a list"),
    ],
)
def test_a_control_is_called_what_it_is(sentence, message):
    assert only_problem(HEAD + f"1. {sentence}\n").message == message


@pytest.mark.parametrize(
    "sentence",
    [
        "Select the {pay} button.",
        "Open the {pay} menu.",
        "Select the {invoices} tab.",
        "Select the {invoices} link buttons are for others.",
        "Tick the {remember} box.",
        "Select {pay}, listed first.",
    ],
)
def test_words_for_controls_are_those_of_readers(sentence):
    assert uses(render(HEAD + f"1. {sentence}\n"))


def test_nobody_knows_what_an_unknown_control_is():
    assert (
        only_problem(HEAD + "1. Select the {pay_nw} link.\n").message == "unknown control {pay_nw}"
    )


def test_an_order_that_a_value_stands_in():
    """Between both acts stands what is typed."""
    source = with_data("amount: 5") + "1. Select {pay} after you type {amount.value} in {amount}.\n"
    assert "in the order of the references" in only_problem(source).message
