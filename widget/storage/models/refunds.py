"""Refunds that we ask the gateway for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from widget.core.money import Money
from widget.storage.models.base import Base, Scheduled, due_index, in_its_currency, named


class RefundState(StrEnum):
    """How far a refund has come."""

    REQUESTED = "requested"
    MADE = "made"
    REFUSED = "refused"


_REQUESTED = text("state = 'requested'")


class RefundRequest(Scheduled, Base):
    """A refund of a part of a payment, or of all of it, under a key of its own.

    It is committed before the gateway is asked. One at a time of each attempt: the reconciler asks
    again about one that no answer came to.
    """

    __tablename__ = "refund_request"
    __table_args__ = (
        Index(
            "refund_request_one_of_an_attempt",
            "attempt_id",
            unique=True,
            sqlite_where=_REQUESTED,
            postgresql_where=_REQUESTED,
        ),
        due_index("refund_request"),
        in_its_currency("refund_request"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[RefundState] = named(RefundState)
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]

    @property
    def amount(self) -> Money:
        """What is paid back."""
        return Money(self.minor, self.currency)
