"""What a sentence says is done: by a control that it names, in this way, so often, or not."""

import pytest

from tests.support.pages import HEAD, names_used, render, told, with_data

CONDITIONAL = "\n    {: .conditional }\n2. Select {cancel}."
AWAY = "says where not"
NOTHING = "names no control: nothing is done"


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        # Bold around the labels, as most houses write them, hides no word.
        ("1. Select **{pay}**, but don't select **{cancel}**.", "says not to", "{cancel.label}"),
        ("1. Select **{pay}** or **{cancel}**.", "both would be done", "bullets"),
        ("1. Select *{pay}* or _{cancel}_.", "both would be done", "bullets"),
        ("1. Select **{pay}** three times.", "not “three times”", "each time"),
        ("1. Double-click **{pay}**, then select **{cancel}**.", "“Double-click”", ".outside"),
        ("1. In the **{name}** list, select **{pay}**.", "calls it a list", "text box"),
        # What is selected, and is no control.
        (
            "1. Select {pay}, and then select the gear icon.",
            f"“select the gear icon” {NOTHING}",
            "",
        ),
        (
            "1. Select the vertical ellipsis, then **{delete}**.",
            f"ellipsis” {NOTHING}",
            "{control}",
        ),
        (
            "1. Search for the invoice and select {pay}.",
            "“Search for”, and nothing",
            "{field.value}",
        ),
        (
            "1. Find the row of INV-7, and then select {pay}.",
            "nobody looks there",
            "{status}",
        ),
        # What is done, and by no control.
        ("1. Select {pay}, and then save them.", f"“save them” {NOTHING}", ".outside"),
        ("1. Select {pay}. Refresh the page.", f"“Refresh the page” {NOTHING}", ".outside"),
        ("1. Copy the reference. Select {pay}.", f"“Copy the reference” {NOTHING}", ".outside"),
        ("1. Select {pay}. Enter your name in the box.", NOTHING, "a step of its own"),
        ("1. Select {pay}. Sign out.", f"“Sign out” {NOTHING}", ".outside"),
        (
            "1. Select {pay}, enter 25 in the box, and select {cancel}.",
            "nothing is typed",
            "{field",
        ),
        # A condition of what isn't there.
        (f"1. If {{due}} is missing, select {{pay}}.{CONDITIONAL}", AWAY, "if {due} appears"),
        (f"1. If the **{{due}}** is not shown, select {{pay}}.{CONDITIONAL}", AWAY, "{due}"),
        (f"1. If there is no {{due}}, select {{pay}}.{CONDITIONAL}", AWAY, "if {due} appears"),
        (f"1. Unless {{due}} is shown, select {{pay}}.{CONDITIONAL}", AWAY, "if {due} appears"),
        (f"1. When {{due}} has not loaded, select {{pay}}.{CONDITIONAL}", AWAY, "if {due}"),
        # What is waited for, or looked at.
        (
            "1. Select {pay}. The {invoices} command appears.",
            "only says how it is",
            "{invoices.shown}",
        ),
        ("1. Select {pay}. Wait for {invoices} to appear.", "“Wait for”", "{invoices.shown}"),
        ("1. Scroll down to {pay}.", "“Scroll down to”", "{pay.label}"),
        (
            "1. Hover over {due}, then select {pay}.",
            "“Hover”: a walk only looks",
            "what is clicked",
        ),
        ("1. Wait five minutes, then select {pay}.", "“Wait five minutes”", "what is seen"),
        # Optional, further on; all of several.
        ("1. Select {pay}. *Optional:* select {cancel}.", "says it is optional", "{: .optional }"),
        (
            "1. Select the following:\n    - {pay}\n    - {cancel}",
            "only one would be done",
            "number",
        ),
        # How often, or which of two.
        ("1. Select {pay} 3 times.", "not “3 times”", "each time"),
        ("1. Select {pay} / {cancel}.", "both would be done", "bullets"),
        ("1. Where there's no {due}, select {pay}.", "that it isn’t there", "{due.gone}"),
        ("1. Select {pay}.\n\n    {due.shown} fails to appear.", "says it doesn’t", "{due.gone}"),
        # Called what it isn't.
        ("1. Select the {pay} slider.", "calls it a slider", "button"),
        ("1. Select the {invoices} dialog box.", "calls it a dialog box", "write link"),
        # Choices, in a list that is spelt out itself; words in a note.
        ("1. From the **Tags** list, select **Due**.", "'Due' spells", 'data: {tags: "{due}"}'),
        ("1. {cancel}.\n\n|A|\n|-|\n|Type `due`|", "'due' spells", "write {due.label}"),
        ("1. Toggle {pay}, then select {cancel}.", "{pay} is no switch, but a button", "select"),
        # A page of another site is done whole.
        (
            "1. Fill in the {gateway} page, and press {enter_key}.",
            "sent by then",
            "leave {enter_key}",
        ),
        # Data.
        ("1. Leave {name} empty, then select {pay}.", "{name}", "{name.label}"),
        ("1. Complete {name}; it may stay empty.", "has no data", "in a note: {name.label}"),
        ("1. In {search}, enter `25` and select {pay}.", "25 is written out", "{search.value}"),
        ("1. Check that {due} is there, then select {pay}.", "data for the status {due}", "remove"),
    ],
)
def test_words_without_a_control_are_told(body, message, hint):
    given = (
        "search: a" if "{search}" in body else "due: open" if body.startswith("1. Check") else ""
    )
    problem = told((with_data(given) if given else HEAD) + body, message)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("body", "used"),
    [
        ("1. Select **{pay}**, then **{cancel}**.", "pay cancel"),
        ("1. Select {pay} to check if there are messages.", "pay"),
        (
            "1. Choose **one** of the following options:\n    - {pay};\n    - {cancel}.",
            "pay cancel",
        ),
        ("1. Select *one* of these:\n    - {pay};\n    - {cancel}.", "pay cancel"),
        ("1. Scroll down to and select {pay}.", "pay"),
        ("1. Wait for the page to load, then select {pay}.", "pay"),
        ("1. Select {pay}:\n    1. Select {cancel}.", "pay cancel"),
        ("1. Select the big {pay} button, then the {cancel} button.", "pay cancel"),
        ("1. Select the {pay} button that appears.", "pay"),
        ("1. Select {pay}, then sign in with {invoices}.", "pay invoices"),
        ("1. Sign in to the portal: select {pay}.", "pay"),
        ("1. Select {pay}, then copy this:\n\n        RF18\n\n2. Select {cancel}.", "pay cancel"),
        ("1. Do it elsewhere, and select **Due**.\n    {: .outside }\n2. Select {pay}.", "pay"),
    ],
)
def test_what_is_right_is_walked(body, used):
    assert names_used(body) == used.split()


def test_a_value_that_is_shown_outside_the_product_is_used():
    body = "1. Give {name.value} on the phone.\n    {: .outside }\n2. Select {pay}.\n"
    assert "Ada" in render(with_data("name: Ada") + body)
