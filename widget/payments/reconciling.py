"""The reconciler: looks up what no customer came back to finish, on a schedule that backs off."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from widget.billing.system_cases import open_case
from widget.core.clock import Clock
from widget.core.gateway import Gateway, GatewayUnavailableError
from widget.payments.attempts import Attempts
from widget.payments.events import missed, take_event
from widget.payments.methods.setup import SetupIntents
from widget.payments.methods.validation import Validation
from widget.payments.refunds import Refunds
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import (
    UNFINISHED,
    Attempt,
    CaseKind,
    Method,
    RefundRequest,
    RefundState,
    Scheduled,
    SetupIntent,
)
from widget.storage.schedule import ASK_A_PERSON_AFTER, Work, take

log = logging.getLogger(__name__)

#: After so many questions without an answer the gateway is down, and not one of them odd.
_IS_DOWN = 3


@dataclass
class Reconciled:
    """What a round came to: attempts that ended, and those that wait; cards looked at.

    `failed` are those of any kind that we could not deal with: the log says why.
    """

    ended: int = 0
    waiting: int = 0
    methods: int = 0
    refunds: int = 0
    #: Events about refunds and disputes that had not arrived.
    events: int = 0
    failed: int = 0
    #: Whether the gateway gave no answer, which ends a round.
    is_down: bool = False


def reconcile(database: Database, gateway: Gateway, clock: Clock) -> Reconciled:
    """Look once at everything that is due: attempts, cards given, cards to be validated."""
    done = Reconciled()

    def sync(attempt: Attempt) -> None:
        after = Attempts(database, gateway, clock()).sync(attempt)
        if after.state in UNFINISHED:
            done.waiting += 1
        else:
            done.ended += 1

    def fetch(intent: SetupIntent) -> None:
        SetupIntents(database, gateway, clock()).look_again(intent)
        done.methods += 1

    def put_to_gateway(method: Method) -> None:
        Validation(database, gateway, clock()).validate(method)
        done.methods += 1

    _each(database, Attempt, sync, clock, done)
    _each(database, SetupIntent, fetch, clock, done)

    def go_on(request: RefundRequest) -> None:
        Refunds(database, gateway, clock()).go_on(request)
        done.refunds += 1

    _each(database, Method, put_to_gateway, clock, done)
    _each(database, RefundRequest, go_on, clock, done)
    _take_missed(database, gateway, clock, done)
    return done


def _take_missed(database: Database, gateway: Gateway, clock: Clock, done: Reconciled) -> None:
    """Deal with events that never came. One that can't be dealt with doesn't hold up the others."""
    if done.is_down:
        return
    try:
        events = missed(database, gateway, clock())
    except GatewayUnavailableError:
        done.is_down = True
        return
    unanswered = 0
    for event in events:
        try:
            done.events += take_event(database, gateway, event, lambda _: clock(), is_found=True)
        except GatewayUnavailableError:
            unanswered += 1
            done.is_down = unanswered >= _IS_DOWN
        except Exception:
            log.exception("event %s could not be dealt with", event.id)
            done.failed += 1
        if done.is_down:
            return


def _each(
    database: Database,
    table: type[Work],
    deal_with: Callable[[Work], None],
    clock: Clock,
    done: Reconciled,
) -> None:
    while not done.is_down and (work := take(database, table, clock())):
        try:
            deal_with(work)
        except GatewayUnavailableError:
            done.is_down = True
        except Exception:  # whatever it is, it must not hold up the others
            log.exception("%s could not be dealt with", work)
            done.failed += 1
        _ask_a_person(database, work, clock())


def _ask_a_person(database: Database, work: Scheduled, now: datetime) -> None:
    """Open a case about a payment or refund that isn't settled after so many tries.

    Trying goes on.
    """
    if work.tries < ASK_A_PERSON_AFTER:
        return
    if isinstance(work, Attempt):
        with account_transaction(database, work.account_id) as session:
            attempt = session.get_one(Attempt, work.id)
            if attempt.state in UNFINISHED:
                open_case(session, attempt, CaseKind.UNSETTLED, now)
    elif isinstance(work, RefundRequest):
        with account_transaction(database, work.account_id) as session:
            if session.get_one(RefundRequest, work.id).state is RefundState.REQUESTED:
                attempt = session.get_one(Attempt, work.attempt_id)
                open_case(session, attempt, CaseKind.UNSETTLED, now, work.key)
