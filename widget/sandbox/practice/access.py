"""The practice door: signing in makes a sample account, found by the token in the address."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import click
from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy import bindparam
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from widget.core.clock import days_later
from widget.core.languages import tag
from widget.core.roles import Role
from widget.payments.methods.validation import validate_pending
from widget.payments.monthly import Month, bill
from widget.sandbox.practice.purging import purge
from widget.sandbox.practice.scenarios import SCENARIOS
from widget.sandbox.practice.sign_in_rate import SignInRate
from widget.storage.account_transactions import changing
from widget.storage.models import Account, Person, PracticeLogin
from widget.storage.ownership import ForeignRowError
from widget.web.forms import GuardedForm
from widget.web.services import ACCOUNT_AND_PERSON, AccountContext, current, services

LIFETIME = timedelta(hours=6)
DEFAULT_SCENARIO = "company-account"
SIGN_IN_FORM = "sign-in"

_BY_TOKEN = (
    ACCOUNT_AND_PERSON.join(PracticeLogin, PracticeLogin.person_id == Person.id)
    .where(PracticeLogin.token_hash == bindparam("hash"), PracticeLogin.account_id == Account.id)
    .add_columns(PracticeLogin)
)

bp = Blueprint("practice", __name__, url_prefix="/<locale>/practice")


class PracticeAccess:
    """Opens accounts by token; no cookie is needed, so any page can embed them."""

    prefix = "/practice/<token>"
    is_practice = True
    note = "practice/note.html"
    entrance = "practice.sign_in"

    def __init__(self, sign_ins: str):
        self._sign_ins = SignInRate(sign_ins)

    def init_app(self, app: Flask) -> None:
        """Add the sign-in screen, and take tokens from addresses."""
        app.register_blueprint(bp)
        app.cli.command("purge")(run_purge)
        app.url_value_preprocessor(_take_token)
        app.url_defaults(_put_token(app))
        app.jinja_env.globals.update(
            start_again=start_again,
            next_day_token=lambda: NextDayForm.new_token(current().now.isoformat()),
        )

    def admit(self, client: str) -> bool:
        """Count a sign-in of a client's address; False when it has had too many."""
        shared = services()
        return self._sign_ins.admit(shared.database, client, shared.clock())

    def open(self) -> AccountContext:
        """Return the account that the address's token opens; 410 when it has expired."""
        database = services().database
        hashed = _hashed(g.get("token", ""))
        with database.read() as session:
            found = session.execute(_BY_TOKEN, {"hash": hashed}).one_or_none()
        # The account's own clock stands still; how long it is kept is real time.
        if found is not None:
            require_login(found.PracticeLogin, hashed)
        if found is None or found.PracticeLogin.expires_at < services().clock():
            abort(410)
        account, person, is_paying, g.practice = found
        return AccountContext(account, person, is_paying, g.practice.present)


def run_purge() -> None:
    """Remove the practice accounts that have expired, with all that belongs to them."""
    shared = services()
    removed = purge(shared.database, shared.clock())
    click.echo(f"practice accounts removed: {removed}")


class NextDayForm(GuardedForm):
    """Move the practice account's clock on; it is good for the account's present moment only."""


def require_login(found: PracticeLogin, asked: str) -> None:
    """Raise ForeignRowError unless a login's row is the one that was asked for."""
    if found.token_hash != asked:
        raise ForeignRowError("another login's row came back")


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _take_token(_: str | None, values: dict[str, Any] | None) -> None:
    if values and "token" in values:
        g.token = values.pop("token")


def _put_token(app: Flask) -> Any:
    def put(endpoint: str, values: dict[str, Any]) -> None:
        for name, value in (("token", g.get("token")), ("locale", tag())):
            if value and name not in values and app.url_map.is_endpoint_expecting(endpoint, name):
                values[name] = value

    return put


def start_again() -> str:
    """The address that begins the same practice anew."""
    current: PracticeLogin | None = g.get("practice")
    if current is None:
        return url_for("practice.sign_in")
    role = g.current.role.value if "current" in g else Role.OWNER.value
    return url_for("practice.sign_in", scenario=current.scenario, role=role)


def _asked(values: Mapping[str, str]) -> tuple[str, Role]:
    scenario = values.get("scenario", DEFAULT_SCENARIO)
    role = values.get("role", Role.OWNER.value)
    if scenario not in SCENARIOS or role not in list(Role):
        abort(404)
    return scenario, Role(role)


@bp.post("/<token>/next-day")
def next_day() -> Response:
    """Move the account's clock on by a day, or to the next month, and do what that brings.

    New payment methods are validated; a month that is over is invoiced and charged.
    """
    shared, here = services(), current()
    if not NextDayForm.sent(here.now.isoformat()).validate():
        return redirect(_screen_before(), 303)  # a second click: the day has come already
    month = Month.of(here.today)
    if "month" in request.form:
        days = (month.next - here.today).days
        later = days_later(here.now, days, here.account.time_zone)
    else:  # a day is 24 hours, as details are promised to be validated and usable within
        later = here.now + timedelta(days=1)
    with changing(shared.database, here.account.id) as session:
        found = session.get_one(PracticeLogin, g.practice.token_hash)
        if found.present == here.now:
            found.present = later
    validate_pending(shared.database, shared.gateway, here.account.id, later)
    bill(shared.database, shared.gateway, here.account, month, shared.origin, later)
    return redirect(_screen_before(), 303)


def _screen_before() -> str:
    """The screen that a form stood on, if it is one of this account's that can be shown."""
    home = url_for("portal.dashboard")
    try:
        before = urlsplit(request.referrer or "")
    except ValueError:  # no address at all
        return home
    is_ours = f"{before.scheme}://{before.netloc}" == services().origin
    if not is_ours or not before.path.startswith(home):
        return home
    try:
        current_app.url_map.bind("").match(before.path, method="GET")
    except HTTPException:
        return home  # it answered a form, and has no address of its own
    return before.path


@bp.get("/")
def sign_in() -> str:
    """Show what signing in will open."""
    scenario, role = _asked(request.args)
    token = services().tokens.issue(SIGN_IN_FORM)
    return render_template("practice/sign_in.html", scenario=scenario, role=role, form_token=token)


@bp.post("/")
def enter() -> Response:
    """Make a sample account and go to it."""
    scenario, role = _asked(request.form)
    shared = services()
    if shared.tokens.check(request.form.get("form_token", ""), SIGN_IN_FORM) is None:
        abort(403)
    access = shared.access
    if isinstance(access, PracticeAccess) and not access.admit(request.remote_addr or ""):
        abort(429)
    token = secrets.token_urlsafe(16)
    now = shared.clock()
    with shared.database.write() as session:
        account = SCENARIOS[scenario](session, now)
        person = Person(
            account_id=account.id, name="Camille Martin", email="camille@example.com", role=role
        )
        session.add(person)
        session.flush()
        session.add(
            PracticeLogin(
                token_hash=_hashed(token),
                account_id=account.id,
                person_id=person.id,
                scenario=scenario,
                present=now,
                expires_at=now + LIFETIME,
            )
        )
    return redirect(url_for("portal.dashboard", token=token), 303)
