"""An attempt's kind and month have columns; what is allocated to an invoice is called so."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

#: A debit was known by a form token such as `month 202611-1 1`, of its invoice's number.
_FILL = (
    "UPDATE attempt SET kind = 'debit',"
    " month = substr(form_token, 7, 4) || '-' || substr(form_token, 11, 2), form_token = NULL"
    " WHERE form_token LIKE 'month %'",
    "UPDATE attempt SET kind = 'invoice' WHERE kind IS NULL AND invoice_id IS NOT NULL",
    "UPDATE attempt SET kind = 'one_time' WHERE kind IS NULL",
)


def upgrade() -> None:
    """Rename a column, add two, and fill them from what the form tokens said."""
    op.alter_column("invoice", "settled_minor", new_column_name="allocated_minor")
    with op.batch_alter_table("attempt") as changed:
        changed.add_column(sa.Column("kind", sa.String()))
        changed.add_column(sa.Column("month", sa.String(7)))
        changed.alter_column("form_token", existing_type=sa.String(), nullable=True)
    for statement in _FILL:
        op.execute(statement)
    with op.batch_alter_table("attempt") as changed:
        changed.alter_column("kind", existing_type=sa.String(), nullable=False)
