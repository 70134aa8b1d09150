"""An attempt to pay: committed before the gateway is asked, ended with its effects."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from widget.core.gateway import (
    Gateway,
    GatewayUnavailableError,
    Key,
    Outcome,
    Reason,
    Result,
)
from widget.core.money import Money
from widget.core.numbers import payment_reference
from widget.payments.attempts.finding import (
    attempt_of_form,
    find_invoice,
    latest_debit,
    unfinished_attempts,
)
from widget.payments.attempts.orders import (
    InvoiceOrder,
    MonthOrder,
    OneTimeOrder,
    Refusal,
    RefusedError,
)
from widget.payments.attempts.results import record_result
from widget.payments.attempts.states import STATES, State
from widget.payments.gateway_customers import key_of
from widget.payments.limits import CUSTOMER_HAS, JUST_BEGUN, MOST_UNFINISHED, ON_ITS_WAY
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database, add_at_once
from widget.storage.models import UNFINISHED, Attempt, AttemptKind, Invoice, Method
from widget.storage.ownership import AccountSession, find_own
from widget.storage.schedule import wait_after

ReturnUrl = Callable[[int], str]
#: Returns what can pay an invoice at this moment; it is asked where nothing changes meanwhile.
Offered = Callable[[AccountSession, Invoice], Sequence[Method]]


class Attempts:
    """Pays through a gateway. `now` is the request's moment, in UTC."""

    def __init__(self, database: Database, gateway: Gateway, now: datetime):
        self._database = database
        self._gateway = gateway
        self._now = now

    def pay_invoice(self, order: InvoiceOrder, offered: Offered, return_url: ReturnUrl) -> Attempt:
        """Charge what is left of an invoice; the same form sent again returns its first attempt.

        `offered` says what can pay the invoice at that moment; `return_url` gives the address to
        come back to for an attempt's id. Raises RefusedError.
        """
        try:
            with account_transaction(self._database, order.account_id) as session:
                attempt, reference = self._of_invoice(session, order, offered)
                attempt.person_id = order.person_id
                attempt.form_token = order.form_token
                if attempt.minor != order.shown_minor:
                    raise RefusedError(Refusal.OTHER_AMOUNT)
                self._begin(session, attempt)
        except RefusedError:
            # What stands in the way may be what this very form has begun.
            with self._database.read(order.account_id) as session:
                earlier = attempt_of_form(session, order.account_id, order.form_token)
            if earlier is None:
                raise
            return earlier
        return self._charge(attempt, reference, return_url(attempt.id))

    def debit_month(self, order: MonthOrder, return_url: str) -> Attempt:
        """Charge what is left of a month's invoice, once; a refusal is final, too.

        Only an attempt that was cancelled, and so charged nothing, is followed by another. A charge
        that asks for its customer is cancelled for good: nobody is there. Raises RefusedError.
        """
        with account_transaction(self._database, order.account_id) as session:
            earlier = latest_debit(session, order.account_id, order.invoice_number)
            if earlier and (earlier.state is not State.CANCELLED or earlier.was_refused):
                return earlier
            attempt, reference = self._of_invoice(session, order, _in_force(order.method_id))
            attempt.month = order.month
            self._begin(session, attempt)
        attempt = self._charge(attempt, reference, return_url)
        if attempt.state != State.ACTION_REQUIRED:
            return attempt
        return self._end_page(attempt, Result(Outcome.CANCELLED, Reason.AUTHENTICATION_FAILED))

    def pay_once(self, order: OneTimeOrder, return_url: ReturnUrl) -> Attempt:
        """Open the gateway's page for any amount; the same form returns its first attempt.

        Raises RefusedError where MOST_UNFINISHED are: each is asked about on each page.

        No details are kept. When the page can't be opened the attempt is cancelled at the gateway:
        should somebody have come to the page all the same, it charges nothing.
        """
        with account_transaction(self._database, order.account_id) as session:
            earlier = attempt_of_form(session, order.account_id, order.form_token)
            if earlier:
                return earlier
            unfinished = unfinished_attempts(session, order.account_id)
            if sum(attempt.invoice_id is None for attempt in unfinished) >= MOST_UNFINISHED:
                raise RefusedError(Refusal.TOO_MANY)
            attempt = self._new(session, order, order.amount, State.CREATED)
            attempt.person_id = order.person_id
            attempt.form_token = order.form_token
            add_at_once(session, attempt)
        url = return_url(attempt.id)
        try:
            result = self._gateway.begin(
                order.page, order.amount, False, self._key(attempt), url, order.locale
            )
        except GatewayUnavailableError:
            return self._end_page(attempt, Result(Outcome.CANCELLED, Reason.UNREACHABLE))
        return self._take(attempt, result)

    def _end_page(self, attempt: Attempt, ended: Result) -> Attempt:
        """Cancel an attempt; if the gateway confirms that, it ended so; else it is left open."""
        try:
            result = self._gateway.cancel(self._key(attempt))
        except GatewayUnavailableError:
            return attempt
        return self._take(attempt, ended if result.outcome is Outcome.CANCELLED else result)

    def _of_invoice(
        self, session: AccountSession, order: InvoiceOrder | MonthOrder, offered: Offered
    ) -> tuple[Attempt, str]:
        """Return a new attempt on an invoice, and the gateway's reference of the method.

        Raises RefusedError when the invoice can't be paid with it, LookupError when there is none.
        """
        invoice = find_invoice(session, order.account_id, order.invoice_number)
        if invoice is None:
            raise LookupError(f"account {order.account_id} has no {order.invoice_number}")
        if invoice.is_credit_note:
            raise RefusedError(Refusal.CREDIT_NOTE)
        if invoice.is_paid_up:
            raise RefusedError(Refusal.PAID_ALREADY)
        method = next((m for m in offered(session, invoice) if m.id == order.method_id), None)
        if method is None:  # never offered, or not any more: removed while the panel was open, say
            raise RefusedError(Refusal.NO_METHOD)
        attempt = self._new(session, order, invoice.to_pay, State.SUBMITTED)
        attempt.invoice_id, attempt.method_id = invoice.id, method.id
        return attempt, method.gateway_reference

    def _begin(self, session: AccountSession, attempt: Attempt) -> None:
        """Add an attempt on an invoice.

        That no other is unfinished is the database's to say: its unique index decides.
        """
        try:
            add_at_once(session, attempt)
        except IntegrityError as error:
            raise RefusedError(Refusal.IN_PROGRESS) from error

    def _new(
        self,
        session: AccountSession,
        order: InvoiceOrder | OneTimeOrder | MonthOrder,
        amount: Money,
        state: State,
    ) -> Attempt:
        return Attempt(
            account_id=order.account_id,
            kind=order.kind,
            locale=order.locale,
            key=secrets.token_urlsafe(24),
            reference=payment_reference(),
            state=state,
            minor=amount.minor,
            currency=amount.currency,
            created_at=self._now,
            changed_at=self._now,
            due_at=session.due(self._now + wait_after(0)),
        )

    def _charge(self, attempt: Attempt, reference: str, url: str) -> Attempt:
        return self._ask(
            attempt,
            lambda: self._gateway.charge(
                reference, attempt.amount, self._key(attempt), url, attempt.locale
            ),
        )

    def sync_by_id(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Ask the gateway what became of an attempt that may not be finished.

        One that ended without a charge is asked about, too: what was charged after all must be
        booked.
        """
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state == State.SUCCEEDED:
            return attempt
        try:
            return self.sync(attempt)
        except GatewayUnavailableError:
            return attempt  # nothing was asked for that could be lost: what is known stays

    def leave(self, attempt_id: int, account_id: int) -> Attempt | None:
        """End an attempt whose customer has left the gateway's page without having paid there.

        What was declined on that page is told then.
        """
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state not in UNFINISHED:
            return attempt
        return self._end_page(attempt, Result(Outcome.CANCELLED))

    def sync_all(self, account_id: int) -> None:
        """Ask the gateway about an account's unfinished attempts, as long as it answers.

        Those that are older, and not due, are left to the reconciler: each question takes time.
        """
        with self._database.read(account_id) as session:
            unfinished = unfinished_attempts(session, account_id)
        try:
            for attempt in filter(self._is_worth_asking, unfinished):
                self.sync(attempt)
        except GatewayUnavailableError:
            return  # the others would only make the customer wait

    def _is_worth_asking(self, attempt: Attempt) -> bool:
        """Whether its customer may just be back, or nobody else would ask: practice has no due."""
        is_due = attempt.due_at is None or attempt.due_at <= self._now
        return is_due or self._now - attempt.created_at < JUST_BEGUN

    def sync(self, attempt: Attempt) -> Attempt:
        """Bring an attempt to where it is at the gateway, and end it when its time is over.

        What the gateway never heard of is cancelled there, so that it never will be done. Raises
        GatewayUnavailableError.
        """
        key = self._key(attempt)
        result = self._gateway.lookup(key)
        age = self._now - attempt.created_at
        is_open = result and result.outcome in (Outcome.OPEN, Outcome.ACTION_REQUIRED)
        is_lost = result is None and attempt.state in UNFINISHED and age >= ON_ITS_WAY
        if is_lost or (is_open and age >= CUSTOMER_HAS):
            # First what the customer was asked for: it decides what the cancel means.
            attempt = self._take(attempt, result)
            result = self._gateway.cancel(key)
        return self._take(attempt, result)

    def cancel(self, attempt_id: int, account_id: int) -> Attempt | None:
        """Cancel an unfinished attempt; only the gateway's word ends it."""
        attempt = self._find(attempt_id, account_id)
        if attempt is None or attempt.state not in UNFINISHED:
            return attempt
        return self._ask(attempt, lambda: self._gateway.cancel(self._key(attempt)))

    def _key(self, attempt: Attempt) -> Key:
        is_page = attempt.kind is AttemptKind.ONE_TIME
        account_id = attempt.account_id
        return key_of(self._database, self._gateway, account_id, attempt.key, is_page=is_page)

    def _find(self, attempt_id: int, account_id: int) -> Attempt | None:
        with self._database.read(account_id) as session:
            return find_own(session, Attempt, attempt_id)

    def _ask(self, attempt: Attempt, question: Callable[[], Result | None]) -> Attempt:
        """Ask for something to be done; no answer leaves open whether it was."""
        try:
            result = question()
        except GatewayUnavailableError:
            return record_result(self._database, attempt, State.UNKNOWN, None, self._now)
        return self._take(attempt, result)

    def _take(self, attempt: Attempt, result: Result | None) -> Attempt:
        if result is None:
            return attempt  # the gateway has nothing to say
        return record_result(self._database, attempt, STATES[result.outcome], result, self._now)


def _in_force(method_id: int) -> Offered:
    """Offer one method of the account's, as long as it was neither removed nor refused."""

    def offered(session: AccountSession, invoice: Invoice) -> list[Method]:
        method = find_own(session, Method, method_id)
        return [method] if method and method.is_in_force else []

    return offered
