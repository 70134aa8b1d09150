"""Checkout sessions: a page of the bank's that charges an amount, or only takes a method.

Source: Stripe's documentation, “How Checkout works”.
"""

from typing import Any

from widget.core.gateway import Reason
from widget.sandbox.bank.methods import TestMethod
from widget.sandbox.bank.stripe_api import intents, payment_methods
from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Body, Objects

#: So long a page is said to last; here it isn't closed then, but by who opened it.
LASTS_SECONDS = 24 * 60 * 60


def open_session(
    objects: Objects,
    *,
    customer: str,
    mode: str,
    page: str,
    amount: int | None,
    currency: str | None,
    metadata: dict[str, str],
    client_reference_id: str | None,
    address: str,
    **aside: Any,
) -> Body:
    """Keep a session; `amount` is in Stripe's units, None where nothing is charged.

    `address` is that of its page, with `{}` for its id. Kept aside are `success_url`, `cancel_url`,
    `challenge_at` and `metadata_of_intent` for its intent, and whether to `save` the method.
    """
    session = objects.add(
        "cs_test",
        {
            "amount_total": amount,
            "client_reference_id": client_reference_id,
            "currency": currency,
            "customer": customer,
            "metadata": metadata,
            "mode": mode,
            "payment_intent": None,
            "allowed_payment_method_types": [page],
            "payment_method_types": [page],
            "payment_status": "no_payment_required" if amount is None else "unpaid",
            "setup_intent": None,
            "status": "open",
        },
        **aside,
    )
    expires_at = session["created"] + LASTS_SECONDS
    return objects.change(session, expires_at=expires_at, url=address.format(session["id"]))


def give(objects: Objects, session: Body, method: TestMethod) -> Body:
    """Take what a customer chose on the page; return the session as it is then."""
    aside = objects.aside(session)
    if session["mode"] == "setup":
        kept = payment_methods.keep(objects, method, session["customer"])
        setup = intents.new_setup(
            objects, session["customer"], kept["id"], aside["metadata_of_intent"], "succeeded"
        )
        return _complete(objects, session, "no_payment_required", setup_intent=setup["id"])
    intent = _intent(objects, session)
    kept = payment_methods.keep(objects, method, session["customer"] if aside["save"] else None)
    intent = intents.confirm(objects, intent, kept["id"], method)
    session = objects.change(session, payment_intent=intent["id"])
    return _paid(objects, session, intent)


def expire(objects: Objects, session: Body) -> Body:
    """End a session that nobody has completed. Raises ApiError when it is too late."""
    if session["status"] != "open":
        raise ApiError(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout'
            f" Session has a status of {session['status']}."
        )
    if session["payment_intent"]:
        intent = objects.get(session["payment_intent"], "payment_intent")
        if intent["status"] in intents.CANCELLABLE:
            intents.cancel(objects, intent)
    expired = objects.change(session, status="expired", url=None)
    objects.happened("checkout.session.expired", expired)
    return expired


def answer_challenge(objects: Objects, intent: Body, confirmed: bool) -> Body:
    """Carry a payment through that its customer was asked about, or refuse it."""
    if intent["status"] != "requires_action":
        return intent
    if not confirmed:
        return intents.refuse(objects, intent, Reason.AUTHENTICATION_FAILED)
    intent = intents.succeed(objects, intent)
    session = session_of(objects, intent)
    if session and session["status"] == "open":
        _paid(objects, session, intent)
    return intent


def session_of(objects: Objects, intent: Body) -> Body | None:
    """The session on whose page an intent was begun, if one was."""
    mine, _ = objects.find("checkout.session", intent["customer"] or "", limit=1000)
    return next((each for each in mine if each["payment_intent"] == intent["id"]), None)


def takes(session: Body, method: TestMethod) -> bool:
    """Whether a page is one for such methods."""
    return method.page in session["payment_method_types"]


def _paid(objects: Objects, session: Body, intent: Body) -> Body:
    """Complete a session whose payment went through; else it stays open."""
    return _complete(objects, session, "paid") if intent["status"] == "succeeded" else session


def _intent(objects: Objects, session: Body) -> Body:
    if session["payment_intent"]:
        return objects.get(session["payment_intent"], "payment_intent")
    aside = objects.aside(session)
    return intents.new_intent(
        objects,
        session["customer"],
        session["amount_total"],
        session["currency"],
        aside["metadata_of_intent"],
        return_url=aside["success_url"],
        challenge_at=aside["challenge_at"],
    )


def _complete(objects: Objects, session: Body, payment_status: str, **more: Any) -> Body:
    done = objects.change(
        session, status="complete", payment_status=payment_status, url=None, **more
    )
    objects.happened("checkout.session.completed", done)
    return done
