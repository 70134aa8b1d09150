"""Invoices: the list, and the panel in which one is paid."""

from widget.invoices import list_views, panel_views
from widget.invoices.screen import bp

__all__ = ["bp", "list_views", "panel_views"]
