"""What the product says of itself to the toolkit: the one module in which the two meet."""

from typing import Any

from widget.controls import CONTROLS
from widget.practice.scenarios import SCENARIOS
from widget.roles import Role

__all__ = ["CONTROLS", "DRIVERS", "ROLES", "SCENARIOS"]

ROLES = tuple(role.value for role in Role)


def give(frame: Any, card: str) -> None:
    """Complete a page of the sandbox bank with the test card or wallet `card`.

    `frame` is a Playwright frame.
    """
    frame.check(f'input[name="card"][value="{card}"]', timeout=2000)
    frame.click('button[name="give"]', timeout=2000)


DRIVERS = {"card_page": give, "paypal_page": give}
