"""Payment intents and setup intents: what becomes of them when a method is tried.

Source: Stripe's documentation, “How PaymentIntents and SetupIntents work”, and its error codes.
"""

from typing import Any

from widget.core.gateway import Outcome, Reason
from widget.sandbox.bank.methods import Later, TestMethod
from widget.sandbox.bank.stripe_api import disputes
from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Body, Objects

#: Stripe's code and decline code for each reason.
CODES = {
    Reason.DECLINED: ("card_declined", "generic_decline"),
    Reason.INSUFFICIENT_FUNDS: ("card_declined", "insufficient_funds"),
    Reason.EXPIRED_CARD: ("expired_card", "expired_card"),
    Reason.AUTHENTICATION_FAILED: ("payment_intent_authentication_failure", None),
}
#: States in which nothing was charged, and something still may be.
CANCELLABLE = ("requires_payment_method", "requires_confirmation", "requires_action")


def new_intent(
    objects: Objects,
    customer: str | None,
    amount: int,
    currency: str,
    metadata: dict[str, str],
    return_url: str,
    challenge_at: str,
) -> Body:
    """Keep a payment intent that nothing was tried with yet; `amount` is in Stripe's units.

    At `challenge_at`, with `{}` for its id, the customer is asked, if the method wants it.
    """
    return objects.add(
        "pi",
        {
            "amount": amount,
            "amount_received": 0,
            "capture_method": "automatic",
            "confirmation_method": "automatic",
            "currency": currency,
            "customer": customer,
            "last_payment_error": None,
            "latest_charge": None,
            "metadata": metadata,
            "next_action": None,
            "payment_method": None,
            "payment_method_types": ["card", "paypal"],
            "status": "requires_payment_method",
        },
        return_url=return_url,
        challenge_at=challenge_at,
    )


def confirm(objects: Objects, intent: Body, reference: str, method: TestMethod) -> Body:
    """Try a method."""
    given: dict[str, Any] = {"payment_method": reference, "last_payment_error": None}
    if method.outcome is Outcome.SUCCEEDED:
        return _follow(objects, succeed(objects, intent, **given), method)
    if method.outcome is Outcome.ACTION_REQUIRED:
        at = objects.aside(intent)["challenge_at"].format(intent["id"])
        address = {"url": at, "return_url": None}
        return objects.change(
            intent,
            status="requires_action",
            next_action={"type": "redirect_to_url", "redirect_to_url": address},
            **given,
        )
    return refuse(objects, intent, method.reason or Reason.DECLINED)


def _follow(objects: Objects, intent: Body, method: TestMethod) -> Body:
    """What comes of a payment by a method whose customer goes to their bank."""
    if method.later in (Later.DISPUTED, Later.INQUIRED_ABOUT):
        disputes.open_dispute(objects, intent, is_inquiry=method.later is Later.INQUIRED_ABOUT)
    return intent


def succeed(objects: Objects, intent: Body, **more: Any) -> Body:
    """Charge what a payment intent is for."""
    done = objects.change(
        intent,
        status="succeeded",
        amount_received=intent["amount"],
        latest_charge=f"ch_{intent['id'].removeprefix('pi_')}",
        next_action=None,
        **more,
    )
    objects.happened("payment_intent.succeeded", done)
    return done


def refuse(objects: Objects, intent: Body, reason: Reason) -> Body:
    """Note that a method was declined: another could be tried."""
    refused = objects.change(
        intent,
        status="requires_payment_method",
        payment_method=None,
        next_action=None,
        last_payment_error=_error(reason),
    )
    objects.happened("payment_intent.payment_failed", refused)
    return refused


def card_error(intent: Body) -> Body:
    """The body of the answer (402) to a request whose method was declined."""
    return {"error": {**intent["last_payment_error"], "payment_intent": intent}}


def cancel(objects: Objects, intent: Body) -> Body:
    """Cancel an intent. Raises ApiError when it is too late."""
    if intent["status"] not in CANCELLABLE:
        raise ApiError(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
            payment_intent=intent,
        )
    cancelled = objects.change(intent, status="canceled", next_action=None)
    objects.happened("payment_intent.canceled", cancelled)
    return cancelled


def refuse_setup(objects: Objects, setup: Body, method: TestMethod) -> Body:
    """Note that a method can't be charged later; return the body of the answer (402)."""
    error = _error(method.reason or Reason.DECLINED)
    refused = objects.change(
        setup, status="requires_payment_method", payment_method=None, last_setup_error=error
    )
    return {"error": {**error, "setup_intent": refused}}


def _error(reason: Reason) -> dict[str, str]:
    """What Stripe says of a refusal; it leaves out a decline code where there is none."""
    code, decline_code = CODES[reason]
    error = {"type": "card_error", "code": code, "message": "Your card was declined."}
    return {**error, "decline_code": decline_code} if decline_code else error


def new_setup(
    objects: Objects, customer: str, method: str | None, metadata: dict[str, str], status: str
) -> Body:
    """Keep a setup intent."""
    return objects.add(
        "seti",
        {
            "customer": customer,
            "last_setup_error": None,
            "metadata": metadata,
            "next_action": None,
            "payment_method": method,
            "payment_method_types": ["card", "paypal"],
            "status": status,
            "usage": "off_session",
        },
    )
