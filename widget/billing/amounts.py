"""Amounts as people type them: read strictly, since a wrong guess is somebody's money.

What is accepted is what the language prints (`1 234,50 €`, `€1,234.50`), the same without its
grouping or its currency sign, and groups parted by apostrophes, as Swiss write them: no language's
decimals begin with one. What nobody can see is passed over. Anything that could mean two amounts is
refused.
"""

import re
from enum import StrEnum
from unicodedata import category

from babel.numbers import (
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from widget.core.currencies import minor_digits
from widget.core.money import Money

_SPACES = re.compile(r"\s+")  # the no-break ones too
#: Marks after which digits are shown the other way round.
_TURNED = re.compile("[\u202d\u202e]")
_APOSTROPHES = re.compile("['\u2018\u02bc]")
_APOSTROPHE = "’"
_SIGN = re.compile(r"[-\u2212\u2013]")
#: The longest text that is read at all.
LONGEST = 40


class AmountError(ValueError):
    """The text is no amount that could be paid; `fault` says why."""

    def __init__(self, fault: "Fault"):
        super().__init__(fault.value)
        self.fault = fault


class Fault(StrEnum):
    """Why an amount is refused."""

    EMPTY = "empty"
    NONSENSE = "nonsense"
    AMBIGUOUS = "ambiguous"
    DECIMALS = "decimals"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_MUCH = "too_much"


def read_amount(text: str, currency: str, locale: str, limit: Money) -> Money:
    """Return the amount that `text` says to a reader of `locale` (a CLDR name).

    Raises AmountError: one separator at most for the decimals, at most the currency's decimals,
    more than zero, not more than `limit`.
    """
    if _TURNED.search(text):
        raise AmountError(Fault.NONSENSE)
    seen = "".join(c for c in text if category(c) not in ("Cc", "Cf") or c.isspace())
    bare = _without_currency(_SPACES.sub(" ", seen).strip(), currency, locale)
    bare = _APOSTROPHES.sub(_APOSTROPHE, bare)
    if not bare:
        raise AmountError(Fault.EMPTY)
    if len(bare) > LONGEST or not re.search("[0-9]", bare):
        raise AmountError(Fault.NONSENSE)
    if _SIGN.match(bare) and re.fullmatch(r"[0-9., ’]+", bare[1:].strip()):
        raise AmountError(Fault.NEGATIVE)
    whole, decimals = _split(bare, minor_digits(currency), locale)
    digits = minor_digits(currency)
    if len(decimals) > digits:
        raise AmountError(Fault.DECIMALS)
    amount = Money(int(whole + decimals.ljust(digits, "0")), currency)
    if amount.minor == 0:
        raise AmountError(Fault.ZERO)
    if amount.minor > limit.minor:
        raise AmountError(Fault.TOO_MUCH)
    return amount


def _without_currency(text: str, currency: str, locale: str) -> str:
    """Take off the account's own currency, at the beginning or at the end, once."""
    signs = {currency, get_currency_symbol(currency, locale), get_currency_symbol(currency, "en")}
    for sign in sorted((_SPACES.sub(" ", sign) for sign in signs), key=len, reverse=True):
        folded = text.casefold()
        if folded.endswith(sign.casefold()):
            return text[: -len(sign)].strip()
        if folded.startswith(sign.casefold()):
            return text[len(sign) :].strip()
    return text


def _split(text: str, digits: int, locale: str) -> tuple[str, str]:
    """Return the digits before and after the decimal separator."""
    point = get_decimal_symbol(locale)
    group = _SPACES.sub(" ", get_group_symbol(locale))
    marks = re.sub("[0-9]", "", text)
    if not set(marks) <= {point, group, " ", _APOSTROPHE, ".", ","}:
        raise AmountError(Fault.NONSENSE)
    if not text[0].isdigit() or not text[-1].isdigit():
        raise AmountError(Fault.NONSENSE)
    separators = re.findall("[.,]", text)
    if len(separators) == 1 and digits:
        # One separator begins the decimals in every language, unless three digits follow it:
        # `1,234` is a thousand to some, and little more than one to others.
        whole, _, decimals = text.partition(separators[0])
        is_usual = digits == 3 and separators[0] == point
        if re.fullmatch("[0-9]{3}", decimals) and len(whole) <= 3 and not is_usual:
            raise AmountError(Fault.AMBIGUOUS)
    else:
        whole, _, decimals = text.partition(point)
    if re.search("[^0-9]", decimals):
        raise AmountError(Fault.AMBIGUOUS)
    groups = set(re.sub("[0-9]", "", whole))
    if len(groups) > 1 or not groups <= {group, " ", _APOSTROPHE}:
        raise AmountError(Fault.AMBIGUOUS)
    if groups and not re.fullmatch(r"[0-9]{1,3}([^0-9][0-9]{3})+", whole):
        raise AmountError(Fault.AMBIGUOUS)
    return re.sub("[^0-9]", "", whole), decimals
