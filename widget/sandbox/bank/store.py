"""What the bank keeps: checkout sessions, and charges, each under its idempotency key."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from widget.core.gateway import Outcome, Reason
from widget.sandbox.bank.methods import BY_REFERENCE
from widget.storage.database import Database
from widget.storage.models import UtcDateTime


class Base(DeclarativeBase):
    """The bank's tables.

    The address to send a customer back to lets whoever reads it into the client's account: it is
    kept sealed, and only a store that knows the secret reads it.
    """

    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012


class CheckoutSession(Base):
    """A customer sent to a page; `public_id` is the secret part of its address.

    With an amount (`minor`, in minor units) the page charges it; without, it takes details only.
    """

    __tablename__ = "page_visit"
    key: Mapped[str] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    page: Mapped[str]
    minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    sealed_return_url: Mapped[str]
    locale: Mapped[str]
    outcome: Mapped[str]
    card_reference: Mapped[str | None]


class Charge(Base):
    """A charge, or the refusal of one. `minor` is in minor units."""

    __tablename__ = "charge"
    key: Mapped[str] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    card_reference: Mapped[str]
    minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    sealed_return_url: Mapped[str]
    locale: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]


class Request(Base):
    """A request that was to move money, also one that was made before: its key alone hides that."""

    __tablename__ = "request"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]


class Event(Base):
    """Something happened under a key; the client is told until it has taken it."""

    __tablename__ = "event"
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    key: Mapped[str]
    is_told: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class PaymentRequest:
    """What a client asks for, under its key; `minor` is None where nothing is to be charged."""

    key: str
    minor: int | None
    currency: str | None
    return_url: str
    locale: str


class KeyReusedError(Exception):
    """The key was used for another request."""


class Store:
    """The bank's book-keeping; addresses are sealed with a key made from the bank's secret."""

    def __init__(self, database: Database, secret: str):
        self._database = database
        self._seal = Fernet(urlsafe_b64encode(sha256(f"addresses {secret}".encode()).digest()))
        database.create(Base)

    def return_url(self, found: "CheckoutSession | Charge") -> str:
        """The address to send a customer back to."""
        return self._seal.decrypt(found.sealed_return_url).decode()

    def _kept(self, wanted: PaymentRequest) -> dict[str, Any]:
        """What is kept of a request."""
        values = asdict(wanted)
        sealed = self._seal.encrypt(values.pop("return_url").encode()).decode()
        return {**values, "sealed_return_url": sealed}

    def open_checkout(self, wanted: PaymentRequest, page: str) -> CheckoutSession:
        """Begin a session; the same key returns the same. Raises KeyReusedError."""
        with self._database.write() as session:
            kind = "details page" if wanted.minor is None else "payment page"
            session.add(Request(kind=kind, key=wanted.key))
            checkout = session.get(CheckoutSession, wanted.key)
            if checkout is None:
                checkout = CheckoutSession(
                    **self._kept(wanted), page=page, public_id=_public_id(), outcome=Outcome.OPEN
                )
                session.add(checkout)
            elif (checkout.page, checkout.minor, self.return_url(checkout)) != (
                page,
                wanted.minor,
                wanted.return_url,
            ):
                raise KeyReusedError(wanted.key)
            return checkout

    def checkout(self, public_id: str) -> CheckoutSession | None:
        """Return a checkout session by its address."""
        with self._database.read() as session:
            return session.scalar(
                select(CheckoutSession).where(CheckoutSession.public_id == public_id)
            )

    def end_checkout(
        self, public_id: str, card_reference: str | None, at: datetime
    ) -> CheckoutSession | Charge | None:
        """End a session with a card or wallet, or (None) without; what has ended stays as it is.

        Returns the charge, where the page made one.
        """
        with self._database.write() as session:
            checkout = session.scalar(
                select(CheckoutSession).where(CheckoutSession.public_id == public_id)
            )
            if checkout is None or checkout.outcome != Outcome.OPEN:
                return (session.get(Charge, checkout.key) or checkout) if checkout else None
            checkout.outcome = Outcome.SUCCEEDED if card_reference else Outcome.CANCELLED
            _happened(session, checkout.key)
            checkout.card_reference = card_reference
            if card_reference is None or checkout.minor is None:
                return checkout
            url = self.return_url(checkout)
            wanted = PaymentRequest(
                checkout.key, checkout.minor, checkout.currency, url, checkout.locale
            )
            return self._charge(session, wanted, card_reference, at)

    def charge(
        self, wanted: PaymentRequest, card_reference: str, at: datetime
    ) -> Charge | CheckoutSession:
        """Charge a card once per key, unless the key was cancelled before.

        Raises KeyReusedError, and KeyError for no such card.
        """
        with self._database.write() as session:
            session.add(Request(kind="charge", key=wanted.key))
            charge = session.get(Charge, wanted.key)
            cancelled = session.get(CheckoutSession, wanted.key)
            if cancelled:
                return cancelled
            if charge is None:
                _happened(session, wanted.key)
                return self._charge(session, wanted, card_reference, at)
            if (charge.card_reference, charge.minor, charge.currency) != (
                card_reference,
                wanted.minor,
                wanted.currency,
            ):
                raise KeyReusedError(wanted.key)
            return charge

    def _charge(
        self, session: Session, wanted: PaymentRequest, card_reference: str, at: datetime
    ) -> Charge:
        method = BY_REFERENCE[card_reference]
        charge = Charge(
            **self._kept(wanted),
            public_id=_public_id(),
            card_reference=card_reference,
            outcome=method.outcome,
            reason=method.reason,
            at=at,
        )
        session.add(charge)
        return charge

    def challenged(self, public_id: str) -> Charge | None:
        """Return the charge that waits for its customer at this address."""
        with self._database.read() as session:
            return session.scalar(select(Charge).where(Charge.public_id == public_id))

    def answer_challenge(self, public_id: str, confirmed: bool) -> Charge | None:
        """Carry a challenged charge through, or refuse it."""
        with self._database.write() as session:
            charge = session.scalar(select(Charge).where(Charge.public_id == public_id))
            if charge and charge.outcome == Outcome.ACTION_REQUIRED:
                charge.outcome = Outcome.SUCCEEDED if confirmed else Outcome.DECLINED
                charge.reason = None if confirmed else Reason.AUTHENTICATION_FAILED
                _happened(session, charge.key)
            return charge

    def find(self, key: str) -> CheckoutSession | Charge | None:
        """Return what is known under a key."""
        with self._database.read() as session:
            return session.get(Charge, key) or session.get(CheckoutSession, key)

    def cancel(self, key: str) -> CheckoutSession | Charge:
        """Cancel what isn't finished, and return what is known under the key then.

        A key that was never seen is remembered as cancelled: a request that is still on its way
        must not charge any more.
        """
        with self._database.write() as session:
            found = session.get(Charge, key) or session.get(CheckoutSession, key)
            if found is None:
                nothing = PaymentRequest(key, None, None, return_url="", locale="")
                found = CheckoutSession(
                    **self._kept(nothing),
                    page="",
                    public_id=_public_id(),
                    outcome=Outcome.CANCELLED,
                )
                session.add(found)
            if found.outcome in (Outcome.OPEN, Outcome.ACTION_REQUIRED):
                found.outcome = Outcome.CANCELLED
                _happened(session, key)
            return found

    def charges(self) -> list[Charge]:
        """Return every charge that moved money."""
        with self._database.read() as session:
            made = select(Charge).where(Charge.outcome == Outcome.SUCCEEDED)
            return list(session.scalars(made))

    def requests(self) -> list[Request]:
        """Return every request that was to move money, the first first."""
        with self._database.read() as session:
            return list(session.scalars(select(Request).order_by(Request.id)))

    def untold(self) -> list[Event]:
        """Return the events that the client hasn't taken, the first first."""
        with self._database.read() as session:
            waiting = select(Event).where(Event.is_told.is_(False)).order_by(Event.number)
            return list(session.scalars(waiting))

    def mark_told(self, event_id: str) -> None:
        """Note that the client has taken an event."""
        with self._database.write() as session:
            session.get_one(Event, event_id).is_told = True

    def close(self) -> None:
        """Close every connection."""
        self._database.close()


def _happened(session: Session, key: str) -> None:
    """Note an event in the transaction of what happened."""
    last = session.scalar(select(func.coalesce(func.max(Event.number), 0))) or 0
    session.add(Event(id=secrets.token_urlsafe(12), number=last + 1, key=key))


def _public_id() -> str:
    return secrets.token_urlsafe(16)
