"""An account knows the gateway's customer that stands for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add a column; it is filled when the gateway is first asked for something."""
    op.add_column("account", sa.Column("gateway_customer", sa.String()))
