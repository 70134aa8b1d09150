"""Attempts to pay."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from widget.core.gateway import Reason
from widget.core.money import Money
from widget.storage.models.base import Base, Scheduled, due_index, in_its_currency, named


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

    @property
    def waits_for_customer(self) -> bool:
        """Whether the customer may be at a page of the gateway's."""
        return self in (AttemptState.AWAITING_CUSTOMER, AttemptState.ACTION_REQUIRED)


#: States in which money may still move.
UNFINISHED = (
    AttemptState.CREATED,
    AttemptState.AWAITING_CUSTOMER,
    AttemptState.SUBMITTED,
    AttemptState.ACTION_REQUIRED,
    AttemptState.UNKNOWN,
)
_STATES = ", ".join(f"'{state.value}'" for state in UNFINISHED)
_UNFINISHED_SQL = text(f"state IN ({_STATES})")


class AttemptKind(StrEnum):
    """What an attempt is for: an invoice, any amount once, or a month's debit."""

    INVOICE = "invoice"
    ONE_TIME = "one_time"
    DEBIT = "debit"


class Attempt(Scheduled, Base):
    """One attempt to pay, with the key under which the gateway knows it.

    It pays an invoice with a method that we know, or (both None) any amount, once, with details
    that only the gateway's page learns. `reference` is what customers know it by; `person_id` who
    asked for it, in `locale`, by the form of `form_token`. Nobody asks for a debit, by no form: its
    `month` is the one that it pays for (`2026-11`).

    While it is unfinished, the reconciler asks the gateway about it when it is due. Once it went
    through, `gateway_payment` is the gateway's reference of the payment.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "attempt_one_live_an_invoice",
            "invoice_id",
            unique=True,
            sqlite_where=_UNFINISHED_SQL,
            postgresql_where=_UNFINISHED_SQL,
        ),
        Index("attempt_form_token", "account_id", "form_token", unique=True),
        Index(
            "attempt_live",
            "account_id",
            sqlite_where=_UNFINISHED_SQL,
            postgresql_where=_UNFINISHED_SQL,
        ),
        Index("attempt_gateway_payment", "gateway_payment", unique=True),
        due_index("attempt"),
        in_its_currency("attempt"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    method_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    locale: Mapped[str] = mapped_column(server_default="en")
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AttemptKind] = named(AttemptKind)
    month: Mapped[str | None] = mapped_column(String(7))
    form_token: Mapped[str | None]
    state: Mapped[AttemptState] = named(AttemptState)
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[Reason | None] = named(Reason)
    action_url: Mapped[str | None]
    gateway_payment: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def is_debit(self) -> bool:
        """Whether it is a month's debit, which nobody asked for on a screen."""
        return self.kind is AttemptKind.DEBIT

    @property
    def was_refused(self) -> bool:
        """Whether the gateway refused it, or asked for a customer who isn't there."""
        return self.state == AttemptState.DECLINED or (
            self.is_debit and self.reason == Reason.AUTHENTICATION_FAILED
        )

    @property
    def amount(self) -> Money:
        """What was, or would be, charged."""
        return Money(self.minor, self.currency)


def is_unfinished() -> ColumnElement[bool]:
    """Say that an attempt is unfinished, in the words of the indexes on such attempts.

    A database takes an index with a condition only where it can see that the condition is met: the
    states stand in the statement, and not in its parameters.
    """
    return Attempt.state.in_([literal_column(f"'{state.value}'") for state in UNFINISHED])
