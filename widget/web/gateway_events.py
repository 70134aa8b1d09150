"""Where the gateway tells what happened."""

from flask import Blueprint, Response, abort, request

from widget.core.gateway import BadSignatureError, GatewayUnavailableError
from widget.payments.events import take_event
from widget.web.services import services

bp = Blueprint("gateway_events", __name__, url_prefix="/gateway")


@bp.post("/events")
def receive() -> Response:
    """Take an event; 400 for one that isn't signed."""
    shared = services()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        event = shared.gateway.parse_event(request.get_data(), headers)
        take_event(shared.database, shared.gateway, event, shared.access.moment)
    except BadSignatureError:
        abort(400)
    except GatewayUnavailableError:
        abort(503)  # it will be told again
    return Response(status=204)


receive.is_machine_interface = True  # type: ignore[attr-defined]
