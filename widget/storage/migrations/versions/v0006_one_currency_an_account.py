"""All that is an account's is in its currency, which therefore can't change."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = ("usage", "invoice", "ledger_entry", "attempt")


def upgrade() -> None:
    """Add the constraints. Raises ValueError for rows that are in another currency already."""
    op.create_index("account_currency", "account", ["id", "currency"], unique=True)
    for table in TABLES:
        _refuse_others(table)
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.create_foreign_key(
                f"{table}_in_the_account_s_currency",
                "account",
                ["account_id", "currency"],
                ["id", "currency"],
            )


def _refuse_others(table: str) -> None:
    rows = sa.table(table, sa.column("id"), sa.column("account_id"), sa.column("currency"))
    account = sa.table("account", sa.column("id"), sa.column("currency"))
    other = sa.select(rows.c.id).join(account, account.c.id == rows.c.account_id)
    other = other.where(account.c.currency != rows.c.currency).order_by(rows.c.id).limit(20)
    found = op.get_bind().execute(other).scalars().all()
    if found:
        raise ValueError(
            f"Rows of {table} are in another currency than their account ({found}, or more). Move"
            " them to an account of that currency, then run this again: nothing was changed."
        )
