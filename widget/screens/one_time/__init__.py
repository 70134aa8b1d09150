"""One-time payments: any amount, at any time, with details that aren't kept."""

from widget.screens.one_time.views import bp

__all__ = ["bp"]
