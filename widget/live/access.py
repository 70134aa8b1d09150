"""Access to real accounts, by signing in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Flask, abort, g, redirect, request, url_for

from widget.core.languages import tag
from widget.core.roles import Role
from widget.core.settings import ProviderSettings
from widget.live import (
    embedded,
    frame_sign_in,
    gateway_window,
    people_screen,
    session_screen,
    sign_in,
)
from widget.live.cookies import session_token
from widget.live.embedded import is_embedded
from widget.live.invitations import InvitationTokens
from widget.live.providers import providers_of
from widget.live.sessions import find
from widget.live.sign_in import PROVIDERS, RATE, TOKENS
from widget.web.gateway_pages import GatewayPage, SameWindow
from widget.web.services import AccountContext, current, services
from widget.web.sign_in_rate import SignInRate

#: What a frame's script adds to a form whose button was in view.
PRESSED = "pressed"


class LiveAccess(SameWindow):
    """Opens the account that a session is of; there is no other way in."""

    prefix = ""
    is_practice = False
    note = "live/note.html"
    entrance = "sign_in.start"

    def __init__(
        self,
        providers: Sequence[ProviderSettings],
        origin: str,
        secret: str,
        sign_ins: str,
        *,
        in_frames: bool = False,
    ):
        """`origin` is the widget's own; `secret` signs invitations.

        `sign_ins` is how many may be begun from one address: `60/minute`. With `in_frames`, help
        pages may show an account as well.
        """
        self._in_frames = in_frames
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
        if self._in_frames:
            app.register_blueprint(frame_sign_in.bp)
            app.register_blueprint(gateway_window.bp)
            own = {sign_in.bp.name, frame_sign_in.bp.name, gateway_window.bp.name}
            embedded.init_app(app, own)
        app.jinja_env.globals.update(
            is_embedded=is_embedded,
            outside=embedded.outside,
            live_entrance=self._way_in,
            may_invite=lambda: current().role is Role.OWNER,
            sign_out_token=session_screen.SignOutForm.new_token,
        )

    def open(self) -> AccountContext:
        """Return the account of this request's session.

        Without one, whoever asks for a page is led to sign in, and then there; 401 for a form. A
        frame's form is refused (403) unless its script says that the button was seen: a page around
        it can keep scripts from running.
        """
        if is_embedded() and request.method != "GET" and PRESSED not in request.form:
            abort(403)
        shared = services()
        now = shared.clock()
        token = session_token()
        is_use = request.endpoint != gateway_window.STATE
        found = find(shared.database, token, now, is_use=is_use) if token else None
        if found is None:
            if request.method != "GET":
                abort(401)
            asked = request.full_path.removesuffix("?")
            abort(redirect(self._way_in(asked), 302))
        account, person, is_paying, g.session = found
        return AccountContext(account, person, is_paying, now)

    def _way_in(self, to: str | None = None) -> str:
        """Return where people sign in, to go on at `to`."""
        return url_for("frame_sign_in.start" if is_embedded() else self.entrance, to=to)

    def moment(self, account_id: int) -> datetime:
        """Return the present moment."""
        return services().clock()

    def may_be_framed(self) -> bool:
        """Whether this screen may stand in a frame: it is one of those made for that."""
        return is_embedded()

    def way_back(self, path: str) -> str:
        """Return where the gateway's page sends its customer: from a window, to one that closes."""
        return gateway_window.way_back(path) if is_embedded() else super().way_back(path)

    def way_to(self, page: GatewayPage) -> str:
        """Return what leads to a page of the gateway's: from a frame, a screen that opens it."""
        return gateway_window.way_to(page) if is_embedded() else super().way_to(page)


def _put_locale(app: Flask) -> Any:
    def put(endpoint: str, values: dict[str, Any]) -> None:
        locale = g.get("answer_locale") or tag()
        if "locale" not in values and app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values["locale"] = locale
        embedded.keep_in_frame(app, endpoint, values)

    return put
