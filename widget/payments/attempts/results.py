"""What follows from what the gateway says of an attempt: committed together, or not at all."""

from datetime import datetime

from widget.billing import allocation
from widget.billing.system_cases import open_case
from widget.core.gateway import Reason, Result
from widget.notifications import outbox
from widget.payments.attempts.finding import with_invoice_and_person
from widget.payments.attempts.states import TRANSITIONS, State
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database, change_at_once
from widget.storage.models import UNFINISHED, Attempt, CaseKind, Invoice, Person
from widget.storage.ownership import AccountSession

#: The case that is opened when money comes under an attempt that had ended in such a state.
LATE = {
    State.CANCELLED: CaseKind.CHARGED_AFTER_CANCEL,
    State.DECLINED: CaseKind.CHARGED_AFTER_REFUSAL,
}


def record_result(
    database: Database, attempt: Attempt, state: State, result: Result | None, now: datetime
) -> Attempt:
    """Bring an attempt into a state that may follow its own; any other is left out.

    The ledger, the invoices, the letters and the cases are committed with it. That the gateway says
    something else of a payment that it had told us went through is a person's to look at.
    """
    was = State(attempt.state)  # when the gateway was asked
    if was is state:
        return attempt
    with account_transaction(database, attempt.account_id) as session:
        attempt, invoice, person = with_invoice_and_person(session, attempt.id)
        before = State(attempt.state)
        if state not in TRANSITIONS[before]:
            if was is State.SUCCEEDED:
                open_case(session, attempt, CaseKind.FELL_BACK, now)
            return attempt
        reason = result.reason if result else None
        if attempt.is_debit and state == State.CANCELLED and attempt.action_url:
            # It asked for its customer: that is a refusal, whoever was first to cancel it.
            reason = Reason.AUTHENTICATION_FAILED
        url = result.url if result else attempt.action_url
        is_over = state not in UNFINISHED
        done: dict[str, object] = {"due_at": None} if is_over else {}  # else as a worker has put it
        if result and result.payment:
            done["gateway_payment"] = result.payment
        change_at_once(
            session, attempt, state=state, changed_at=now, reason=reason, action_url=url, **done
        )
        if is_over:
            _end(session, attempt, invoice, person, before, now)
        return attempt


def _end(
    session: AccountSession,
    attempt: Attempt,
    invoice: Invoice | None,
    person: Person | None,
    before: State,
    now: datetime,
) -> None:
    if attempt.state == State.SUCCEEDED:
        late = LATE.get(before)
        is_surplus = allocation.receive(session, attempt, invoice, now, is_late=bool(late))
        outbox.tell_of_payment(session, attempt, person, now)
        if late:
            open_case(session, attempt, late, now)
        elif is_surplus:
            open_case(session, attempt, CaseKind.PAID_TWICE, now)
        return
    allocation.distribute(session, attempt.account_id, attempt.currency, now)
    if attempt.is_debit and attempt.was_refused:
        # Nobody is there to read it on a screen.
        outbox.tell_of_payment(session, attempt, person, now)
