"""Checkout's page, and the challenge: what a customer sees of the bank."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from widget.core.money import Money
from widget.sandbox.bank.methods import BY_NAME, TEST_METHODS
from widget.sandbox.bank.pages import descriptions
from widget.sandbox.bank.stripe_api import sessions
from widget.sandbox.bank.stripe_api.errors import ApiError
from widget.sandbox.bank.stripe_api.objects import Body, Objects
from widget.sandbox.bank.stripe_api.routes import book
from widget.stripe_gateway.amounts import from_stripe

bp = Blueprint("checkout", __name__, url_prefix="/<locale>")


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
        return _show(session, is_refused=sessions.is_refused(objects, session))


def _show(session: Body, *, missing: bool = False, is_refused: bool = False) -> str:
    amount, kind = session["amount_total"], session["payment_method_types"][0]
    return render_template(
        "bank/details.html",
        page=kind,
        amount=None if amount is None else from_stripe(amount, session["currency"]),
        methods=[method for method in TEST_METHODS if method.page == kind],
        descriptions=descriptions(),
        missing=missing,
        is_refused=is_refused,
    )


def _back(objects: Objects, session: Body) -> Response:
    """Send a customer back: to one address when the page was completed, else to the other."""
    aside = objects.aside(session)
    is_done = session["status"] == "complete"
    return redirect(aside["success_url" if is_done else "cancel_url"], 303)


@bp.post("/checkout/<id>")
def give(id: str) -> str | Response | tuple[str, int]:
    """Take the choice: go on to the challenge, back to the client, or show that it was declined."""
    chosen = BY_NAME.get(request.form.get("card", ""))
    with book().write() as objects:
        session = _known(objects, id, "checkout.session")
        if session["status"] != "open" or "cancel" in request.form:
            return _back(objects, session)
        if chosen is None or not sessions.takes(session, chosen):
            return _show(session, missing=True), 422
        at = f"/{objects.aside(session)['locale']}/authenticate/{{}}"
        session = sessions.give(objects, session, chosen, at)
        if session["status"] == "open" and session["payment_intent"]:
            intent = objects.get(session["payment_intent"], "payment_intent")
            if intent["status"] == "requires_action":
                return redirect(intent["next_action"]["redirect_to_url"]["url"], 303)
            return redirect(session["url"], 303)
        return _back(objects, session)


@bp.get("/authenticate/<id>")
def challenge(id: str) -> str | Response:
    """Ask the customer to confirm a payment."""
    with book().read() as objects:
        intent = _known(objects, id, "payment_intent")
        if intent["status"] != "requires_action":
            return _after(objects, intent)
        amount: Money = from_stripe(intent["amount"], intent["currency"])
        return render_template("bank/challenge.html", amount=amount)


@bp.post("/authenticate/<id>")
def answer(id: str) -> Response:
    """Take the answer, and send the customer back."""
    with book().write() as objects:
        intent = _known(objects, id, "payment_intent")
        intent = sessions.answer_challenge(objects, intent, "confirm" in request.form)
        session = sessions.session_of(objects, intent)
        if session and session["status"] == "open":
            sessions.paid(objects, session, intent)
        return _after(objects, intent)


def _after(objects: Objects, intent: Body) -> Response:
    """Send a customer on: to the page that the payment was begun on, or back to the client."""
    session = sessions.session_of(objects, intent)
    if session is None:
        return redirect(objects.aside(intent)["return_url"], 303)
    if session["status"] == "open":
        return redirect(session["url"], 303)
    return _back(objects, session)
