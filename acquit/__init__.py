"""Acquit: payment procedures written once, shown in every language, proved in a browser."""

__version__ = "0.1.0"
