"""The cookies of live access; none is ever sent to another host, or read by a script.

Those of frames are kept for one site around them (`Partitioned`), and come along there.
"""

from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from widget.live.embedded import is_embedded

#: Who is signed in, outside frames.
SESSION = "__Host-session"
#: Which browser was sent to a provider: only that one may come back.
BROWSER = "__Host-sign-in"
#: Who is signed in, in frames.
FRAME_SESSION = "__Host-frame-session"
#: Which frame opened a window to sign in: only that one may take what the window hands over.
FRAME_OPENER = "__Host-frame"

_IN_FRAMES = (FRAME_SESSION, FRAME_OPENER)


def session_token() -> str:
    """Return the token of who is signed in where this request is from; "" if there is none."""
    return request.cookies.get(_session(), "")


def put_session(response: Response, token: str, lasts: timedelta) -> None:
    """Keep who is signed in where this request is from."""
    put(response, _session(), token, lasts)


def drop_session(response: Response) -> None:
    """Forget who is signed in where this request is from."""
    drop(response, _session())


def put(response: Response, name: str, value: str, lasts: timedelta) -> None:
    """Set a cookie. Outside frames it comes along when a provider sends somebody back by a link."""
    in_frames = name in _IN_FRAMES
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        path="/",
        secure=True,
        httponly=True,
        samesite="None" if in_frames else "Lax",
        partitioned=in_frames,
    )


def drop(response: Response, name: str) -> None:
    """Take a cookie back."""
    put(response, name, "", timedelta(0))


def _session() -> str:
    return FRAME_SESSION if is_embedded() else SESSION
