"""A payment of an invoice on its way: back from the gateway, or cancelled."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from widget.screens.invoices.screen import after, bp, for_payers, show
from widget.storage.models import AttemptState
from widget.web import own_attempts
from widget.web.guards import Answer
from widget.web.row_ids import ROUTE

ATTEMPT = ROUTE.format("attempt_id")


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
def cancel(attempt_id: int) -> Answer | Response:
    """Cancel a payment that isn't finished."""
    back = "invoices.listing"
    return own_attempts.cancel(attempt_id, lambda why, status: show(why, status=status), back)
