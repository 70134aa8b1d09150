"""Card numbers are recognised where somebody types one, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widget.card_shapes import SHAPES, digits
from widget.card_numbers import without_card_numbers


@pytest.mark.parametrize(
    "number",
    ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005"],
)
def test_a_card_number_is_covered(number):
    assert without_card_numbers(f"It is {number}.") == f"It is •••• {digits(number)[-4:]}."


@pytest.mark.parametrize(
    "text",
    [
        "4242 4242 4242 4243",  # no check digit
        "FR76 3000 6000 0112 3456 7890 189",  # an IBAN
        "RF97AUR2089",
        "+33 6 12 34 56 78",
        "0033 6 12 34 56 78",
        "PAY-2345ABCD 2026-11-22 240.00",
        "11111111111111111111111",
    ],
)
def test_what_is_no_card_number_stays(text):
    assert without_card_numbers(text) == text


CARDS = (
    "4242424242424242",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "36227206271667",
    "3566002020360505",
    "6011111111111117",
    "6200000000000005",
    "4222222222222",
    "6304000000000000",
)


@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_a_number_is_covered_in_any_shape(shape):
    assert len(SHAPES) >= 50
    for number in CARDS:
        covered = without_card_numbers(f"It is {SHAPES[shape](number)}.")
        assert "••••" in covered, (number, covered)
        left = digits(covered)
        assert number not in left
        assert number[:10] not in left


@pytest.mark.parametrize(
    "text",
    [
        "FR1420041010050500013M02606",
        "FR14 2004 1010 0505 0001 3M02 606",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "ES91 2100 0418 4502 0005 1332",
        "BR1800360305000010009795493C1",
        "RF18 5390 0754 7034",
        "RF97AUR2089",
        "+49 (0) 30 901820 und +33 1 42 34 56 78",
        "2026-11-28 16:45:00 and 2026-11-29 17:46:01"[:19],
        "Invoice 2026/000123 of 1,234.50 EUR",
        "C-12345678",
    ],
)
def test_what_has_check_digits_of_its_own_stays(text):
    assert without_card_numbers(text) == text


@given(st.text(alphabet="0123456789 -x", max_size=40))
def test_covering_twice_is_covering_once(text):
    once = without_card_numbers(text)
    assert without_card_numbers(once) == once
