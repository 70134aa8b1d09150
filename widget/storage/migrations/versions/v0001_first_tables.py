"""The tables as they were made without migrations.

A database that has them and no version of its own is taken for one of these.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _refers(name: str, table: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, NUMBER, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("pays_by", sa.String(), nullable=False),
    )
    op.create_table(
        "billing_contact",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
    )
    op.create_index("ix_billing_contact_account_id", "billing_contact", ["account_id"])
    op.create_table(
        "person",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
    )
    op.create_index("ix_person_account_id", "person", ["account_id"])
    op.create_table(
        "profile",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_index("ix_profile_account_id", "profile", ["account_id"])
    op.create_table(
        "invoice",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("profile_id", "profile"),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("minor", NUMBER, nullable=False),
        sa.Column("settled_minor", NUMBER, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("paid_at", MOMENT, nullable=True),
    )
    op.create_index("invoice_newest", "invoice", ["account_id", "issued_on", "id"])
    op.create_index("invoice_number", "invoice", ["account_id", "number"], unique=True)
    op.create_table(
        "method",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("profile_id", "profile"),
        _refers("contact_id", "billing_contact", nullable=True),
        _refers("replaces_id", "method", nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("expiry", sa.String(), nullable=True),
        sa.Column("gateway_reference", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("validated_at", MOMENT, nullable=True),
        sa.Column("usable_from", MOMENT, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
    )
    op.create_index("ix_method_account_id", "method", ["account_id"])
    op.create_table(
        "practice_visit",
        sa.Column("token_hash", sa.String(), primary_key=True),
        _refers("account_id", "account"),
        _refers("person_id", "person"),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("present", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_table(
        "support_case",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("person_id", "person"),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("payment_reference", sa.String(), nullable=False),
        sa.Column("form_token", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("number"),
    )
    op.create_index("case_form_token", "support_case", ["account_id", "form_token"], unique=True)
    op.create_table(
        "attempt",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("invoice_id", "invoice", nullable=True),
        _refers("method_id", "method", nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("form_token", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("minor", NUMBER, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("action_url", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("attempt_form_token", "attempt", ["account_id", "form_token"], unique=True)
    op.create_index(
        "attempt_one_live_an_invoice",
        "attempt",
        ["invoice_id"],
        unique=True,
        sqlite_where=sa.text(
            "state IN ('created', 'awaiting_customer', 'submitted', 'action_required', 'unknown')"
        ),
        postgresql_where=sa.text(
            "state IN ('created', 'awaiting_customer', 'submitted', 'action_required', 'unknown')"
        ),
    )
    op.create_table(
        "mail",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        sa.Column("kind", sa.String(), nullable=False),
        _refers("method_id", "method"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
    )
    op.create_index("ix_mail_account_id", "mail", ["account_id"])
    op.create_table(
        "page_visit",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("profile_id", "profile"),
        _refers("invoice_id", "invoice", nullable=True),
        _refers("contact_id", "billing_contact", nullable=True),
        _refers("replaces_id", "method", nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("form_token", sa.String(), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        _refers("method_id", "method", nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_index(
        "page_visit_form_token", "page_visit", ["account_id", "form_token"], unique=True
    )
    op.create_table(
        "usage",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        _refers("profile_id", "profile"),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("minor", NUMBER, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        _refers("invoice_id", "invoice", nullable=True),
    )
    op.create_index("usage_open", "usage", ["account_id", "invoice_id"])
    op.create_table(
        "ledger_entry",
        sa.Column("id", NUMBER, primary_key=True),
        _refers("account_id", "account"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minor", NUMBER, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        _refers("invoice_id", "invoice", nullable=True),
        _refers("attempt_id", "attempt", nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("attempt_id"),
    )
    op.create_index("ix_ledger_entry_account_id", "ledger_entry", ["account_id"])
