"""Support cases: created, confirmed with a number, listed."""

from widget.screens.support.views import bp

__all__ = ["bp"]
