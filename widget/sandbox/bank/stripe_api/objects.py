"""What the bank keeps of Stripe's objects: each as it is answered, newest last."""

import json
import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import JSON, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from widget.sandbox.bank.stripe_api.errors import missing

Body = dict[str, Any]

#: The kind of each object, by what its id begins with.
KINDS = {
    "cus": "customer",
    "cs": "checkout.session",
    "pi": "payment_intent",
    "seti": "setup_intent",
    "pm": "payment_method",
    "re": "refund",
    "dp": "dispute",
    "evt": "event",
}
API_VERSION = "2026-10-28.endive"


class Base(DeclarativeBase):
    """The tables of the interface."""


class Kept(Base):
    """An object. Addresses to send customers back to let whoever reads them in: they are sealed.

    It belongs to a customer, or to a payment of which it gives money back.
    """

    __tablename__ = "stripe_object"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    owner: Mapped[str | None] = mapped_column("customer", index=True)
    body: Mapped[Body] = mapped_column(JSON)
    sealed: Mapped[str | None]
    #: Of an event: whether the client has taken it.
    is_told: Mapped[bool] = mapped_column(default=False)


class Answer(Base):
    """What was answered to the first request under a key; `asked` is a hash of that request."""

    __tablename__ = "stripe_answer"
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    asked: Mapped[str]
    status: Mapped[int]
    body: Mapped[Body] = mapped_column(JSON)
    at: Mapped[int]


class Asked(Base):
    """A request to move money, also one that was answered before: its key alone hides that."""

    __tablename__ = "stripe_asked"
    number: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    key: Mapped[str]


class Objects:
    """The objects, in one transaction."""

    def __init__(self, session: Session, seal: Fernet):
        self.session = session
        self._seal = seal

    def add(self, prefix: str, body: Mapping[str, Any], **aside: Any) -> Body:
        """Keep a new object under an id of its own, and return it.

        What is kept `aside` is sealed, and never answered.
        """
        kept: Body = {
            "id": f"{prefix}_{secrets.token_hex(16)}",
            "object": KINDS[prefix.partition("_")[0]],
            "created": int(time.time()),
            "livemode": False,
            **body,
        }
        owner = kept.get("payment_intent") or kept.get("customer")
        sealed = self._seal.encrypt(json.dumps(aside).encode()).decode()
        row = Kept(id=kept["id"], kind=kept["object"], owner=owner, body=kept, sealed=sealed)
        self.session.add(row)
        self.session.flush()
        return kept

    def get(self, id: str, kind: str) -> Body:
        """Return an object. Raises ApiError."""
        return dict(self._row(id, kind).body)

    def aside(self, body: Body) -> dict[str, Any]:
        """What was kept aside with an object."""
        sealed = self._row(body["id"], body["object"]).sealed or ""
        found: dict[str, Any] = json.loads(self._seal.decrypt(sealed))
        return found

    def change(self, body: Body, **values: Any) -> Body:
        """Change an object, and return it as it is now."""
        row = self._row(body["id"], body["object"])
        row.body = {**row.body, **values}
        self.session.flush()
        return dict(row.body)

    def find(
        self, kind: str, owner: str | None, after: str | None = None, limit: int = 10
    ) -> tuple[list[Body], bool]:
        """Return objects of a kind, the newest first, and whether there are more.

        `owner` is the customer, or the payment, whose they are; None for anybody's.
        """
        wanted = select(Kept).where(Kept.kind == kind)
        if owner is not None:
            wanted = wanted.where(Kept.owner == owner)
        if after:
            wanted = wanted.where(Kept.number < self._row(after, kind).number)
        rows = self.session.scalars(wanted.order_by(Kept.number.desc()).limit(limit + 1)).all()
        return [dict(row.body) for row in rows[:limit]], len(rows) > limit

    def all(self, kind: str) -> list[Body]:
        """Return every object of a kind, the oldest first."""
        rows = self.session.scalars(select(Kept).where(Kept.kind == kind).order_by(Kept.number))
        return [dict(row.body) for row in rows]

    def happened(self, type: str, body: Body) -> None:
        """Note an event, in the transaction of what happened."""
        self.add(
            "evt",
            {"type": type, "api_version": API_VERSION, "data": {"object": body}, "request": None},
        )

    def _row(self, id: str, kind: str) -> Kept:
        row = self.session.scalar(select(Kept).where(Kept.id == id, Kept.kind == kind))
        if row is None:
            raise missing(kind, id)
        return row


def expanded(objects: Objects, body: Any, paths: Sequence[str]) -> Any:
    """Return an answer in which ids are replaced by their objects, along paths (`a.b`).

    Source: Stripe's documentation, “Expanding responses”.
    """
    for path in paths:
        body = _along(objects, body, path.split("."))
    return body


def _along(objects: Objects, value: Any, parts: list[str]) -> Any:
    if isinstance(value, list):
        return [_along(objects, each, parts) for each in value]
    if isinstance(value, str) and (kind := KINDS.get(value.partition("_")[0])):
        value = objects.get(value, kind)
    if not parts or not isinstance(value, dict) or parts[0] not in value:
        return value
    return {**value, parts[0]: _along(objects, value[parts[0]], parts[1:])}
