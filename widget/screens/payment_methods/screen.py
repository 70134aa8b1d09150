"""The screen of the payment methods, and which of them an address means."""

from flask import Blueprint, abort, render_template
from sqlalchemy.orm import Session

from widget.core.languages import gettext as _
from widget.payments.methods.eligibility import (
    VALIDATED_WITHIN,
    charged_monthly,
    kept,
    may_be_removed,
    standing,
    usable,
)
from widget.storage.models import BillingContact, Method
from widget.web.guards import Answer, requires
from widget.web.notices import Notice, of_role
from widget.web.services import current, own_rows

bp = Blueprint("methods", __name__, url_prefix="/billing/payments/method")


def show(notice: Notice | None = None, status: int = 200) -> Answer:
    """Return the methods, with a message above them."""
    here = current()
    with own_rows() as session:
        methods = kept(session, here.account.id)
        contacts = {m.id: contact_of(session, m) for m in methods}
    text = render_template(
        "methods/list.html",
        current=here,
        methods=standing(methods, here.now),
        by_id={method.id: method for method in methods},
        contacts=contacts,
        usable=usable(methods, here.now),
        today=here.today,
        charged=charged_monthly(methods, here.now),
        validated_within=VALIDATED_WITHIN,
        removable={m.id for m in methods if may_be_removed(m, methods, here.account, here.now)},
        notice=notice,
        section="payments",
    )
    return text, status


def contact_of(session: Session, method: Method) -> BillingContact | None:
    """Return whom a method is billed to."""
    return session.get(BillingContact, method.contact_id) if method.contact_id else None


def refused() -> Answer:
    """Say that the role doesn't allow it."""
    return show(of_role(_("Your role can’t change payment methods")), 403)


def asked_method(method_id: int | None) -> Method | None:
    """The method to be replaced, if it is one that the account has."""
    if method_id is None:
        return None
    with own_rows() as session:
        methods = kept(session, current().account.id)
    found = (m for m in standing(methods, current().now) if m.id == method_id)
    return next(found, None) or abort(404)


#: For views of those who may change methods; others get the methods, and are told.
for_changers = requires(lambda role: role.may_change_methods, refused)
