"""Invoices: the list, and the panel in which one is paid."""

from widget.screens.invoices import attempt_views, invoice_views, list_views, panel_views
from widget.screens.invoices.screen import bp

__all__ = ["attempt_views", "bp", "invoice_views", "list_views", "panel_views"]
