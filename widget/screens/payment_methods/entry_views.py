"""Giving a payment method: the billing contact here, the details on the gateway's page."""

from hashlib import sha256

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.core.gateway import GatewayUnavailableError, PageKind
from widget.core.languages import gettext as _
from widget.core.languages import locale
from widget.payments.methods import setup
from widget.payments.methods.eligibility import kept, latest_contact_id
from widget.screens.payment_methods.forms import ContactForm
from widget.screens.payment_methods.screen import asked_method, bp, for_changers, show
from widget.storage.models import BillingContact, Method, Profile
from widget.web import own_setups
from widget.web.guards import Answer
from widget.web.notices import Notice, bank_down, of_form, too_many_pages
from widget.web.row_ids import ROUTE, row_id
from widget.web.services import current, own_rows


@bp.get("/new")
@for_changers
def new() -> Answer:
    """The form for a new method, or (`replaces`) for one that succeeds another."""
    replaces = asked_method(row_id(request.args.get("replaces")))
    with own_rows() as session:
        known = latest_contact_id(kept(session, current().account.id))
        contact = session.get(BillingContact, known) if known else None
    form = ContactForm.shown(**_prefilled(contact))
    return _form(form, replaces)


def _prefilled(last: BillingContact | None) -> dict[str, str]:
    """The address we know of; the e-mail address is asked for, since the proof goes there."""
    if last is None:
        return {"language": locale(), "country": ""}
    return {
        "name": last.name,
        "language": locale(),
        "street": last.street,
        "postal_code": last.postal_code,
        "city": last.city,
        "country": last.country,
    }


def _form(
    form: ContactForm, replaces: Method | None, notice: Notice | None = None, status: int = 200
) -> Answer:
    form.offer()
    form.renew()
    text = render_template(
        "methods/form.html",
        current=current(),
        form=form,
        replaces=replaces,
        notice=notice,
        section="payments",
    )
    return text, status


@bp.post("/new")
@for_changers
def give() -> Answer | Response:
    """Keep the contact, and send the customer to the gateway's page (`page`)."""
    replaces = asked_method(row_id(request.form.get("replaces")))
    page = request.form.get("page", "")
    form = ContactForm.sent()
    if page not in list(PageKind):
        abort(400)
    if not form.validate():
        title = _("Your payment details were not saved")
        return _form(form, replaces, of_form(form, title, case=False), 422)
    token = _token(form, page)
    try:
        way = own_setups.open_page(
            token,
            lambda session: _setup_request(session, form, replaces, PageKind(page), token),
            "methods.come_back",
        )
    except setup.TooManyError:
        return _form(form, replaces, too_many_pages(), 409)
    except GatewayUnavailableError:
        return _form(form, replaces, bank_down(), 503)
    return redirect(way, 303)


def _token(form: ContactForm, page: str) -> str:
    """Tell the same form, sent twice, from one that was corrected and sent again."""
    values = sorted((name, str(value)) for name, value in form.data.items() if name != "form_token")
    return f"{form.nonce} {sha256(repr((page, values)).encode()).hexdigest()[:16]}"


def _setup_request(
    session: Session, form: ContactForm, replaces: Method | None, page: PageKind, token: str
) -> setup.SetupRequest:
    account = current().account
    contact = BillingContact(
        account_id=account.id,
        name=form.name.data,
        email=form.email.data,
        locale=form.language.data,
        street=form.street.data,
        postal_code=form.postal_code.data,
        city=form.city.data,
        country=form.country.data,
    )
    session.add(contact)
    session.flush()
    first = session.query(Profile).filter_by(account_id=account.id).order_by(Profile.id).first()
    profile_id = replaces.profile_id if replaces else (first or abort(404)).id
    return setup.SetupRequest(
        account_id=account.id,
        profile_id=profile_id,
        page=page,
        keep=True,
        form_token=token,
        contact_id=contact.id,
        replaces_id=replaces.id if replaces else None,
    )


@bp.get(f"/visits/{ROUTE.format('intent_id')}/return")
def come_back(intent_id: int) -> Answer | Response:
    """Where the gateway's page sends the customer back to."""
    try:
        found = own_setups.setup_intents().finish(intent_id, current().account.id)
    except GatewayUnavailableError:
        return show(bank_down(), 503)
    _intent, method = found or abort(404)
    if method is None:
        return redirect(url_for("methods.listing", none=1), 303)
    return redirect(url_for("methods.listing", added=method.id), 303)
