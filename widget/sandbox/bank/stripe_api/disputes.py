"""Disputes. Source: Stripe's documentation, “How disputes work”, and “Testing”.

As in Stripe's test mode, the words that evidence is made of decide a dispute.
"""

import time

from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Body, Objects

#: While a dispute is so, or ended so, its customer's bank has the money.
TAKEN = ("needs_response", "under_review", "lost")
_EVIDENCE = {"winning_evidence": "won", "losing_evidence": "lost"}
_ANSWER_WITHIN_SECONDS = 7 * 24 * 60 * 60
_ALL = 1000


def open_dispute(objects: Objects, intent: Body, *, is_inquiry: bool = False) -> Body:
    """Note that a customer went to their bank, which takes the money unless it only inquires."""
    opened = objects.add(
        "dp",
        {
            "amount": intent["amount_received"],
            "balance_transactions": [],
            "charge": intent["latest_charge"],
            "currency": intent["currency"],
            "evidence": {},
            "evidence_details": {
                "due_by": int(time.time()) + _ANSWER_WITHIN_SECONDS,
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
            },
            "is_charge_refundable": is_inquiry,
            "metadata": {},
            "payment_intent": intent["id"],
            "reason": "fraudulent",
            "status": "warning_needs_response" if is_inquiry else "needs_response",
        },
    )
    objects.happened("charge.dispute.created", opened)
    if not is_inquiry:
        objects.happened("charge.dispute.funds_withdrawn", opened)
    return opened


def submit(objects: Objects, dispute: Body, evidence: str) -> Body:
    """Answer a dispute with evidence, which decides it. Raises ApiError when it is closed."""
    return _close(objects, dispute, _EVIDENCE.get(evidence, "under_review"))


def close(objects: Objects, dispute: Body) -> Body:
    """Accept a dispute: it is lost. Raises ApiError when it is closed."""
    return _close(objects, dispute, "lost")


def of(objects: Objects, intent: Body) -> list[Body]:
    """The disputes of a payment."""
    return objects.find("dispute", intent["id"], limit=_ALL)[0]


def _close(objects: Objects, dispute: Body, status: str) -> Body:
    is_inquiry = dispute["status"].startswith("warning")
    if dispute["status"] in ("won", "lost", "warning_closed"):
        raise ApiError("This dispute is already closed.")
    if is_inquiry:
        status = "warning_closed" if status in ("won", "lost") else "warning_under_review"
    closed = objects.change(dispute, status=status)
    if status == "won":
        objects.happened("charge.dispute.funds_reinstated", closed)
    is_over = status in ("won", "lost", "warning_closed")
    objects.happened("charge.dispute.closed" if is_over else "charge.dispute.updated", closed)
    return closed
