"""Accounts, the people in them, and the addresses of practice accounts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from widget.core.roles import Role
from widget.storage.models.base import Base, named


class PaysBy(StrEnum):
    """How an account pays when it does nothing: its card is charged, or it sends the money."""

    CARD = "card"
    TRANSFER = "transfer"


class Account(Base):
    """A billing account; to one of practice's nothing is ever sent.

    Its currency is that of all its usage, invoices, payments and entries (`in_its_currency`).
    `gateway_customer` is the gateway's reference of the customer that stands for it, once needed.
    """

    __tablename__ = "account"
    __table_args__ = (Index("account_currency", "id", "currency", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    time_zone: Mapped[str]
    pays_by: Mapped[PaysBy] = named(PaysBy)
    is_practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    gateway_customer: Mapped[str | None]


class Person(Base):
    """Somebody with a role in an account.

    `issuer` and `subject` are by what they are known where they sign in (OpenID Connect); both None
    until they have accepted an invitation. Who was removed keeps what they did.
    """

    __tablename__ = "person"
    __table_args__ = (Index("person_identity", "issuer", "subject", "account_id", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[Role] = named(Role)
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    removed_at: Mapped[datetime | None]


class Profile(Base):
    """A billing profile: payment methods and invoices belong to it."""

    __tablename__ = "profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]


class PracticeLogin(Base):
    """A practice account's address: only the hash of its token is kept.

    `present` is the account's present moment: in practice the clock stands still, until the
    customer moves it on.
    """

    __tablename__ = "practice_visit"
    __table_args__ = (Index("practice_visit_expiry", "expires_at"),)
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scenario: Mapped[str]
    present: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInCount(Base):
    """How often somebody (`client`, not spelt out) opened an account since a moment."""

    __tablename__ = "sign_in_count"
    client: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]
