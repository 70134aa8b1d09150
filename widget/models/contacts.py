"""What we write to customers, and what they ask us."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from widget.models.base import Base


class Mail(Base):
    """A letter in the outbox: whom to, about what. Its text is written when it is read or sent."""

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str]
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    name: Mapped[str]
    address: Mapped[str]
    locale: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Case(Base):
    """A support case."""

    __tablename__ = "support_case"
    __table_args__ = (Index("case_form_token", "account_id", "form_token", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    description: Mapped[str]
    payment_reference: Mapped[str]
    form_token: Mapped[str]
    created_at: Mapped[datetime]
