"""Time comes from outside, so that tests and practice accounts can hold it still."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

#: Returns the present moment, in UTC.
Clock = Callable[[], datetime]

#: So much the clocks of two machines may differ.
SKEW = timedelta(minutes=1)


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def day_in(zone: str, moment: datetime) -> date:
    """The calendar day of a moment in an account's time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def days_later(moment: datetime, days: int, zone: str) -> datetime:
    """The same time of day there so many days later, in UTC, also where clocks change between."""
    return (moment.astimezone(ZoneInfo(zone)) + timedelta(days=days)).astimezone(UTC)
