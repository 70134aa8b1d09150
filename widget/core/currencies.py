"""Currencies as ISO 4217 has them.

CLDR's digits are those that people write, and not those in which banks count: they differ for a
dozen currencies (RSD, ALL, IQD …), by a factor of a hundred or a thousand.
"""

from functools import cache

from iso4217 import Currency


@cache
def minor_digits(currency: str) -> int:
    """How many decimals the minor unit of a currency has. Raises ValueError for what is none.

    Metals, funds and testing codes have no minor unit: nothing is paid in them.
    """
    exponent: int | None = Currency(currency).exponent
    if exponent is None:
        raise ValueError(f"{currency} has no minor unit")
    return exponent


def is_currency(code: str) -> bool:
    """Whether something can be paid in a currency of this code."""
    try:
        minor_digits(code)
    except ValueError:
        return False
    return True
