"""What a sentence claims of what it names, and nobody checks, is refused; nothing else is."""

import pytest

from tests.support.pages import HEAD, problems, render

UNCHECKED = {
    "Verify that only invoices with the status {paid} are listed.": "“only invoices”",
    "Check that both methods have the status {paid}.": "“both”",
    "Verify that every invoice in the list has the status {paid}.": "“every”",
    "All of your three cases are there, each with the status {paid}.": "“each”",
    "Check that there are five invoices with the status {paid}.": "“five invoices”",
    "Check that {paid} is listed below the current one.": "“below the current one”",
    "Check that {paid} is in the first row.": "“in the first row”",
    "Check that {paid} is at the bottom of the list.": "“at the bottom of the list”",
    "Check that the list shows {paid}, newest first.": "“newest first”",
    "Verify that the status has changed to {paid}.": "“has changed to”",
    "Check that the {section} is lower by that amount.": "that {section} is lower",
    "Check that the {section} is now zero.": "that {section} is now zero",
    "Check that the second row is {paid}.": "“the second row”",
}
TRUE = (
    "Check that the status is now {paid}.",
    "Check that after 2 minutes the status {paid} appears.",
    "Check that {paid} is shown under {section}.",
    "Check that the message {paid} appears once all invoices were sent.",
    "Make sure that you see {paid}: it only takes a moment.",
)


@pytest.mark.parametrize("sentence", UNCHECKED)
def test_a_claim_that_nobody_checks_is_refused(sentence):
    (problem,) = problems(f"{HEAD}1. Select {{pay}}.\n2. {sentence}\n")
    assert UNCHECKED[sentence] in problem.message


@pytest.mark.parametrize("sentence", TRUE)
def test_a_sentence_that_claims_no_more_than_what_is_checked(sentence):
    assert "data-n" in render(f"{HEAD}1. Select {{pay}}.\n2. {sentence}\n")
