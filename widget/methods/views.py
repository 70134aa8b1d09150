"""The screen of the payment methods: add, change, remove."""

from hashlib import sha256

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.gateway import GatewayUnavailableError, PageKind
from widget.languages import gettext as _
from widget.languages import locale, tag
from widget.messages import Message, bank_down, nothing_charged, of_form, of_role
from widget.methods import page_visits
from widget.methods.forms import ContactForm, RemoveForm
from widget.methods.serving import (
    VALIDATED_WITHIN,
    charged_monthly,
    kept,
    may_be_removed,
    serving,
    standing,
)
from widget.models import BillingContact, Method, Profile
from widget.row_ids import ROUTE, row_id
from widget.services import services, visit

bp = Blueprint("methods", __name__, url_prefix="/billing/payments/method")

Screen = tuple[str, int]


def _show(message: Message | None = None, status: int = 200) -> Screen:
    here = visit()
    with services().database.read() as session:
        methods = kept(session, here.account.id)
        contacts = {m.id: _contact(session, m) for m in methods}
    text = render_template(
        "methods/list.html",
        visit=here,
        methods=standing(methods, here.now),
        by_id={method.id: method for method in methods},
        contacts=contacts,
        serving=serving(methods, here.now),
        charged=charged_monthly(methods, here.now),
        validated_within=VALIDATED_WITHIN,
        removable={m.id for m in methods if may_be_removed(m, methods, here.account, here.now)},
        message=message,
        section="payments",
    )
    return text, status


def _contact(session: Session, method: Method) -> BillingContact | None:
    return session.get(BillingContact, method.contact_id) if method.contact_id else None


@bp.get("/")
def listing() -> Screen:
    """The methods, each with its state and dates.

    `added`, `removed` or `none` says what was just done.
    """
    if "none" in request.args:
        advice = _("Your payment methods stay as they were. Start again when you are ready.")
        title = _("No payment details were given")
        return _show(Message("warning", title, nothing_charged(), advice))
    if method := _told_of("removed"):
        title = _("%(method)s was removed", method=method.printed)
        return _show(Message("success", title, nothing_charged(), _("It can’t be used any more.")))
    method = _told_of("added")
    if method is None:
        return _show()
    return _show(
        Message(
            "success",
            _("Your payment details were received: %(method)s", method=method.printed),
            nothing_charged(),
            _(
                "They are pending until they are validated. A confirmation is then sent to the"
                " billing contact by e-mail."
            ),
        )
    )


def _told_of(name: str) -> Method | None:
    """The method that the address tells of, if it is this account's."""
    method_id = row_id(request.args.get(name))
    if method_id is None:
        return None
    with services().database.read() as session:
        method = session.get(Method, method_id)
    return method if method and method.account_id == visit().account.id else None


@bp.get("/new")
def new() -> Screen:
    """The form for a new method, or (`replaces`) for one that succeeds another."""
    if not visit().role.may_change_methods:
        return _refused()
    replaces = _asked(row_id(request.args.get("replaces")))
    with services().database.read() as session:
        known = [c for m in kept(session, visit().account.id) if (c := _contact(session, m))]
    form = ContactForm.shown(**_prefilled(known))
    return _form(form, replaces)


def _prefilled(known: list[BillingContact]) -> dict[str, str]:
    """The address we know of; the e-mail address is asked for, since the proof goes there."""
    if not known:
        return {"language": locale(), "country": "FR"}
    last = known[-1]
    return {
        "name": last.name,
        "language": locale(),
        "street": last.street,
        "postal_code": last.postal_code,
        "city": last.city,
        "country": last.country,
    }


def _form(
    form: ContactForm, replaces: Method | None, message: Message | None = None, status: int = 200
) -> Screen:
    form.offer()
    form.renew()
    text = render_template(
        "methods/form.html",
        visit=visit(),
        form=form,
        replaces=replaces,
        message=message,
        section="payments",
    )
    return text, status


@bp.post("/new")
def give() -> Screen | Response:
    """Keep the contact, and send the customer to the gateway's page (`page`)."""
    here, shared = visit(), services()
    if not here.role.may_change_methods:
        return _refused()
    replaces = _asked(row_id(request.form.get("replaces")))
    page = request.form.get("page", "")
    form = ContactForm.sent()
    if page not in list(PageKind):
        abort(400)
    if not form.validate():
        title = _("Your payment details were not saved")
        return _form(form, replaces, of_form(form, title, case=False), 422)
    with shared.database.write() as session:
        token = _token(form, page)
        entry = page_visits.visit_of_form(session, here.account.id, token)
        if entry is None:  # else the same form again: the same visit
            wish = _wish(session, form, replaces, PageKind(page), token)
            entry = page_visits.begin(session, wish, here.now)
    back = shared.origin + url_for("methods.come_back", visit_id=entry.id)
    try:
        result = shared.gateway.begin(PageKind(entry.kind), None, True, entry.key, back, tag())
    except GatewayUnavailableError:
        return _form(form, replaces, bank_down(), 503)
    return redirect(result.url or back, 303)


def _token(form: ContactForm, page: str) -> str:
    """Tell the same form, sent twice, from one that was corrected and sent again."""
    said = sorted((name, str(value)) for name, value in form.data.items() if name != "form_token")
    return f"{form.nonce} {sha256(repr((page, said)).encode()).hexdigest()[:16]}"


def _wish(
    session: Session, form: ContactForm, replaces: Method | None, page: PageKind, token: str
) -> page_visits.Wish:
    account = visit().account
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
    return page_visits.Wish(
        account_id=account.id,
        profile_id=profile_id,
        page=page,
        keep=True,
        form_token=token,
        contact_id=contact.id,
        replaces_id=replaces.id if replaces else None,
    )


@bp.get(f"/visits/{ROUTE.format('visit_id')}/return")
def come_back(visit_id: int) -> Screen | Response:
    """Where the gateway's page sends the customer back to."""
    here, shared = visit(), services()
    try:
        found = page_visits.finish(
            shared.database, shared.gateway, visit_id, here.account.id, here.now
        )
    except GatewayUnavailableError:
        return _show(bank_down(), 503)
    _visit, method = found or abort(404)
    if method is None:
        return redirect(url_for("methods.listing", none=1), 303)
    return redirect(url_for("methods.listing", added=method.id), 303)


@bp.get(f"/{ROUTE.format('method_id')}/remove")
def ask_to_remove(method_id: int) -> Screen | str:
    """Ask before a method is removed."""
    if not visit().role.may_change_methods:
        return _refused()
    return render_template(
        "methods/remove.html",
        visit=visit(),
        method=_asked(method_id),
        form_token=RemoveForm.shown().form_token.data,
        section="payments",
    )


@bp.post(f"/{ROUTE.format('method_id')}/remove")
def remove(method_id: int) -> Screen | Response:
    """Remove a method, unless it is the last that serves an account which pays by card."""
    here = visit()
    if not here.role.may_change_methods:
        return _refused()
    form = RemoveForm.sent()
    if not form.validate():
        return _show(of_form(form, _("The payment method was not removed"), case=False), 422)
    with services().database.write() as session:
        methods = kept(session, here.account.id)
        method = next((m for m in standing(methods, here.now) if m.id == method_id), None)
        if method is None:
            return redirect(url_for("methods.listing"), 303)  # removed by an earlier click
        if not may_be_removed(method, methods, here.account, here.now):
            return _show(_last(method), 409)
        method.removed_at = here.now
    return redirect(url_for("methods.listing", removed=method.id), 303)


def _last(method: Method) -> Message:
    return Message(
        "error",
        _("%(method)s was not removed: it is your last payment method", method=method.printed),
        nothing_charged(),
        _("This account pays by card. Change the payment method instead of removing it."),
    )


def _refused() -> Screen:
    return _show(of_role(_("Your role can’t change payment methods")), 403)


def _asked(method_id: int | None) -> Method | None:
    """The method to be replaced, if it is one that the account has."""
    if method_id is None:
        return None
    with services().database.read() as session:
        methods = kept(session, visit().account.id)
    found = (m for m in standing(methods, visit().now) if m.id == method_id)
    return next(found, None) or abort(404)
