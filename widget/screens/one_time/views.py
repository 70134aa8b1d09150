"""The screen *Payments*: an amount is entered, repeated, then paid on the gateway's page."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.billing import ledger
from widget.core.currencies import minor_digits
from widget.core.gateway import PageKind
from widget.core.languages import gettext as _
from widget.core.languages import tag
from widget.core.money import Money
from widget.payments.attempts import OneTimeOrder, RefusedError, attempt_of_form
from widget.screens.one_time.forms import OneTimeForm, title
from widget.storage.models import Attempt, AttemptState
from widget.web import own_attempts, payment_notices
from widget.web.forms import CancelForm
from widget.web.guards import Answer, requires
from widget.web.notices import Notice, nothing_charged, of_form, of_role
from widget.web.own_attempts import asked_attempt, attempts, sync_all, unfinished_once
from widget.web.row_ids import ROUTE
from widget.web.services import current, own_rows, services

bp = Blueprint("payments", __name__, url_prefix="/billing/payments")
bp.before_request(sync_all)

ATTEMPT = ROUTE.format("attempt_id")


def _balance() -> Money:
    with own_rows() as session:
        return ledger.balance(session, current().account)


def _show(
    notice: Notice | None = None, form: OneTimeForm | None = None, status: int = 200
) -> Answer:
    """Return the screen; `form` is one that was refused, with what was typed."""
    here = current()
    balance = _balance()
    if form is None:
        # Never an amount of ours: only what the customer has typed comes back.
        form = OneTimeForm.shown(amount=request.args.get("amount", "")[:100])
    form.renew()
    text = render_template(
        "payments/one_time.html",
        current=here,
        balance=balance,
        has_decimals=minor_digits(here.account.currency) > 0,
        form=form,
        unfinished=unfinished_once(),
        cancel_token=CancelForm.new_token,
        way_on=_way_on,
        notice=notice,
        section="payments",
    )
    return text, status


#: For views of those who may pay; others get the screen, which says so.
for_payers = requires(
    lambda role: role.may_pay,
    lambda: _show(of_role(_("Your role can’t make payments")), status=403),
)


@bp.get("/")
def payments() -> Answer:
    """The one-time payment, with what became of one (`attempt`) above it."""
    attempt = asked_attempt()
    if attempt is None or attempt.invoice_id is not None:
        return _show()
    return _show(payment_notices.of_attempt(attempt, None, None))


@bp.get("/review")
@for_payers
def review() -> Answer | Response:
    """Repeat the amount as it was understood, before anything is paid."""
    form = OneTimeForm(request.args)
    if not form.validate():
        return _show(_of_errors(form), form, 422)
    done = _attempt_of(form)
    return _told(done, form.amount.data or "") if done else _review(form)


def _review(form: OneTimeForm, notice: Notice | None = None, status: int = 200) -> Answer:
    balance = _balance()
    form.seen.data = str(balance.minor)
    assert form.money is not None  # noqa: S101 - it was validated
    text = render_template(
        "payments/review.html",
        current=current(),
        form=form,
        amount=form.money,
        balance=balance,
        after=balance - form.money,
        unfinished=unfinished_once(),
        notice=notice,
        section="payments",
    )
    return text, status


def _of_errors(form: OneTimeForm) -> Notice:
    what = title(form.fault) if form.fault else _("The payment was not started")
    return of_form(form, what)


def _attempt_of(form: OneTimeForm) -> Attempt | None:
    with own_rows() as session:
        return attempt_of_form(session, current().account.id, form.nonce)


@bp.post("/pay")
@for_payers
def pay() -> Answer | Response:
    """Send the customer to the gateway's page (`page`) to pay the amount."""
    here = current()
    form = OneTimeForm.sent()
    page = request.form.get("page", "")
    if page not in list(PageKind):
        abort(400)
    if not form.validate() or form.money is None:
        return _show(_of_errors(form), form, 422)
    if done := _attempt_of(form):
        # The same form with another amount is no second payment: say what became of the first.
        then = _outcome if done.amount == form.money else _told
        return then(done, form.amount.data or "")
    if form.seen.data != str(_balance().minor):
        return _review(form, _changed(), 409)
    order = OneTimeOrder(
        account_id=here.account.id,
        person_id=here.person.id,
        amount=form.money,
        page=PageKind(page),
        form_token=form.nonce,
        locale=tag(),
    )
    try:
        attempt = attempts().pay_once(order, _return_url)
    except RefusedError as error:
        return _show(payment_notices.of_refusal(error.refusal, ""), form, 409)
    return _outcome(attempt, form.amount.data or "")


def _changed() -> Notice:
    return Notice(
        "warning",
        _("Your balance has changed since you opened this page"),
        nothing_charged(),
        _("Check the balance and the amount, then pay, or change the amount."),
    )


def _return_url(attempt_id: int) -> str:
    return services().address_back(_back(attempt_id))


def _back(attempt_id: int) -> str:
    return url_for(
        "payments.come_back",
        attempt_id=attempt_id,
        amount=request.values.get("amount", "")[:100],
        mark=own_attempts.mark_of(attempt_id),
    )


def _way_on(attempt: Attempt) -> str | None:
    return own_attempts.way_on(attempt, _back(attempt.id))


def _outcome(attempt: Attempt, typed: str) -> Response:
    """Go where an attempt's state leads: the gateway's page, or the message about it."""
    way = _way_on(attempt)
    return redirect(way, 303) if way else _told(attempt, typed)


def _told(attempt: Attempt, typed: str) -> Response:
    """Go to the message about an attempt; what was typed is needed where nothing was paid."""
    is_over = attempt.state == AttemptState.SUCCEEDED
    amount = None if is_over else typed[:100] or None
    return redirect(url_for("payments.payments", attempt=attempt.id, amount=amount), 303)


@bp.get(f"/attempts/{ATTEMPT}/return")
def come_back(attempt_id: int) -> Response:
    """Where the gateway's page sends the customer back to."""
    attempt = own_attempts.sync_one(attempt_id)
    return _told(attempt, request.args.get("amount", ""))


@bp.post(f"/attempts/{ATTEMPT}/cancel")
@for_payers
def cancel(attempt_id: int) -> Answer | Response:
    """Cancel a payment that isn't finished."""
    back = "payments.payments"
    return own_attempts.cancel(attempt_id, lambda why, status: _show(why, status=status), back)
