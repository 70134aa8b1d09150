"""Codes by which a window hands a sign-in to a frame: each is good once, for a minute.

Two secrets are needed: the code, which the window gives to the frame that opened it, and the
frame's own, of which the window was told the hash alone.
"""

import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from widget.core.tokens import hashed_token
from widget.live.sessions import begin, lock_person, lock_sessions
from widget.storage.database import Database
from widget.storage.models import FrameCode, Person, SignInSession

LASTS = timedelta(minutes=1)


def is_frame_hash(text: str) -> bool:
    """Whether a text can be what a window is told of a frame's secret."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def make(
    database: Database, frame_hash: str, person: Person, of: SignInSession, now: datetime
) -> str:
    """Return a code for a frame: a session of `person`, by the sign-in of the window's session."""
    code = secrets.token_urlsafe(32)
    with database.write() as session:
        session.execute(delete(FrameCode).where(FrameCode.expires_at < now))
        session.add(
            FrameCode(
                code_hash=hashed_token(code),
                frame_hash=frame_hash,
                account_id=person.account_id,
                person_id=person.id,
                sign_in=of.sign_in,
                began_at=of.began_at,
                expires_at=now + LASTS,
            )
        )
    return code


def take(database: Database, code: str, secret: str, now: datetime) -> str | None:
    """Return the token of a new session for a code and the frame's secret; None for others."""
    mine = (
        FrameCode.code_hash == hashed_token(code),
        FrameCode.frame_hash == hashed_token(secret),
    )
    with database.write() as session:
        asked = session.scalar(select(FrameCode).where(*mine))
        if asked is None or not lock_person(session, asked.person_id):
            return None
        # Of the window, at least: who signs out at this moment ends the new one as well.
        if not lock_sessions(session, asked.sign_in):
            return None
        found = session.scalar(delete(FrameCode).where(*mine).returning(FrameCode))
        if found is None or found.expires_at <= now:
            return None
        return begin(session, found.account_id, found.person_id, now, found)
