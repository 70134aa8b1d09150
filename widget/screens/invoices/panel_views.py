"""The pay-now panel: a state of the list's address, so that it needs no JavaScript."""

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.core.gateway import GatewayUnavailableError, PageKind
from widget.core.languages import gettext as _
from widget.core.languages import tag
from widget.payments.attempts import InvoiceOrder, Refusal, RefusedError, find_invoice
from widget.payments.methods import setup
from widget.payments.methods.eligibility import kept, latest_contact_id, unexpired, usable
from widget.screens.invoices.forms import AddCardForm, PayForm
from widget.screens.invoices.listing import Row, row_of
from widget.screens.invoices.screen import after, bp, for_payers, show
from widget.storage.models import AttemptState, Invoice, Method
from widget.web import own_setups, payment_notices
from widget.web.guards import Answer
from widget.web.notices import Notice, bank_down, of_form, too_many_pages
from widget.web.own_attempts import asked_attempt, attempts, unfinished_once
from widget.web.row_ids import ROUTE, row_id
from widget.web.services import current, own_rows, services


def _invoice(session: Session, number: str) -> Invoice:
    return find_invoice(session, current().account.id, number) or abort(404)


def _usable(session: Session, invoice: Invoice) -> list[Method]:
    """Return the methods of the invoice's profile that serve, expired ones too."""
    methods = usable(kept(session, invoice.account_id), current().now)
    return [method for method in methods if method.profile_id == invoice.profile_id]


def _cards(mine: list[Method], given: Method | None) -> list[Method]:
    """Return what can pay an invoice: usable methods that haven’t expired, and one given for it."""
    good = unexpired(mine, current().today)
    if given is None or given in good or not given.is_in_force:
        return good
    return [*good, given]


def _given(session: Session, invoice: Invoice, card: int | None) -> Method | None:
    """Return a card if it was given for this very invoice."""
    if card is None or not setup.was_given_for(session, invoice, card):
        return None
    return session.get_one(Method, card)


@bp.get("/<number:number>/pay")
@for_payers
def panel(number: str) -> Answer:
    """The panel: first the invoice, then (`choose`) the cards."""
    card = row_id(request.args.get("card"))
    return _panel(
        number,
        choose="choose" in request.args or card is not None,
        card=card,
        notice=_said(number),
    )


def _said(number: str) -> Notice | None:
    """What the panel says when it opens again: a refusal, or that no card was given."""
    attempt = asked_attempt()
    if attempt and attempt.invoice_id and attempt.state == AttemptState.DECLINED:
        return payment_notices.of_declined(attempt)
    return payment_notices.no_card(number) if "no_card" in request.args else None


def _panel(
    number: str,
    choose: bool = True,
    card: int | None = None,
    notice: Notice | None = None,
    form: PayForm | None = None,
    status: int = 200,
) -> Answer:
    """Show the panel; `card` is said to be just given, `form` one that was refused."""
    with own_rows() as session:
        invoice = _invoice(session, number)
        row = row_of(session, current(), invoice)
        given = _given(session, invoice, card)
        mine = _usable(session, invoice)
        methods = _cards(mine, given)
    if not row.is_payable:
        return _not_payable(row, status)
    added = given.id if given else None
    if form is None:
        form = PayForm.shown(number, method=added)
    else:
        form.renew()
    form.shown_minor.data = str(invoice.to_pay.minor)
    contents = {
        "invoice": invoice,
        "choose": choose,
        "form": form,
        "methods": methods,
        "expired": [method for method in mine if method not in methods],
        "added": added,
        "add_form": AddCardForm.shown(number),
        "notice": notice,
        "unfinished": unfinished_once(),
    }
    return show(panel=contents, status=status)


def _not_payable(row: Row, status: int = 200) -> Answer:
    if row.attempt is None:
        is_credit = row.invoice.is_credit_note
        refusal = Refusal.CREDIT_NOTE if is_credit else Refusal.PAID_ALREADY
        notice_shown = payment_notices.of_refusal(refusal, row.invoice.number)
        return show(notice_shown, status=status)
    with own_rows() as session:
        method = session.get(Method, row.attempt.method_id)
    return show(payment_notices.of_attempt(row.attempt, row.invoice, method), status=status)


@bp.post("/<number:number>/pay")
@for_payers
def pay(number: str) -> Answer | Response:
    """Pay the invoice with the card chosen."""
    here = current()
    form = PayForm.sent(number)
    card = row_id(request.form.get("card"))
    if not form.validate():
        notice = of_form(form, _("The payment was not started"))
        return _panel(number, card=card, notice=notice, form=form, status=422)

    def offered(session: Session, invoice: Invoice) -> list[Method]:
        return _cards(_usable(session, invoice), _given(session, invoice, card))

    order = InvoiceOrder(
        account_id=here.account.id,
        person_id=here.person.id,
        invoice_number=number,
        method_id=int(form.method.data),
        shown_minor=row_id(form.shown_minor.data) or 0,
        form_token=form.nonce,
        locale=tag(),
    )
    try:
        attempt = attempts().pay_invoice(order, offered, _return_url)
    except LookupError:  # no invoice of this account's
        abort(404)
    except RefusedError as error:
        if error.refusal in (Refusal.OTHER_AMOUNT, Refusal.NO_METHOD):
            notice_shown = payment_notices.of_refusal(error.refusal, number)
            return _panel(number, card=card, notice=notice_shown, form=form, status=409)
        return show(payment_notices.of_refusal(error.refusal, number), status=409)
    return after(attempt)


def _return_url(attempt_id: int) -> str:
    return services().address_back(url_for("invoices.come_back", attempt_id=attempt_id))


@bp.post("/<number:number>/card")
@for_payers
def add_card(number: str) -> Answer | Response:
    """Send the customer to the gateway's card page."""
    here = current()
    form = AddCardForm.sent(number)
    if not form.validate():
        return _panel(number, notice=of_form(form, _("No card was added")), status=422)
    with own_rows() as session:
        invoice = _invoice(session, number)
        row = row_of(session, here, invoice)
    if not row.is_payable:
        return _not_payable(row, status=409)
    try:
        page = own_setups.open_page(
            form.nonce,
            lambda session: _setup_request(session, invoice, form),
            "invoices.card_given",
        )
    except setup.TooManyError:
        return _panel(number, notice=too_many_pages(), status=409)
    except GatewayUnavailableError:
        return _panel(number, notice=bank_down(), status=503)
    return redirect(page, 303)


def _setup_request(session: Session, invoice: Invoice, form: AddCardForm) -> setup.SetupRequest:
    """A card for an invoice; if it is kept, it is billed to the contact we know of."""
    keep = bool(form.keep.data) and current().role.may_change_methods
    return setup.SetupRequest(
        account_id=invoice.account_id,
        profile_id=invoice.profile_id,
        page=PageKind.CARD,
        keep=keep,
        form_token=form.nonce,
        invoice_id=invoice.id,
        contact_id=latest_contact_id(kept(session, invoice.account_id)) if keep else None,
    )


@bp.get(f"/cards/{ROUTE.format('intent_id')}/return")
def card_given(intent_id: int) -> Answer | Response:
    """Where the card page sends the customer back to: the panel, with the new card selected."""
    try:
        found = own_setups.setup_intents().finish(intent_id, current().account.id)
    except GatewayUnavailableError:
        return show(bank_down(), status=503)
    entry, method = found or abort(404)
    with own_rows() as session:
        invoice = session.get(Invoice, entry.invoice_id) if entry.invoice_id else None
    number = (invoice or abort(404)).number
    if method is None:
        url = url_for("invoices.panel", number=number, choose=1, no_card=1)
    else:
        url = url_for("invoices.panel", number=number, choose=1, card=method.id)
    return redirect(url, 303)
