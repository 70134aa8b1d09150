"""What the product says of itself to the toolkit: the one module in which the two meet."""

from typing import Any

from widget.core.controls import CONTROLS
from widget.core.gateway import PageKind
from widget.core.languages import reload
from widget.core.roles import Role
from widget.sandbox.bank.methods import TEST_METHODS
from widget.sandbox.practice.scenarios import SCENARIOS
from widget.sandbox.repeating import still

__all__ = ["CONTROLS", "DRIVERS", "ROLES", "SCENARIOS", "SCREENS", "reload", "still"]

ROLES = tuple(role.value for role in Role)


class Give:
    """Completes a page of the sandbox bank with one of the test cards or wallets it offers."""

    def __init__(self, kind: PageKind):
        self.values = tuple(method.name for method in TEST_METHODS if method.page is kind)

    def __call__(self, frame: Any, card: str) -> None:
        """Choose the `card` on the page in a Playwright frame, and give it.

        The frame is of another site than the help page around it: while that scrolls, a click that
        goes by its place can miss. Nothing is proven of the bank's own page.
        """
        for part in (f'input[name="card"][value="{card}"]', 'button[name="give"]'):
            frame.dispatch_event(part, "click")


DRIVERS = {"card_page": Give(PageKind.CARD), "paypal_page": Give(PageKind.PAYPAL)}

#: The screen that a control leads to, by its path within an account.
SCREENS = {
    "billing_and_usage": "billing/usage",
    "cost_management_billing": "billing",
    "create_case": "support/new",
    "invoices": "billing/invoices/",
    "messages": "messages/",
    "payment_method": "billing/payments/method/",
    "payments": "billing/payments/",
    "your_cases": "support/",
}
