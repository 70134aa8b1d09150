"""The widget's side of the sandbox bank: a `Gateway` over HTTP."""

import hmac
import json
from collections.abc import Mapping
from typing import Any

import httpx

from widget.core.gateway import (
    BadSignatureError,
    Details,
    Event,
    GatewayUnavailableError,
    Key,
    Outcome,
    PageKind,
    Reason,
    Result,
)
from widget.core.money import Money
from widget.sandbox.bank.events import SIGNATURE
from widget.sandbox.bank.events import signature as signed

TIMEOUT_SECONDS = 10.0


class SandboxGateway:
    """Talks to the sandbox bank at `address`; `transport` replaces the network in tests."""

    def __init__(
        self,
        address: str,
        secret: str,
        transport: httpx.BaseTransport | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ):
        self._secret = secret
        self._client = httpx.Client(
            base_url=address + "/api",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=timeout,
            transport=transport,
            trust_env=False,
            verify=False,  # noqa: S501 - the sandbox is on this machine, and no money moves
        )

    def create_customer(self, account: int) -> str:
        """The sandbox finds requests by their keys: customers are a name only."""
        return f"account-{account}"

    def begin(
        self,
        page: PageKind,
        amount: Money | None,
        save: bool,
        key: Key,
        return_url: str,
        locale: str,
    ) -> Result:
        """Open a page. The sandbox keeps whatever was given, so `save` makes no difference."""
        payload = {
            "key": key.value,
            "page": page,
            "minor": amount.minor if amount else None,
            "currency": amount.currency if amount else None,
            "return_url": return_url,
            "locale": locale,
        }
        return self._result(self._send("POST", "/visits", payload))

    def charge(self, method: str, amount: Money, key: Key, return_url: str, locale: str) -> Result:
        """Charge a card or wallet."""
        payload = {
            "key": key.value,
            "method": method,
            "minor": amount.minor,
            "currency": amount.currency,
            "return_url": return_url,
            "locale": locale,
        }
        return self._result(self._send("POST", "/charges", payload))

    def validate(self, method: str, customer: str) -> Result:
        """Ask whether a card or wallet could be charged."""
        return self._result(self._send("POST", "/validations", {"method": method}))

    def lookup(self, key: Key) -> Result | None:
        """Return what the bank knows of a key."""
        response = self._send("GET", f"/requests/{key.value}")
        return None if response.status_code == 404 else self._result(response)

    def cancel(self, key: Key) -> Result:
        """Cancel what isn't finished; what the bank hasn't seen yet will never be done."""
        return self._result(self._send("POST", f"/requests/{key.value}/cancel", {}))

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """Read an event that carries the bank's signature."""
        signature = headers.get(SIGNATURE.lower(), "")
        if not hmac.compare_digest(signed(self._secret, body).encode(), signature.encode()):
            raise BadSignatureError("not signed by the bank")
        try:
            answer = json.loads(body)
            return Event(str(answer["id"]), str(answer["key"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadSignatureError(f"an event that can't be read: {error!r}") from error

    def _send(self, method: str, path: str, json: dict[str, Any] | None = None) -> httpx.Response:
        try:
            response = self._client.request(method, path, json=json)
        except httpx.HTTPError as error:
            raise GatewayUnavailableError(str(error)) from error
        if response.status_code not in (200, 404):
            raise GatewayUnavailableError(f"{path}: HTTP {response.status_code}")
        return response

    @staticmethod
    def _result(response: httpx.Response) -> Result:
        if response.status_code != 200:
            raise GatewayUnavailableError(f"HTTP {response.status_code}")
        try:
            answer = response.json()
            reason = answer.get("reason")
            details = answer.get("details")
            return Result(
                outcome=Outcome(answer["outcome"]),
                reason=Reason(reason) if reason else None,
                url=answer.get("url"),
                details=Details(**details) if details else None,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise GatewayUnavailableError(f"an answer that can't be read: {error!r}") from error
