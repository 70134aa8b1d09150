"""The base of all tables. Amounts are minor units; times are UTC."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator


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


_E = TypeVar("_E", bound=StrEnum)


class Named(TypeDecorator[_E]):
    """A member of an enumeration, kept by its value; a value that is none is refused, both ways."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[_E]):
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the member's value. Raises ValueError."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> _E | None:
        """Return the member. Raises ValueError."""
        return None if value is None else self.kind(value)


def named(kind: type[_E], **options: Any) -> MappedColumn[Any]:
    """Return a column for a member of an enumeration; `options` are those of a column."""
    return mapped_column(Named(kind), **options)


class Base(DeclarativeBase):
    """The widget's tables."""

    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        int: BigInteger().with_variant(Integer, "sqlite"),
    }

    def __str__(self) -> str:
        """Name a row as logs do."""
        return f"{self.__tablename__} {getattr(self, 'id', '')}"


class Scheduled:
    """Something that a worker takes when it is due: `due_at` is when (None: never any more).

    `tries` is how often a worker has taken it.
    """

    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")


def due_index(table: str) -> Index:
    """Index the rows of a table that are due at some time."""
    due = text("due_at IS NOT NULL")
    return Index(f"{table}_due", "due_at", sqlite_where=due, postgresql_where=due)


def in_its_currency(table: str) -> ForeignKeyConstraint:
    """Let the rows of a table be in their account's currency only, which then can't change."""
    return ForeignKeyConstraint(
        ["account_id", "currency"],
        ["account.id", "account.currency"],
        name=f"{table}_in_the_account_s_currency",
    )
