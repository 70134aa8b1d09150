"""Refunds that we make: committed before the gateway is asked, and asked for until it answers."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from widget.billing import ledger
from widget.billing.system_cases import open_case
from widget.core.gateway import (
    Gateway,
    GatewayUnavailableError,
    KeyUsedUpError,
    RefundRefusedError,
)
from widget.core.money import Money
from widget.payments.reversals import book_refunds
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database, add_at_once, change_at_once
from widget.storage.models import Attempt, CaseKind, RefundRequest, RefundState
from widget.storage.ownership import AccountSession
from widget.storage.schedule import wait_after


class RefundError(Exception):
    """Nothing was paid back; the message says why, and what to do."""


def find_payment(database: Database, reference: str) -> Attempt:
    """Return the payment that customers know by a reference. Raises RefundError."""
    with database.read() as session:
        found = session.scalar(select(Attempt).where(Attempt.reference == reference.upper()))
    if found is None:
        raise RefundError(
            f"No payment has the reference {reference}. It stands in the letter about the payment,"
            " and in support cases."
        )
    return found


@dataclass(frozen=True)
class Refunds:
    """Pays back through a gateway. `now` is the moment of it, in UTC."""

    database: Database
    gateway: Gateway
    now: datetime

    def refund(self, attempt: Attempt, amount: Money | None) -> RefundRequest:
        """Pay an amount of a payment back, or (None) what is left of it.

        The request is `requested` still where no answer came: the reconciler goes on with it.
        Raises RefundError.
        """
        request = self._request(attempt, amount)
        try:
            return self._ask(attempt, request)
        except GatewayUnavailableError:
            return request
        except RefundRefusedError as error:
            self._end(request)
            raise RefundError(f"The gateway pays nothing back: {error}") from error

    def go_on(self, request: RefundRequest) -> None:
        """See what became of a request that no answer came to, and ask again if nothing did.

        Raises GatewayUnavailableError.
        """
        with self.database.read(request.account_id) as session:
            attempt = session.get_one(Attempt, request.attempt_id)
        book_refunds(self.database, self.gateway, attempt, self.now)
        if self._state(request) is not RefundState.REQUESTED:
            return
        try:
            try:
                self._ask(attempt, request)
            except KeyUsedUpError:  # and nothing was made under it, as we have just seen
                if renewed := self._under_another_key(request):
                    self._ask(attempt, renewed)
        except RefundRefusedError:
            self._end(request, attempt)

    def _request(self, attempt: Attempt, amount: Money | None) -> RefundRequest:
        """Commit a request. What was taken back meanwhile can't be paid back once more."""
        with account_transaction(self.database, attempt.account_id) as session:
            payment = ledger.payment_of(session, attempt)
            if payment is None or attempt.gateway_payment is None:
                raise RefundError(f"Payment {attempt.reference} didn’t go through.")
            left = ledger.left_of(session, payment)
            asked = left if amount is None else amount
            if left.minor <= 0:
                raise RefundError(
                    f"Of payment {attempt.reference}, nothing is left to be paid back."
                )
            if asked.minor > left.minor:
                raise RefundError(
                    f"Of payment {attempt.reference}, {left.printed('en')} is left to be paid back."
                )
            request = RefundRequest(
                account_id=attempt.account_id,
                attempt_id=attempt.id,
                key=secrets.token_urlsafe(24),
                state=RefundState.REQUESTED,
                minor=asked.minor,
                currency=asked.currency,
                created_at=self.now,
                due_at=session.due(self.now + wait_after(0)),
            )
            try:
                add_at_once(session, request)
            except IntegrityError as error:
                raise RefundError(
                    f"A refund of payment {attempt.reference} is under way: nothing was begun. Run"
                    " `flask --app widget reconcile`, then try again."
                ) from error
            return request

    def _under_another_key(self, request: RefundRequest) -> RefundRequest | None:
        """Give a request another key, unless another worker has gone on with it meanwhile."""
        with account_transaction(self.database, request.account_id) as session:
            found = self._still(session, request)
            if found is not None:
                change_at_once(session, found, key=secrets.token_urlsafe(24))
            return found

    def _still(self, session: AccountSession, request: RefundRequest) -> RefundRequest | None:
        """The request, if nothing has become of it, and its key is still the one we know."""
        found = session.get_one(RefundRequest, request.id)
        is_same = found.state is RefundState.REQUESTED and found.key == request.key
        return found if is_same else None

    def _ask(self, attempt: Attempt, request: RefundRequest) -> RefundRequest:
        payment = str(attempt.gateway_payment)
        self.gateway.refund(payment, request.amount, request.key)
        book_refunds(self.database, self.gateway, attempt, self.now)
        request.state = self._state(request)
        return request

    def _state(self, request: RefundRequest) -> RefundState:
        with self.database.read(request.account_id) as session:
            return session.get_one(RefundRequest, request.id).state

    def _end(self, request: RefundRequest, attempt: Attempt | None = None) -> None:
        """Note a refusal; a person is told where nobody waits for the answer."""
        with account_transaction(self.database, request.account_id) as session:
            found = self._still(session, request)
            if found is None:
                return
            change_at_once(session, found, state=RefundState.REFUSED, due_at=None)
            if attempt is not None:
                open_case(session, attempt, CaseKind.REFUND_FAILED, self.now, request.key)
