"""Money: integer minor units and an ISO 4217 code."""

from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import NumberPattern

from widget.core.currencies import minor_digits


@dataclass(frozen=True)
class Money:
    """An amount in minor units (cents for EUR, yen for JPY)."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} don't add up")
        return Money(self.minor + other.minor, self.currency)

    @classmethod
    def of_major(cls, major: Decimal, currency: str) -> "Money":
        """Return an amount given in major units; what is finer than the currency is cut off."""
        return cls(int(major.scaleb(minor_digits(currency))), currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + Money(-other.minor, other.currency)

    def printed(self, locale: str) -> str:
        """The amount as a reader of `locale` (a CLDR name) writes it, to the last minor unit."""
        return _printed(self, locale)


@lru_cache(maxsize=4096)
def _printed(amount: Money, locale: str) -> str:
    pattern = _pattern(locale, minor_digits(amount.currency))
    text: str = pattern.apply(amount.major, locale, currency=amount.currency, currency_digits=False)
    return text


@cache
def _pattern(locale: str, digits: int) -> NumberPattern:
    """The language's pattern for amounts, with the decimals of the currency's minor unit."""
    pattern: NumberPattern = copy(Locale.parse(locale).currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return pattern
