"""Telling the client what happened: signed, again until it is taken, in whatever order."""

import logging
import secrets
from threading import Lock

import httpx

from widget.sandbox.bank.faults import Faults, struck
from widget.sandbox.bank.stripe_api.book import Book
from widget.sandbox.bank.stripe_api.objects import Body
from widget.sandbox.bank.stripe_api.signing import HEADER, signed

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0


class Teller:
    """Tells a client of events at its address; `transport` replaces the network in tests."""

    def __init__(
        self,
        store: Book,
        address: str,
        secret: str,
        faults: Faults,
        transport: httpx.BaseTransport | None = None,
    ):
        self._store = store
        self._address = address
        self._secret = secret
        self._faults = faults
        self._rounds = 0
        self._one_at_a_time = Lock()
        self._client = httpx.Client(
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            trust_env=False,
            verify=False,  # noqa: S501 - the sandbox is on this machine, and no money moves
        )

    def tell(self, *, everything: bool = False) -> None:
        """Tell what isn't taken yet. Unless it is to be everything, faults may hold some back."""
        if not self._one_at_a_time.acquire(blocking=False):
            return  # another thread does
        try:
            for event in self._next(everything):
                if self._send(event):
                    self._store.mark_told(event["id"])
        finally:
            self._one_at_a_time.release()

    def _next(self, everything: bool) -> list[Body]:
        waiting = self._store.untold()
        self._rounds += 1
        if not waiting:
            return []
        if self._faults.events_late and not everything and self._rounds % self._faults.events_late:
            struck("events_late")
            return []
        if self._faults.events_reversed:
            struck("events_reversed")
            is_full = len(waiting) >= self._faults.events_reversed
            return waiting[::-1] if is_full or everything else []
        return waiting

    def _send(self, event: Body) -> bool:
        if self._faults.events_forged:
            struck("events_forged")
            self._post({**event, "id": f"evt_{secrets.token_hex(8)}"}, "not the secret")
        is_taken = self._post(event, self._secret)
        if self._faults.events_doubled:
            struck("events_doubled")
            self._post(event, self._secret)
        return is_taken

    def _post(self, event: Body, secret: str) -> bool:
        body, signature = signed(secret, event)
        headers = {HEADER: signature, "Content-Type": "application/json"}
        try:
            answer = self._client.post(self._address, content=body, headers=headers)
        except httpx.HTTPError as error:
            log.warning("%s takes no events: %s", self._address, type(error).__name__)
            return False  # told again with the next
        return answer.status_code == 204
