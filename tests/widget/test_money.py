"""Money: minor units, currencies, languages."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from iso4217 import Currency

from widget.billing.amounts import read_amount
from widget.core.currencies import is_currency, minor_digits
from widget.core.languages import available
from widget.core.money import Money


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


# ISO 4217 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        *(("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYI", 0)),
        # CLDR writes these without decimals; banks don't.
        *(("RSD", 2), ("ALL", 2), ("IQD", 3), ("IRR", 2), ("LAK", 2), ("MMK", 2), ("SOS", 2)),
        *(("SYP", 2), ("YER", 2), ("LBP", 2), ("MGA", 2), ("AFN", 2), ("KPW", 2)),
    ],
)
def test_minor_units_are_those_of_banks(currency, digits):
    assert minor_digits(currency) == digits
    assert Money(10**digits, currency).major == 1
    assert Money.of_major(Decimal(7), currency).minor == 7 * 10**digits


@pytest.mark.parametrize("code", ["XAU", "XXX", "XTS", "EURO", "eur"])
def test_what_nobody_can_pay_in(code):
    assert not is_currency(code)
    with pytest.raises(ValueError, match=code):
        minor_digits(code)


def test_the_table_is_complete():
    """Every code of ISO 4217 is known to have a minor unit or none: 150 and more have one."""
    payable = [currency.code for currency in Currency if currency.exponent is not None]
    assert len(payable) > 150
    assert all(map(is_currency, payable))


PAYABLE = st.sampled_from([c.code for c in Currency if c.exponent is not None])


@settings(max_examples=400)
@given(PAYABLE, st.integers(1, 10**9), st.sampled_from(available()))
def test_what_is_printed_is_read_as_it_was(currency, minor, locale):
    amount = Money(minor, currency)
    limit = Money(10**12, currency)
    printed = amount.printed(locale)
    assert read_amount(printed, currency, locale, limit) == amount
