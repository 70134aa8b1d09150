"""What was given for an invoice is found by the invoice."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    op.create_index("page_visit_invoice", "page_visit", ["invoice_id"])
