"""Money: minor units, currencies, languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget.money import Money


@pytest.mark.parametrize(
    ("money", "locale", "printed"),
    [
        (Money(123456, "EUR"), "en", "€1,234.56"),
        (Money(123456, "EUR"), "fr", "1\u202f234,56\u00a0€"),
        (Money(123456, "CAD"), "fr_CA", "1\u00a0234,56\u00a0$"),
        (Money(1234, "JPY"), "en", "¥1,234"),
        (Money(-5, "EUR"), "en", "-€0.05"),
    ],
)
def test_printed_as_the_language_writes_it(money, locale, printed):
    assert money.printed(locale) == printed


@given(st.integers(), st.integers())
def test_sums_are_exact(first, second):
    total = Money(first, "EUR") + Money(second, "EUR")
    assert total.minor == first + second
    assert total.major == Decimal(total.minor) / 100


def test_currencies_do_not_mix():
    with pytest.raises(ValueError, match="EUR and CAD"):
        Money(1, "EUR") + Money(1, "CAD")
