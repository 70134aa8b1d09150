"""What the gateway tells of its own accord: a reason to ask it, and never believed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from widget.core.gateway import Event, Gateway
from widget.payments.attempts import Attempts
from widget.payments.reversals import book_disputes, book_refunds
from widget.storage.database import Database
from widget.storage.models import Attempt, GatewayEvent

#: Not every event arrives. Those about money that goes back are looked for so long before the last
#: one that came at all; and in one hour of the day (UTC) as far back as the gateway keeps them: of
#: a payment that was settled late the events were nobody's when they came.
KEPT, OVERLAP, FULL_HOUR = timedelta(days=30), timedelta(days=3), 4
#: So many ids are looked for in one statement.
_AT_ONCE = 500


def take_event(
    database: Database,
    gateway: Gateway,
    event: Event,
    moment: Callable[[int], datetime],
    *,
    is_found: bool = False,
) -> bool:
    """Bring our books to where the gateway is; return whether there was anything to do.

    `moment` is an account's, by its id; `is_found` says that the event was never told. It is noted
    once it was dealt with, so that one that was interrupted is dealt with when it comes again;
    dealing with one twice changes nothing. One about a page that only takes details, or about what
    isn't ours, is passed over. Raises GatewayUnavailableError.
    """
    by_payment = Attempt.gateway_payment == event.payment
    mine = Attempt.key == event.key if event.payment is None else by_payment
    with database.read() as session:
        is_known = session.get(GatewayEvent, event.id) is not None
        attempt = session.scalar(select(Attempt).where(mine))
    if is_known or attempt is None:
        return False
    now = moment(attempt.account_id)
    if event.payment is None:
        Attempts(database, gateway, now).sync(attempt)
    elif event.is_dispute:
        book_disputes(database, gateway, attempt, now)
    else:
        book_refunds(database, gateway, attempt, now)
    noted = {"id": event.id, "account_id": attempt.account_id, "received_at": now}
    _note(database, GatewayEvent(**noted, is_found=is_found))
    return True


def missed(database: Database, gateway: Gateway, now: datetime) -> list[Event]:
    """Return the events about money that went back which weren't dealt with, the oldest first.

    Raises GatewayUnavailableError.
    """
    newest = select(func.max(GatewayEvent.received_at))
    with database.read() as session:
        last = session.scalar(newest)
    since = now - KEPT
    if last is not None and now.hour != FULL_HOUR:
        since = max(since, last - OVERLAP)
    events = {event.id: event for event in gateway.events_of_reversals(since)}
    ids, known = list(events), set()
    with database.read() as session:
        for start in range(0, len(ids), _AT_ONCE):
            some = GatewayEvent.id.in_(ids[start : start + _AT_ONCE])
            known |= set(session.scalars(select(GatewayEvent.id).where(some)))
    return [event for id, event in reversed(events.items()) if id not in known]


def _note(database: Database, event: GatewayEvent) -> None:
    with suppress(IntegrityError), database.write() as session:
        session.add(event)  # unless it came twice at once, and the other was faster
