"""The bank's pages: choosing a test card or wallet, and the 3-D Secure challenge."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from widget.core.clock import system_clock
from widget.core.gateway import Outcome, PageKind
from widget.core.languages import gettext as _
from widget.core.money import Money
from widget.sandbox.bank.api import address, book
from widget.sandbox.bank.methods import BY_NAME, TEST_METHODS
from widget.sandbox.bank.store import CheckoutSession

bp = Blueprint("pages", __name__, url_prefix="/<locale>")


def descriptions() -> dict[str, str]:
    """What becomes of each test card or account."""
    return {
        "approved": _("payment accepted"),
        "approved_other": _("payment accepted"),
        "declined": _("payment declined"),
        "insufficient_funds": _("payment declined: insufficient funds"),
        "expired": _("payment declined: expired card"),
        "challenge": _("requires 3-D Secure authentication"),
        "paypal_approved": _("payment accepted"),
        "paypal_declined": _("payment declined"),
    }


def _checkout(page: str, public_id: str) -> CheckoutSession:
    checkout = book().checkout(public_id)
    if checkout is None or checkout.page != page:
        abort(404)
    return checkout


@bp.get(f"/<any({', '.join(PageKind)}):page>/<public_id>")
def page(page: str, public_id: str) -> str | Response:
    """Show the test cards or wallets."""
    checkout = _checkout(page, public_id)
    if checkout.outcome != Outcome.OPEN:
        return redirect(book().return_url(checkout), 303)
    return _show(checkout, missing=False)


def _show(checkout: CheckoutSession, missing: bool) -> str:
    amount = None if checkout.minor is None else Money(checkout.minor, checkout.currency or "")
    return render_template(
        "bank/details.html",
        page=checkout.page,
        amount=amount,
        methods=[method for method in TEST_METHODS if method.page == checkout.page],
        descriptions=descriptions(),
        missing=missing,
    )


@bp.post(f"/<any({', '.join(PageKind)}):page>/<public_id>")
def give(page: str, public_id: str) -> str | Response | tuple[str, int]:
    """Take the choice, and send the customer on: to the challenge, or back by GET."""
    checkout = _checkout(page, public_id)
    chosen = BY_NAME.get(request.form.get("card", ""))
    leaves = "cancel" in request.form
    if not leaves and (chosen is None or chosen.page != page):
        return _show(checkout, missing=True), 422
    reference = None if leaves or chosen is None else chosen.reference
    ended = book().end_checkout(public_id, reference, system_clock()) or abort(404)
    return redirect(address(ended) or book().return_url(ended), 303)


@bp.get("/challenge/<public_id>")
def challenge(public_id: str) -> str | Response:
    """Ask the customer to confirm a payment."""
    charge = book().challenged(public_id) or abort(404)
    if charge.outcome != Outcome.ACTION_REQUIRED:
        return redirect(book().return_url(charge), 303)
    return render_template("bank/challenge.html", amount=Money(charge.minor, charge.currency))


@bp.post("/challenge/<public_id>")
def answer(public_id: str) -> Response:
    """Take the answer, and send the customer back by GET."""
    charge = book().answer_challenge(public_id, "confirm" in request.form) or abort(404)
    return redirect(book().return_url(charge), 303)
