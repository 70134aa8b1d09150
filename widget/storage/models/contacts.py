"""What we write to customers, and what they ask us."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from widget.storage.models.base import Base, Scheduled, due_index, named


class MailKind(StrEnum):
    """What a letter tells; its text is written when it is read or sent."""

    DETAILS_VALIDATED = "details_validated"
    DETAILS_REFUSED = "details_refused"
    PAYMENT_RECEIVED = "payment_received"
    DEBIT_REFUSED = "debit_refused"
    PAID_BACK = "paid_back"
    PAYMENT_DISPUTED = "payment_disputed"
    PAYMENT_COUNTS_AGAIN = "payment_counts_again"
    TRANSFER_RETURNED = "transfer_returned"
    INVITATION = "invitation"


class Mail(Scheduled, Base):
    """A letter in the outbox: whom to, about what. Its text is written when it is read or sent.

    It is about a payment method, an attempt to pay, a ledger entry by which money went back, or an
    invitation; of attempts and entries each is told once.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("mail_once_an_attempt", "attempt_id", "kind", unique=True),
        Index("mail_once_an_entry", "entry_id", unique=True),
        due_index("mail"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[MailKind] = named(MailKind)
    method_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id", name="mail_attempt"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id", name="mail_entry"))
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", name="mail_invitation")
    )
    name: Mapped[str]
    address: Mapped[str]
    locale: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class CaseKind(StrEnum):
    """What happened; what it says to customers is written when it is read."""

    CUSTOMER = "customer"
    #: Money came under an attempt that was confirmed as cancelled.
    CHARGED_AFTER_CANCEL = "charged_after_cancel"
    #: Money came under an attempt that was refused, say on a page where it could be tried again.
    CHARGED_AFTER_REFUSAL = "charged_after_refusal"
    #: Money came for an invoice that something else had paid.
    PAID_TWICE = "paid_twice"
    #: The gateway doesn't say what became of an attempt.
    UNSETTLED = "unsettled"
    #: A customer told their bank that a payment isn't right: it wants an answer, in time.
    DISPUTED = "disputed"
    DISPUTE_LOST = "dispute_lost"
    #: Money that was paid back didn't reach the customer.
    REFUND_FAILED = "refund_failed"
    #: The gateway says of a payment that it didn't go through, which we had booked.
    FELL_BACK = "fell_back"
    #: No server took a letter, or the address is none.
    UNDELIVERED = "undelivered"


class Case(Base):
    """A support case: a customer's, or (no person) one of our own about a payment.

    Of our own, `kind` says what happened; their text is written when they are read.
    """

    __tablename__ = "support_case"
    __table_args__ = (Index("case_form_token", "account_id", "form_token", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[CaseKind] = named(
        CaseKind, default=CaseKind.CUSTOMER, server_default=CaseKind.CUSTOMER.value
    )
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    description: Mapped[str]
    payment_reference: Mapped[str]
    form_token: Mapped[str]
    created_at: Mapped[datetime]
