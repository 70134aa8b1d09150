"""Alembic's way in: `widget.storage.schema` hands over a connection that is in a transaction."""

from alembic import context

from widget.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite, too, takes changes of tables back with their transaction.
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
