"""Signing in: invitations, people on their way to a provider, and sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from widget.storage.models.base import Base


class Invitation(Base):
    """A person is invited into an account, once; their letter carries the way in."""

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class SignInRequest(Base):
    """Somebody who was sent to a provider, and isn't back yet: each is answered once.

    Only hashes are kept of `state`, which comes back in the address, and of the secret that the
    browser has. `nonce` must stand in the provider's token; `verifier` is PKCE's (RFC 7636).
    """

    __tablename__ = "sign_in_request"
    __table_args__ = (Index("sign_in_request_expiry", "expires_at"),)
    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]
    issuer: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    return_to: Mapped[str]
    locale: Mapped[str]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    expires_at: Mapped[datetime]


class SignInSession(Base):
    """Somebody who is signed in, as a person of one account; only a hash of the token is kept.

    `sign_in` tells which sign-in it goes back to: at that moment it began, and all that go back to
    it end together.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("sign_in_session_age", "began_at"),)
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sign_in: Mapped[str] = mapped_column(index=True)
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]


class FrameCode(Base):
    """Somebody has signed in in a window, for a frame: whoever has both secrets is signed in there.

    Hashes are kept of the code, which the window hands over, and of the frame's own secret. The
    session will be of the person, and go back to the window's sign-in.
    """

    __tablename__ = "frame_code"
    __table_args__ = (Index("frame_code_expiry", "expires_at"),)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    frame_hash: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sign_in: Mapped[str] = mapped_column(index=True)
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
