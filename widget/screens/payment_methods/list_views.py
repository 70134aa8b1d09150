"""The methods, and removing one."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.payments.methods.eligibility import kept, may_be_removed, standing
from widget.screens.payment_methods.forms import RemoveForm
from widget.screens.payment_methods.screen import asked_method, bp, for_changers, show
from widget.storage.account_transactions import account_transaction
from widget.storage.models import Method
from widget.storage.ownership import find_own
from widget.web.guards import Answer
from widget.web.notices import GATEWAY_PAGES, Notice, nothing_charged, of_form
from widget.web.row_ids import ROUTE, row_id
from widget.web.services import current, own_rows, services


@bp.get("/")
def listing() -> Answer:
    """The methods, each with its state and dates.

    `added`, `removed` or `none` says what was just done.
    """
    if "none" in request.args:
        advice = _("Your payment methods stay as they were. Start again when you are ready.")
        title = _("No payment details were entered")
        return show(Notice("warning", title, nothing_charged(), advice))
    if method := _told_of("removed"):
        title = _("%(method)s was removed", method=method.printed)
        return show(Notice("success", title, nothing_charged(), _("It can’t be used any more.")))
    method = _told_of("added")
    if method is None:
        return show()
    return show(
        Notice(
            "success",
            _("Your payment details were received: %(method)s", method=method.printed),
            nothing_charged(),
            _(
                "They are pending until they are validated. A confirmation is then sent to the"
                " billing contact by e-mail."
            ),
            completed=GATEWAY_PAGES,
        )
    )


def _told_of(name: str) -> Method | None:
    """The method that the address tells of, if it is this account's."""
    with own_rows() as session:
        return find_own(session, Method, row_id(request.args.get(name)))


@bp.get(f"/{ROUTE.format('method_id')}/remove")
@for_changers
def ask_to_remove(method_id: int) -> Answer | str:
    """Ask before a method is removed."""
    return render_template(
        "methods/remove.html",
        current=current(),
        method=asked_method(method_id),
        form_token=RemoveForm.new_token(),
        section="payments",
    )


@bp.post(f"/{ROUTE.format('method_id')}/remove")
@for_changers
def remove(method_id: int) -> Answer | Response:
    """Remove a method, unless an account that pays by card has no other."""
    here = current()
    form = RemoveForm.sent()
    if not form.validate():
        return show(of_form(form, _("The payment method was not removed"), case=False), 422)
    with account_transaction(services().database, here.account.id) as session:
        methods = kept(session, here.account.id)
        method = next((m for m in standing(methods, here.now) if m.id == method_id), None)
        if method is None:
            return redirect(url_for("methods.listing"), 303)  # removed by an earlier click
        if not may_be_removed(method, methods, here.account, here.now):
            return show(_last(method), 409)
        method.removed_at, method.due_at = here.now, None
    return redirect(url_for("methods.listing", removed=method.id), 303)


def _last(method: Method) -> Notice:
    return Notice(
        "error",
        _("%(method)s was not removed: it is your only payment method", method=method.printed),
        nothing_charged(),
        _("This account pays by card. Change the payment method instead of removing it."),
    )
