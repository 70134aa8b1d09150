"""The attempts to pay of this request's visit: what pays, and which one the address tells of."""

from flask import request

from widget.attempts import Attempts
from widget.models import Attempt
from widget.row_ids import row_id
from widget.services import services, visit


def attempts() -> Attempts:
    """What pays, for this visit."""
    shared = services()
    return Attempts(shared.database, shared.gateway, visit().now)


def asked_attempt() -> Attempt | None:
    """Return the attempt that the address tells of (`attempt`), if it is this account's."""
    attempt_id = row_id(request.args.get("attempt"))
    if attempt_id is None:
        return None
    with services().database.read() as session:
        attempt = session.get(Attempt, attempt_id)
    return attempt if attempt and attempt.account_id == visit().account.id else None
