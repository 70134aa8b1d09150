"""How requests are answered: parameters are read, a key is obeyed, and an object answered."""

import hmac
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from widget.sandbox.bank.faults import Faulty
from widget.sandbox.bank.stripe_api import forms
from widget.sandbox.bank.stripe_api.book import Book
from widget.sandbox.bank.stripe_api.errors import ApiError, invalid
from widget.sandbox.bank.stripe_api.idempotency import alone, once
from widget.sandbox.bank.stripe_api.objects import Asked, Body, Objects, expanded

bp = Blueprint("stripe_api", __name__, url_prefix="/v1")

Answered = tuple[int, Body]
_MOST = 100


def book() -> Book:
    """The book of the application that handles this request."""
    found: Book = current_app.extensions["store"]
    return found


def answers(act: Callable[..., Answered]) -> Callable[..., Response]:
    """Let a function answer requests of who knows the secret: `act(objects, parameters, …)`."""

    @wraps(act)
    def view(**values: str) -> Response:
        try:
            _require_key()
            status, body, is_earlier = _answer(act, values)
        except ApiError as error:
            status, body, is_earlier = error.status, error.body, False
        response = jsonify(body)
        response.status_code = status
        if is_earlier:
            response.headers["Idempotent-Replayed"] = "true"
        return response

    view.is_machine_interface = True  # type: ignore[attr-defined]
    return view


def _answer(act: Callable[..., Answered], values: dict[str, str]) -> tuple[int, Body, bool]:
    given = forms.nested((request.form if request.method == "POST" else request.args).items())
    paths = given.pop("expand", [])
    if not isinstance(paths, list):
        raise invalid("expand", "Invalid array: expand")

    def done(objects: Objects) -> Answered:
        status, body = act(objects, given, **values)
        return status, expanded(objects, body, paths)

    key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
    if key is None:
        with book().read() if request.method == "GET" else book().write() as objects:
            return (*done(objects), False)
    faults: Faulty = current_app.extensions["faults"]
    asked = sha256(repr((request.path, sorted(request.form.items()))).encode()).hexdigest()
    with alone(key):
        _note_asked(key)
        with book().write() as objects:
            return once(objects, key, asked, lambda: faults.around(lambda: done(objects)))


def _note_asked(key: str) -> None:
    if _moves_money():
        with book().write() as objects:
            objects.session.add(Asked(path=request.path, key=key))


def _moves_money() -> bool:
    """Whether a request is to move money, now or on a page."""
    match request.path:
        case "/v1/payment_intents":
            return request.form.get("confirm") == "true"
        case "/v1/checkout/sessions":
            return request.form.get("mode") == "payment"
    return False


def _require_key() -> None:
    sent = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {current_app.config['CLIENT_SECRET']}".encode()
    if not hmac.compare_digest(sent, wanted):
        raise ApiError("Invalid API Key provided.", status=401)


def listed(
    objects: Objects, given: forms.Parameters, kind: str, owner: str = "customer"
) -> dict[str, Any]:
    """Return a list of objects; `owner` names the parameter that says whose."""
    forms.require_known(given, (owner, "limit", "starting_after"))
    limit = limit_of(given)
    found, has_more = objects.find(
        kind, forms.text(given, owner), given.get("starting_after"), limit
    )
    return as_list(found, has_more)


def limit_of(given: forms.Parameters) -> int:
    """How many objects a list is to have. Raises ApiError."""
    limit = forms.whole(given, "limit") if "limit" in given else 10
    if limit > _MOST:
        raise invalid("limit", f"Invalid limit: at most {_MOST}")
    return limit


def as_list(found: list[Body], has_more: bool) -> dict[str, Any]:
    """Objects as Stripe lists them."""
    return {"object": "list", "data": found, "has_more": has_more, "url": request.path}
