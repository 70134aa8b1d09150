"""The widget's side of the sandbox bank: a `Gateway` over HTTP."""

from typing import Any

import httpx

from widget.gateway import Card, GatewayUnavailableError, Outcome, Reason, Result
from widget.money import Money

TIMEOUT_SECONDS = 10.0


class SandboxGateway:
    """Talks to the sandbox bank at `address`; `transport` replaces the network in tests."""

    def __init__(self, address: str, secret: str, transport: httpx.BaseTransport | None = None):
        self._client = httpx.Client(
            base_url=address + "/api",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            trust_env=False,
            verify=False,  # noqa: S501 - the sandbox is on this machine, and no money moves
        )

    def begin(
        self, amount: Money | None, save: bool, key: str, return_url: str, locale: str
    ) -> Result:
        """Open the card page. The sandbox's takes a card only: it charges nothing there."""
        if amount is not None:
            raise NotImplementedError("the sandbox's card page takes a card and charges nothing")
        asked = {"key": key, "return_url": return_url, "locale": locale}
        return self._result(self._send("POST", "/visits", asked))

    def charge(self, method: str, amount: Money, key: str, return_url: str, locale: str) -> Result:
        """Charge a card."""
        asked = {
            "key": key,
            "method": method,
            "minor": amount.minor,
            "currency": amount.currency,
            "return_url": return_url,
            "locale": locale,
        }
        return self._result(self._send("POST", "/charges", asked))

    def lookup(self, key: str) -> Result | None:
        """Return what the bank knows of a key."""
        response = self._send("GET", f"/requests/{key}")
        return None if response.status_code == 404 else self._result(response)

    def cancel(self, key: str) -> Result:
        """Cancel what isn't finished; what the bank hasn't seen yet will never be done."""
        return self._result(self._send("POST", f"/requests/{key}/cancel", {}))

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
            told = response.json()
            reason = told.get("reason")
            card = told.get("card")
            return Result(
                outcome=Outcome(told["outcome"]),
                reason=Reason(reason) if reason else None,
                url=told.get("url"),
                card=Card(**card) if card else None,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise GatewayUnavailableError(f"an answer that can't be read: {error!r}") from error
