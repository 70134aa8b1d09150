"""Invoices: the list, and the panel in which one is paid."""

from widget.screens.invoices import invoice_views, list_views, panel_views
from widget.screens.invoices.screen import bp

__all__ = ["bp", "invoice_views", "list_views", "panel_views"]
