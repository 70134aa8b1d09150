"""People sign in: who they are at their provider, invitations, and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns, and three tables."""
    for name in ("issuer", "subject"):
        op.add_column("person", sa.Column(name, sa.String()))
    op.add_column("person", sa.Column("removed_at", MOMENT))
    op.create_index("person_identity", "person", ["issuer", "subject", "account_id"], unique=True)
    _create_invitation()
    _create_sign_in_request()
    _create_sign_in_session()
    with op.batch_alter_table("mail") as batch:
        batch.add_column(sa.Column("invitation_id", _number()))
        batch.create_foreign_key("mail_invitation", "invitation", ["invitation_id"], ["id"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", _number(), primary_key=True),
        sa.Column("account_id", _number(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("person_id", _number(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT),
    )
    for name in ("account_id", "person_id"):
        op.create_index(f"ix_invitation_{name}", "invitation", [name])


def _create_sign_in_request() -> None:
    texts = ("browser_hash", "issuer", "nonce", "verifier", "return_to", "locale")
    op.create_table(
        "sign_in_request",
        sa.Column("state_hash", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("invitation_id", _number(), sa.ForeignKey("invitation.id")),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("sign_in_request_expiry", "sign_in_request", ["expires_at"])


def _create_sign_in_session() -> None:
    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(), primary_key=True),
        sa.Column("account_id", _number(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("person_id", _number(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
    )
    op.create_index("ix_sign_in_session_person_id", "sign_in_session", ["person_id"])
    op.create_index("sign_in_session_age", "sign_in_session", ["began_at"])


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
