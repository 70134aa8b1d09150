"""Amounts as typed: what a language prints is read back; what could mean two amounts is refused."""

import re
from decimal import Decimal

import pytest
from babel.numbers import NumberFormatError, parse_decimal
from hypothesis import event, given, settings
from hypothesis import strategies as st

from widget.billing.amounts import AmountError, Fault, read_amount
from widget.core.money import Money

LOCALES = ("en", "fr", "fr_CA", "de")
CURRENCIES = ("EUR", "USD", "CAD", "JPY", "KWD")
EACH = pytest.mark.parametrize("locale", LOCALES)
NO_LIMIT = 10**15


def read(text: str, locale: str, currency: str = "EUR", limit: int = NO_LIMIT) -> int:
    return read_amount(text, currency, locale, Money(limit, currency)).minor


def fault(text: str, locale: str, currency: str = "EUR", limit: int = NO_LIMIT) -> Fault:
    with pytest.raises(AmountError) as caught:
        read(text, locale, currency, limit)
    return caught.value.fault


@given(
    minor=st.integers(1, 10**12),
    locale=st.sampled_from(LOCALES),
    currency=st.sampled_from(CURRENCIES),
)
def test_what_a_language_prints_is_read_back(minor, locale, currency):
    printed = Money(minor, currency).printed(locale)
    assert read(printed, locale, currency) == minor


@given(minor=st.integers(1, 10**12), locale=st.sampled_from(LOCALES))
def test_no_grouping_and_no_sign_are_read_the_same(minor, locale):
    whole, cents = divmod(minor, 100)
    for text in (f"{whole}.{cents:02}", f"{whole},{cents:02}", f" {whole},{cents:02}\u00a0"):
        assert read(text, locale) == minor


#: What people might type: groups of digits and separators, well or badly put together.
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=4)
SEPARATOR = st.sampled_from(["", ".", ",", " ", "\u00a0", "\u202f", "’", "'"])
TYPED = st.builds(
    lambda sign, first, rest, end: sign + first + "".join(a + b for a, b in rest) + end,
    st.sampled_from(["", "", "", "-", "+", "€", "EUR "]),
    DIGITS,
    st.lists(st.tuples(SEPARATOR, DIGITS), max_size=3),
    st.sampled_from(["", "", "", " €", "\u00a0€", "e3", "%", ","]),
)


def said_by(text: str, locale: str) -> int | None:
    """What a text says, told in another way: by the rule of decision 9, on its separators."""
    digits = re.sub("[^0-9]", "", text)
    marks = re.findall("[.,]", text)
    tail = re.search(r"[.,]([0-9]+)\D*$", text)
    point = {"en": ".", "fr": ",", "fr_CA": ",", "de": ","}[locale]
    has_decimals = tail and (
        (len(marks) == 1 and len(tail[1]) <= 2) or (len(marks) > 1 and tail[0][0] == point)
    )
    return int(digits) * 10 ** (2 - len(tail[1])) if has_decimals else int(digits) * 100


@settings(max_examples=1500)
@given(text=TYPED, locale=st.sampled_from(LOCALES))
def test_nothing_is_guessed(text, locale):
    """What is accepted has just the digits that were typed, at the scale that was typed."""
    try:
        minor = read(text, locale)
    except AmountError as error:
        event(error.fault.value)
        return
    event("accepted, with a separator" if re.search("[.,  ]", text) else "accepted")
    assert minor == said_by(text, locale)
    assert not re.search("[+%e]|^-", text)


@settings(max_examples=1500)
@given(text=TYPED, locale=st.sampled_from(LOCALES))
def test_a_strict_reader_of_the_language_agrees(text, locale):
    """Where Babel reads the same text strictly, with the grouping it wants, we never differ."""
    try:
        theirs = parse_decimal(text.strip(), locale=locale, strict=True)
        ours = read(text, locale)
    except (NumberFormatError, AmountError, ValueError):
        return
    # It takes `12,50` for 1250 in English, where a group has three digits: there ours is right.
    wrong_group = re.search(r"[.,]\d{1,2}$", text.strip()) and theirs == theirs.to_integral()
    if not wrong_group:
        event("compared")
        assert theirs * 100 == Decimal(ours)


def test_such_texts_are_accepted_often_enough():
    """The two tests above would prove little if hardly any text came through."""
    accepted = [0]

    @settings(max_examples=400, derandomize=True, database=None)
    @given(text=TYPED, locale=st.sampled_from(LOCALES))
    def count(text, locale):
        try:
            read(text, locale)
        except AmountError:
            return
        accepted[0] += bool(re.search("[., \u00a0\u202f]", text))

    count()
    assert accepted[0] > 20


@EACH
@pytest.mark.parametrize(
    "text",
    ["abc", "1e3", "NaN", "Infinity", "1_000", "12x", "٣", "--5", "5 €€", "1.2.3.4x", "$5", "+5"],
)
def test_nonsense(locale, text):
    assert fault(text, locale) in (Fault.NONSENSE, Fault.AMBIGUOUS)


@EACH
@pytest.mark.parametrize(
    "text", ["1,234", "1.234", "12 34", "1 23", "1,23,456.00", "1,234,5", "1.2,3.4"]
)
def test_two_meanings(locale, text):
    assert fault(text, locale) is Fault.AMBIGUOUS


@EACH
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Fault.EMPTY),
        ("   ", Fault.EMPTY),
        ("€", Fault.EMPTY),
        ("0", Fault.ZERO),
        ("0,00 €", Fault.ZERO),
        ("-5", Fault.NEGATIVE),
        ("\u221212,50", Fault.NEGATIVE),
        ("12.3456", Fault.DECIMALS),
        ("1234,567", Fault.DECIMALS),
    ],
)
def test_other_faults(locale, text, wanted):
    assert fault(text, locale) is wanted


@EACH
def test_the_limit_is_the_most_that_is_taken(locale):
    assert read("100", locale, limit=10000) == 10000
    assert fault("100.01", locale, limit=10000) is Fault.TOO_MUCH


@EACH
def test_a_currency_without_decimals(locale):
    assert read("1500", locale, "JPY") == 1500
    assert fault("12.5", locale, "JPY") in (Fault.DECIMALS, Fault.AMBIGUOUS)


@EACH
@pytest.mark.parametrize("text", ["50", "50 EUR", "eur 50", "€50", "50€", "50,0", "50.00"])
def test_fifty(locale, text):
    assert read(text, locale) == 5000


def test_the_trap_that_babel_lays():
    """`1234,56` is 123456 to Babel's English; to people it isn't."""
    assert parse_decimal("1234,56", locale="en") == Decimal(123456)
    assert Decimal(read("1234,56", "en")) / 100 == Decimal("1234.56")


@EACH
@pytest.mark.parametrize(
    "text",
    [
        "\u200e1234.50\u200f",
        "\u206612\u200b34.50\u2069",
        "\ufeff1234.50",
        "1\u00ad234.50",
        "12\u206034,5\u200d0",
        "1'234.50",
        "1’234,50",
        "1‘234.50",
        "1ʼ234.50 EUR",
    ],
)
def test_what_nobody_sees_and_swiss_apostrophes_are_read(text, locale):
    assert read(text, locale) == 123450


@EACH
@pytest.mark.parametrize("text", ["1'23.50", "12'34'567", "1'234 567", "'123", "1'2345"])
def test_apostrophes_part_groups_of_three_and_nothing_else(text, locale):
    assert fault(text, locale) in (Fault.AMBIGUOUS, Fault.NONSENSE)


@EACH
def test_digits_that_are_shown_the_other_way_round_are_no_amount(locale):
    assert fault("\u202e05.21", locale) is Fault.NONSENSE
