"""The pay-now panel: a state of the list's address, so that it needs no JavaScript."""

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.attempts import Order, Refusal, RefusedError, find_invoice
from widget.gateway import GatewayUnavailableError
from widget.invoices import cards, messages
from widget.invoices.forms import AddCardForm, PayForm
from widget.invoices.listing import Row, row_of
from widget.invoices.screen import Screen, after, asked_attempt, attempts, bp, row_id, show
from widget.languages import tag
from widget.models import AttemptState, Invoice, Method
from widget.services import services, visit


def _invoice(session: Session, number: str) -> Invoice:
    return find_invoice(session, visit().account.id, number) or abort(404)


@bp.get("/<number>/pay")
def panel(number: str) -> Screen:
    """The panel: first the invoice, then (`choose`) the cards."""
    card = row_id(request.args.get("card"))
    return _panel(
        number,
        choose="choose" in request.args or card is not None,
        card=card,
        message=_said(),
    )


def _said() -> messages.Message | None:
    """What the panel says when it opens again: a refusal, or that no card was given."""
    attempt = asked_attempt()
    if attempt and attempt.state == AttemptState.DECLINED:
        return messages.of_declined(attempt)
    return messages.of_code("no_card") if "no_card" in request.args else None


def _panel(
    number: str,
    choose: bool = True,
    card: int | None = None,
    message: messages.Message | None = None,
    form: PayForm | None = None,
    status: int = 200,
) -> Screen:
    """Show the panel; `card` is one just given, `form` one that was refused."""
    if not visit().role.may_pay:
        return show(messages.of_role(), status=403)
    with services().database.read() as session:
        invoice = _invoice(session, number)
        row = row_of(session, visit(), invoice)
        card = card if card and cards.was_added_for(session, invoice, card) else None
        methods = cards.usable(session, invoice, card)
    if not row.is_payable:
        return _not_payable(row)
    if form is None:
        form = PayForm.shown(number, method=card)
    else:
        form.renew()
    contents = {
        "invoice": invoice,
        "choose": choose,
        "form": form,
        "methods": methods,
        "added": card,
        "add_form": AddCardForm.shown(number),
        "message": message,
    }
    return show(panel=contents, status=status)


def _not_payable(row: Row, status: int = 200) -> Screen:
    if row.attempt is None:
        return show(messages.of_code(Refusal.PAID_ALREADY), status=status)
    with services().database.read() as session:
        method = session.get_one(Method, row.attempt.method_id)
    return show(messages.of_attempt(row.attempt, row.invoice, method), status=status)


@bp.post("/<number>/pay")
def pay(number: str) -> Screen | Response:
    """Pay the invoice with the card chosen."""
    here = visit()
    if not here.role.may_pay:
        return show(messages.of_role(), status=403)
    form = PayForm.sent(number)
    card = row_id(request.form.get("card"))
    with services().database.read() as session:
        invoice = _invoice(session, number)
        card = card if card and cards.was_added_for(session, invoice, card) else None
        form.offer(cards.usable(session, invoice, card))
    if not form.validate():
        message = messages.of_payment_form(form)
        return _panel(number, card=card, message=message, form=form, status=422)
    order = Order(
        account_id=here.account.id,
        invoice_number=number,
        method_id=int(form.method.data),
        form_token=form.nonce,
        locale=tag(),
    )
    try:
        attempt = attempts().pay(order, _return_url)
    except RefusedError as error:
        return show(messages.of_code(error.refusal), status=409)
    return after(attempt)


def _return_url(attempt_id: int) -> str:
    return services().origin + url_for("invoices.come_back", attempt_id=attempt_id)


@bp.post("/<number>/card")
def add_card(number: str) -> Screen | Response:
    """Send the customer to the gateway's card page."""
    here, shared = visit(), services()
    if not here.role.may_pay:
        return show(messages.of_role(), status=403)
    form = AddCardForm.sent(number)
    if not form.validate():
        return _panel(number, message=messages.of_card_form(form), status=422)
    with shared.database.read() as session:
        invoice = _invoice(session, number)
        row = row_of(session, here, invoice)
    if not row.is_payable:
        return _not_payable(row, status=409)
    entry = cards.begin_entry(shared.database, invoice, bool(form.keep.data), here.now)
    back = shared.origin + url_for("invoices.card_given", entry_id=entry.id)
    try:
        result = shared.gateway.begin(None, entry.keep, entry.key, back, tag())
    except GatewayUnavailableError:
        return _panel(number, message=messages.of_code("bank_down"), status=503)
    return redirect(result.url or back, 303)


@bp.get("/cards/<int(max=999999999999999):entry_id>/return")
def card_given(entry_id: int) -> Screen | Response:
    """Where the card page sends the customer back to: the panel, with the new card selected."""
    here, shared = visit(), services()
    try:
        found = cards.finish_entry(
            shared.database, shared.gateway, entry_id, here.account.id, here.now
        )
    except GatewayUnavailableError:
        return show(messages.of_code("bank_down"), status=503)
    invoice, method = found or abort(404)
    if method is None:
        url = url_for("invoices.panel", number=invoice.number, choose=1, no_card=1)
    else:
        url = url_for("invoices.panel", number=invoice.number, choose=1, card=method.id)
    return redirect(url, 303)
