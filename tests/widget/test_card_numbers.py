"""Card numbers are recognised where somebody types one, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget.card_numbers import without_card_numbers


@pytest.mark.parametrize(
    "number",
    ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005"],
)
def test_a_card_number_is_covered(number):
    digits = "".join(c for c in number if c.isdigit())
    assert without_card_numbers(f"It is {number}.") == f"It is •••• {digits[-4:]}."


@pytest.mark.parametrize(
    "text",
    [
        "4242 4242 4242 4243",  # no check digit
        "FR76 3000 6000 0112 3456 7890 189",  # an IBAN
        "RF97AUR2089",
        "+33 6 12 34 56 78",
        "0033 6 12 34 56 78",
        "PAY-2345ABCD 2026-11-22 240.00",
        "12345678901234567890123",
    ],
)
def test_what_is_no_card_number_stays(text):
    assert without_card_numbers(text) == text


@given(st.text(alphabet="0123456789 -x", max_size=40))
def test_covering_twice_is_covering_once(text):
    once = without_card_numbers(text)
    assert without_card_numbers(once) == once
