"""The attempts to pay of this request's account: what pays, and which one the address tells of."""

from collections.abc import Callable

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.payments.attempts import Attempts, unfinished_attempts
from widget.storage.models import Attempt
from widget.storage.ownership import find_own
from widget.web.forms import CancelForm
from widget.web.gateway_pages import GatewayPage
from widget.web.guards import Answer
from widget.web.notices import Notice, of_form
from widget.web.row_ids import row_id
from widget.web.services import current, own_rows, services


def attempts() -> Attempts:
    """What pays, for this account."""
    shared = services()
    return Attempts(shared.database, shared.gateway, current().now)


def sync_all() -> None:
    """Ask the gateway what became of unfinished payments, before anything is shown or decided.

    A customer may have paid on its page, and not come back by its link.
    """
    if current().is_paying:
        attempts().sync_all(current().account.id)


def sync_one(attempt_id: int) -> Attempt:
    """Return this account's attempt as the gateway has it, where its page sent the customer back.

    Who left the page ends the attempt, if they have the address that we gave the gateway: it is a
    link, which anybody could have made but for its mark. 404 for none of this account's.
    """
    has_mark = services().tokens.is_marked(request.args.get("mark", ""), _way_back(attempt_id))
    is_left = "left" in request.args and has_mark
    found = attempts().leave if is_left else attempts().sync_by_id
    return found(attempt_id, current().account.id) or abort(404)


def mark_of(attempt_id: int) -> str:
    """What stands in the address at which the gateway's page sends a customer back."""
    return services().tokens.mark(_way_back(attempt_id))


def _way_back(attempt_id: int) -> str:
    return f"back from attempt {attempt_id} of {current().account.id}"


def way_on(attempt: Attempt, back: str) -> str | None:
    """Return the way to the gateway's page of an attempt, if its customer may be there.

    `back` is the path at which they are told what came of it.
    """
    if not (attempt.state.waits_for_customer and attempt.action_url):
        return None
    page = GatewayPage(attempt.action_url, back, attempt_id=attempt.id)
    return services().access.way_to(page)


def cancel(
    attempt_id: int, refused: Callable[[Notice, int], Answer], back: str
) -> Answer | Response:
    """Cancel an attempt that this request's form is about, and go to the screen `back`.

    `refused` shows why that wasn't done, with a status.
    """
    form = CancelForm.sent()
    if not form.validate():
        text = _("The payment is still under way.")
        return refused(of_form(form, _("The payment was not cancelled"), text), 422)
    attempt = attempts().cancel(attempt_id, current().account.id) or abort(404)
    return redirect(url_for(back, attempt=attempt.id), 303)


def unfinished_once() -> list[Attempt]:
    """Return the one-time payments that are not finished."""
    with own_rows() as session:
        unfinished = unfinished_attempts(session, current().account.id)
    return [attempt for attempt in unfinished if attempt.invoice_id is None]


def asked_attempt() -> Attempt | None:
    """Return the attempt that the address tells of (`attempt`), if it is this account's."""
    attempt_id = row_id(request.args.get("attempt"))
    with own_rows() as session:
        return find_own(session, Attempt, attempt_id)
