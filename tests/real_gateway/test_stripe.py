"""The contract against Stripe's own test mode: `make gateway-check`.

It needs a key of that mode in ACQUIT_STRIPE_TEST_KEY, and the network; `make test` never runs it.
What needs somebody at one of Stripe's pages is left out, and said to be.
"""

import os
import secrets

import pytest
import stripe

from tests.support.applications import event_about
from tests.support.gateway_contract import Counterpart, GatewayContract
from tests.support.stripe_bank import NO_ANSWER, StripeBank
from widget.core.gateway import Key
from widget.core.money import Money
from widget.gateways.stripe.amounts import from_stripe
from widget.gateways.stripe.gateway import StripeGateway
from widget.gateways.stripe.parameters import KEY
from widget.sandbox.bank.stripe_api.signing import HEADER, signed

API_KEY = os.environ.get("ACQUIT_STRIPE_TEST_KEY", "")
ORIGIN = "https://pay.example.com"
EVENTS = "of-this-test-alone"

pytestmark = pytest.mark.skipif(
    not API_KEY.startswith(("sk_test_", "rk_test_")),
    reason="needs a key of Stripe's test mode in ACQUIT_STRIPE_TEST_KEY",
)


class StripeItself:
    """Stripe's test mode: its pages need a person."""

    back = f"{ORIGIN}/back"
    approved, declined = StripeBank.approved, StripeBank.declined
    challenged, disputed = StripeBank.challenged, StripeBank.disputed

    def __init__(self) -> None:
        self.gateway = StripeGateway(API_KEY, EVENTS, ORIGIN)
        self._api = stripe.StripeClient(API_KEY).v1

    def give(self, url: str) -> str:
        pytest.skip("needs somebody at Stripe's page")

    confirm = refuse = give

    def moved(self, key: Key) -> list[Money]:
        made = self._api.payment_intents.list({"customer": key.customer, "limit": 100})
        mine = [each for each in made if each.metadata.to_dict().get(KEY) == key.value]
        paid = [each for each in mine if each.amount_received]
        return [from_stripe(each.amount_received, each.currency) for each in paid]

    def event(self, key: Key) -> tuple[bytes, dict[str, str]]:
        event = event_about(key.value, f"evt_{secrets.token_hex(8)}")
        body, signature = signed(EVENTS, event)
        return body, {HEADER.lower(): signature}

    def unreachable(self) -> StripeGateway:
        return StripeGateway(API_KEY, EVENTS, ORIGIN, transport=NO_ANSWER)


class TestStripeItself(GatewayContract):
    @pytest.fixture
    def counterpart(self) -> Counterpart:
        return StripeItself()
