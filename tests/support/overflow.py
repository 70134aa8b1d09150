"""Texts that a narrow window cuts, or that run out of their boxes: by what is painted."""

from pathlib import Path

from playwright.sync_api import Page

_FIND = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def overflowing(page: Page) -> list[str]:
    """Return each text that is cut, or leaves its box or the window, and by what."""
    found: list[str] = page.evaluate(_FIND.partition("\n")[2])
    return found
