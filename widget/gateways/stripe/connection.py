"""The SDK's connection, over httpx: one pool for all threads, and hardly any repeating."""

import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx
import stripe

#: A key whose first request still runs (409) is asked again after so many seconds: two windows may
#: send the same form at once.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


class Connection(stripe.HTTPClient):
    """Sends what the SDK asks for. `timeout` is in seconds; `transport` replaces the network.

    What is `on_this_machine` is reached without a proxy, and its certificate isn't looked at.
    """

    name = "httpx"

    def __init__(
        self,
        timeout: float,
        *,
        on_this_machine: bool = False,
        transport: httpx.BaseTransport | None = None,
    ):
        super().__init__()
        self._client = httpx.Client(
            timeout=timeout,
            transport=transport,
            trust_env=not on_this_machine,
            verify=not on_this_machine,
        )

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        **_: Any,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Send a request. Raises APIConnectionError when there is no answer."""
        try:
            for pause in (*_PAUSES, None):
                answer = self._client.request(method, url, headers=headers, content=post_data)
                if answer.status_code != HTTPStatus.CONFLICT or pause is None:
                    break
                time.sleep(pause)
        except httpx.HTTPError as error:
            message = f"{type(error).__name__}: {error}"
            raise stripe.APIConnectionError(message) from error  # type: ignore[no-untyped-call]
        return answer.text, answer.status_code, answer.headers

    def close(self) -> None:
        """Close every connection."""
        self._client.close()
