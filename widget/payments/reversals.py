"""What the gateway says of a payment's refunds and disputes, brought into our books."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from widget.billing import ledger
from widget.billing.reversals import give_again, take_back
from widget.billing.system_cases import open_case
from widget.core.gateway import Dispute, DisputeStatus, Gateway, Refund
from widget.notifications import outbox
from widget.payments.attempts.finding import with_invoice_and_person
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database, change_at_once
from widget.storage.models import (
    Attempt,
    CaseKind,
    EntryKind,
    LedgerEntry,
    Person,
    RefundRequest,
    RefundState,
)
from widget.storage.ownership import AccountSession


def book_refunds(database: Database, gateway: Gateway, attempt: Attempt, now: datetime) -> None:
    """Ask what was paid back of a payment, and book what isn't booked.

    Entries, invoices, letters and cases are committed together. Raises GatewayUnavailableError.
    """
    found = gateway.refunds(_payment(attempt))
    with account_transaction(database, attempt.account_id) as session:
        books = _books(session, attempt, now)
        for refund in found:
            books.take_refund(refund)


def book_disputes(database: Database, gateway: Gateway, attempt: Attempt, now: datetime) -> None:
    """The same for what its customer's bank says of a payment."""
    found = gateway.disputes(_payment(attempt))
    with account_transaction(database, attempt.account_id) as session:
        books = _books(session, attempt, now)
        for dispute in found:
            books.take_dispute(dispute)


def _payment(attempt: Attempt) -> str:
    if attempt.gateway_payment is None:
        raise LookupError(f"attempt {attempt.id} has no payment at the gateway")
    return attempt.gateway_payment


def _books(session: AccountSession, attempt: Attempt, now: datetime) -> "_Books":
    attempt, _invoice, person = with_invoice_and_person(session, attempt.id)
    payment = ledger.payment_of(session, attempt)
    if payment is None:
        raise LookupError(f"attempt {attempt.id} has no entry in the ledger")
    return _Books(session, attempt, person, payment, now)


@dataclass
class _Books:
    """A payment's entries, in one transaction; each refund and dispute is booked once."""

    session: AccountSession
    attempt: Attempt
    person: Person | None
    payment: LedgerEntry
    now: datetime

    def take_refund(self, refund: Refund) -> None:
        taken = self._entry(EntryKind.REFUND, refund.reference)
        if refund.has_failed:
            if taken and not self._entry(EntryKind.REFUND_FAILED, refund.reference):
                give_again(self.session, taken, EntryKind.REFUND_FAILED, self.now)
            open_case(self.session, self.attempt, CaseKind.REFUND_FAILED, self.now)
        elif taken is None:
            taken = self._take_back(EntryKind.REFUND, refund)
            outbox.tell_of_reversal(self.session, self.attempt, self.person, taken, self.now)
        self._end_request(refund)

    def take_dispute(self, dispute: Dispute) -> None:
        taken = self._entry(EntryKind.DISPUTE, dispute.reference)
        if dispute.status is DisputeStatus.WON:
            if taken and not self._entry(EntryKind.DISPUTE_WON, dispute.reference):
                won = give_again(self.session, taken, EntryKind.DISPUTE_WON, self.now)
                outbox.tell_of_reversal(self.session, self.attempt, self.person, won, self.now)
            return
        if dispute.status is not DisputeStatus.INQUIRY and taken is None:
            taken = self._take_back(EntryKind.DISPUTE, dispute)
            outbox.tell_of_reversal(self.session, self.attempt, self.person, taken, self.now)
        is_lost = dispute.status is DisputeStatus.LOST
        kind = CaseKind.DISPUTE_LOST if is_lost else CaseKind.DISPUTED
        open_case(self.session, self.attempt, kind, self.now)

    def _entry(self, kind: EntryKind, reference: str) -> LedgerEntry | None:
        entries = ledger.entries_of(self.session, self.payment)
        mine = (each for each in entries if each.gateway_reference == reference)
        return next((each for each in mine if each.kind is kind), None)

    def _take_back(self, kind: EntryKind, went: Refund | Dispute) -> LedgerEntry:
        return take_back(self.session, self.payment, kind, went.amount, self.now, went.reference)

    def _end_request(self, refund: Refund) -> None:
        """End the request that a refund came of, if it was ours."""
        mine = (
            RefundRequest.account_id == self.attempt.account_id,
            RefundRequest.key == refund.key,
            RefundRequest.state == RefundState.REQUESTED,
        )
        request = self.session.scalar(select(RefundRequest).where(*mine))
        if request is not None:
            state = RefundState.REFUSED if refund.has_failed else RefundState.MADE
            change_at_once(self.session, request, state=state, due_at=None)
