"""Sentences that say just what a walk does, in words that other rules listen to."""

import pytest

from tests.support.pages import HEAD, TABS, names_used, render, told, uses, with_data

STEP = "1. Select {pay}.\n"


@pytest.mark.parametrize(
    ("body", "used"),
    [
        # A place that the sentence doesn't single out.
        ("1. Click the {pay} button next to the invoice.", "pay"),
        ("1. Next to the invoice that you want to pay, select {pay}.", "pay"),
        ("1. Find the row of the invoice, and then select {pay}.", "pay"),
        ("1. Select the {delete} icon next to your name.", "delete"),
        # Where something else is.
        ("1. Select {pay}. More is below the table.", "pay"),
        ("1. To the right of {due}, select {pay}.", "due pay"),
        # What an act is for, and what its sentence says beforehand that it does.
        ("1. Select {pay} to sign in to the portal.", "pay"),
        ("1. Select {invoices} to return to the list.", "invoices"),
        (
            "1. Filter the list: in the {tags} list, choose a tag, and then select {pay}.",
            "tags pay",
        ),
        ("1. Select {pay} for the invoice that you want to pay.", "pay"),
        # Lists, of which anything will do.
        ("1. From the {tags} list, select a tag.", "tags"),
        ("1. In the {tags} list, choose the tag that you want.", "tags"),
        # Verbs in pairs, nouns, and lead-ins.
        ("1. Tap or click {pay}.", "pay"),
        ("1. Click (or tap) {pay}.", "pay"),
        ("1. Choose how to pay: select {pay}.", "pay"),
        ("1. Select {pay}. One click is enough.", "pay"),
        ("1. Select {pay}. We choose the cheapest way.", "pay"),
        ("1. Before you continue, select {invoices} to see what you owe.", "invoices"),
        # Repetitions that are a purpose's.
        ("1. Select {pay} to try again.", "pay"),
        ("1. Select {pay} to get a receipt for each payment.", "pay"),
        ("1. Select {pay} and stay on the page until the payment is done.", "pay"),
        # What may be, and what is not.
        ("1. You can find the button below. Select {pay}.", "pay"),
        ("1. Select {pay} even if the amount is zero.", "pay"),
        ("1. Skip the other fields, and select {pay}.", "pay"),
        ("1. Ignore the other fields and select {pay}.", "pay"),
        ("1. Locate the {pay} button and click it.", "pay"),
        # What the reader does besides.
        ("1. Scroll to the end of the page. Select {pay}.", "pay"),
        ("1. Select {pay}. Save the receipt somewhere safe.", "pay"),
        ("1. Select {pay}, then enter the details that your bank asks for.", "pay"),
        # Results.
        ("1. {pay}.\n\n    It takes a moment before {paid} appears.", "pay paid"),
        ("1. {pay}.\n\n    The payment doesn't take long: {paid} appears.", "pay paid"),
    ],
)
def test_what_is_right_is_walked(body, used):
    assert names_used(body) == used.split()


@pytest.mark.parametrize(
    "text",
    [
        "Your card ends in ****1234.",
        "The card **** **** **** 1234.",
        "It is \\*\\*not bold\\*\\*.",
        "It needs django~=4.2,flask~=3.0.",
        "It takes 10^3–10^6 requests, or HEAD~1..HEAD~3.",
        "A price of $$5–$$10.",
        "M. Dupont est là.",
        "[Get it](a.pdf){: download }",
    ],
)
def test_what_is_no_mark_is_printed(text):
    assert "data-step" in render(f"{HEAD}{text}\n\n{STEP}", extensions=TABS)


def test_a_box_is_looked_at_where_it_is_cleared():
    body = "1. Make sure that {remember} is cleared, then select {pay}.\n"
    assert uses(render(with_data("remember: off") + body)) == [("remember", "act"), ("pay", "act")]


@pytest.mark.parametrize("data", ["&a {amount: *a}", "&a [*a]"])
def test_an_alias_within_what_it_names_is_told(data):
    head = HEAD.replace("owner\n", f"owner\n  data: {data}\n")
    assert told(head + STEP, "an alias stands within what it names").hint == "write it out"


def test_what_the_next_sentence_denies_is_not_what_is_given():
    head = HEAD.replace("owner\n", "owner\n  data: {name: Ada}\n")
    body = "1. In {name}, enter text, for example {name.value}. Don't include card numbers.\n"
    assert uses(render(head + body)) == [("name", "act"), ("name", "label")]
