"""Stripe's adapter, against the sandbox bank, does what every adapter must do."""

import pytest

from tests.support.gateway_contract import Counterpart, GatewayContract
from tests.support.stripe_bank import StripeBank


class TestStripe(GatewayContract):
    @pytest.fixture
    def counterpart(self, bank) -> Counterpart:
        return StripeBank(bank)
