"""Sign-ins are counted where every process sees them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of counts, and the index by which expired visits are found."""
    op.create_table(
        "sign_in_count",
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("client", "began_at"),
    )
    op.create_index("practice_visit_expiry", "practice_visit", ["expires_at"])
