"""Time comes from outside, so that tests and practice accounts can hold it still."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Returns the present moment, in UTC.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def day_in(zone: str, moment: datetime) -> date:
    """The calendar day of a moment in an account's time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
