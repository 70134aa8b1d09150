"""Tokens that let whoever has one in: only a hash of each is kept."""

from hashlib import sha256


def hashed_token(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()
