"""The gateway's pages opened from a frame: in a window, since they can't be framed."""

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.gateway import GatewayUnavailableError
from widget.live.embedded import PREFIX
from widget.storage.models import AttemptState
from widget.web.gateway_pages import GatewayPage
from widget.web.own_attempts import attempts
from widget.web.own_setups import setup_intents
from widget.web.row_ids import row_id
from widget.web.services import current, services

bp = Blueprint("gateway_window", __name__)

_WAITS = (AttemptState.AWAITING_CUSTOMER, AttemptState.ACTION_REQUIRED)


def way_to(page: GatewayPage) -> str:
    """Return the address of the frame's screen that opens a page of the gateway's."""
    return url_for(
        "gateway_window.wait",
        url=page.url,
        back=page.back,
        mark=services().tokens.mark(_subject(page.url, page.back)),
        attempt=page.attempt_id,
        setup=page.intent_id,
    )


def _subject(url: str, back: str) -> str:
    return f"{current().account.id} leaves to {url} and comes to {back}"


@bp.get(f"{PREFIX}/gateway/")
def wait() -> str:
    """Open the gateway's page in a window, and wait for what comes of it."""
    url, back = request.args.get("url", ""), request.args.get("back", "")
    if not services().tokens.is_marked(request.args.get("mark", ""), _subject(url, back)):
        abort(404)
    asked = url_for(
        "gateway_window.state", attempt=request.args.get("attempt"), setup=request.args.get("setup")
    )
    return render_template(
        "live/gateway_window.html", current=current(), url=url, back=back, state=asked
    )


@bp.get(f"{PREFIX}/gateway/state")
def state() -> Response | dict[str, bool]:
    """Tell whether the customer may still be at the gateway's page."""
    here = current()
    attempt_id, intent_id = row_id(request.args.get("attempt")), row_id(request.args.get("setup"))
    try:
        if intent_id is not None:
            return {"isOpen": setup_intents().is_open(intent_id, here.account.id)}
        attempt = attempts().sync_by_id(attempt_id, here.account.id) if attempt_id else None
    except GatewayUnavailableError:
        return {"isOpen": True}
    return {"isOpen": (attempt or abort(404)).state in _WAITS}


@bp.get("/<locale>/returned")
def returned() -> str:
    """Say to who comes back from the gateway in the window that the frame goes on."""
    return render_template("live/returned.html")
