"""A clock that tests move: the system's, until it is told to follow another."""

from datetime import datetime

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
