"""Structured references."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from widget.core.structured_reference import printed, structured_reference


@pytest.mark.parametrize(
    ("number", "reference"),
    [
        ("539007547034", "RF18 5390 0754 7034"),
        ("2348231", "RF71 2348 231"),
        ("AUR-2089", "RF97 AUR2 089"),
        ("aur 2089", "RF97 AUR2 089"),
    ],
)
def test_known_references(number, reference):
    assert printed(structured_reference(number)) == reference


@example("9" * 21)
@given(st.from_regex(r"[0-9A-Za-z][0-9A-Za-z /._-]{0,20}", fullmatch=True))
def test_check_digits_hold_as_a_bank_checks_them(number):
    reference = structured_reference(number)
    moved = reference[4:] + reference[:4]
    assert int("".join(str(int(character, 36)) for character in moved)) % 97 == 1
    assert reference[4:] == "".join(filter(str.isalnum, number)).upper()
    assert printed(reference).replace(" ", "") == reference
    assert len(reference) <= 25


@pytest.mark.parametrize("number", ["", " - ", "9" * 22, "É12", "١٢٣", "²"])
def test_a_number_that_gives_no_reference_is_refused(number):
    with pytest.raises(ValueError, match="structured reference"):
        structured_reference(number)
