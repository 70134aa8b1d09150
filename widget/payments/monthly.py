"""The month's debit: usage is closed into an invoice, and the registered method is charged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from widget.billing import allocation
from widget.billing.issuing import issue
from widget.core.clock import day_in
from widget.core.gateway import Gateway
from widget.core.money import Money
from widget.payments.attempts import Attempts, MonthOrder, Refusal, RefusedError, find_invoice
from widget.payments.methods.eligibility import charged_monthly, kept
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Account, AttemptState, Invoice, PaysBy, Profile, Usage


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Month":
        """Read `2026-11`. Raises ValueError."""
        first = date.fromisoformat(f"{text}-01")
        return cls(first.year, first.month)

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """As `2026-11`."""
        return f"{self.year}-{self.number:02}"

    @property
    def next(self) -> date:
        """The first day of the month that follows."""
        return (date(self.year, self.number, 1) + timedelta(days=31)).replace(day=1)

    def number_for(self, profile: Profile) -> str:
        """The number of a profile's invoice for this month: no other can have it."""
        return f"{self.year}{self.number:02}-{profile.id}"


class Billed(StrEnum):
    """What became of a profile's month."""

    NOT_OVER = "the month is not over there yet"
    NOTHING_USED = "nothing to invoice"
    PAID = "paid, or settled by credit"
    CREDITED = "credited: corrections were more than what was used"
    REOPENED = "money went back: owed, and not charged again"
    TO_TRANSFER = "invoiced, to be paid by transfer"
    CHARGED = "charged"
    DECLINED = "charge declined"
    NO_METHOD = "no method to charge"
    UNDER_WAY = "not settled yet: run this again when the reconciler has"
    FAILED = "accounts failed: the log says why; run this again when it is mended"


def accounts(database: Database) -> Iterator[Account]:
    """Return every account that isn't practice's, a few at a time."""
    last = 0
    while True:
        more = select(Account).where(Account.id > last, Account.is_practice.is_(False))
        with database.read() as session:
            found = session.scalars(more.order_by(Account.id).limit(500)).all()
        if not found:
            return
        yield from found
        last = found[-1].id


@dataclass(frozen=True)
class MonthlyBilling:
    """Closes months and debits what is left of them.

    `origin` is the widget's own: gateways want an address to send somebody back to. `now` is the
    moment of it, in UTC.
    """

    database: Database
    gateway: Gateway
    origin: str
    now: datetime

    def bill(self, account: Account, month: Month) -> list[Billed]:
        """Invoice an account's month and charge its method, once however often this is called.

        Returns what became of each billing profile.
        """
        if day_in(account.time_zone, self.now) < month.next:
            return [Billed.NOT_OVER]
        with self.database.read(account.id) as session:
            mine = select(Profile).where(Profile.account_id == account.id).order_by(Profile.id)
            profiles = session.scalars(mine).all()
        return [self._bill(account, profile, month) for profile in profiles]

    def _bill(self, account: Account, profile: Profile, month: Month) -> Billed:
        with account_transaction(self.database, account.id) as session:
            invoice = _close(session, account, profile, month, self.now)
            methods = [m for m in kept(session, account.id) if m.profile_id == profile.id]
        if invoice is None:
            return Billed.NOTHING_USED
        if invoice.is_credit_note:
            return Billed.CREDITED
        if invoice.is_paid_up:
            return Billed.PAID
        if invoice.reopened_at is not None:
            return Billed.REOPENED
        if account.pays_by is PaysBy.TRANSFER:
            return Billed.TO_TRANSFER
        method = charged_monthly(methods, self.now)
        if method is None:
            return Billed.NO_METHOD
        order = MonthOrder(account.id, invoice.number, f"{month}", method.id, locale="en")
        attempts = Attempts(self.database, self.gateway, self.now)
        try:
            attempt = attempts.debit_month(order, f"{self.origin}/")
        except RefusedError as error:
            return _REFUSED[error.refusal]
        if attempt.was_refused:
            return Billed.DECLINED
        return Billed.CHARGED if attempt.state is AttemptState.SUCCEEDED else Billed.UNDER_WAY


#: What a refusal to begin comes to: the customer was faster, or pays just now.
_REFUSED = {
    Refusal.PAID_ALREADY: Billed.PAID,
    Refusal.CREDIT_NOTE: Billed.CREDITED,
    Refusal.IN_PROGRESS: Billed.UNDER_WAY,
    Refusal.NO_METHOD: Billed.NO_METHOD,
}


def _close(
    session: Session, account: Account, profile: Profile, month: Month, now: datetime
) -> Invoice | None:
    """Return the month's invoice: what was used by its end, and isn't invoiced yet.

    What comes in later stands on the next month's. Where corrections are more than what was used
    it is a credit note.
    """
    number = month.number_for(profile)
    invoice = find_invoice(session, account.id, number)
    if invoice is not None:
        return invoice
    is_open = (
        Usage.account_id == account.id,
        Usage.invoice_id.is_(None),
        Usage.profile_id == profile.id,
        Usage.used_on < month.next,
    )
    # What is added up is what is invoiced, also if more comes in just now.
    used = session.execute(select(Usage.id, Usage.minor, Usage.account_id).where(*is_open)).all()
    if not used:
        return None
    amount = Money(sum(row.minor for row in used), account.currency)
    invoice = issue(session, profile, number, day_in(account.time_zone, now), amount, now)
    rows = [{"id": row.id, "invoice_id": invoice.id} for row in used]
    session.execute(update(Usage), rows)
    allocation.distribute(session, account.id, account.currency, now)
    return invoice
