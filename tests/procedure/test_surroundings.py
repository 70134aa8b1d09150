"""In what a sentence says that something is seen."""

import re

import pytest

from tests.support.pages import HEAD, catalogue, render


def inside(page: str) -> dict[str, list[str]]:
    """Each reference that is seen in something, with what that is, by name."""
    pattern = r'data-control="(\w+)"(?: data-in="([\d ]+)")? data-kind="\w+" data-n="(\d+)"'
    found = re.findall(pattern, page)
    names = {number: name for name, _, number in found}
    return {name: [names[n] for n in numbers.split()] for name, numbers, _ in found if numbers}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In the row of {section}, you see {paid}.", {"paid": ["section"]}),
        ("The row that shows {section} says {paid}.", {"paid": ["section"]}),
        ("You see {paid} next to {section}.", {"paid": ["section"]}),
        ("In the {section} row is {paid} or {due}.", {"paid": ["section"], "due": ["section"]}),
        ("Under {section}, {due.gone} is gone.", {"due": ["section"]}),
        ("Under {section}, you see {paid}. A message says {due}.", {"paid": ["section"]}),
        ("The amount under {section} changes, and {paid} appears.", {}),
        ("{paid} appears, and the amount under {section} changes.", {}),
        ("{paid} and {section} appear.", {}),
    ],
)
def test_what_is_seen_in_something(sentence, found):
    assert inside(render(f"{HEAD}1. Select {{pay}}.\n\n{sentence}\n")) == found


def test_a_translation_may_name_the_place_last(tmp_path):
    source = "In the row of {due}, you see {paid}."
    french = {source: "Vous voyez {paid} dans la ligne de {due}."}
    catalogue(tmp_path, "fr", "docs", {"Select {pay}.": "Choisissez {pay}.", **french})
    catalogue(tmp_path, "fr", "product", {"paid|Paid": "Payée", "due|Due": "À payer"})
    page = render(f"{HEAD}1. Select {{pay}}.\n\n{source}\n", tmp_path, "fr")
    assert page.index("Payée") < page.index("À payer")
    assert inside(page) == {"paid": ["due"]}
