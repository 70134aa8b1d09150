"""Messages: the letters written to the account's contacts."""

from widget.mailbox.views import bp

__all__ = ["bp"]
