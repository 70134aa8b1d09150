"""The list of invoices, and what happens to payments that are under way."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from widget.screens.invoices.screen import after, bp, for_payers, invoice_of, show
from widget.storage.models import AttemptState, Method
from widget.web import own_attempts, payment_notices
from widget.web.guards import Screen
from widget.web.own_attempts import asked_attempt
from widget.web.row_ids import ROUTE
from widget.web.services import own_rows

ATTEMPT = ROUTE.format("attempt_id")


@bp.get("/")
def listing() -> Screen:
    """The invoices, with what became of a payment (`attempt`) above them."""
    attempt = asked_attempt()
    if attempt is None or attempt.invoice_id is None:
        return show()
    with own_rows() as session:
        method = session.get(Method, attempt.method_id) if attempt.method_id else None
    return show(payment_notices.of_attempt(attempt, invoice_of(attempt), method))


@bp.get(f"/attempts/{ATTEMPT}/return")
def come_back(attempt_id: int) -> Response:
    """Where the gateway's challenge sends the customer back to."""
    attempt = own_attempts.sync_one(attempt_id)
    if attempt.state == AttemptState.ACTION_REQUIRED:
        # Back without an answer: the list says what is under way, and offers to cancel it.
        return redirect(url_for("invoices.listing", attempt=attempt.id), 303)
    return after(attempt)


@bp.post(f"/attempts/{ATTEMPT}/cancel")
@for_payers
def cancel(attempt_id: int) -> Screen | Response:
    """Cancel a payment that isn't finished."""
    back = "invoices.listing"
    return own_attempts.cancel(attempt_id, lambda why, status: show(why, status=status), back)
