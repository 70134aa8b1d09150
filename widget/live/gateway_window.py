"""The gateway's pages opened from a frame: in a window, since they can't be framed."""

import json

from flask import Blueprint, abort, render_template, request, url_for

from widget.core.gateway import GatewayUnavailableError
from widget.live.embedded import RULE_PREFIX, at_top_level
from widget.live.sign_in import own_path
from widget.web.gateway_pages import GatewayPage
from widget.web.own_attempts import attempts
from widget.web.own_setups import setup_intents
from widget.web.row_ids import row_id
from widget.web.services import current, services

#: In frames, and in the window.
bp = Blueprint("gateway_window", __name__)

#: The endpoint that a frame asks by itself: nobody uses a session so.
STATE = "gateway_window.state"


def way_to(page: GatewayPage) -> str:
    """Return the address of the frame's screen that opens a page of the gateway's."""
    return url_for(
        "gateway_window.show",
        url=page.url,
        back=page.back,
        mark=services().tokens.mark(_subject(page.url, page.back, page.attempt_id, page.intent_id)),
        attempt=page.attempt_id,
        setup=page.intent_id,
    )


def way_back(path: str) -> str:
    """Return where the gateway's page sends its customer: to a window that closes.

    Should no frame have opened it, it goes on to `path` by itself.
    """
    return url_for("gateway_window.returned", to=at_top_level(path))


def _subject(url: str, back: str, attempt_id: int | None, intent_id: int | None) -> str:
    return json.dumps([current().account.id, url, back, attempt_id, intent_id])


@bp.get(f"{RULE_PREFIX}/gateway/")
def show() -> str:
    """Show what opens the gateway's page, and goes on once something has come of it."""
    url, back = request.args.get("url", ""), request.args.get("back", "")
    attempt_id, intent_id = _asked()
    subject = _subject(url, back, attempt_id, intent_id)
    if not services().tokens.is_marked(request.args.get("mark", ""), subject):
        abort(404)
    state = url_for(STATE, attempt=attempt_id, setup=intent_id)
    return render_template("live/gateway_window.html", url=url, back=back, state=state)


def _asked() -> tuple[int | None, int | None]:
    """The attempt, or the setup intent, that the address tells of."""
    return row_id(request.args.get("attempt")), row_id(request.args.get("setup"))


@bp.get(f"{RULE_PREFIX}/gateway/state")
def state() -> dict[str, bool]:
    """Tell whether the customer may still be at the gateway's page."""
    here = current()
    attempt_id, intent_id = _asked()
    try:
        if intent_id is not None:
            return {"isOpen": setup_intents().is_open(intent_id, here.account.id)}
        attempt = attempts().sync_by_id(attempt_id, here.account.id) if attempt_id else None
    except GatewayUnavailableError:
        return {"isOpen": True}
    return {"isOpen": (attempt or abort(404)).state.waits_for_customer}


@bp.get("/<locale>/returned")
def returned() -> str:
    """Say to who comes back from the gateway in the window that the frame goes on."""
    to = own_path(request.args.get("to", "")) or url_for("portal.dashboard")
    if "left" in request.args:
        to += "&left=1" if "?" in to else "?left=1"
    return render_template("live/returned.html", to=to)
