"""Invoices whose numbers make no payment reference get one of their own."""

import sqlalchemy as sa
from alembic import op

from widget.core.structured_reference import own_reference

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Fill in what is lacking."""
    invoice = sa.table("invoice", sa.column("id"), sa.column("payment_reference"))
    lacking = sa.select(invoice.c.id).where(invoice.c.payment_reference.is_(None))
    for number in op.get_bind().execute(lacking).scalars().all():
        changed = invoice.update().where(invoice.c.id == number)
        op.execute(changed.values(payment_reference=own_reference(number)))
