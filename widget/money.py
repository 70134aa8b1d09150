"""Money: integer minor units and an ISO 4217 code."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision


@dataclass(frozen=True)
class Money:
    """An amount in minor units (cents for EUR, yen for JPY)."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} don't add up")
        return Money(self.minor + other.minor, self.currency)

    @classmethod
    def of_major(cls, major: Decimal, currency: str) -> "Money":
        """Return an amount given in major units; what is finer than the currency is cut off."""
        return cls(int(major.scaleb(get_currency_precision(currency))), currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + Money(-other.minor, other.currency)

    def printed(self, locale: str) -> str:
        """The amount as a reader of `locale` (a CLDR name) writes it."""
        return _printed(self, locale)


@lru_cache(maxsize=4096)
def _printed(amount: Money, locale: str) -> str:
    return format_currency(amount.major, amount.currency, locale=locale)
