"""One-time payments: any amount, at any time, with details that aren't kept."""

from widget.payments.views import bp

__all__ = ["bp"]
