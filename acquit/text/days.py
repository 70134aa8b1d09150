"""Days as files write them, and as readers do."""

import re
from datetime import date

from babel.dates import format_date

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


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
