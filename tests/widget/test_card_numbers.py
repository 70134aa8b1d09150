"""Card numbers are recognised where somebody types one, and nothing else is."""

from time import process_time
from unicodedata import digit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.card_shapes import SHAPES, digits, grouped
from widget.core.card_numbers import without_card_numbers


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


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 632 012 100 00012, 662 042 449 00014",
        "FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP",
        "FR76 3000 6000 0112 3456 7890 189 PLEASE PAY",
        "fr76 3000 6000 0112 3456 7890 189",
        "FR76-3000-6000-0112-3456-7890-189",
        "01 44 71 22 33 / 06 12 34 56 78",
        "01 44 71 22 33, 06 12 34 56 78, 07 98 76 54 32",
        "2026-09-01, 2026-10-01, 2026-11-01",
        "01/09/2026 02/10/2026 03/11/2026",
        "2026-11-01: 120.50 ; 2026-11-02: 99.00",
        "2026000123 2026000124",
        "5901234123457",
    ],
)
def test_what_is_written_otherwise_stays(text):
    assert without_card_numbers(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            grouped("4111111111111111", sign)
            for sign in ("\u3164", "\u115f", "\u30fc", "\u02bc", "º")
        ),
        grouped("4111111111111111", "\n" * 5),
        grouped("4111111111111111", " --- "),
        grouped("4111111111111111", "&nbsp;"),
        grouped("4111111111111111", "<br>"),
        grouped("4111111111111111", "%20"),
        grouped("4111111111111111", "\u200b" * 6),
        "④①①① ①①①① ①①①① ①①①①",
        "⁴¹¹¹ ¹¹¹¹ ¹¹¹¹ ¹¹¹¹",
        "order 6000000 5555555555554444",
        "2200 0000 0000 0004",
    ],
)
def test_what_hides_a_number_hides_nothing(text):
    covered = without_card_numbers(f"My card {text}.")
    assert "••••" in covered
    seen = [c for c in covered.replace("order 6000000", "") if digit(c, None) is not None]
    assert len(seen) <= 4


def test_every_number_of_a_row_of_digits_is_covered():
    covered = without_card_numbers("63170669074111111111111111")
    assert "4111111" not in covered
    assert without_card_numbers(covered) == covered


def test_no_text_takes_long():
    """Twice the text takes about twice as long: a cube would take eight times that."""

    def seconds(text: str) -> float:
        """The least of five: a busy machine only adds to it."""
        taken = []
        for _ in range(5):
            began = process_time()
            without_card_numbers(text)
            taken.append(process_time() - began)
        return min(taken)

    for piece in ("AB12" + "A" * 36 + "a ", "4 ", "4111111111111111 ", "AB12 ", "4"):
        few, many = piece * (4000 // len(piece)), piece * (32000 // len(piece))
        assert seconds(many) < 40 * max(seconds(few), 0.001), piece
