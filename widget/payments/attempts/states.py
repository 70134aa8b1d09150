"""The life of an attempt to pay: its states, and which may follow which."""

from widget.core.gateway import Outcome
from widget.storage.models import AttemptState

State = AttemptState

#: From each state, those an attempt may go to.
TRANSITIONS: dict[State, frozenset[State]] = {
    # Whatever we know of it, its page may have opened and been paid on.
    State.CREATED: frozenset(
        {
            State.AWAITING_CUSTOMER,
            State.SUCCEEDED,
            State.DECLINED,
            State.ACTION_REQUIRED,
            State.CANCELLED,
        }
    ),
    State.AWAITING_CUSTOMER: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.ACTION_REQUIRED, State.CANCELLED, State.UNKNOWN}
    ),
    State.SUBMITTED: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.ACTION_REQUIRED, State.CANCELLED, State.UNKNOWN}
    ),
    State.ACTION_REQUIRED: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.CANCELLED, State.UNKNOWN}
    ),
    State.UNKNOWN: frozenset(
        {
            State.AWAITING_CUSTOMER,
            State.SUCCEEDED,
            State.DECLINED,
            State.ACTION_REQUIRED,
            State.CANCELLED,
        }
    ),
    State.SUCCEEDED: frozenset(),
    # Should a gateway charge after all, the money is booked, never lost.
    State.DECLINED: frozenset({State.SUCCEEDED}),
    State.CANCELLED: frozenset({State.SUCCEEDED}),
}

#: What an outcome at the gateway makes of an attempt.
STATES = {
    Outcome.OPEN: State.AWAITING_CUSTOMER,
    Outcome.SUCCEEDED: State.SUCCEEDED,
    Outcome.DECLINED: State.DECLINED,
    Outcome.ACTION_REQUIRED: State.ACTION_REQUIRED,
    Outcome.CANCELLED: State.CANCELLED,
}
