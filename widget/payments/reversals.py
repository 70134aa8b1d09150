"""What the gateway says of a payment's refunds and disputes, brought into our books."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from widget.billing import ledger
from widget.billing.reversals import give_again, take_back
from widget.billing.system_cases import open_case
from widget.core.gateway import Dispute, DisputeStatus, Gateway, GatewayUnavailableError, Refund
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

_Told = TypeVar("_Told", Refund, Dispute)
#: So often a payment is asked about anew, when others book something of it meanwhile.
_TRIES = 5


def book_refunds(database: Database, gateway: Gateway, attempt: Attempt, now: datetime) -> None:
    """Ask what was paid back of a payment, and book what isn't booked.

    Entries, invoices, letters and cases are committed together. Raises GatewayUnavailableError.
    """
    _book(database, attempt, now, gateway.refunds, _Books.take_refund)


def book_disputes(database: Database, gateway: Gateway, attempt: Attempt, now: datetime) -> None:
    """The same for what its customer's bank says of a payment."""
    _book(database, attempt, now, gateway.disputes, _Books.take_dispute)


def _book(
    database: Database,
    attempt: Attempt,
    now: datetime,
    ask: Callable[[str], Sequence[_Told]],
    take: "Callable[[_Books, _Told], None]",
) -> None:
    """Ask, and take the answer, unless something was booked since: then it may be out of date."""
    if attempt.gateway_payment is None:
        raise LookupError(f"attempt {attempt.id} has no payment at the gateway")
    for _ in range(_TRIES):
        with database.read(attempt.account_id) as session:
            before = _Books.of(session, attempt, now).known()
        found = ask(attempt.gateway_payment)
        with account_transaction(database, attempt.account_id) as session:
            books = _Books.of(session, attempt, now)
            if books.known() == before:
                for each in found:
                    take(books, each)
                return
    raise GatewayUnavailableError(f"attempt {attempt.id} changes faster than it is asked about")


@dataclass
class _Books:
    """A payment's entries, in one transaction.

    What a refund or a dispute comes to is the sum of its entries: its amount, or nothing. They
    are numbered, since a dispute that was won can be lost after all.
    """

    session: AccountSession
    attempt: Attempt
    person: Person | None
    payment: LedgerEntry
    now: datetime

    @classmethod
    def of(cls, session: AccountSession, attempt: Attempt, now: datetime) -> "_Books":
        attempt, _invoice, person = with_invoice_and_person(session, attempt.id)
        payment = ledger.payment_of(session, attempt)
        if payment is None:
            raise LookupError(f"attempt {attempt.id} has no entry in the ledger")
        return cls(session, attempt, person, payment, now)

    def known(self) -> list[int]:
        """The entries that there are."""
        return [entry.id for entry in ledger.entries_of(self.session, self.payment)]

    def take_refund(self, refund: Refund) -> None:
        if refund.has_failed:
            self._give_again(refund, EntryKind.REFUND, EntryKind.REFUND_FAILED)
            self._ask_a_person(CaseKind.REFUND_FAILED, refund)
        elif self._can_be_booked(refund):
            self._take_back(refund, EntryKind.REFUND)
        self._end_request(refund)

    def take_dispute(self, dispute: Dispute) -> None:
        match dispute.status:
            case DisputeStatus.CLOSED if not self._entries(dispute):
                return
            case DisputeStatus.WON | DisputeStatus.CLOSED:
                won = self._give_again(dispute, EntryKind.DISPUTE, EntryKind.DISPUTE_WON)
                if won is not None:
                    self._tell(won)
                return
            case DisputeStatus.OPEN | DisputeStatus.LOST if self._can_be_booked(dispute):
                self._take_back(dispute, EntryKind.DISPUTE)
        is_lost = dispute.status is DisputeStatus.LOST
        self._ask_a_person(CaseKind.DISPUTE_LOST if is_lost else CaseKind.DISPUTED, dispute)

    def _entries(self, told: Refund | Dispute) -> list[LedgerEntry]:
        """The entries of a refund or a dispute, the first first."""
        entries = ledger.entries_of(self.session, self.payment)
        names = ((each, (each.gateway_reference or "").partition("#")[0]) for each in entries)
        return [each for each, name in names if name == told.reference]

    def _can_be_booked(self, told: Refund | Dispute) -> bool:
        """Whether an amount is of the account's currency; else a person must say what it is."""
        if told.amount.currency == self.payment.currency:
            return True
        self._ask_a_person(CaseKind.DISPUTED, told)
        return False

    def _take_back(self, told: Refund | Dispute, kind: EntryKind) -> None:
        """Book that an amount went back, unless it is booked, and tell the customer."""
        entries = self._entries(told)
        if told.amount.minor and not sum(entry.minor for entry in entries):
            number = len(entries) // 2 + 1
            name = told.reference if number == 1 else f"{told.reference}#{number}"
            self._tell(self._went(told, kind, name))

    def _give_again(
        self, told: Refund | Dispute, taken: EntryKind, given: EntryKind
    ) -> LedgerEntry | None:
        """Book that an amount came back to us, if it had gone; return the entry.

        What went and came unseen is booked as well, and not returned: nobody was told of it. Who
        has asked before it came back sees by that that their answer is out of date.
        """
        entries = self._entries(told)
        if not entries and told.amount.minor and told.amount.currency == self.payment.currency:
            unseen = self._went(told, taken, told.reference)
            give_again(self.session, unseen, given, self.now)
            return None
        if not sum(entry.minor for entry in entries):
            return None
        last = next(entry for entry in reversed(entries) if entry.kind is taken)
        return give_again(self.session, last, given, self.now)

    def _went(self, told: Refund | Dispute, kind: EntryKind, name: str) -> LedgerEntry:
        return take_back(self.session, self.payment, kind, told.amount, self.now, name)

    def _tell(self, entry: LedgerEntry) -> None:
        outbox.tell_of_reversal(self.session, self.attempt, self.person, entry, self.now)

    def _ask_a_person(self, kind: CaseKind, told: Refund | Dispute) -> None:
        open_case(self.session, self.attempt, kind, self.now, told.reference)

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
