"""Access to real accounts, by signing in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Flask, abort, g, redirect, request, url_for

from widget.core.languages import tag
from widget.core.roles import Role
from widget.core.settings import ProviderSettings
from widget.live import people_screen, session_screen, sign_in
from widget.live.cookies import SESSION
from widget.live.invitations import InvitationTokens
from widget.live.providers import providers_of
from widget.live.sessions import find
from widget.live.sign_in import PROVIDERS, RATE, TOKENS
from widget.web.services import AccountContext, current, services
from widget.web.sign_in_rate import SignInRate


class LiveAccess:
    """Opens the account that a session is of; there is no other way in."""

    prefix = ""
    is_practice = False
    note = "live/note.html"
    entrance = "sign_in.start"

    def __init__(
        self, providers: Sequence[ProviderSettings], origin: str, secret: str, sign_ins: str
    ):
        """`origin` is the widget's own; `secret` signs invitations.

        `sign_ins` is how many may be begun from one address: `60/minute`.
        """
        self._rate = SignInRate(sign_ins)
        self._providers = providers_of(providers, origin)
        self._tokens = InvitationTokens(secret)

    def init_app(self, app: Flask) -> None:
        """Add the screens by which people come in, leave, and let others in."""
        app.extensions[PROVIDERS] = self._providers
        app.extensions[TOKENS] = self._tokens
        app.extensions[RATE] = self._rate
        app.register_blueprint(sign_in.bp)
        app.register_blueprint(session_screen.bp)
        app.register_blueprint(people_screen.bp)
        app.url_defaults(_put_locale(app))
        app.jinja_env.globals.update(
            may_invite=lambda: current().role is Role.OWNER,
            sign_out_token=session_screen.SignOutForm.new_token,
        )

    def open(self) -> AccountContext:
        """Return the account of this request's session.

        Without one, whoever asks for a page is led to sign in, and then there; 401 for a form.
        """
        shared = services()
        now = shared.clock()
        token = request.cookies.get(SESSION, "")
        found = find(shared.database, token, now) if token else None
        if found is None:
            if request.method != "GET":
                abort(401)
            asked = request.full_path.removesuffix("?")
            abort(redirect(url_for("sign_in.start", to=asked), 302))
        account, person, is_paying, _session = found
        return AccountContext(account, person, is_paying, now)

    def moment(self, account_id: int) -> datetime:
        """Return the present moment."""
        return services().clock()


def _put_locale(app: Flask) -> Any:
    def put(endpoint: str, values: dict[str, Any]) -> None:
        locale = g.get("answer_locale") or tag()
        if "locale" not in values and app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values["locale"] = locale

    return put
