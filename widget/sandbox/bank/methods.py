"""The test cards and wallets, and what the bank answers when one is charged."""

from dataclasses import dataclass

from widget.core.gateway import Details, Outcome, PageKind, Reason


@dataclass(frozen=True)
class TestMethod:
    """A card or wallet of the sandbox; `reference` is how the bank's clients know it."""

    name: str
    brand: str
    identifier: str
    expiry: str | None = None
    outcome: Outcome = Outcome.SUCCEEDED
    reason: Reason | None = None
    page: PageKind = PageKind.CARD
    #: The whole address, of which customers see a part.
    email: str = ""

    @property
    def reference(self) -> str:
        """The bank's reference of the card or wallet."""
        return f"test-card-{self.name}"

    @property
    def details(self) -> Details:
        """What the bank tells its clients of it."""
        return Details(self.reference, self.brand, self.identifier, self.expiry)


TEST_METHODS = (
    TestMethod("approved", "Visa", "4242", "2031-04"),
    TestMethod("approved_other", "Mastercard", "4444", "2030-11"),
    TestMethod("declined", "Visa", "0002", "2031-04", Outcome.DECLINED, Reason.DECLINED),
    TestMethod(
        "insufficient_funds",
        "Visa",
        "9995",
        "2031-04",
        Outcome.DECLINED,
        Reason.INSUFFICIENT_FUNDS,
    ),
    TestMethod("expired", "Mastercard", "0069", "2025-01", Outcome.DECLINED, Reason.EXPIRED_CARD),
    TestMethod("challenge", "Visa", "3220", "2031-04", Outcome.ACTION_REQUIRED),
    TestMethod(
        "paypal_approved",
        "PayPal",
        "c•••@example.com",
        page=PageKind.PAYPAL,
        email="camille@example.com",
    ),
    TestMethod(
        "paypal_declined",
        "PayPal",
        "r•••@example.com",
        None,
        Outcome.DECLINED,
        Reason.DECLINED,
        PageKind.PAYPAL,
        "robin@example.com",
    ),
)

BY_NAME = {method.name: method for method in TEST_METHODS}
BY_REFERENCE = {method.reference: method for method in TEST_METHODS}
