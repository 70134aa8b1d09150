"""Payment methods: which serve, how they are given and validated, and the screen for them."""

from widget.screens.payment_methods import entry_views, list_views
from widget.screens.payment_methods.screen import bp

__all__ = ["bp", "entry_views", "list_views"]
