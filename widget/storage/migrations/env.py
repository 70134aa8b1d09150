"""Alembic's way in: `widget.storage.schema` hands over a connection that is in a transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from widget.storage.models import Base


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our own types as what they are in the database: migrations don't import models."""
    is_ours = kind == "type" and isinstance(item, TypeDecorator)
    return f"sa.{item.impl!r}" if is_ours else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite, too, takes changes of tables back with their transaction.
    transactional_ddl=True,
    render_as_batch=True,
    render_item=render,
)
context.run_migrations()
