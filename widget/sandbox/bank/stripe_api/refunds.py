"""Refunds. Source: Stripe's documentation, “Refund and cancel payments”."""

from widget.sandbox.bank.methods import Later
from widget.sandbox.bank.stripe_api import disputes, payment_methods
from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Body, Objects

#: More than anybody pays back of one payment.
_ALL = 1000


def refund(
    objects: Objects, intent: Body, amount: int | None, metadata: dict[str, str], reason: str | None
) -> Body:
    """Pay a payment back: an amount in Stripe's units, or (None) what is left of it.

    Raises ApiError when there is no more of it, or when it is disputed.
    """
    if any(each["status"] in disputes.TAKEN for each in disputes.of(objects, intent)):
        raise _refused("charge_disputed", "This charge has been charged back.")
    left = intent["amount_received"] - given_back(objects, intent)
    if not left:
        raise _refused("charge_already_refunded", "This charge has already been refunded.")
    asked = left if amount is None else amount
    if asked > left:
        message = f"Refund amount ({asked}) is greater than unrefunded amount ({left})."
        raise _refused(None, message)
    made = objects.add(
        "re",
        {
            "amount": asked,
            "balance_transaction": None,
            "charge": intent["latest_charge"],
            "currency": intent["currency"],
            "metadata": metadata,
            "payment_intent": intent["id"],
            "reason": reason,
            "status": "succeeded",
        },
    )
    objects.happened("refund.created", made)
    method = payment_methods.test_method(objects, intent["payment_method"], intent["customer"])
    if method.later is Later.REFUND_FAILS:
        fail(objects, made)
    return made


def fail(objects: Objects, refund: Body) -> Body:
    """Let the money of a refund come back: the customer's account is closed, say."""
    failed = objects.change(refund, status="failed", failure_reason="expired_or_canceled_card")
    objects.happened("refund.failed", failed)
    return failed


def given_back(objects: Objects, intent: Body) -> int:
    """How much of a payment was paid back."""
    made, _ = objects.find("refund", intent["id"], limit=_ALL)
    return sum(each["amount"] for each in made if each["status"] != "failed")


def _refused(code: str | None, message: str) -> ApiError:
    return ApiError(message, code=code)
