"""Days and times of day where an account is."""

from datetime import UTC, datetime

from widget.core.clock import day_in, days_later

ZONE = "Europe/Paris"


def test_days_later_is_the_same_time_of_day_there():
    """Clocks change between: 00:30 in Paris is another time in UTC."""
    before = datetime(2026, 10, 19, 22, 30, tzinfo=UTC)
    assert day_in(ZONE, before).isoformat() == "2026-10-20"
    after = days_later(before, 12, ZONE)
    assert after == datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert day_in(ZONE, after).isoformat() == "2026-11-01"
