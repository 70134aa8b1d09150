"""The screens of who is signed in: the way to another of their accounts, and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.live import cookies, sessions
from widget.live.embedded import is_embedded
from widget.live.sign_in import providers
from widget.web.forms import GuardedForm
from widget.web.row_ids import row_id
from widget.web.services import current, services

bp = Blueprint("session", __name__)


class SignOutForm(GuardedForm):
    """Sign out."""


class ChooseForm(GuardedForm):
    """Go on in another account."""


@bp.get("/<locale>/accounts/")
def accounts() -> str:
    """The accounts that somebody has a role in."""
    here = current()
    with services().database.read() as session:
        found = sessions.of_same_identity(session, here.person)
    form = ChooseForm.shown()
    return render_template("live/accounts.html", current=here, accounts=found, form=form)


@bp.post("/<locale>/accounts/")
def choose() -> Response:
    """Go on in another account: with a session of its own."""
    here, form = current(), ChooseForm.sent()
    wanted = row_id(request.form.get("person"))
    with services().database.read() as session:
        person = sessions.role_of_same_identity(session, here.person, wanted)
    if person is None or not form.validate():
        return redirect(url_for("session.accounts"), 303)
    token = sessions.switch(services().database, cookies.session_token(), person, here.now)
    response = redirect(url_for("portal.dashboard"), 303)
    cookies.put_session(response, token, sessions.LONGEST)
    return response


@bp.post("/<locale>/sign-out")
def sign_out() -> Response:
    """End the sign-in; the next page offers to sign out at the provider as well."""
    shared, token = services(), cookies.session_token()
    # Beside a session that is over there may be others that aren't: nobody signs in for this.
    found = sessions.find(shared.database, token, shared.clock())
    if found and not SignOutForm.sent().validate():
        return redirect(url_for("portal.dashboard"), 303)
    issuer = found[1].issuer if found else None
    sessions.sign_out(shared.database, token)
    issuers = [each.settings.issuer for each in providers()]
    number = issuers.index(issuer) + 1 if issuer in issuers else 0
    entrance = "frame_sign_in.start" if is_embedded() else "sign_in.start"
    response = redirect(url_for(entrance, out=number), 303)
    cookies.drop_session(response)
    return response
