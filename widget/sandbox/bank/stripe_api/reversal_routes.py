"""The interface's addresses for money that goes back: refunds, disputes, and their events."""

from typing import Any

from widget.sandbox.bank.stripe_api import disputes, forms, refunds
from widget.sandbox.bank.stripe_api.errors import invalid
from widget.sandbox.bank.stripe_api.interface import (
    Answered,
    answers,
    as_list,
    bp,
    limit_of,
    listed,
)
from widget.sandbox.bank.stripe_api.objects import Objects

_REFUND = ("amount", "metadata", "payment_intent", "reason")
_REASONS = ("duplicate", "fraudulent", "requested_by_customer")


@bp.post("/refunds")
@answers
def create_refund(objects: Objects, given: forms.Parameters) -> Answered:
    """Pay a payment back, or a part of it."""
    forms.require_known(given, _REFUND)
    intent = objects.get(forms.text(given, "payment_intent"), "payment_intent")
    amount = forms.whole(given, "amount") if "amount" in given else None
    reason = forms.one_of(given, "reason", _REASONS) if "reason" in given else None
    return 200, refunds.refund(objects, intent, amount, forms.mapping(given, "metadata"), reason)


@bp.get("/refunds")
@answers
def list_refunds(objects: Objects, given: forms.Parameters) -> Answered:
    """Return the refunds of a payment, the newest first."""
    return 200, listed(objects, given, "refund", "payment_intent")


@bp.get("/refunds/<id>")
@answers
def refund(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a refund."""
    return 200, objects.get(id, "refund")


@bp.get("/disputes")
@answers
def list_disputes(objects: Objects, given: forms.Parameters) -> Answered:
    """Return the disputes of a payment, the newest first."""
    return 200, listed(objects, given, "dispute", "payment_intent")


@bp.get("/disputes/<id>")
@answers
def dispute(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a dispute."""
    return 200, objects.get(id, "dispute")


@bp.post("/disputes/<id>")
@answers
def answer_dispute(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Answer a dispute: its evidence says what becomes of it, as in Stripe's test mode."""
    forms.require_known(given, ("evidence", "submit"))
    evidence = forms.text(forms.mapping(given, "evidence"), "uncategorized_text")
    found = objects.get(id, "dispute")
    if not forms.is_yes(given, "submit"):
        return 200, objects.change(found, evidence={"uncategorized_text": evidence})
    return 200, disputes.submit(objects, found, evidence)


@bp.post("/disputes/<id>/close")
@answers
def close_dispute(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Accept a dispute: it is lost."""
    return 200, disputes.close(objects, objects.get(id, "dispute"))


@bp.get("/events")
@answers
def list_events(objects: Objects, given: forms.Parameters) -> Answered:
    """Return events of some types since a moment, the newest first."""
    forms.require_known(given, ("created", "limit", "starting_after", "types"))
    types = given.get("types")
    if not isinstance(types, list):
        raise invalid("types", "Invalid array: types")
    since = forms.mapping(given, "created")
    forms.require_known(since, ("gte",))
    first = forms.whole(since, "gte") if since else 0
    limit, after = limit_of(given), given.get("starting_after")
    found: list[dict[str, Any]] = []
    has_more = True
    while has_more and len(found) <= limit:
        more, has_more = objects.find("event", None, after, limit)
        found += [each for each in more if each["type"] in types and each["created"] >= first]
        after = more[-1]["id"] if more else None
    return 200, as_list(found[:limit], len(found) > limit)
