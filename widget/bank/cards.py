"""The test cards, and what the bank answers when one is charged."""

from dataclasses import dataclass

from widget.gateway import Card, Outcome, Reason


@dataclass(frozen=True)
class TestCard:
    """A card of the sandbox; `reference` is how the bank's clients know it."""

    name: str
    brand: str
    last_digits: str
    expiry: str
    outcome: Outcome = Outcome.SUCCEEDED
    reason: Reason | None = None

    @property
    def reference(self) -> str:
        """The bank's reference of the card."""
        return f"test-card-{self.name}"

    @property
    def card(self) -> Card:
        """What the bank tells its clients of the card."""
        return Card(self.reference, self.brand, self.last_digits, self.expiry)


TEST_CARDS = (
    TestCard("approved", "Visa", "4242", "2031-04"),
    TestCard("approved_other", "Mastercard", "4444", "2030-11"),
    TestCard("declined", "Visa", "0002", "2031-04", Outcome.DECLINED, Reason.DECLINED),
    TestCard(
        "insufficient_funds",
        "Visa",
        "9995",
        "2031-04",
        Outcome.DECLINED,
        Reason.INSUFFICIENT_FUNDS,
    ),
    TestCard("expired", "Mastercard", "0069", "2025-01", Outcome.DECLINED, Reason.EXPIRED_CARD),
    TestCard("challenge", "Visa", "3220", "2031-04", Outcome.ACTION_REQUIRED),
)

BY_NAME = {card.name: card for card in TEST_CARDS}
BY_REFERENCE = {card.reference: card for card in TEST_CARDS}
