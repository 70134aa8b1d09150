"""Sessions go back to a sign-in; a window hands a code to a frame."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a column, which each session fills by itself, and a table."""
    op.add_column("sign_in_session", sa.Column("sign_in", sa.String()))
    op.execute("UPDATE sign_in_session SET sign_in = token_hash")
    with op.batch_alter_table("sign_in_session") as batch:
        batch.alter_column("sign_in", existing_type=sa.String(), nullable=False)
    op.create_index("ix_sign_in_session_sign_in", "sign_in_session", ["sign_in"])
    op.create_table(
        "frame_code",
        sa.Column("code_hash", sa.String(), primary_key=True),
        sa.Column("frame_hash", sa.String(), nullable=False),
        sa.Column("account_id", _number(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("person_id", _number(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("sign_in", sa.String(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("ix_frame_code_sign_in", "frame_code", ["sign_in"])
    op.create_index("frame_code_expiry", "frame_code", ["expires_at"])


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
