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
            may_invite=lambda: current().role is Role.OWNER,
            sign_out_token=session_screen.SignOutForm.new_token,
        )

    def open(self) -> AccountContext:
        """Return the account of this request's session.

        Without one, whoever asks for a page is led to sign in, and then there; 401 for a form.
        """
        shared = services()
        now = shared.clock()
        token = session_token()
        found = find(shared.database, token, now) if token else None
        if found is None:
            if request.method != "GET":
                abort(401)
            asked = request.full_path.removesuffix("?")
            entrance = "frame_sign_in.start" if is_embedded() else self.entrance
            abort(redirect(url_for(entrance, to=asked), 302))
        account, person, is_paying, _session = found
        return AccountContext(account, person, is_paying, now)

    def moment(self, account_id: int) -> datetime:
        """Return the present moment."""
        return services().clock()

    def is_framed(self) -> bool:
        """Whether this screen may stand in a frame: it is one of those made for that."""
        return is_embedded()

    def address_back(self, path: str) -> str:
        """Return where the gateway's page sends its customer: from a window, to one that closes."""
        return super().address_back(url_for("gateway_window.returned") if is_embedded() else path)

    def way_to(self, page: GatewayPage) -> str:
        """Return what leads to a page of the gateway's: from a frame, a screen that opens it."""
        return gateway_window.way_to(page) if is_embedded() else super().way_to(page)


def _put_locale(app: Flask) -> Any:
    def put(endpoint: str, values: dict[str, Any]) -> None:
        locale = g.get("answer_locale") or tag()
        if "locale" not in values and app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values["locale"] = locale
        embedded.put(app, endpoint, values)

    return put
