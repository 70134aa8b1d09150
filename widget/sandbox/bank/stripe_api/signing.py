"""Signed events. Source: Stripe's documentation, “Verify webhook signatures manually”."""

import hmac
import json
import time
from hashlib import sha256

from widget.sandbox.bank.stripe_api.objects import Body

HEADER = "Stripe-Signature"


def signed(
    secret: str, event: Body, at: int | None = None, raw: bytes | None = None
) -> tuple[bytes, str]:
    """Return an event's body, and the header that says who sent it, and when (Unix seconds).

    `raw` is sent in place of an event's own body.
    """
    body = json.dumps(event).encode() if raw is None else raw
    moment = int(time.time()) if at is None else at
    sent = b"%d." % moment + body
    return body, f"t={moment},v1={hmac.new(secret.encode(), sent, sha256).hexdigest()}"
