"""Invoices: the list, and the panel in which one is paid."""

from widget.invoices.views import bp

__all__ = ["bp"]
