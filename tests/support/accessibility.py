"""What axe finds on a page or screen."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page whose content security policy lets it in."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
    ]
