"""The two cookies of live access; neither is ever sent to another host, or read by a script."""

from datetime import timedelta

from werkzeug.wrappers import Response

#: Who is signed in.
SESSION = "__Host-session"
#: Which browser was sent to a provider: only that one may come back.
BROWSER = "__Host-sign-in"


def put(response: Response, name: str, value: str, lasts: timedelta) -> None:
    """Set a cookie, which comes along when a provider sends somebody back by a link."""
    response.set_cookie(
        name, value, max_age=lasts, path="/", secure=True, httponly=True, samesite="Lax"
    )


def drop(response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")
