"""The widget and its bank, as tests set them up."""

import json
from pathlib import Path
from typing import Any

from flask import Flask

from tests.support.customer import BANK, HELP, ORIGIN
from widget.core.settings import SAMPLE_PAYEE, Settings
from widget.sandbox.bank.application import create_bank
from widget.sandbox.bank.stripe_api.signing import HEADER, signed

#: What the widget and the bank know each other by.
BANK_SECRET = "9hJ4-sample-of-no-use-Rk8NpYs2dVe6"


def settings_for(database: str, **more: Any) -> Settings:
    """Settings of a widget on a database."""
    known: dict[str, Any] = {
        "origin": ORIGIN,
        "database": database,
        "secret": "the-widget-s-own",
        "help_origins": (HELP,),
        "gateway_pages": (BANK,),
        "payee": SAMPLE_PAYEE,
    }
    return Settings(**{**known, **more})


def make_bank(folder: Path, **more: Any) -> Flask:
    """A sandbox bank with its book in a folder."""
    known: dict[str, Any] = {
        "database": f"sqlite:///{folder}/bank.sqlite3",
        "client_secret": BANK_SECRET,
        "public_origin": BANK,
        "help_origins": (HELP,),
        "client_origin": ORIGIN,
    }
    return create_bank(**{**known, **more})


def event_about(key: str, id: str = "evt_1") -> dict[str, Any]:
    """An event as Stripe tells it, about what was asked for under a key."""
    about = {"object": "payment_intent", "metadata": {"key": key}}
    known = {"id": id, "object": "event", "type": "payment_intent.succeeded"}
    return {**known, "data": {"object": about}}


def tell(
    widget: Flask, id: str, key: str, secret: str = BANK_SECRET, body: bytes | None = None
) -> int:
    """Send an event to the widget as the bank does; return the status of the answer."""
    sent, signature = signed(secret, event_about(key, id), raw=body)
    client = widget.test_client()
    headers = {HEADER: signature}
    return client.post("/gateway/events", base_url=ORIGIN, data=sent, headers=headers).status_code


def tell_everything(widget: Flask, bank: Flask) -> None:
    """Send the widget each event that the bank has, as the bank does."""
    store = bank.extensions["store"]
    for event in store.untold():
        assert tell(widget, event["id"], "", body=json.dumps(event).encode()) == 204
        store.mark_told(event["id"])
