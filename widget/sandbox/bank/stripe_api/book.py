"""The bank's book: its objects on a database, and what was asked and told."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple

from cryptography.fernet import Fernet
from sqlalchemy import select

from widget.core.money import Money
from widget.gateways.stripe.amounts import from_stripe
from widget.sandbox.bank.stripe_api.objects import Asked, Base, Body, Kept, Objects
from widget.sandbox.bank.stripe_api.payment_methods import test_method
from widget.storage.database import Database


class Charge(NamedTuple):
    """A payment that moved money; `key` stands in its metadata, `method` names a test method."""

    key: str
    amount: Money
    method: str


class Book:
    """All that is kept, on a database; what is kept aside is sealed with a key from a secret."""

    def __init__(self, database: Database, secret: str):
        self._database = database
        self._seal = Fernet(urlsafe_b64encode(sha256(f"addresses {secret}".encode()).digest()))
        database.create(Base)

    @contextmanager
    def read(self) -> Iterator[Objects]:
        """Yield the objects, to be looked at."""
        with self._database.read() as session:
            yield Objects(session, self._seal)

    @contextmanager
    def write(self) -> Iterator[Objects]:
        """Yield the objects, to be changed: all of it, or nothing."""
        with self._database.write() as session:
            yield Objects(session, self._seal)

    def charges(self) -> list[Charge]:
        """Return every payment that moved money, the first first."""
        with self.read() as objects:
            made = [each for each in objects.all("payment_intent") if each["amount_received"]]
            return [
                Charge(
                    each["metadata"].get("key", ""),
                    from_stripe(each["amount_received"], each["currency"]),
                    test_method(objects, each["payment_method"], each["customer"]).name,
                )
                for each in made
            ]

    def asked(self) -> list[str]:
        """Return the key of each request that was to move money, the first first."""
        with self._database.read() as session:
            return list(session.scalars(select(Asked.key).order_by(Asked.number)))

    def untold(self) -> list[Body]:
        """Return the events that the client hasn't taken, the first first."""
        waiting = select(Kept).where(Kept.kind == "event", Kept.is_told.is_(False))
        with self._database.read() as session:
            return [dict(row.body) for row in session.scalars(waiting.order_by(Kept.number))]

    def mark_told(self, event_id: str) -> None:
        """Note that the client has taken an event."""
        with self._database.write() as session:
            session.scalars(select(Kept).where(Kept.id == event_id)).one().is_told = True

    def close(self) -> None:
        """Close every connection."""
        self._database.close()
