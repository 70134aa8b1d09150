"""An attempt to pay an invoice: committed before the gateway is asked, settled with its effects."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from widget import ledger
from widget.database import Database
from widget.gateway import Gateway, GatewayUnavailableError, Outcome, Result
from widget.models import LIVE, Attempt, AttemptState, Invoice, Method

State = AttemptState

#: From each state, those an attempt may go to.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.CREATED: frozenset({State.AWAITING_CUSTOMER, State.SUBMITTED, State.CANCELLED}),
    State.AWAITING_CUSTOMER: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.CANCELLED, State.UNKNOWN}
    ),
    State.SUBMITTED: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.ACTION_REQUIRED, State.CANCELLED, State.UNKNOWN}
    ),
    State.ACTION_REQUIRED: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.CANCELLED, State.UNKNOWN}
    ),
    State.UNKNOWN: frozenset(
        {State.SUCCEEDED, State.DECLINED, State.ACTION_REQUIRED, State.CANCELLED}
    ),
    State.SUCCEEDED: frozenset(),
    State.DECLINED: frozenset(),
    # Should a gateway charge after all, the money is booked, never lost.
    State.CANCELLED: frozenset({State.SUCCEEDED}),
}

_STATES = {
    Outcome.SUCCEEDED: State.SUCCEEDED,
    Outcome.DECLINED: State.DECLINED,
    Outcome.ACTION_REQUIRED: State.ACTION_REQUIRED,
    Outcome.CANCELLED: State.CANCELLED,
}


class Refusal(StrEnum):
    """Why no attempt was begun."""

    PAID_ALREADY = "paid_already"
    IN_PROGRESS = "in_progress"
    NO_METHOD = "no_method"


class RefusedError(Exception):
    """Nothing was begun, and no money moved."""

    def __init__(self, refusal: Refusal):
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Order:
    """What a customer asks for: this invoice, with this method, by this form."""

    account_id: int
    invoice_number: str
    method_id: int
    form_token: str
    locale: str


class Attempts:
    """Pays invoices through a gateway. `now` is the visit's moment, in UTC."""

    def __init__(self, database: Database, gateway: Gateway, now: datetime):
        self._database = database
        self._gateway = gateway
        self._now = now

    def pay(self, order: Order, return_url: Callable[[int], str]) -> Attempt:
        """Charge an invoice once; the same form sent again returns its first attempt.

        `return_url` gives the address to come back to for an attempt's id. Raises RefusedError.
        """
        try:
            attempt, reference, is_new = self._begin(order)
        except IntegrityError as error:  # another form was faster by less than a look
            raise RefusedError(Refusal.IN_PROGRESS) from error
        if not is_new:
            return attempt
        url = return_url(attempt.id)
        return self._ask(
            attempt,
            lambda: self._gateway.charge(reference, attempt.amount, attempt.key, url, order.locale),
        )

    def _begin(self, order: Order) -> tuple[Attempt, str, bool]:
        with self._database.write() as session:
            earlier = session.scalar(
                select(Attempt).where(
                    Attempt.account_id == order.account_id,
                    Attempt.form_token == order.form_token,
                )
            )
            invoice = find_invoice(session, order.account_id, order.invoice_number)
            method = session.get(Method, order.method_id)
            if earlier:
                return earlier, "", False
            if invoice is None or method is None or method.account_id != order.account_id:
                raise RefusedError(Refusal.NO_METHOD)
            if invoice.paid_at:
                raise RefusedError(Refusal.PAID_ALREADY)
            if live_attempt(session, invoice):
                raise RefusedError(Refusal.IN_PROGRESS)
            attempt = Attempt(
                account_id=order.account_id,
                invoice_id=invoice.id,
                method_id=method.id,
                key=secrets.token_urlsafe(24),
                form_token=order.form_token,
                state=State.SUBMITTED,
                minor=invoice.minor,
                currency=invoice.currency,
                created_at=self._now,
                changed_at=self._now,
            )
            session.add(attempt)
            session.flush()
            return attempt, method.gateway_reference, True

    def look_up(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Ask the gateway what became of an unfinished attempt."""
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state not in LIVE:
            return attempt
        try:
            result = self._gateway.lookup(attempt.key)
        except GatewayUnavailableError:
            return attempt  # nothing was asked for that could be lost: what is known stays
        return self._take(attempt, result)

    def cancel(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Cancel an unfinished attempt; only the gateway's word frees the invoice."""
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state not in LIVE:
            return attempt
        return self._ask(attempt, lambda: self._gateway.cancel(attempt.key))

    def _find(self, attempt_id: int, account_id: int) -> Attempt | None:
        with self._database.read() as session:
            attempt = session.get(Attempt, attempt_id)
            return attempt if attempt and attempt.account_id == account_id else None

    def _ask(self, attempt: Attempt, question: Callable[[], Result | None]) -> Attempt:
        """Ask for something to be done; no answer leaves open whether it was."""
        try:
            result = question()
        except GatewayUnavailableError:
            return self._settle(attempt.id, State.UNKNOWN, None)
        return self._take(attempt, result)

    def _take(self, attempt: Attempt, result: Result | None) -> Attempt:
        if result is None or result.outcome not in _STATES:
            return attempt  # the gateway has nothing new to say
        return self._settle(attempt.id, _STATES[result.outcome], result)

    def _settle(self, attempt_id: int, state: State, result: Result | None) -> Attempt:
        """Commit what the gateway said together with everything that follows from it."""
        with self._database.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            if state not in TRANSITIONS[State(attempt.state)]:
                return attempt
            attempt.state = state
            attempt.changed_at = self._now
            attempt.reason = result.reason if result else None
            attempt.action_url = result.url if result else attempt.action_url
            if state is State.SUCCEEDED:
                self._pay_invoice(session, attempt)
            return attempt

    def _pay_invoice(self, session: Session, attempt: Attempt) -> None:
        invoice = session.get_one(Invoice, attempt.invoice_id)
        # Paid already by another attempt: the entry is then a credit.
        invoice.paid_at = invoice.paid_at or self._now
        ledger.record_payment(session, invoice, attempt, self._now)


def find_invoice(session: Session, account_id: int, number: str) -> Invoice | None:
    """Return an account's invoice by its number."""
    return session.scalar(
        select(Invoice).where(Invoice.account_id == account_id, Invoice.number == number)
    )


def live_attempt(session: Session, invoice: Invoice) -> Attempt | None:
    """Return the attempt under which money may still move for an invoice."""
    return session.scalar(
        select(Attempt).where(Attempt.invoice_id == invoice.id, Attempt.state.in_(LIVE))
    )
