"""The values a procedure is done with, and how each is printed in a language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency

_MONEY = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Datum:
    """What `data` gives a control.

    `content` is a text to translate (quoted), a name (not quoted), an amount in major units with
    its ISO 4217 code, or a date.
    """

    name: str
    content: str | tuple[Decimal, str] | date
    is_message: bool
    line: int
    column: int


def parse_datum(name: str, raw: str, quoted: bool, line: int, column: int) -> Datum:
    """Read a value: quoted text is a message; `50.00 EUR` and `2026-11-30` are what they look."""
    if quoted:
        return Datum(name, raw, True, line, column)
    if match := _MONEY.fullmatch(raw):
        return Datum(name, (Decimal(match[1]), match[2]), False, line, column)
    # What is no day of the calendar stays the text it is.
    return Datum(name, parse_day(raw) or raw, False, line, column)


def parse_day(text: str) -> date | None:
    """Read a day as ISO 8601 writes it, `2026-11-30`; None where it isn't one."""
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def printed_day(day: date, locale: str) -> str:
    """Return a day as a text in `locale` writes it: `November 30, 2026`."""
    text = format_date(day, format="long", locale=locale)
    # French wants an ordinal for the first of a month; CLDR's pattern has none.
    return re.sub(r"^1 ", "1er ", text) if locale.split("_")[0] == "fr" else text


def printed(datum: Datum, locale: str, message: Callable[[str], str]) -> str:
    """Return the value as a reader of `locale` writes it; `message` translates quoted text."""
    content = datum.content
    if isinstance(content, tuple):
        amount, currency = content
        return format_currency(amount, currency, locale=locale)
    if isinstance(content, date):
        return printed_day(content, locale)
    return message(content) if datum.is_message else content
