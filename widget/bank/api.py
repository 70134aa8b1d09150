"""The bank's interface for its clients: JSON, a secret, an idempotency key with every request."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from widget.bank.cards import BY_REFERENCE
from widget.bank.store import CardVisit, Charge, KeyReusedError, Store
from widget.clock import system_clock
from widget.gateway import Outcome

bp = Blueprint("api", __name__, url_prefix="/api")


def machine_interface(view: Callable[..., Response]) -> Callable[..., Response]:
    """Ask for the client's secret, in place of a browser's origin."""

    @wraps(view)
    def checked(**values: Any) -> Response:
        sent = request.headers.get("Authorization", "").encode()
        wanted = f"Bearer {current_app.config['CLIENT_SECRET']}".encode()
        if not hmac.compare_digest(sent, wanted):
            abort(401)
        return view(**values)

    checked.is_machine_interface = True  # type: ignore[attr-defined]
    return checked


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


@bp.post("/visits")
@machine_interface
def open_visit() -> Response:
    """Begin a visit to the card page."""
    asked = _asked("key", "return_url", "locale")
    try:
        visit = _store().open_visit(asked["key"], asked["return_url"])
    except KeyReusedError:
        abort(409)
    return jsonify(_told(visit, asked["locale"]))


@bp.post("/charges")
@machine_interface
def charge() -> Response:
    """Charge a card the bank knows."""
    asked = _asked("key", "method", "minor", "currency", "return_url", "locale")
    if asked["method"] not in BY_REFERENCE or int(asked["minor"]) <= 0:
        abort(400)
    try:
        found = _store().charge(
            asked["key"],
            asked["method"],
            int(asked["minor"]),
            asked["currency"],
            asked["return_url"],
            asked["locale"],
            system_clock(),
        )
    except KeyReusedError:
        abort(409)
    return jsonify(_told(found, asked["locale"]))


@bp.get("/requests/<key>")
@machine_interface
def look_up(key: str) -> Response:
    """Tell what became of a key."""
    return _known(_store().find(key))


@bp.post("/requests/<key>/cancel")
@machine_interface
def cancel(key: str) -> Response:
    """Cancel what isn't finished."""
    return _known(_store().cancel(key))


def _asked(*names: str) -> dict[str, Any]:
    asked = request.get_json()
    if not isinstance(asked, dict) or any(name not in asked for name in names):
        abort(400)
    # Customers are sent back to our client, and nowhere else.
    if not str(asked["return_url"]).startswith(current_app.config["CLIENT_ORIGIN"] + "/"):
        abort(400)
    return asked


def _known(found: CardVisit | Charge | None) -> Response:
    if found is None:
        abort(404)
    return jsonify(_told(found, "en"))


def _told(found: CardVisit | Charge, locale: str) -> dict[str, Any]:
    told: dict[str, Any] = {"outcome": found.outcome}
    root = current_app.config["PUBLIC_ORIGIN"]
    if isinstance(found, Charge):
        told["reason"] = found.reason
        if found.outcome == Outcome.ACTION_REQUIRED:
            told["url"] = f"{root}/{found.locale}/challenge/{found.public_id}"
        return told
    if found.outcome == Outcome.OPEN:
        told["url"] = f"{root}/{locale}/card/{found.public_id}"
    if found.card_reference:
        card = BY_REFERENCE[found.card_reference].card
        told["card"] = {
            "reference": card.reference,
            "brand": card.brand,
            "last_digits": card.last_digits,
            "expiry": card.expiry,
        }
    return told
