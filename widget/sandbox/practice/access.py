"""Access to practice accounts, by the token in the address."""

from datetime import datetime
from typing import Any

import click
from flask import Flask, abort, g, url_for
from sqlalchemy import select

from widget.core.languages import tag
from widget.core.roles import Role
from widget.sandbox.practice.logins import find_login
from widget.sandbox.practice.next_day import NextDayForm
from widget.sandbox.practice.purging import purge
from widget.sandbox.practice.screen import bp
from widget.sandbox.practice.sign_in import SIGN_IN_RATE
from widget.storage.models import PracticeLogin
from widget.web.gateway_pages import SameWindow
from widget.web.services import AccountContext, current, services
from widget.web.sign_in_rate import SignInRate


class PracticeAccess(SameWindow):
    """Opens accounts by token; no cookie is needed, so any page can embed them."""

    prefix = "/practice/<token>"
    is_practice = True
    note = "practice/note.html"
    entrance = "practice.sign_in"

    def __init__(self, sign_ins: str):
        """`sign_ins` is how many accounts one address may open: `60/minute`."""
        self._rate = SignInRate(sign_ins)

    def init_app(self, app: Flask) -> None:
        """Add the sign-in screen, and take tokens from addresses."""
        app.extensions[SIGN_IN_RATE] = self._rate
        app.register_blueprint(bp)
        app.cli.command("purge")(run_purge)
        app.url_value_preprocessor(_take_token)
        app.url_defaults(_put_token(app))
        app.jinja_env.globals.update(
            start_again=start_again,
            practised=practised,
            next_day_token=lambda: NextDayForm.new_token(current().now.isoformat()),
        )

    def open(self) -> AccountContext:
        """Return the account that the address's token opens; 410 when it has expired."""
        with services().database.read() as session:
            found = find_login(session, g.get("token", ""))
        # The account's own clock stands still; how long it is kept is real time.
        if found is None or found[-1].expires_at < services().clock():
            abort(410)
        account, person, is_paying, g.practice = found
        return AccountContext(account, person, is_paying, g.practice.present)

    def may_be_framed(self) -> bool:
        """Whether this screen may stand in a frame: all may."""
        return True

    def moment(self, account_id: int) -> datetime:
        """Return the moment to which an account's customer has moved its clock."""
        shared = services()
        mine = PracticeLogin.account_id == account_id
        with shared.database.read() as session:
            present = session.scalar(select(PracticeLogin.present).where(mine))
        return present or shared.clock()


def run_purge() -> None:
    """Remove the practice accounts that have expired, with all that belongs to them."""
    shared = services()
    removed = purge(shared.database, shared.clock())
    click.echo(f"practice accounts removed: {removed}")


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
    login: PracticeLogin | None = g.get("practice")
    if login is None:
        return url_for("practice.sign_in")
    return url_for("practice.sign_in", scenario=login.scenario, role=_role().value, new=1)


def practised() -> str:
    """What is practised: the kind of sample account, and the role in it."""
    login: PracticeLogin = g.practice
    return f"{login.scenario} {_role().value}"


def _role() -> Role:
    role: Role = g.current.role if "current" in g else Role.OWNER
    return role
