"""The sandbox bank as Stripe, in this process: its interface by the SDK, its pages by HTTP."""

import time
from typing import Any

import httpx
import stripe
from flask import Flask

from tests.support.applications import BANK_SECRET
from tests.support.customer import BANK, ORIGIN
from widget.core.gateway import Key
from widget.core.money import Money
from widget.sandbox.bank.stripe_api.signing import HEADER, signed
from widget.stripe_gateway.amounts import from_stripe
from widget.stripe_gateway.gateway import StripeGateway


class InProcess(stripe.HTTPClient):
    """The SDK's connection to an application in this process."""

    name = "in-process"

    def __init__(self, transport: httpx.BaseTransport):
        super().__init__()
        self._client = httpx.Client(transport=transport)

    def request(  # type: ignore[override]
        self, method: str, url: str, headers: Any, post_data: Any = None
    ) -> Any:
        try:
            answer = self._client.request(method, url, headers=headers, content=post_data)
        except httpx.HTTPError as error:
            raise stripe.APIConnectionError(str(error)) from error  # type: ignore[no-untyped-call]
        return answer.text, answer.status_code, answer.headers

    def close(self) -> None:
        self._client.close()


def gateway_to(transport: httpx.BaseTransport) -> StripeGateway:
    """An adapter whose network is replaced."""
    return StripeGateway(
        BANK_SECRET, BANK_SECRET, ORIGIN, "http://bank", client=InProcess(transport)
    )


class StripeBank:
    """The bank's other side, for the contract of adapters."""

    back = f"{ORIGIN}/back"
    approved, declined, challenged = (
        f"pm_card_{name}" for name in ("visa", "chargeDeclined", "authenticationRequired")
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
        with self._bank.extensions["book"].read() as objects:
            payments = objects.all("payment_intent")
        return [
            from_stripe(each["amount_received"], each["currency"])
            for each in payments
            if each["metadata"].get("key") == key.value and each["status"] == "succeeded"
        ]

    def event(self, key: Key) -> tuple[bytes, dict[str, str]]:
        about = {"object": "payment_intent", "metadata": {"key": key.value}}
        event = {
            "id": f"evt_{time.monotonic_ns()}",
            "object": "event",
            "type": "payment_intent.succeeded",
            "data": {"object": about},
        }
        body, signature = signed(BANK_SECRET, event)
        return body, {HEADER.lower(): signature}

    def unreachable(self) -> StripeGateway:
        def fail(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("down")

        return gateway_to(httpx.MockTransport(fail))
