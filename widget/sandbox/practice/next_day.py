"""Moving a practice account's clock on, since it stands still otherwise."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from widget.core.clock import days_later
from widget.payments.methods.validation import Validation
from widget.payments.monthly import Month, MonthlyBilling
from widget.sandbox.practice.screen import bp
from widget.storage.account_transactions import account_transaction
from widget.storage.models import PracticeLogin
from widget.web.forms import GuardedForm
from widget.web.services import current, services


class NextDayForm(GuardedForm):
    """Move the practice account's clock on; it is good for the account's present moment only."""


@bp.post("/<token>/next-day")
def next_day() -> Response:
    """Move the account's clock on by a day, or to the next month, and do what that brings.

    New payment methods are validated; a month that is over is invoiced and charged.
    """
    shared, here = services(), current()
    if not NextDayForm.sent(here.now.isoformat()).validate():
        return redirect(_screen_before(), 303)  # a second click: the day has come already
    month = Month.of(here.today)
    if "month" in request.form:
        days = (month.next - here.today).days
        later = days_later(here.now, days, here.account.time_zone)
    else:  # a day is 24 hours, as details are promised to be validated and usable within
        later = here.now + timedelta(days=1)
    with account_transaction(shared.database, here.account.id) as session:
        found = session.get_one(PracticeLogin, g.practice.token_hash)
        if found.present == here.now:
            found.present = later
    Validation(shared.database, shared.gateway, later).validate_all(here.account.id)
    billing = MonthlyBilling(shared.database, shared.gateway, shared.origin, later)
    billing.bill(here.account, month)
    return redirect(f"{_screen_before()}?moved=1", 303)


def _screen_before() -> str:
    """The screen that a form stood on, if it is one of this account's that can be shown."""
    home = url_for("portal.dashboard")
    try:
        before = urlsplit(request.referrer or "")
    except ValueError:  # no address at all
        return home
    is_ours = f"{before.scheme}://{before.netloc}" == services().origin
    if not is_ours or not before.path.startswith(home):
        return home
    try:
        current_app.url_map.bind("").match(before.path, method="GET")
    except HTTPException:
        return home  # it answered a form, and has no address of its own
    return before.path
