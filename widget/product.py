"""What the product says of itself to the toolkit: the one module in which the two meet."""

from typing import Any

from widget.controls import CONTROLS
from widget.practice.scenarios import SCENARIOS
from widget.roles import Role

__all__ = ["CONTROLS", "DRIVERS", "ROLES", "SCENARIOS"]

ROLES = tuple(role.value for role in Role)


def give(frame: Any, card: str) -> None:
    """Complete a page of the sandbox bank with the test card or wallet `card`.

    `frame` is a Playwright frame. It is of another site than the help page around it: while that
    scrolls, a click that goes by its place can miss. Nothing is proven of the bank's own page.
    """
    for part in (f'input[name="card"][value="{card}"]', 'button[name="give"]'):
        frame.dispatch_event(part, "click")


DRIVERS = {"card_page": give, "paypal_page": give}
