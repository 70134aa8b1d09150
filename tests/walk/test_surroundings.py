"""What a page says to be in a row, or next to something, is looked for there and nowhere else."""

import pytest

from acquit.walk.failure import Cause
from acquit.walk.unproven import unproven
from tests.support.outcomes import fails, passes
from tests.walk.test_rules import PAY, on_pay

NAME = "<label>Name <input></label>"
STEPS = "1. In {name}, enter {name.value}.\n2. Select {pay}.\n"
RESULTS = (
    "\nIn the row of {name.value}, you see {paid}.\n",
    "\nThe row that shows {name.value} says {paid}.\n",
    "\n{paid} appears next to {name.value}.\n",
    "\nIn {name.value}’s row, the status becomes {paid}.\n",
    "\nThe status of {name.value} is {paid}.\n",
)
LOOKS = (
    "3. In the row of {name.value}, check that the status is {paid}.\n",
    "3. Check that {paid} is shown next to {name.value}.\n",
    "3. Next to {name.value}, check that you see {paid}.\n",
)


def table(first: str, other: str) -> str:
    row = "<tr><td>{}</td><td>{}</td></tr>"
    return f"<table>{row.format('Ada', first)}{row.format('Bob', other)}</table>"


def cards(first: str, other: str) -> str:
    card = "<div class=c><h3>{}</h3><p>{}</p></div>"
    return card.format("Ada", first) + card.format("Bob", other)


def screens(before: str, after: str) -> str:
    """A screen of which Pay now changes a part."""
    return f"{PAY}{NAME}<div id=r>{before}</div>" + on_pay(
        f"document.getElementById('r').innerHTML = `{after}`"
    )


@pytest.mark.parametrize(
    ("sentence", "shape", "before"),
    [
        *((sentence, table, "") for sentence in (*RESULTS, *LOOKS)),
        *((sentence, cards, cards("Due", "Due")) for sentence in (RESULTS[0], LOOKS[0])),
    ],
)
def test_a_status_in_the_row_that_is_named(tiny, sentence, shape, before):
    right = tiny.walk(STEPS + sentence, screens(before, shape("Paid", "Due")), data="name: Ada")
    assert passes(right)
    wrong = tiny.walk(STEPS + sentence, screens(before, shape("Due", "Paid")), data="name: Ada")
    assert fails(wrong, Cause.WRONG_ROW, "in the row “Bob”, not by “Ada”")


def test_what_is_in_no_row_is_not_in_the_row_that_is_named(tiny):
    for sentence in (RESULTS[0], LOOKS[0]):
        wrong = tiny.walk(
            STEPS + sentence,
            screens("", table("Due", "Due") + "<p>Paid</p>"),
            data="name: Ada",
        )
        assert fails(wrong, Cause.WRONG_ROW, "“Paid” is there, not by “Ada”")


def test_a_row_that_is_not_there(tiny):
    for sentence in (RESULTS[0], LOOKS[0]):
        walk = tiny.walk(STEPS + sentence, screens("", table("Paid", "Paid")), data="name: Eve")
        assert fails(walk, Cause.NO_PLACE, "“Eve”")


def test_what_is_gone_from_the_row_that_is_named(tiny):
    steps = STEPS + "\nIn the row of {name.value}, {due.gone} is no longer shown.\n"
    before = table("Due", "Due")
    right = tiny.walk(steps, screens(before, table("", "Due")), data="name: Ada")
    assert passes(right)
    wrong = tiny.walk(steps, screens(before, table("Due", "")), data="name: Ada")
    assert fails(wrong, Cause.NOT_GONE, "“Due” is still there in the row “Ada”")
    never = tiny.walk(steps, screens(table("", "Due"), table("", "")), data="name: Ada")
    assert fails(never, Cause.NOT_GONE, "was never in the row “Ada”")


def test_what_is_joined_by_and_is_in_the_same_row(tiny):
    steps = STEPS + "\nIn the row of {name.value}, you see {paid} and {pay.shown}.\n"
    paid = "<b>Paid</b>"
    assert passes(tiny.walk(steps, screens("", table(paid + PAY, "")), data="name: Ada"))
    walk = tiny.walk(steps, screens("", table(paid, PAY)), data="name: Ada")
    assert fails(walk, Cause.WRONG_ROW, "“Pay now” is there in the row “Bob”, not by “Ada”")


def test_another_sentence_is_about_the_whole_screen(tiny):
    steps = STEPS + "\nIn the row of {name.value}, you see {paid}. A message says {due}.\n"
    walk = tiny.walk(
        steps, screens("", table("Paid", "") + "<p role=status>Due</p>"), data="name: Ada"
    )
    assert passes(walk)


def test_a_status_of_one_row_is_told_where_the_page_names_none(tiny):
    steps = STEPS + "\nThe new one is {paid}.\n"
    for sentence in ("\nThe new one is {paid}.\n", "3. Check that the new one is {paid}.\n"):
        walk = tiny.walk(STEPS + sentence, screens("", table("Due", "Paid")), data="name: Ada")
        assert passes(walk)
        [line] = [line for line in unproven([walk]) if "row" in line]
        assert "“Paid” is in one row of several, and the page doesn’t say in which" in line
    for after in (table("Paid", "Paid"), "<p>Paid</p>"):
        walk = tiny.walk(steps, screens("", after), data="name: Ada")
        assert not any("row" in line for line in unproven([walk]))
    named = tiny.walk(STEPS + RESULTS[0], screens("", table("Paid", "Due")), data="name: Ada")
    assert not any("row" in line for line in unproven([named]))


def test_of_two_results_one_is_enough_where_the_page_says_or(tiny):
    steps = STEPS + "\nIn the row of {name.value}, you see {paid} or {due}.\n"
    for first in ("Paid", "Due"):
        walk = tiny.walk(steps, screens("", table(first, "")), data="name: Ada")
        assert passes(walk)
        assert walk.checked == 1
    walk = tiny.walk(steps, screens("", table("", "Paid Due")), data="name: Ada")
    assert fails(walk, Cause.NO_CHANGE, "no status “Paid”")
    both = STEPS + "\nYou see {paid} and {due}.\n"
    walk = tiny.walk(both, screens("", table("Paid", "")), data="name: Ada")
    assert fails(walk, Cause.NO_CHANGE, "no status “Due”")
