"""The list of invoices, and what happens to payments that are under way."""

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from widget.invoices import messages
from widget.invoices.forms import CancelForm
from widget.invoices.listing import unsettled
from widget.invoices.screen import Screen, after, asked_attempt, attempts, bp, show
from widget.models import AttemptState, Invoice, Method
from widget.services import services, visit

#: Ids are 64 bits wide in the database; a longer number in an address is no page.
ATTEMPT = "<int(max=999999999999999):attempt_id>"


@bp.get("/")
def listing() -> Screen:
    """The invoices, with what became of a payment (`attempt`) above them.

    What isn't settled yet is asked for anew at each look.
    """
    here = visit()
    with services().database.read() as session:
        open_ids = unsettled(session, here)
    for attempt_id in open_ids:
        attempts().look_up(attempt_id, here.account.id)
    attempt = asked_attempt()
    if attempt is None:
        return show()
    with services().database.read() as session:
        invoice = session.get_one(Invoice, attempt.invoice_id)
        method = session.get_one(Method, attempt.method_id)
    return show(messages.of_attempt(attempt, invoice, method))


@bp.get(f"/attempts/{ATTEMPT}/return")
def come_back(attempt_id: int) -> Response:
    """Where the gateway's challenge sends the customer back to."""
    attempt = attempts().look_up(attempt_id, visit().account.id) or abort(404)
    if attempt.state == AttemptState.ACTION_REQUIRED:
        # Back without an answer: the list says what is under way, and offers to cancel it.
        return redirect(url_for("invoices.listing", attempt=attempt.id), 303)
    return after(attempt)


@bp.post(f"/attempts/{ATTEMPT}/cancel")
def cancel(attempt_id: int) -> Screen | Response:
    """Cancel a payment that isn't finished."""
    if not visit().role.may_pay:
        return show(messages.of_role(), status=403)
    form = CancelForm.sent()
    if not form.validate():
        return show(messages.of_cancel_form(form), status=422)
    attempt = attempts().cancel(attempt_id, visit().account.id) or abort(404)
    return redirect(url_for("invoices.listing", attempt=attempt.id), 303)
