"""The bank's pages: choosing a test card, and the 3-D Secure challenge."""

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from widget.bank.cards import BY_NAME, TEST_CARDS
from widget.bank.store import Store
from widget.gateway import Outcome
from widget.languages import gettext as _
from widget.money import Money

bp = Blueprint("pages", __name__, url_prefix="/<locale>")


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


def _descriptions() -> dict[str, str]:
    return {
        "approved": _("accepted"),
        "approved_other": _("accepted"),
        "declined": _("declined"),
        "insufficient_funds": _("declined: insufficient funds"),
        "expired": _("declined: expired card"),
        "challenge": _("requires 3-D Secure authentication"),
    }


@bp.get("/card/<public_id>")
def card(public_id: str) -> str | Response:
    """Show the test cards."""
    visit = _store().visit(public_id) or abort(404)
    if visit.outcome != Outcome.OPEN:
        return redirect(visit.return_url, 303)
    return _card_page(missing=False)


def _card_page(missing: bool) -> str:
    return render_template(
        "bank/card.html", cards=TEST_CARDS, descriptions=_descriptions(), missing=missing
    )


@bp.post("/card/<public_id>")
def give_card(public_id: str) -> str | Response | tuple[str, int]:
    """Take the choice, and send the customer back by GET."""
    chosen = BY_NAME.get(request.form.get("card", ""))
    if chosen is None and "cancel" not in request.form:
        _store().visit(public_id) or abort(404)
        return _card_page(missing=True), 422
    reference = None if "cancel" in request.form or chosen is None else chosen.reference
    visit = _store().end_visit(public_id, reference) or abort(404)
    return redirect(visit.return_url, 303)


@bp.get("/challenge/<public_id>")
def challenge(public_id: str) -> str | Response:
    """Ask the customer to confirm a payment."""
    charge = _store().challenged(public_id) or abort(404)
    if charge.outcome != Outcome.ACTION_REQUIRED:
        return redirect(charge.return_url, 303)
    return render_template("bank/challenge.html", amount=Money(charge.minor, charge.currency))


@bp.post("/challenge/<public_id>")
def answer(public_id: str) -> Response:
    """Take the answer, and send the customer back by GET."""
    charge = _store().answer_challenge(public_id, "confirm" in request.form) or abort(404)
    return redirect(charge.return_url, 303)
