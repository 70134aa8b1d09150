"""Each mistake is told once, at its line, and not again by what comes of it."""

import pytest

from tests.support.pages import HEAD, TABS, names_used, problems, render

STEPS = """# Pay {: #pay }

Intro.

1. In {name}, enter {name.value}.
2. Select {pay}.
    {: .optional }
"""
FRONT = "---\ntitle: Pay\nprocedure:\n  scenario: company\n  role: owner\n---\n"


def told(source):
    found = problems(source, extensions=TABS)
    return [(problem.location.line, problem.message) for problem in found]


def test_a_front_matter_that_is_broken_says_nothing_of_what_it_was_to_give():
    broken = FRONT.replace("title: Pay", "title: Tutorial: Pay")
    ((line, message),) = told(broken + STEPS)
    assert (line, message.split(":")[0]) == (2, "broken front matter")


def test_steps_that_no_front_matter_declares_are_told_alone():
    ((line, message),) = told(STEPS)
    assert line == 5
    assert message.startswith("numbered steps of a page that declares no procedure")


def test_words_of_a_shortcode_are_no_label():
    ((_, message),) = told(HEAD + '1. Select {pay} ({{< icon name="due" >}}).\n')
    assert message == '{{< icon name="due" >}} makes nothing here'


def test_what_ends_the_steps_is_mended_first():
    body = "1. Select {pay}.\n\n{{< tabs >}}\n\n1. Select {cancel}.\n\n{{< /tabs >}}\n"
    found = problems(HEAD + body, extensions=TABS)
    (ended,) = [each for each in found if "ends the steps" in each.message]
    assert ended.hint == "mend line 12 first, as is said there"


@pytest.mark.parametrize("start", ["", "> "])
def test_a_label_that_is_spelt_out_is_told_in_its_own_line(start):
    text = f"{start}This goes on and on,\n{start}and names the **Invoices** page.\n"
    ((line, message),) = told(f"{HEAD}{text}\n1. Select {{pay}}.\n")
    assert (line, message) == (11, "'Invoices' spells the label of a control out")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("ms.date: 11/22/2026", "updated:"),
        ("ms.author: ada", "owner: {author: …}"),
        ("ms.topic: how-to", "topic:"),
        ("ms.service: billing", "leave it out"),
        ("stage: Fulfilment", "leave it out"),
        ("topics: [Billing]", "or write keywords: …"),
        ("permissions: Owners", "write who may do it into the page"),
    ],
)
def test_keys_of_other_houses_are_told(key, hint):
    source = FRONT.replace("title: Pay", key) + "# Pay {: #pay }\n\nIntro.\n\n1. Select {pay}.\n"
    (problem,) = problems(source, extensions=TABS)
    assert problem.location.line == 2
    assert problem.message == f"the key `{key.split(':')[0]}` means nothing here"
    assert hint in problem.hint


def test_what_is_left_as_it_is_wants_no_value():
    """And is no step of its own: where nothing else is done there, it is a note."""
    (problem,) = problems(HEAD + "1. Leave the suggested {name} as is, and select {pay}.\n")
    assert problem.hint == "write {name.label}, which only prints the label"
    (problem,) = problems(HEAD + "1. Leave {name} as it is.\n2. Select {pay}.\n")
    assert problem.message == "{name} would be done, though the sentence says not to"
    assert problem.hint == "write it as a note, !!! note, with {name.label}"


def test_a_condition_and_what_names_no_control_are_told_together():
    """Marked as optional, the step would do nothing all the same."""
    found = told(HEAD + "1. Under {section}, update the address if needed.\n2. Select {pay}.\n")
    assert [message.partition(",")[0] for _, message in found] == [
        "a step with “if”",
        "“update the address if needed” names no control: nothing is done",
    ]


def test_a_place_is_no_other_sentence_s():
    body = "1. Select {pay}. The page opens. Under {section}, you see a list.\n"
    (problem,) = problems(HEAD + body)
    assert "stands in the sentence of its step, after what is done" in problem.message
    assert "select {pay}" not in problem.hint


@pytest.mark.parametrize("lead", ["Describe the problem", "On the page", "Complete the fields"])
def test_fields_in_bullets_are_one_form(lead):
    body = "    - In {name}, enter {name.value}.\n    - In {amount}, enter {amount.value}.\n"
    head = HEAD.replace("owner\n", "owner\n  data: {name: Ada, amount: 3}\n")
    (problem,) = problems(f"{head}1. {lead}:\n{body}")
    assert problem.message == "only one of the fields {name}, {amount} would be filled in"
    ways = render(f"{head}1. Do one of the following:\n{body}")
    assert 'data-alternative=""' in ways


@pytest.mark.parametrize(
    ("text", "number"),
    [("See step 4.", 4), ("Do steps 1 through 5 again.", 5), ("Steps 2 and 3 are free.", 3)],
)
def test_a_step_that_is_called_by_its_number_is_there(text, number):
    steps = "1. Select {pay}.\n2. Select {cancel}.\n\n"
    (problem,) = problems(f"{HEAD}{steps}!!! note\n    {text}\n", extensions=TABS)
    assert problem.message == f"there is no step {number}"
    # Of another page nobody knows how many it has.
    render(f"{HEAD}{steps}!!! note\n    In [Paying](pay.md), {text}\n", extensions=TABS)
    render(f"{HEAD}{steps}!!! note\n    Step 2 is free, and steps 1 to 2 are quick.\n")


def test_a_label_in_code_is_spelt_out_wherever_it_stands():
    steps = "1. Select {pay}.\n\n## Trouble {: #trouble }\n\n"
    (problem,) = problems(f"{HEAD}{steps}### Error: `Paid` {{: #paid }}\n\nTry again.\n")
    assert problem.message == "'Paid' spells the label of a control out"
    render(f"{HEAD}{steps}### Error: `paid` {{: #paid }}\n\nTry again.\n")


def test_what_is_below_an_outside_step_is_outside():
    body = "1. At your bank:\n    {: .outside }\n\n    1. Sign in.\n    2. Pay.\n\n"
    body += "2. Select {pay}.\n"
    assert render(HEAD + body).count("data-outside") == 3
    named = body.replace("Pay.", "Select {cancel}.")
    assert render(HEAD + named).count("data-outside") == 2


TABBED = '=== "One"\n\n    1. Select {pay}.\n\n=== "Two"\n\n    1. Select {cancel}.\n\n'


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "1. Select {invoices} from the **Section** menu.",
            "'Section' spells the label of a control out",
            "a place comes first: under {section}, select {invoices}",
        ),
        (
            "1. In the **Name** box, enter *Ada*, and then select {pay}.",
            "'Name' spells the label of a control out",
            "write {name}, data: {name: …}, and {name.value} for it",
        ),
        (
            "1. Optionally, edit the name.\n2. Select {pay}.",
            "a step that says it is optional, and isn’t marked so",
            "name the control that does it, and mark it {: .optional } on the next line",
        ),
        (
            "1. The {name} field is already filled in.\n2. Select {pay}.",
            "{name} would be used, and the sentence only says how it is",
            "{name.shown}, in a paragraph of its own",
        ),
        (
            "1. Return to {invoices} to check that the status is {paid}.",
            "{paid} stands in the sentence of its step, after what is done",
            "write it as a step of its own: check that {paid} …",
        ),
        (
            "1. Select {pay}.\n\n> [!NOTE]\n> The {invoices} link is there.",
            "[!NOTE] makes no note here",
            "write !!! note",
        ),
        (
            f"{TABBED}Then:\n\n1. Select {{invoices}}.",
            "a second numbered list: the tabs are the steps, and line 18 ends them",
            "put the tabs of line 10 into a step",
        ),
        (
            "1. Select {pay}, but select {remember} before that.",
            "{remember} would be done in the order of the references, not of the words",
            "say what is done in the order",
        ),
        (
            "1. Select {pay}. Select {remember} first.",
            "{remember} would be done in the order of the references, not of the words",
            "say what is done in the order",
        ),
        (
            "1. Check that the {name} box contains the reference.",
            "{name} would be used, and the sentence says “Check that”",
            "write: check that {name.shown} is there",
        ),
        (
            "1. Check that the {name.shown} box is empty.\n2. Select {pay}.",
            "what {name.shown} holds isn’t checked, only that it is there",
            "say what is seen",
        ),
        (
            "1. In {name}, enter it.",
            "the textbox {name} has no data",
            "say what is given: data: {name: …}",
        ),
    ],
)
def test_the_first_hint_says_all_that_is_to_be_written(body, message, hint):
    (problem,) = problems(f"{HEAD}{body}\n", extensions=TABS)
    assert problem.message == message
    assert problem.hint.startswith(hint)


def test_marks_of_code_are_only_spoken_of_where_there_are_any():
    head = HEAD.replace("owner\n", "owner\n  data: {name: Ada}\n")
    (problem,) = problems(head + "1. In {name}, enter your name.\n")
    assert problem.hint == "add {name.value}: what must be given, the page shows"


def test_a_choice_that_data_gives_already_is_only_to_be_written():
    head = HEAD.replace("owner\n", 'owner\n  data: {tags: "{due}"}\n')
    found = problems(head + "1. From the {tags} list, select {due}.\n")
    assert "write {tags.value} in its place, which data gives" in [p.hint for p in found]
    other = problems(head + "1. From the {tags} list, select {paid}.\n")
    assert any("what needs another is a page of its own" in p.hint for p in other)


def test_a_field_s_label_is_told_in_a_step_outside_too():
    """Only what is called as a place of the product's is may be somebody else's there."""
    body = "1. At your bank, in the **Name** field, enter *Ada*.\n    {: .outside }\n"
    body += "2. Select {pay}.\n"
    (problem,) = problems(HEAD + body)
    assert problem.message == "'Name' spells the label of a control out"
    place = body.replace("in the **Name** field, enter *Ada*", "select **Section**")
    assert names_used(place) == ["pay"]


def test_a_note_of_another_house_hides_what_stands_below_it():
    """Three spaces before it: the result is none, until the note is mended."""
    body = "1. Select {pay}.\n\n   > [!NOTE]\n   > It takes a while.\n\nThe status is {paid}.\n"
    (problem,) = problems(HEAD + body, extensions=TABS)
    assert "makes no note here" in problem.message


def test_what_a_search_is_for_is_entered_where_data_says():
    body = "1. Use the search bar to find {invoices}.\n"
    found = problems(HEAD.replace("owner\n", "owner\n  data: {search: bills}\n") + body)
    hint = "in {search}, enter {search.value}, then select {invoices}"
    assert [problem.hint for problem in found if hint in problem.hint]


def test_of_lists_that_follow_one_another_the_first_is_told():
    body = "1. Select {pay}.\n\nThen:\n\n1. Select {cancel}.\n\nThen:\n\n1. Select {invoices}.\n"
    (problem,) = problems(HEAD + body)
    assert problem.message == "a second numbered list: line 12 ends the steps"


def test_a_column_is_no_control():
    (problem,) = problems(HEAD + "1. In the **Due** column, select {pay}.\n")
    assert problem.hint.endswith("the heading of a column is another: leave it out")


def test_up_to_date_is_no_amount():
    assert "Your" in render(HEAD + "1. Select {pay}.\n\nYour {section} is up to date.\n")
    (problem,) = problems(HEAD + "1. Select {pay}.\n\nAll invoices change to {paid}.\n")
    assert problem.message.startswith("“All” isn’t checked")
