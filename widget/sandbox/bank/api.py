"""The bank's interface for its clients: JSON, a secret, an idempotency key with every request."""

import hmac
from collections.abc import Callable
from dataclasses import asdict, fields
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from widget.core.clock import system_clock
from widget.core.gateway import Outcome, PageKind
from widget.sandbox.bank.methods import BY_REFERENCE
from widget.sandbox.bank.store import Charge, CheckoutSession, KeyReusedError, PaymentRequest, Store

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


def book() -> Store:
    """The bank's book, of the application that handles this request."""
    store: Store = current_app.extensions["store"]
    return store


@bp.post("/visits")
@machine_interface
def open_checkout() -> Response:
    """Begin a checkout session to a page."""
    wanted, page = _payment_request(), request.get_json().get("page")
    if page not in list(PageKind):
        abort(400)
    try:
        checkout = book().open_checkout(wanted, page)
    except KeyReusedError:
        abort(409)
    return jsonify(described(checkout))


@bp.post("/validations")
@machine_interface
def validate() -> Response:
    """Say whether a card or wallet could be charged."""
    wanted = request.get_json()
    method = BY_REFERENCE.get(wanted.get("method", "")) if isinstance(wanted, dict) else None
    if method is None:
        abort(400)
    refused = method.outcome == Outcome.DECLINED
    outcome = Outcome.DECLINED if refused else Outcome.SUCCEEDED
    return jsonify({"outcome": outcome, "reason": method.reason})


@bp.post("/charges")
@machine_interface
def charge() -> Response:
    """Charge a card the bank knows."""
    wanted, method = _payment_request(), request.get_json().get("method")
    if method not in BY_REFERENCE or wanted.minor is None:
        abort(400)
    try:
        found = book().charge(wanted, method, system_clock())
    except KeyReusedError:
        abort(409)
    return jsonify(described(found))


@bp.get("/requests/<key>")
@machine_interface
def look_up(key: str) -> Response:
    """Tell what became of a key."""
    return _known(book().find(key))


@bp.post("/requests/<key>/cancel")
@machine_interface
def cancel(key: str) -> Response:
    """Cancel what isn't finished."""
    return _known(book().cancel(key))


def _payment_request() -> PaymentRequest:
    """Read what both pages and charges are asked with, or refuse it."""
    sent = request.get_json()
    if not isinstance(sent, dict):
        abort(400)
    try:
        wanted = PaymentRequest(
            **{field.name: sent[field.name] for field in fields(PaymentRequest)}
        )
    except KeyError:
        abort(400)
    if wanted.minor is not None and (not isinstance(wanted.minor, int) or wanted.minor <= 0):
        abort(400)
    # Customers are sent back to our client, and nowhere else.
    if not str(wanted.return_url).startswith(current_app.config["CLIENT_ORIGIN"] + "/"):
        abort(400)
    return wanted


def _known(found: CheckoutSession | Charge | None) -> Response:
    if found is None:
        abort(404)
    return jsonify(described(found))


def address(found: CheckoutSession | Charge) -> str | None:
    """Where a customer has to go: to the page, to the challenge, or (None) nowhere."""
    root = f"{current_app.config['PUBLIC_ORIGIN']}/{found.locale}"
    if isinstance(found, Charge):
        waits = found.outcome == Outcome.ACTION_REQUIRED
        return f"{root}/challenge/{found.public_id}" if waits else None
    return f"{root}/{found.page}/{found.public_id}" if found.outcome == Outcome.OPEN else None


def described(found: CheckoutSession | Charge) -> dict[str, Any]:
    """What a client is told of a checkout session or a charge."""
    answer: dict[str, Any] = {"outcome": found.outcome, "url": address(found)}
    if isinstance(found, Charge):
        answer["reason"] = found.reason
    elif found.card_reference:
        answer["details"] = asdict(BY_REFERENCE[found.card_reference].details)
    return answer
