"""An account knows the gateway's customer that stands for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


#: Practice's cards are named as Stripe names its test cards.
_NAMES = {
    "approved": "card_visa",
    "approved_other": "card_mastercard",
    "declined": "card_chargeDeclined",
    "insufficient_funds": "card_chargeDeclinedInsufficientFunds",
    "expired": "card_chargeDeclinedExpiredCard",
    "challenge": "card_authenticationRequired",
    "paypal_approved": "paypal_approved",
    "paypal_declined": "paypal_declined",
}
_RENAME = sa.text("UPDATE method SET gateway_reference = :new WHERE gateway_reference = :old")


def upgrade() -> None:
    """Add a column; it is filled when the gateway is first asked for something."""
    op.add_column("account", sa.Column("gateway_customer", sa.String()))
    for old, new in _NAMES.items():
        op.execute(_RENAME.bindparams(old=f"test-card-{old}", new=f"pm_{new}"))
