"""Clocks that tests move."""

from datetime import UTC, datetime

from flask import Flask

from widget.core.clock import Clock, system_clock


class MovableClock:
    """Says the system's time, or what it follows."""

    def __init__(self) -> None:
        self._followed: Clock = system_clock

    def __call__(self) -> datetime:
        return self._followed()

    def follow(self, other: Clock) -> None:
        """Say what another clock says from now on."""
        self._followed = other


def move_clock(widget: Flask, to: Clock) -> None:
    """Let a widget that has such a clock follow another."""
    clock = widget.extensions["widget"].clock
    assert isinstance(clock, MovableClock)
    clock.follow(to)


class SteppedClock:
    """Stands still, but for the steps that a test adds to `now`."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now
