"""The tables. Amounts are minor units; times are UTC; every table carries the account's id."""

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    String,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from widget.money import Money


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The widget's tables."""

    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        int: BigInteger().with_variant(Integer, "sqlite"),
    }


class Account(Base):
    """A billing account."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    time_zone: Mapped[str]


class Person(Base):
    """Somebody with a role in an account."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[str]


class Profile(Base):
    """A billing profile: payment methods and invoices belong to it."""

    __tablename__ = "profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]


class MethodState(StrEnum):
    """How far a payment method has come."""

    PENDING = "pending"
    VALIDATED = "validated"


class Method(Base):
    """A card the gateway keeps for us: only what may be shown of it, and its reference there.

    `kept` is False for a card that serves one payment and is not to be used again.
    """

    __tablename__ = "method"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    brand: Mapped[str]
    last_digits: Mapped[str] = mapped_column(String(4))
    expiry: Mapped[str] = mapped_column(String(7))
    gateway_reference: Mapped[str]
    state: Mapped[str]
    kept: Mapped[bool]
    added_at: Mapped[datetime]


class Invoice(Base):
    """An invoice; whether it is past due follows from the date."""

    __tablename__ = "invoice"
    __table_args__ = (Index("invoice_number", "account_id", "number", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    number: Mapped[str]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    paid_at: Mapped[datetime | None]

    @property
    def amount(self) -> Money:
        """What the invoice is for."""
        return Money(self.minor, self.currency)


class AttemptState(StrEnum):
    """How far an attempt to pay has come."""

    CREATED = "created"
    AWAITING_CUSTOMER = "awaiting_customer"
    SUBMITTED = "submitted"
    ACTION_REQUIRED = "action_required"
    UNKNOWN = "unknown"
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    CANCELLED = "cancelled"


#: States in which money may still move.
LIVE = (
    AttemptState.CREATED,
    AttemptState.AWAITING_CUSTOMER,
    AttemptState.SUBMITTED,
    AttemptState.ACTION_REQUIRED,
    AttemptState.UNKNOWN,
)
_LIVE_SQL = text("state IN ({})".format(", ".join(f"'{state.value}'" for state in LIVE)))


class Attempt(Base):
    """One attempt to pay one invoice, with the key under which the gateway knows it."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "attempt_one_live_an_invoice",
            "invoice_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("attempt_form_token", "account_id", "form_token", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    key: Mapped[str] = mapped_column(unique=True)
    form_token: Mapped[str]
    state: Mapped[str]
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str | None]
    action_url: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def amount(self) -> Money:
        """What was, or would be, charged."""
        return Money(self.minor, self.currency)


class CardEntry(Base):
    """A visit to the gateway's card page: nothing is charged there."""

    __tablename__ = "card_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    key: Mapped[str] = mapped_column(unique=True)
    keep: Mapped[bool]
    method_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    created_at: Mapped[datetime]


class LedgerEntry(Base):
    """One movement: what is owed is positive, what is paid negative. Never changed or removed."""

    __tablename__ = "ledger_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str]
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), unique=True)
    at: Mapped[datetime]


class PracticeVisit(Base):
    """A practice account's address: only the hash of its token is kept.

    `opened_at` is the account's present: in practice the clock stands still.
    """

    __tablename__ = "practice_visit"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scenario: Mapped[str]
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
