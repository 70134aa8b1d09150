"""The values a procedure is done with, and how each is printed in a language."""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from babel import Locale
from babel.dates import format_time
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_precision

from acquit.problems import Location
from acquit.text.days import parse_day, printed_day

# No sum has more digits than Decimal keeps.
_MONEY = re.compile(r"(\d{1,15}(?:\.\d{1,6})?) ([A-Z]{3})")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DECIMAL = re.compile(r"-?\d+\.\d+")

Content = str | tuple[Decimal, str] | Decimal | date | time | tuple["Datum", ...]


@dataclass(frozen=True)
class Datum:
    """What `data` gives a control.

    `content` is a text to translate (quoted), a name (not quoted), an amount in major units with
    its ISO 4217 code, a decimal number, a date, a time of day, both, or several of these.
    """

    name: str
    content: Content
    is_message: bool
    location: Location

    @property
    def items(self) -> tuple["Datum", ...]:
        """Each of several, or itself alone."""
        content = self.content
        several = isinstance(content, tuple) and all(isinstance(item, Datum) for item in content)
        return content if several else (self,)  # type: ignore[return-value]

    @property
    def is_list(self) -> bool:
        """Whether several values are given."""
        return self.items != (self,)


def parse_datum(name: str, raw: str, quoted: bool, location: Location) -> Datum:
    """Read a value: quoted text is a message; `50.00 EUR` and `2026-11-30` are what they look."""
    return Datum(name, raw if quoted else _content(raw), quoted, location)


def _content(raw: str) -> Content:
    """What is no day of the calendar, say, stays the text it is."""
    if match := _MONEY.fullmatch(raw):
        return Decimal(match[1]), match[2]
    if _DECIMAL.fullmatch(raw):
        return Decimal(raw)
    if match := _TIME.fullmatch(raw):
        return time(int(match[1]), int(match[2]))
    day, _, clock = raw.partition(" ")
    if (found := parse_day(day)) and (match := _TIME.fullmatch(clock)):
        return datetime(found.year, found.month, found.day, int(match[1]), int(match[2]))
    return parse_day(raw) or raw


def printed(datum: Datum, locale: str, message: Callable[[str], str]) -> str:
    """Return the value as a reader of `locale` writes it; `message` translates quoted text."""
    if datum.is_list:
        return format_list([printed(item, locale, message) for item in datum.items], locale=locale)
    content = datum.content
    if isinstance(content, datetime):
        clock = format_time(content, "short", locale=locale)
        return f"{printed_day(content.date(), locale)} {clock}"
    if isinstance(content, date):
        return printed_day(content, locale)
    if isinstance(content, time):
        return format_time(content, "short", locale=locale)
    if isinstance(content, Decimal):
        # With as many decimals as were written: 25.00 is no other amount, and looks otherwise.
        decimals = max(0, -int(content.as_tuple().exponent))
        pattern = f"0.{'0' * decimals}" if decimals else "0"
        return format_decimal(content, pattern, locale=locale, group_separator=False)
    if isinstance(content, tuple):
        return _printed_amount(*content, locale)  # type: ignore[call-arg]
    return message(content) if datum.is_message else content


def _printed_amount(amount: Decimal, currency: str, locale: str) -> str:
    """Return an amount as a text in `locale` writes it, with all the decimals that it was given.

    CLDR has fewer of some currencies than their banks: a product may ask for them.
    """
    digits = max(-int(amount.as_tuple().exponent), get_currency_precision(currency))
    pattern = copy(Locale.parse(locale).currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    return str(pattern.apply(amount, locale, currency=currency, currency_digits=False))


def typed(datum: Datum) -> str | None:
    """Return a value as a field of its type takes it: `2026-11-20`, `14:30`, `1234.5`.

    None where it is text. HTML's formats for dates, times and numbers.
    """
    content = datum.content
    if isinstance(content, datetime | time):
        return (
            content.isoformat("T", "minutes")
            if isinstance(content, datetime)
            else f"{content:%H:%M}"
        )
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Decimal):
        return str(content)
    if isinstance(content, tuple) and not datum.is_list:
        return str(content[0])
    return None
