"""What Stripe says of money that goes back: refunds, disputes, and events about them."""

import stripe

from widget.core.gateway import Dispute, DisputeStatus, Event, Refund, RefundRefusedError
from widget.gateways.stripe.amounts import from_stripe
from widget.gateways.stripe.parameters import KEY

#: The events that tell of it.
EVENTS = [
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
]
_STATUSES = {
    "appeal_needs_response": DisputeStatus.OPEN,
    "appeal_under_review": DisputeStatus.OPEN,
    "needs_response": DisputeStatus.OPEN,
    "under_review": DisputeStatus.OPEN,
    "won": DisputeStatus.WON,
    # A rule of the network's stopped it: no money moves.
    "prevented": DisputeStatus.CLOSED,
    "lost": DisputeStatus.LOST,
    "warning_needs_response": DisputeStatus.INQUIRY,
    "warning_under_review": DisputeStatus.INQUIRY,
    "warning_closed": DisputeStatus.CLOSED,
}


def of_refund(refund: stripe.Refund) -> Refund:
    """What became of a refund; one that waits for its customer is under way."""
    metadata = refund.metadata.to_dict() if refund.metadata else {}
    amount = from_stripe(refund.amount, refund.currency)
    has_failed = refund.status in ("failed", "canceled")
    return Refund(refund.id, amount, metadata.get(KEY), has_failed)


def of_dispute(dispute: stripe.Dispute) -> Dispute:
    """What became of a dispute; a status that isn't known is for a person to look at."""
    amount = from_stripe(dispute.amount, dispute.currency)
    status = _STATUSES.get(dispute.status, DisputeStatus.INQUIRY)
    return Dispute(dispute.id, amount, status)


def of_event(event: stripe.Event) -> Event:
    """What an event is about: something under a key, or a payment of which money goes back."""
    about = event.data.object.to_dict()
    key = str((about.get("metadata") or {}).get(KEY, ""))
    if event.type not in EVENTS:
        return Event(event.id, key)
    payment = about.get("payment_intent")
    is_dispute = event.type.startswith("charge.dispute.")
    return Event(event.id, "", payment if isinstance(payment, str) else None, is_dispute)


def refused(error: stripe.InvalidRequestError) -> RefundRefusedError:
    """Why there is no refund, as Stripe words it."""
    return RefundRefusedError(error.user_message or str(error))
