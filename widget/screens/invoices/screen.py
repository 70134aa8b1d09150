"""The one screen of this package: the list of invoices, and over it the panel, if one is open."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.screens.invoices.listing import STATUSES, page
from widget.storage.models import Attempt, AttemptState, Invoice
from widget.web import own_attempts
from widget.web.forms import CancelForm
from widget.web.guards import Answer, requires
from widget.web.notices import Notice, of_role
from widget.web.own_attempts import sync_all
from widget.web.row_ids import row_id
from widget.web.services import current, own_rows

bp = Blueprint("invoices", __name__, url_prefix="/billing/invoices")
bp.before_request(sync_all)


def show(
    notice: Notice | None = None, panel: dict[str, Any] | None = None, status: int = 200
) -> Answer:
    """Return the list, with a message above it or a panel over it."""
    here = current()
    with own_rows() as session:
        status_wanted = request.args.get("status", "")
        before = row_id(request.args.get("before"))
        found = page(session, here, status_wanted, before)
    text = render_template(
        "invoices/list.html",
        current=here,
        page=found,
        statuses=STATUSES,
        wanted=status_wanted if status_wanted in STATUSES else "",
        is_first=before is None,
        notice=notice,
        panel=panel,
        cancel_token=CancelForm.new_token,
        way_on=way_on,
        section="invoices",
    )
    return text, status


def invoice_of(attempt: Attempt) -> Invoice:
    """Return the invoice that an attempt pays."""
    with own_rows() as session:
        return session.get_one(Invoice, attempt.invoice_id)


def way_on(attempt: Attempt) -> str | None:
    """Return the way to the bank's challenge of an attempt, if there is one."""
    return own_attempts.way_on(attempt, url_for("invoices.come_back", attempt_id=attempt.id))


def after(attempt: Attempt) -> Response:
    """Go where an attempt's state leads: the bank's challenge, the panel again, or the list."""
    if way := way_on(attempt):
        return redirect(way, 303)
    if attempt.state == AttemptState.DECLINED:
        number = invoice_of(attempt).number
        url = url_for("invoices.panel", number=number, choose=1, attempt=attempt.id)
        return redirect(url, 303)
    return redirect(url_for("invoices.listing", attempt=attempt.id), 303)


#: For views of those who may pay; others get the list, which says so.
for_payers = requires(
    lambda role: role.may_pay,
    lambda: show(of_role(_("Your role can’t pay invoices")), status=403),
)
