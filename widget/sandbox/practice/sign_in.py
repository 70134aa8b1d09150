"""The screen by which customers come into practice: signing in makes a sample account."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.roles import Role
from widget.core.tokens import hashed_token
from widget.sandbox.practice.logins import find_login
from widget.sandbox.practice.scenarios import SCENARIOS
from widget.sandbox.practice.screen import bp
from widget.storage.models import Person, PracticeLogin
from widget.web.services import services
from widget.web.sign_in_rate import SignInRate

LIFETIME = timedelta(hours=6)
DEFAULT_SCENARIO = "company-account"
SIGN_IN_FORM = "sign-in"
#: Under this name the application knows how many may sign in.
SIGN_IN_RATE = "practice_sign_in_rate"


@bp.get("/")
def sign_in() -> str:
    """Show what signing in will open."""
    scenario, role = _wanted(request.args)
    token = services().tokens.issue(SIGN_IN_FORM)
    return render_template("practice/sign_in.html", scenario=scenario, role=role, form_token=token)


@bp.post("/")
def enter() -> Response:
    """Make a sample account and go to it."""
    scenario, role = _wanted(request.form)
    shared = services()
    if shared.tokens.check(request.form.get("form_token", ""), SIGN_IN_FORM) is None:
        abort(403)
    rate: SignInRate = current_app.extensions[SIGN_IN_RATE]
    if not rate.admit(shared.database, request.remote_addr or "", shared.clock()):
        abort(429)
    now = shared.clock()
    if known := _known_token(scenario, role, now):
        return redirect(url_for("portal.dashboard", token=known), 303)
    token = secrets.token_urlsafe(16)
    with shared.database.write() as session:
        account = SCENARIOS[scenario](session, now)
        person = Person(
            account_id=account.id, name="Camille Martin", email="camille@example.com", role=role
        )
        session.add(person)
        session.flush()
        session.add(
            PracticeLogin(
                token_hash=hashed_token(token),
                account_id=account.id,
                person_id=person.id,
                scenario=scenario,
                present=now,
                expires_at=now + LIFETIME,
            )
        )
    return redirect(url_for("portal.dashboard", token=token), 303)


def _known_token(scenario: str, role: Role, now: datetime) -> str:
    """Return the token of an account of this kind that the browser still has; "" for none."""
    token = request.form.get("token", "")
    with services().database.read() as session:
        found = find_login(session, token) if token else None
    if found is None:
        return ""
    _, person, _, login = found
    is_same = (login.scenario, person.role) == (scenario, role) and login.expires_at >= now
    return token if is_same else ""


def _wanted(values: Mapping[str, str]) -> tuple[str, Role]:
    scenario = values.get("scenario", DEFAULT_SCENARIO)
    role = values.get("role", Role.OWNER.value)
    if scenario not in SCENARIOS or role not in list(Role):
        abort(404)
    return scenario, Role(role)
