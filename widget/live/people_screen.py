"""The screen on which an owner sees an account's people, invites, and changes roles."""

import re
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, SelectField, StringField
from wtforms.validators import ValidationError

from widget.core.languages import gettext as _
from widget.core.languages import label, tag
from widget.core.roles import Role
from widget.live import people
from widget.web.forms import GuardedForm, one_line, take_email
from widget.web.guards import Answer, requires
from widget.web.notices import Notice, of_form
from widget.web.row_ids import ROUTE
from widget.web.services import current, own_rows, services

bp = Blueprint("people", __name__, url_prefix="/<locale>/people")
_PERSON = ROUTE.format("person_id")


class InviteForm(GuardedForm):
    """Whom to invite."""

    name = StringField(filters=[one_line])
    email = StringField(filters=[one_line])
    role = SelectField()

    def validate_name(self, field: Field) -> None:
        """A line; it begins a letter of ours to somebody else, so it leads nowhere."""
        if not field.data or len(field.data) > 100:
            raise ValidationError(_("Enter a name of at most 100 characters."))
        if re.search(r"://|@|www\.|\w\.\w{2,}", field.data):
            raise ValidationError(_("Enter a name without a web or e-mail address in it."))

    def validate_email(self, field: Field) -> None:
        """An address that a letter can be sent to."""
        take_email(field)


class RoleForm(GuardedForm):
    """Another role for somebody, or none any more."""

    role = SelectField()


def _refused() -> Answer:
    notice = Notice(
        "error",
        _("Your role does not allow you to manage access"),
        "",
        _("Ask a billing account owner to give you another role."),
        case=False,
    )
    return render_template("live/people.html", current=current(), notice=notice), 403


for_owners = requires(lambda role: role is Role.OWNER, _refused)


@bp.get("/")
@for_owners
def listing() -> Answer:
    """The people, and the form of an invitation."""
    return _show()


def _show(
    notice: Notice | None = None, form: InviteForm | None = None, status: int = 200
) -> Answer:
    here = current()
    with own_rows() as session:
        found = people.people_of(session, here.account.id)
    if form is None:
        form = InviteForm.shown(role=Role.READER.value)
    else:
        form.renew()
    form.role.choices = _roles()
    shown = render_template(
        "live/people.html",
        current=here,
        notice=notice or _done(),
        people=found,
        form=form,
        roles=_roles(),
        role_tokens={person.id: RoleForm.new_token(f"{person.id}") for person in found},
    )
    return shown, status


def _roles() -> list[tuple[str, str]]:
    return [(role.value, label(role.control)) for role in Role]


def _done() -> Notice | None:
    said = {
        "invited": (_("The invitation is on its way"), _("It can be accepted for a week.")),
        "changed": (_("The role has changed"), _("It applies at once.")),
        "removed": (_("The person was removed"), _("Their sessions have ended.")),
    }
    found = said.get(request.args.get("done", ""))
    return Notice("success", found[0], "", found[1]) if found else None


@bp.post("/")
@for_owners
def invite() -> Answer | Response:
    """Invite somebody by e-mail."""
    form = InviteForm.sent()
    form.role.choices = _roles()
    title = _("Nobody was invited")
    if not form.validate():
        return _show(of_form(form, title, "", case=False), form, 422)
    role = Role(form.role.data)
    name, email = str(form.name.data), str(form.email.data)
    return _changed("invited", title, lambda: _people().invite(name, email, role, tag()))


def _people() -> people.People:
    here = current()
    return people.People(services().database, here.account.id, here.person.id, here.now)


@bp.get(f"/{_PERSON}/remove")
@for_owners
def confirm(person_id: int) -> Answer:
    """Ask whether somebody is to be removed."""
    here = current()
    with own_rows() as session:
        found = people.people_of(session, here.account.id)
    person = next((each for each in found if each.id == person_id), None) or abort(404)
    return render_template(
        "live/remove.html",
        current=here,
        person=person,
        form_token=RoleForm.new_token(f"{person.id}"),
    ), 200


@bp.post(f"/{_PERSON}")
@for_owners
def change(person_id: int) -> Answer | Response:
    """Change somebody's role, invite them again, or remove them."""
    form = RoleForm.sent(f"{person_id}")
    form.role.choices = _roles()
    title = _("Nothing was changed")
    if not form.validate():
        return _show(of_form(form, title, "", case=False), status=422)
    if "remove" in request.form:
        return _changed("removed", title, lambda: _people().remove(person_id))
    if "invite" in request.form:
        return _changed("invited", title, lambda: _people().invite_again(person_id, tag()))
    role = Role(form.role.data)
    return _changed("changed", title, lambda: _people().change_role(person_id, role))


def _changed(done: str, title: str, act: Callable[[], object]) -> Answer | Response:
    try:
        act()
    except people.PeopleError as error:
        advice = {
            people.LAST_OWNER: _(
                "An account must always have an owner. Wait until another person with this role has"
                " signed in."
            ),
            people.TOO_MANY: _(
                "Remove a person first: an account can have 200 at the most, invited ones too."
            ),
            people.TOO_OFTEN: _("Too many invitations were sent of late: try again later."),
            people.GONE: _("The list has changed meanwhile. Look at it below."),
        }[error.reason]
        return _show(Notice("error", title, "", advice, case=False), status=409)
    return redirect(url_for("people.listing", done=done), 303)
