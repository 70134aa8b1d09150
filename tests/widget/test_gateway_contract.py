"""The sandbox's adapter does what every adapter must do."""

import json
import secrets

import httpx
import pytest
from flask import Flask

from tests.support.applications import BANK_SECRET
from tests.support.customer import BANK, ORIGIN
from tests.support.gateway_contract import Counterpart, GatewayContract
from tests.support.stripe_bank import StripeBank
from widget.core.gateway import Key
from widget.core.money import Money
from widget.sandbox.bank.client import SandboxGateway
from widget.sandbox.bank.events import SIGNATURE, signature


class Sandbox:
    """The sandbox bank, driven by its own pages."""

    back = f"{ORIGIN}/back"
    approved, declined, challenged = (
        f"test-card-{name}" for name in ("approved", "declined", "challenge")
    )

    def __init__(self, bank: Flask, gateway: SandboxGateway):
        self.gateway = gateway
        self._bank = bank

    def give(self, url: str) -> str:
        return self._post(url, card="approved", give="1")

    def confirm(self, url: str) -> None:
        self._post(url, confirm="1")

    def refuse(self, url: str) -> None:
        self._post(url, refuse="1")

    def _post(self, url: str, **fields: str) -> str:
        headers = {"Origin": BANK}
        answer = self._bank.test_client().post(url, base_url=BANK, data=fields, headers=headers)
        assert answer.status_code == 303, answer.text
        return answer.location

    def moved(self, key: Key) -> list[Money]:
        charges = self._bank.extensions["store"].charges()
        return [Money(each.minor, each.currency) for each in charges if each.key == key.value]

    def event(self, key: Key) -> tuple[bytes, dict[str, str]]:
        body = json.dumps({"id": secrets.token_hex(8), "key": key.value}).encode()
        return body, {SIGNATURE.lower(): signature(BANK_SECRET, body)}

    def unreachable(self) -> SandboxGateway:
        def fail(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("down")

        return SandboxGateway("http://bank", BANK_SECRET, httpx.MockTransport(fail))


class TestSandbox(GatewayContract):
    @pytest.fixture
    def counterpart(self, bank, gateway) -> Counterpart:
        return Sandbox(bank, gateway)


class TestStripe(GatewayContract):
    """Against the sandbox bank, which speaks as Stripe does."""

    @pytest.fixture
    def counterpart(self, bank) -> Counterpart:
        return StripeBank(bank)
