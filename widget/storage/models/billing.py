"""Usage, invoices, and the ledger."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from widget.core.money import Money
from widget.storage.models.base import Base, in_its_currency, named

_UNPAID = text("paid_at IS NULL")


class Usage(Base):
    """What was used of a service on a day: a billing item, and then a line of an invoice."""

    __tablename__ = "usage"
    __table_args__ = (Index("usage_open", "account_id", "invoice_id"), in_its_currency("usage"))
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    service: Mapped[str]
    used_on: Mapped[date]
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))


class Invoice(Base):
    """An invoice, or (below zero) a credit note; whether it is past due follows from the date.

    `allocated_minor` is how much of payments is allocated to it; `paid_at` when that became all. A
    credit note is allocated as soon as it is issued: what it gives is credit then.
    `payment_reference` is what a transfer quotes; None until the row has its own number. It was
    `reopened_at` the moment when money that had paid it went back.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        Index("invoice_number", "account_id", "number", unique=True),
        Index("invoice_newest", "account_id", "issued_on", "id"),
        Index("invoice_payment_reference", "payment_reference"),
        Index(
            "invoice_open",
            "account_id",
            "due_on",
            "id",
            sqlite_where=_UNPAID,
            postgresql_where=_UNPAID,
        ),
        in_its_currency("invoice"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    number: Mapped[str]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    minor: Mapped[int]
    allocated_minor: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(String(3))
    paid_at: Mapped[datetime | None]
    payment_reference: Mapped[str | None]
    reopened_at: Mapped[datetime | None]

    @property
    def amount(self) -> Money:
        """What the invoice is for."""
        return Money(self.minor, self.currency)

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives money, and asks for none."""
        return self.minor < 0

    @property
    def is_paid_up(self) -> bool:
        """Whether nothing is left to pay."""
        return self.paid_at is not None or self.minor <= self.allocated_minor

    @property
    def allocated(self) -> Money:
        """What of payments is allocated to it."""
        return Money(self.allocated_minor, self.currency)

    @property
    def to_pay(self) -> Money:
        """What is left to pay."""
        return Money(self.minor - self.allocated_minor, self.currency)


def is_unpaid() -> ColumnElement[bool]:
    """Say that something is left to pay of an invoice, in the words of the index on such."""
    return and_(Invoice.paid_at.is_(None), Invoice.minor > Invoice.allocated_minor)


class EntryKind(StrEnum):
    """What a ledger entry is: an invoice or credit note, or money that came in or went back."""

    INVOICE = "invoice"
    PAYMENT = "payment"
    #: We paid it back; and it came back to us after all.
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    #: The customer's bank took it back; and gave it to us again.
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    #: A transfer was called back, or a cheque bounced.
    RETURN = "return"
    #: It was booked by mistake.
    CORRECTION = "correction"


class LedgerEntry(Base):
    """One movement: what is owed is positive, what is paid negative. Never changed or removed.

    `transfer` is the bank's own name of a transfer that was received: it is booked once. What takes
    a payment back, or gives it again, names that payment's entry (`of_id`), and the gateway's
    reference of the refund or dispute, each of which is booked once.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ledger_entry_transfer", "transfer", unique=True),
        Index("ledger_entry_once", "kind", "gateway_reference", unique=True),
        Index("ledger_entry_of", "of_id"),
        in_its_currency("ledger_entry"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[EntryKind] = named(EntryKind)
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), unique=True)
    at: Mapped[datetime]
    transfer: Mapped[str | None]
    of_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entry.id", name="ledger_entry_of_entry")
    )
    gateway_reference: Mapped[str | None]

    @property
    def amount(self) -> Money:
        """How much moved, whichever way."""
        return Money(abs(self.minor), self.currency)


class UnmatchedTransfer(Base):
    """A transfer that came without a reference we know, until a person says whose it is.

    `transfer` is the bank's own name of it, `sender` what the bank says of who sent it, and
    `entry_id` the ledger entry that it became. One that went back before was `returned_at` then.
    """

    __tablename__ = "unmatched_transfer"
    id: Mapped[int] = mapped_column(primary_key=True)
    transfer: Mapped[str] = mapped_column(unique=True)
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    sender: Mapped[str]
    received_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)

    @property
    def amount(self) -> Money:
        """What came."""
        return Money(self.minor, self.currency)
