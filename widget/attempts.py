"""An attempt to pay: committed before the gateway is asked, settled with its effects."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from widget import settlement
from widget.account_changes import changing
from widget.database import Database
from widget.gateway import (
    Gateway,
    GatewayUnavailableError,
    Outcome,
    PageKind,
    Reason,
    Result,
)
from widget.models import LIVE, Attempt, Invoice, Method
from widget.money import Money
from widget.transitions import STATES, TRANSITIONS, State

#: What a reference is made of: no letter or digit that is taken for another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Refusal(StrEnum):
    """Why no attempt was begun."""

    PAID_ALREADY = "paid_already"
    IN_PROGRESS = "in_progress"
    NO_METHOD = "no_method"
    OTHER_AMOUNT = "other_amount"


class RefusedError(Exception):
    """Nothing was begun, and no money moved."""

    def __init__(self, refusal: Refusal):
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class InvoiceOrder:
    """What a customer asks for: this invoice, with this method, by this form.

    `amount` is what the customer was shown: nothing else is charged.
    """

    account_id: int
    invoice_number: str
    method_id: int
    amount: Money
    form_token: str
    locale: str


@dataclass(frozen=True)
class OneTimeOrder:
    """What a customer asks for: this amount, on this page of the gateway's, by this form."""

    account_id: int
    amount: Money
    page: PageKind
    form_token: str
    locale: str


ReturnUrl = Callable[[int], str]


class Attempts:
    """Pays through a gateway. `now` is the visit's moment, in UTC."""

    def __init__(self, database: Database, gateway: Gateway, now: datetime):
        self._database = database
        self._gateway = gateway
        self._now = now

    def pay_invoice(self, order: InvoiceOrder, return_url: ReturnUrl) -> Attempt:
        """Charge what is left of an invoice; the same form sent again returns its first attempt.

        `return_url` gives the address to come back to for an attempt's id. Raises RefusedError.
        """
        try:
            attempt, reference, is_new = self._begin_invoice(order)
        except IntegrityError as error:  # another form was faster by less than a look
            raise RefusedError(Refusal.IN_PROGRESS) from error
        if not is_new:
            return attempt
        url = return_url(attempt.id)
        return self._ask(
            attempt,
            lambda: self._gateway.charge(reference, attempt.amount, attempt.key, url, order.locale),
        )

    def pay_once(self, order: OneTimeOrder, return_url: ReturnUrl) -> Attempt:
        """Open the gateway's page for any amount; the same form returns its first attempt.

        No details are kept. When the page can't be opened the attempt is cancelled at the gateway:
        should somebody have come to the page all the same, it charges nothing.
        """
        with changing(self._database, order.account_id) as session:
            earlier = attempt_of_form(session, order.account_id, order.form_token)
            if earlier:
                return earlier
            attempt = self._new(order.account_id, order.amount, order.form_token, State.CREATED)
            session.add(attempt)
            session.flush()
        url = return_url(attempt.id)
        try:
            result = self._gateway.begin(
                order.page, order.amount, False, attempt.key, url, order.locale
            )
        except GatewayUnavailableError:
            return self._give_up(attempt)
        return self._take(attempt, result)

    def _give_up(self, attempt: Attempt) -> Attempt:
        """End an attempt whose page didn't open, if the gateway confirms that; else it is open."""
        try:
            result = self._gateway.cancel(attempt.key)
        except GatewayUnavailableError:
            return attempt
        if result.outcome is Outcome.CANCELLED:
            result = Result(Outcome.CANCELLED, Reason.UNREACHABLE)
        return self._take(attempt, result)

    def _begin_invoice(self, order: InvoiceOrder) -> tuple[Attempt, str, bool]:
        with changing(self._database, order.account_id) as session:
            earlier = attempt_of_form(session, order.account_id, order.form_token)
            invoice = find_invoice(session, order.account_id, order.invoice_number)
            method = session.get(Method, order.method_id)
            if earlier:
                return earlier, "", False
            if invoice is None or method is None or method.account_id != order.account_id:
                raise RefusedError(Refusal.NO_METHOD)
            if not method.is_in_force:  # removed or refused while the panel was open
                raise RefusedError(Refusal.NO_METHOD)
            if invoice.paid_at:
                raise RefusedError(Refusal.PAID_ALREADY)
            if live_attempt(session, invoice):
                raise RefusedError(Refusal.IN_PROGRESS)
            if invoice.to_pay != order.amount:
                raise RefusedError(Refusal.OTHER_AMOUNT)
            attempt = self._new(order.account_id, invoice.to_pay, order.form_token, State.SUBMITTED)
            attempt.invoice_id, attempt.method_id = invoice.id, method.id
            session.add(attempt)
            session.flush()
            return attempt, method.gateway_reference, True

    def _new(self, account_id: int, amount: Money, form_token: str, state: State) -> Attempt:
        return Attempt(
            account_id=account_id,
            key=secrets.token_urlsafe(24),
            reference="PAY-" + "".join(secrets.choice(_ALPHABET) for _ in range(8)),
            form_token=form_token,
            state=state,
            minor=amount.minor,
            currency=amount.currency,
            created_at=self._now,
            changed_at=self._now,
        )

    def look_up(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Ask the gateway what became of an attempt that may not be finished.

        One that was cancelled is asked about, too: what was charged after all must be booked.
        """
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state not in (*LIVE, State.CANCELLED):
            return attempt
        try:
            return self._take(attempt, self._gateway.lookup(attempt.key))
        except GatewayUnavailableError:
            return attempt  # nothing was asked for that could be lost: what is known stays

    def look_up_all(self, account_id: int) -> None:
        """Ask the gateway about an account's unfinished attempts, as long as it answers."""
        with self._database.read() as session:
            live = select(Attempt).where(Attempt.account_id == account_id, Attempt.state.in_(LIVE))
            unfinished = session.scalars(live).all()
        try:
            for attempt in unfinished:
                self._take(attempt, self._gateway.lookup(attempt.key))
        except GatewayUnavailableError:
            return  # the others would only make the customer wait

    def cancel(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Cancel an unfinished attempt; only the gateway's word ends it."""
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
            return self._settle(attempt, State.UNKNOWN, None)
        return self._take(attempt, result)

    def _take(self, attempt: Attempt, result: Result | None) -> Attempt:
        if result is None:
            return attempt  # the gateway has nothing to say
        return self._settle(attempt, STATES[result.outcome], result)

    def _settle(self, attempt: Attempt, state: State, result: Result | None) -> Attempt:
        """Commit what the gateway said together with everything that follows from it."""
        with changing(self._database, attempt.account_id) as session:
            attempt = session.get_one(Attempt, attempt.id)
            if state not in TRANSITIONS[State(attempt.state)]:
                return attempt
            attempt.state = state
            attempt.changed_at = self._now
            attempt.reason = result.reason if result else None
            attempt.action_url = result.url if result else attempt.action_url
            if state is State.SUCCEEDED:
                settlement.receive(session, attempt, self._now)
            elif state not in LIVE:
                settlement.distribute(session, attempt.account_id, attempt.currency, self._now)
            return attempt


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


def attempt_of_form(session: Session, account_id: int, form_token: str) -> Attempt | None:
    """Return the attempt that a form has begun already."""
    return session.scalar(
        select(Attempt).where(Attempt.account_id == account_id, Attempt.form_token == form_token)
    )
