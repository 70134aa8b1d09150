"""Amounts in Stripe's units, which are ISO 4217's minor units but for some currencies.

Source: Stripe's documentation, “Supported currencies” (zero-decimal, three-decimal and special
cases), read in 2026.
"""

from widget.core.currencies import minor_digits
from widget.core.money import Money

#: Stripe counts these in whole units; ISK and UGX, which ISO 4217 does, in hundredths as most.
_WHOLE = frozenset(
    (
        *("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV"),
        *("XAF", "XOF", "XPF"),
    )
)
#: The last of three decimals must be 0.
_THREE = frozenset(("BHD", "JOD", "KWD", "OMR", "TND"))


def _digits(currency: str) -> int:
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THREE else 2


def to_stripe(amount: Money) -> int:
    """Return an amount in Stripe's units. Raises ValueError for one that Stripe can't charge."""
    shift = _digits(amount.currency) - minor_digits(amount.currency)
    value, rest = _shifted(amount.minor, shift)
    if rest or (amount.currency in _THREE and value % 10):
        raise ValueError(f"{amount.major} {amount.currency} is finer than Stripe charges")
    return value


def from_stripe(value: int, currency: str) -> Money:
    """Return what Stripe's units stand for. Raises ValueError for what ISO 4217 can't say."""
    code = currency.upper()
    shift = minor_digits(code) - _digits(code)
    minor, rest = _shifted(value, shift)
    if rest:
        raise ValueError(f"{value} of Stripe's units of {code} is no amount of ISO 4217's")
    return Money(minor, code)


def _shifted(value: int, digits: int) -> tuple[int, int]:
    """Return a number with so many decimals more (or fewer), and what is left over."""
    factor = int(10 ** abs(digits))
    return (value * factor, 0) if digits >= 0 else divmod(value, factor)
