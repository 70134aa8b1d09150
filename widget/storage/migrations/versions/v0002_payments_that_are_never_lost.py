"""What settles payments later: schedules, the outbox's tries, events, transfers, own cases."""

import sqlalchemy as sa
from alembic import op

from widget.core.structured_reference import structured_reference

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIVE_STATES = ("created", "awaiting_customer", "submitted", "action_required", "unknown")
LIVE = "state IN ({})".format(", ".join(f"'{state}'" for state in LIVE_STATES))


def upgrade() -> None:
    """Add columns, their indexes, and the table of events."""
    _accounts()
    _attempts()
    _methods()
    _invoices()
    _mail_and_cases()
    op.add_column("ledger_entry", sa.Column("transfer", sa.String()))
    op.create_index("ledger_entry_transfer", "ledger_entry", ["transfer"], unique=True)
    op.create_table(
        "gateway_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", NUMBER, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _reference(column: str, table: str) -> str:
    """Declare a column that refers to a row: SQLite can't add the constraint to it later."""
    number = NUMBER.compile(op.get_bind().dialect)
    return f"ADD COLUMN {column} {number} REFERENCES {table} (id)"


def _accounts() -> None:
    op.create_index("ix_practice_visit_account_id", "practice_visit", ["account_id"])
    op.add_column(
        "account",
        sa.Column("is_practice", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        "UPDATE account SET is_practice = true WHERE id IN (SELECT account_id FROM practice_visit)"
    )


def _not_practice() -> sa.Select[tuple[int]]:
    account = sa.table("account", sa.column("id"), sa.column("is_practice"))
    return sa.select(account.c.id).where(account.c.is_practice.is_(sa.false()))


def _schedule(table: str) -> None:
    """Say when a row is looked at next, and how often it was; what is open now is due at once."""
    op.add_column(table, sa.Column("due_at", MOMENT))
    op.add_column(table, sa.Column("tries", NUMBER, nullable=False, server_default="0"))
    due = sa.text("due_at IS NOT NULL")
    op.create_index(f"{table}_due", table, ["due_at"], sqlite_where=due, postgresql_where=due)


def _attempts() -> None:
    op.execute(f"ALTER TABLE attempt {_reference('person_id', 'person')}")
    op.add_column("attempt", sa.Column("locale", sa.String(), nullable=False, server_default="en"))
    _schedule("attempt")
    names = ("account_id", "state", "created_at", "due_at")
    attempt = sa.table("attempt", *(sa.column(name) for name in names))
    is_live = sa.and_(attempt.c.state.in_(LIVE_STATES), attempt.c.account_id.in_(_not_practice()))
    op.execute(attempt.update().where(is_live).values(due_at=attempt.c.created_at))
    op.create_index(
        "attempt_live",
        "attempt",
        ["account_id"],
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )


def _methods() -> None:
    _schedule("page_visit")
    op.execute(
        "UPDATE page_visit SET due_at = created_at WHERE method_id IS NULL AND keep"
        " AND account_id IN (SELECT id FROM account WHERE NOT is_practice)"
    )
    _schedule("method")


def _invoices() -> None:
    op.add_column("invoice", sa.Column("payment_reference", sa.String()))
    op.create_index("invoice_payment_reference", "invoice", ["payment_reference"])
    unpaid = sa.text("paid_at IS NULL")
    op.create_index(
        "invoice_open",
        "invoice",
        ["account_id", "due_on", "id"],
        sqlite_where=unpaid,
        postgresql_where=unpaid,
    )
    invoice = sa.table(
        "invoice", sa.column("id"), sa.column("number"), sa.column("payment_reference")
    )
    known = op.get_bind().execute(sa.select(invoice.c.id, invoice.c.number)).all()
    for number, printed in known:
        try:
            reference = structured_reference(printed)
        except ValueError:
            continue
        changed = invoice.update().where(invoice.c.id == number)
        op.execute(changed.values(payment_reference=reference))


def _mail_and_cases() -> None:
    """Letters so far were all practice's, and pending methods, too: neither is ever due."""
    with op.batch_alter_table("mail") as mail:
        mail.alter_column("method_id", existing_type=NUMBER, nullable=True)
        mail.add_column(sa.Column("attempt_id", NUMBER))
        mail.create_foreign_key("mail_attempt", "attempt", ["attempt_id"], ["id"])
    op.create_index("mail_once_an_attempt", "mail", ["attempt_id", "kind"], unique=True)
    _schedule("mail")
    with op.batch_alter_table("support_case") as case:
        case.alter_column("person_id", existing_type=NUMBER, nullable=True)
        case.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="customer"))
