"""Checkout's page, and the challenge: what a customer sees of the bank."""

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from widget.core.gateway import Outcome
from widget.core.languages import gettext as _
from widget.gateways.stripe.amounts import from_stripe
from widget.sandbox.bank.methods import BY_NAME, TEST_METHODS, TestMethod
from widget.sandbox.bank.stripe_api import sessions
from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.interface import book
from widget.sandbox.bank.stripe_api.objects import Body, Objects

bp = Blueprint("pages", __name__, url_prefix="/<locale>")


def _descriptions(*, charges: bool) -> dict[str, str]:
    """What becomes of each method: on a page that charges, or on one that only takes it."""
    paying = _payment_descriptions()
    if charges:
        return paying
    accepted, declined = _("validation accepted"), _("validation declined")
    validation = {
        method.name: declined if method.outcome is Outcome.DECLINED else accepted
        for method in TEST_METHODS
    }
    return {
        name: _("%(validation)s; %(payment)s", validation=said, payment=paying[name])
        for name, said in validation.items()
    }


def _payment_descriptions() -> dict[str, str]:
    return {
        "approved": _("payment accepted"),
        "approved_other": _("payment accepted"),
        "declined": _("payment declined"),
        "insufficient_funds": _("payment declined: insufficient funds"),
        "expired": _("payment declined: expired card"),
        "challenge": _("requires 3-D Secure authentication"),
        "disputed": _("payment accepted, then disputed"),
        "inquired_about": _("payment accepted, then inquired about"),
        "refund_fails": _("payment accepted; a refund fails"),
        "paypal_approved": _("payment accepted"),
        "paypal_declined": _("payment declined"),
    }


def _known(objects: Objects, id: str, kind: str) -> Body:
    try:
        return objects.get(id, kind)
    except ApiError:
        abort(404)


@bp.get("/checkout/<id>")
def page(id: str) -> str | Response:
    """Show the test cards or accounts; a page that has ended sends its customer back."""
    with book().read() as objects:
        session = _known(objects, id, "checkout.session")
        if session["status"] != "open":
            return _back(objects, session)
        return _show(session, missing=False)


def _show(session: Body, missing: bool) -> str:
    amount, kind = session["amount_total"], session["payment_method_types"][0]
    return render_template(
        "bank/details.html",
        page=kind,
        amount=None if amount is None else from_stripe(amount, session["currency"]),
        methods=[method for method in TEST_METHODS if method.page == kind and _is_shown(method)],
        descriptions=_descriptions(charges=amount is not None),
        missing=missing,
    )


def _is_shown(method: TestMethod) -> bool:
    """Whether a method is offered: in practice, what comes later of a payment doesn't matter."""
    return method.later is None or bool(current_app.config["SHOWS_ALL_METHODS"])


@bp.post("/checkout/<id>")
def give(id: str) -> str | Response | tuple[str, int]:
    """Take the choice, and send the customer on: to the challenge, or back to the client.

    Stripe's page lets who was declined try another card; here they are sent back at once, so that
    what a client says of a refusal can be practised.
    """
    chosen = BY_NAME.get(request.form.get("card", ""))
    with book().write() as objects:
        session = _known(objects, id, "checkout.session")
        if session["status"] != "open" or "cancel" in request.form:
            return _back(objects, session)
        if chosen is None or not sessions.takes(session, chosen):
            return _show(session, missing=True), 422
        session = sessions.give(objects, session, chosen)
        return _after(objects, session)


def _after(objects: Objects, session: Body) -> Response:
    """Send a customer on who was at a session's page."""
    if session["status"] == "open" and session["payment_intent"]:
        intent = objects.get(session["payment_intent"], "payment_intent")
        if intent["status"] == "requires_action":
            return redirect(intent["next_action"]["redirect_to_url"]["url"], 303)
    return _back(objects, session)


def _back(objects: Objects, session: Body) -> Response:
    """Send a customer back: to one address when the page was completed, else to the other."""
    aside = objects.aside(session)
    return redirect(aside["success_url" if session["status"] == "complete" else "cancel_url"], 303)


@bp.get("/authenticate/<id>")
def challenge(id: str) -> str | Response:
    """Ask the customer to confirm a payment."""
    with book().read() as objects:
        intent = _known(objects, id, "payment_intent")
        if intent["status"] != "requires_action":
            return _answered(objects, intent)
        amount = from_stripe(intent["amount"], intent["currency"])
        return render_template("bank/challenge.html", amount=amount)


@bp.post("/authenticate/<id>")
def answer(id: str) -> Response:
    """Take the answer, and send the customer back."""
    with book().write() as objects:
        intent = _known(objects, id, "payment_intent")
        intent = sessions.answer_challenge(objects, intent, "confirm" in request.form)
        return _answered(objects, intent)


def _answered(objects: Objects, intent: Body) -> Response:
    """Send a customer back who was asked, on a page's behalf or not."""
    session = sessions.session_of(objects, intent)
    return (
        redirect(objects.aside(intent)["return_url"], 303)
        if session is None
        else _back(objects, session)
    )
