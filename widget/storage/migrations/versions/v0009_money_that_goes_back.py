"""Money goes back: refunds, disputes, returned transfers; and transfers that nobody expected."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_IN_ITS_CURRENCY = sa.ForeignKeyConstraint(
    ["account_id", "currency"],
    ["account.id", "account.currency"],
    name="refund_request_in_the_account_s_currency",
)


def upgrade() -> None:
    """Add what such entries refer to, and two tables."""
    with op.batch_alter_table("ledger_entry") as batch:
        batch.add_column(sa.Column("of_id", _number()))
        batch.add_column(sa.Column("gateway_reference", sa.String()))
        batch.create_foreign_key("ledger_entry_of_entry", "ledger_entry", ["of_id"], ["id"])
    op.create_index("ledger_entry_once", "ledger_entry", ["kind", "gateway_reference"], unique=True)
    op.create_index("ledger_entry_of", "ledger_entry", ["of_id"])
    op.add_column("invoice", sa.Column("reopened_at", sa.DateTime(timezone=True)))
    op.add_column(
        "gateway_event",
        sa.Column("is_found", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("gateway_event_newest", "gateway_event", ["received_at"])
    op.add_column("attempt", sa.Column("gateway_payment", sa.String()))
    op.create_index("attempt_gateway_payment", "attempt", ["gateway_payment"], unique=True)
    with op.batch_alter_table("mail") as batch:
        batch.add_column(sa.Column("entry_id", _number()))
        batch.create_foreign_key("mail_entry", "ledger_entry", ["entry_id"], ["id"])
    op.create_index("mail_once_an_entry", "mail", ["entry_id"], unique=True)
    _create_refund_request()
    op.create_table(
        "unmatched_transfer",
        sa.Column("id", _number(), primary_key=True),
        sa.Column("transfer", sa.String(), nullable=False, unique=True),
        sa.Column("minor", _number(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("entry_id", _number(), sa.ForeignKey("ledger_entry.id"), unique=True),
    )


def _create_refund_request() -> None:
    requested, due = sa.text("state = 'requested'"), sa.text("due_at IS NOT NULL")
    op.create_table(
        "refund_request",
        sa.Column("id", _number(), primary_key=True),
        sa.Column("account_id", _number(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("attempt_id", _number(), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("key", sa.String(), nullable=False, unique=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("minor", _number(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("tries", _number(), nullable=False, server_default="0"),
        _IN_ITS_CURRENCY,
    )
    op.create_index("ix_refund_request_account_id", "refund_request", ["account_id"])
    op.create_index("ix_refund_request_attempt_id", "refund_request", ["attempt_id"])
    op.create_index(
        "refund_request_one_of_an_attempt",
        "refund_request",
        ["attempt_id"],
        unique=True,
        sqlite_where=requested,
        postgresql_where=requested,
    )
    op.create_index(
        "refund_request_due",
        "refund_request",
        ["due_at"],
        sqlite_where=due,
        postgresql_where=due,
    )


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
