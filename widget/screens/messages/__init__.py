"""Messages: the letters written to the account's contacts."""

from widget.screens.messages.views import bp

__all__ = ["bp"]
