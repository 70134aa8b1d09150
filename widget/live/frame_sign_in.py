"""Signing in for a frame: in a window, which hands the frame a code.

The frame has a secret; the window is told its hash. Providers can't be framed, and browsers keep
what a frame is given apart from what the same host gives elsewhere: so the session is the frame's.
"""

import secrets
from urllib.parse import urlencode

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.tokens import hashed_token
from widget.live import cookies, frame_codes, sessions
from widget.live.embedded import PREFIX, at_top_level
from widget.live.sign_in import end_session_url, is_own_path, said
from widget.web.forms import GuardedForm
from widget.web.row_ids import row_id
from widget.web.services import current, services

bp = Blueprint("frame_sign_in", __name__)


class HandOverForm(GuardedForm):
    """Use an account in the frame that has opened this window."""


@bp.get(f"{PREFIX}/sign-in/")
def start() -> Response:
    """Say how to sign in for this frame; `to` is where its reader goes on then."""
    to = request.args.get("to", "")
    to = to if is_own_path(to) else ""
    outside = at_top_level(to or url_for("portal.dashboard"))
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return redirect(outside, 302)
    secret = request.cookies.get(cookies.FRAME)
    if secret is None and "asked" not in request.args:
        # Asked again at once: that a browser keeps nothing for frames shows before the sign-in.
        response = redirect(f"{request.path}?{urlencode({**request.args, 'asked': 1})}", 302)
        cookies.put(response, cookies.FRAME, secrets.token_urlsafe(32), sessions.LONGEST)
        return response
    if secret is None:
        return make_response(render_template("live/nothing_kept.html", outside=outside))
    window = url_for("frame_sign_in.ask", frame=hashed_token(secret))
    return make_response(
        render_template(
            "live/frame_sign_in.html",
            window=window,
            outside=outside,
            to=to,
            is_start=to in ("", url_for("portal.dashboard")),
            notice=said(),
            elsewhere=end_session_url(row_id(request.args.get("out"))),
        )
    )


@bp.post(f"{PREFIX}/sign-in/")
def take() -> Response:
    """Take the code that the window has handed over: the frame is signed in."""
    to, secret = request.form.get("to", ""), request.cookies.get(cookies.FRAME, "")
    to = to if is_own_path(to) else ""
    shared = services()
    token = frame_codes.take(shared.database, request.form.get("code", ""), secret, shared.clock())
    if token is None:
        return redirect(url_for("frame_sign_in.start", to=to or None, failed=1), 303)
    response = redirect(to or url_for("portal.dashboard"), 303)
    cookies.put_session(response, token, sessions.LONGEST)
    cookies.drop(response, cookies.FRAME)
    return response


@bp.get("/<locale>/sign-in/for-frame")
def ask() -> str:
    """Ask whether the frame may use an account; whoever isn't signed in does that first."""
    here, frame = current(), request.args.get("frame", "")
    if not frame_codes.is_frame_hash(frame):
        abort(404)
    with services().database.read() as session:
        found = sessions.of_same_identity(session, here.person)
    form = HandOverForm.shown(frame)
    return render_template("live/hand_over.html", accounts=found, form=form, frame=frame)


@bp.post("/<locale>/sign-in/for-frame")
def hand_over() -> Response:
    """Hand the frame a code for the account chosen."""
    here, frame = current(), request.form.get("frame", "")
    form, wanted = HandOverForm.sent(frame), row_id(request.form.get("person"))
    database = services().database
    with database.read() as session:
        mine = [person for _, person in sessions.of_same_identity(session, here.person)]
    person = next((each for each in mine if each.id == wanted), None)
    found = sessions.find(database, cookies.session_token(), here.now)
    if person is None or found is None or not frame_codes.is_frame_hash(frame):
        abort(404)
    if not form.validate():
        return redirect(url_for("frame_sign_in.ask", frame=frame), 303)
    code = frame_codes.make(database, frame, person, found[-1], here.now)
    return make_response(render_template("live/handed_over.html", code=code))
