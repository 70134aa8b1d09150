"""What the gateway tells of its own accord: a reason to ask it, and never believed."""

from contextlib import suppress

from flask import Blueprint, Response, abort, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from widget.core.gateway import BadSignatureError, GatewayUnavailableError
from widget.payments.attempts import Attempts
from widget.storage.models import Attempt, GatewayEvent
from widget.web.services import services

bp = Blueprint("gateway_events", __name__, url_prefix="/gateway")


@bp.post("/events")
def receive() -> Response:
    """Take an event: what it is about is asked of the gateway. 400 for one that isn't signed.

    It is noted once it was dealt with, so that one that was interrupted is dealt with when it comes
    again; dealing with one twice changes nothing.
    """
    shared = services()
    try:
        headers = {name.lower(): value for name, value in request.headers.items()}
        event = shared.gateway.parse_event(request.get_data(), headers)
    except BadSignatureError:
        abort(400)
    except GatewayUnavailableError:
        abort(503)  # it will be told again
    with shared.database.read() as session:
        is_known = session.get(GatewayEvent, event.id) is not None
        attempt = session.scalar(select(Attempt).where(Attempt.key == event.key))
        if is_known or attempt is None:  # told before, or about a page that only takes details
            return Response(status=204)
    now = shared.access.moment(attempt.account_id)
    try:
        Attempts(shared.database, shared.gateway, now).sync(attempt)
    except GatewayUnavailableError:
        abort(503)  # it will be told again
    _note(GatewayEvent(id=event.id, account_id=attempt.account_id, received_at=now))
    return Response(status=204)


def _note(event: GatewayEvent) -> None:
    with suppress(IntegrityError), services().database.write() as session:
        session.add(event)  # unless it came twice at once, and the other was faster


receive.is_machine_interface = True  # type: ignore[attr-defined]
