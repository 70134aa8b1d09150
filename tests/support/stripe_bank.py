"""The sandbox bank as Stripe, in this process: its interface by the SDK, its pages by HTTP."""

import secrets

import httpx
from flask import Flask

from tests.support.applications import BANK_SECRET, event_about
from tests.support.customer import BANK, ORIGIN
from widget.core.gateway import Key
from widget.core.money import Money
from widget.gateways.stripe.gateway import StripeGateway
from widget.sandbox.bank.stripe_api.signing import HEADER, signed


def gateway_to(transport: httpx.BaseTransport) -> StripeGateway:
    """An adapter whose network is replaced."""
    return StripeGateway(BANK_SECRET, BANK_SECRET, ORIGIN, "http://bank", transport=transport)


def _fail(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("down")


#: A network on which nobody answers.
NO_ANSWER = httpx.MockTransport(_fail)


class StripeBank:
    """The bank's other side, for the contract of adapters."""

    back = f"{ORIGIN}/back"
    approved, declined, challenged, disputed = (
        f"pm_card_{name}"
        for name in ("visa", "chargeDeclined", "authenticationRequired", "createDispute")
    )

    def __init__(self, bank: Flask):
        self._bank = bank
        self.gateway = gateway_to(httpx.WSGITransport(app=bank))

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
        return [charge.amount for charge in charges if charge.key == key.value]

    def event(self, key: Key) -> tuple[bytes, dict[str, str]]:
        event = event_about(key.value, f"evt_{secrets.token_hex(8)}")
        body, signature = signed(BANK_SECRET, event)
        return body, {HEADER.lower(): signature}

    def unreachable(self) -> StripeGateway:
        return gateway_to(NO_ANSWER)


def status_at(bank: Flask, key: str) -> str:
    """What the bank says of what was asked for under a key: a page's status, or a payment's."""
    with bank.extensions["store"].read() as objects:
        made = [*objects.all("checkout.session"), *objects.all("payment_intent")]
    return next(str(each["status"]) for each in made if each["metadata"].get("key") == key)
