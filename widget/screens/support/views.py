"""The screens of the support cases."""

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.core.languages import label
from widget.core.numbers import case_number
from widget.screens.support.forms import CaseForm
from widget.screens.support.own_words import said_in
from widget.storage.account_transactions import account_transaction
from widget.storage.models import Case
from widget.web.notices import Notice, of_form
from widget.web.row_ids import row_id
from widget.web.services import current, own_rows, services

bp = Blueprint("support", __name__, url_prefix="/support")

MOST = 100
#: So many cases of its people an account may have.
MOST_OF_CUSTOMERS = 50


@bp.get("/")
def cases() -> str:
    """The account's cases, the newest first; `created` says which was just created."""
    here = current()
    with own_rows() as session:
        found = session.scalars(
            select(Case)
            .where(Case.account_id == here.account.id)
            .order_by(Case.id.desc())
            .limit(MOST)
        ).all()
    created = row_id(request.args.get("created"))
    new = next((case for case in found if case.id == created), None)
    notice = _created(new) if new else None
    cases_shown = [(case, *said_in(case)) for case in found]
    return render_template("support/cases.html", current=here, cases=cases_shown, notice=notice)


def _created(case: Case) -> Notice:
    return Notice(
        "success",
        label("case_created"),
        "",
        _(
            "Keep its number: %(number)s. The Support team will reply to %(email)s.",
            number=case.number,
            email=current().person.email,
        ),
        control="case_created",
    )


@bp.get("/new")
def new() -> str:
    """The form, with the reference of a payment (`payment`) filled in."""
    reference = request.args.get("payment", "")[:40]
    return _form(CaseForm.shown(payment_reference=reference))


def _form(form: CaseForm, notice: Notice | None = None) -> str:
    form.renew()
    return render_template("support/new.html", current=current(), form=form, notice=notice)


@bp.post("/new")
def create() -> tuple[str, int] | Response:
    """Create a case; the same form sent again shows the first."""
    form = CaseForm.sent()
    if not form.validate():
        return _form(form, of_form(form, _("The case was not created"), "", case=False)), 422
    with account_transaction(services().database, current().account.id) as session:
        case = _case_of_form(session, form.nonce)
        if case is None and _of_customers(session) >= MOST_OF_CUSTOMERS:
            return _form(form, _too_many()), 409
        case = case or _create(session, form)
    return redirect(url_for("support.cases", created=case.id), 303)


def _of_customers(session: Session) -> int:
    """How many cases the account's people have created."""
    mine = (Case.account_id == current().account.id, Case.person_id.is_not(None))
    counted = select(func.count().label("cases"), Case.account_id).where(*mine)
    return session.scalar(counted.group_by(Case.account_id)) or 0


def _too_many() -> Notice:
    return Notice(
        "warning",
        _("This account has too many support cases"),
        _("The case was not created."),
        _("Wait for the answers of the Support team: they come by e-mail."),
        case=False,
    )


def _case_of_form(session: Session, token: str) -> Case | None:
    mine = Case.account_id == current().account.id
    return session.scalar(select(Case).where(mine, Case.form_token == token))


def _create(session: Session, form: CaseForm) -> Case:
    here = current()
    case = Case(
        account_id=here.account.id,
        person_id=here.person.id,
        number=case_number(),
        subject=form.subject_line.data,
        description=form.description.data,
        payment_reference=form.payment_reference.data,
        form_token=form.nonce,
        created_at=here.now,
    )
    session.add(case)
    session.flush()
    return case
