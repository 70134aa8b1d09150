"""The list of invoices and the pay-now panel, which is a state of the list's address."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.attempts import Attempts, Order, Refusal, RefusedError, find_invoice
from widget.gateway import GatewayUnavailableError
from widget.invoices import cards, messages
from widget.invoices.forms import AddCardForm, PayForm
from widget.invoices.listing import recent
from widget.languages import tag
from widget.models import Attempt, AttemptState, Invoice, Method
from widget.services import services, visit

bp = Blueprint("invoices", __name__, url_prefix="/billing/invoices")


def _attempts() -> Attempts:
    shared = services()
    return Attempts(shared.database, shared.gateway, visit().now)


def _show(
    message: messages.Message | None = None,
    panel: dict[str, object] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    here = visit()
    with services().database.read() as session:
        rows = recent(session, here)
    form = AddCardForm.shown()  # its token guards the list's own small forms
    text = render_template(
        "invoices/list.html",
        visit=here,
        rows=rows,
        message=message,
        panel=panel,
        form_token=form.form_token.data,
        section="invoices",
    )
    return text, status


@bp.get("/")
def listing() -> tuple[str, int]:
    """The invoices, with what became of a payment (`attempt`) above them."""
    attempt = _told_of()
    message = None
    if attempt:
        with services().database.read() as session:
            invoice = session.get_one(Invoice, attempt.invoice_id)
            method = session.get_one(Method, attempt.method_id)
        message = messages.of_attempt(attempt, invoice, method)
    return _show(message)


def _row_id(text: str | None) -> int | None:
    """A row's number from an address or a form; None for anything else."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= 15
    return int(text) if text is not None and is_number else None


def _told_of() -> Attempt | None:
    attempt_id = _row_id(request.args.get("attempt"))
    if attempt_id is None:
        return None
    with services().database.read() as session:
        attempt = session.get(Attempt, attempt_id)
    return attempt if attempt and attempt.account_id == visit().account.id else None


def _invoice(session: Session, number: str) -> Invoice:
    return find_invoice(session, visit().account.id, number) or abort(404)


@bp.get("/<number>/pay")
def panel(number: str) -> tuple[str, int] | Response:
    """The panel: first the invoice, then (`choose`) the cards."""
    attempt = _told_of()
    declined = attempt if attempt and attempt.state == AttemptState.DECLINED else None
    just_added = _row_id(request.args.get("card"))
    return _panel(
        number,
        choose="choose" in request.args or just_added is not None,
        just_added=just_added,
        message=messages.of_declined(declined) if declined else _said(request.args.get("said")),
    )


def _said(code: str | None) -> messages.Message | None:
    return messages.of_code(code) if code else None


def _panel(
    number: str,
    choose: bool,
    just_added: int | None = None,
    message: messages.Message | None = None,
    form: PayForm | None = None,
    status: int = 200,
) -> tuple[str, int] | Response:
    here = visit()
    with services().database.read() as session:
        invoice = _invoice(session, number)
        added = just_added if just_added and _is_added(session, invoice, just_added) else None
        methods = cards.usable(session, invoice, added)
        row = next((row for row in recent(session, here) if row.invoice.id == invoice.id), None)
    if not here.role.may_pay:
        return _show(messages.of_role(), status=403)
    if row is None or not row.is_payable:
        return _show(
            messages.of_code(Refusal.PAID_ALREADY if invoice.paid_at else Refusal.IN_PROGRESS)
        )
    if form is None:
        form = PayForm.shown(method=added)
    else:
        form.renew()
    form.offer(methods)
    open_panel: dict[str, object] = {
        "invoice": invoice,
        "choose": choose,
        "form": form,
        "methods": methods,
        "added": added,
        "add_form": AddCardForm.shown(keep=True),
        "message": message,
    }
    return _show(panel=open_panel, status=status)


def _is_added(session: Session, invoice: Invoice, method_id: int) -> bool:
    return cards.was_added_for(session, invoice, method_id)


@bp.post("/<number>/pay")
def pay(number: str) -> tuple[str, int] | Response:
    """Pay the invoice with the card chosen."""
    here = visit()
    if not here.role.may_pay:
        return _show(messages.of_role(), status=403)
    form = PayForm.sent()
    just_added = _row_id(request.form.get("card"))
    with services().database.read() as session:
        invoice = _invoice(session, number)
        if just_added and not _is_added(session, invoice, just_added):
            just_added = None
        form.offer(cards.usable(session, invoice, just_added))
    if not form.validate():
        message = messages.of_form(form)
        return _panel(number, True, just_added, message, form, status=422)
    order = Order(
        account_id=here.account.id,
        invoice_number=number,
        method_id=int(form.method.data),
        form_token=str(form.form_token.data),
        locale=tag(),
    )
    try:
        attempt = _attempts().pay(order, _return_url)
    except RefusedError as error:
        return _show(messages.of_code(error.refusal), status=409)
    return _after(attempt)


def _return_url(attempt_id: int) -> str:
    return url_for("invoices.come_back", attempt_id=attempt_id, _external=True)


def _after(attempt: Attempt) -> Response:
    """Where an attempt's state leads."""
    if attempt.state == AttemptState.ACTION_REQUIRED and attempt.action_url:
        return redirect(attempt.action_url, 303)
    if attempt.state == AttemptState.DECLINED:
        with services().database.read() as session:
            invoice = session.get_one(Invoice, attempt.invoice_id)
        url = url_for("invoices.panel", number=invoice.number, choose=1, attempt=attempt.id)
        return redirect(url, 303)
    return redirect(url_for("invoices.listing", attempt=attempt.id), 303)


@bp.get("/attempts/<int(max=999999999999999):attempt_id>/return")
def come_back(attempt_id: int) -> Response:
    """Where the gateway's challenge sends the customer back to."""
    attempt = _attempts().look_up(attempt_id, visit().account.id) or abort(404)
    if attempt.state == AttemptState.ACTION_REQUIRED:
        # Back without an answer: the list says what is under way, and offers to cancel it.
        return redirect(url_for("invoices.listing", attempt=attempt.id), 303)
    return _after(attempt)


@bp.post("/attempts/<int(max=999999999999999):attempt_id>/cancel")
def cancel(attempt_id: int) -> tuple[str, int] | Response:
    """Cancel a payment that isn't finished."""
    if not visit().role.may_pay:
        return _show(messages.of_role(), status=403)
    form = AddCardForm.sent()
    if not form.validate():
        return _show(messages.of_form(form), status=422)
    attempt = _attempts().cancel(attempt_id, visit().account.id) or abort(404)
    return redirect(url_for("invoices.listing", attempt=attempt.id), 303)


@bp.post("/<number>/card")
def add_card(number: str) -> tuple[str, int] | Response:
    """Send the customer to the gateway's card page."""
    here = visit()
    if not here.role.may_pay:
        return _show(messages.of_role(), status=403)
    form = AddCardForm.sent()
    if not form.validate():
        return _panel(number, True, message=messages.of_form(form), status=422)
    shared = services()
    with shared.database.read() as session:
        invoice = _invoice(session, number)
    entry = cards.begin_entry(
        shared.database, cards.NewCard(invoice, bool(form.keep.data)), here.now
    )
    back = url_for("invoices.card_given", entry_id=entry.id, _external=True)
    try:
        result = shared.gateway.begin(None, entry.keep, entry.key, back, tag())
    except GatewayUnavailableError:
        return _panel(number, True, message=messages.of_code("bank_down"), status=503)
    return redirect(result.url or back, 303)


@bp.get("/cards/<int(max=999999999999999):entry_id>/return")
def card_given(entry_id: int) -> Response:
    """Where the card page sends the customer back to: the panel, with the new card selected."""
    here, shared = visit(), services()
    try:
        found = cards.finish_entry(
            shared.database, shared.gateway, entry_id, here.account.id, here.now
        )
    except GatewayUnavailableError:
        return redirect(url_for("invoices.listing"), 303)
    if found is None:
        abort(404)
    invoice, method = found
    chosen = {"card": method.id} if method else {"said": "no_card"}
    return redirect(url_for("invoices.panel", number=invoice.number, choose=1, **chosen), 303)
