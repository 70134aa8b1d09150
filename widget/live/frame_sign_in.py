"""Signing in for a frame: in a window, which hands the frame a code.

The frame has a secret; the window is told its hash. Providers can't be framed, and browsers keep
what a frame is given apart from what the same host gives elsewhere: so the session is the frame's.
"""

import secrets
from urllib.parse import urlencode

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.core.tokens import hashed_token
from widget.live import cookies, frame_codes, sessions
from widget.live.embedded import NAME, RULE_PREFIX, at_top_level
from widget.live.sign_in import end_session_url, is_own_path, said
from widget.web.forms import GuardedForm
from widget.web.row_ids import row_id
from widget.web.services import current, services

bp = Blueprint("frame_sign_in", __name__)


class HandOverForm(GuardedForm):
    """Use an account in the frame that has opened this window."""


@bp.get(f"{RULE_PREFIX}/sign-in/")
def start() -> Response:
    """Say how to sign in for this frame; `to` is where its reader goes on then."""
    to = _own(request.args.get("to", ""))
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return redirect(at_top_level(to), 302)
    shared, token = services(), cookies.session_token()
    if token and sessions.find(shared.database, token, shared.clock()):
        return redirect(to, 302)  # in another tab, or before the reader went back
    secret = request.cookies.get(cookies.FRAME_OPENER)
    if secret is None and "retried" not in request.args:
        # Asked again at once: that a browser keeps nothing for frames shows before the sign-in.
        response = redirect(f"{request.path}?{urlencode({**request.args, 'retried': 1})}", 302)
        cookies.put(response, cookies.FRAME_OPENER, secrets.token_urlsafe(32), sessions.LONGEST)
        return response
    if secret is None:
        return make_response(render_template("live/nothing_kept.html", outside=at_top_level(to)))
    return make_response(
        render_template(
            "live/frame_sign_in.html",
            window=url_for("frame_sign_in.choose", frame=hashed_token(secret)),
            outside=at_top_level(to),
            to=to,
            is_start=to == url_for("portal.dashboard"),
            notice=said(_("To go on, sign in again.")),
            elsewhere=end_session_url(row_id(request.args.get("out"))),
        )
    )


def _own(path: str) -> str:
    """Return a path of ours that a frame may show: the one that is asked for, or the first."""
    is_mine = path.split("/")[2:3] == [NAME] and is_own_path(at_top_level(path))
    return path if is_own_path(path) and is_mine else url_for("portal.dashboard")


@bp.post(f"{RULE_PREFIX}/sign-in/")
def take() -> Response:
    """Take the code that the window has handed over: the frame is signed in."""
    to, secret = _own(request.form.get("to", "")), request.cookies.get(cookies.FRAME_OPENER, "")
    shared = services()
    token = frame_codes.take(shared.database, request.form.get("code", ""), secret, shared.clock())
    if token is None:
        return redirect(url_for("frame_sign_in.start", to=to, failed=1), 303)
    sessions.forget(shared.database, cookies.session_token())
    response = redirect(to, 303)
    cookies.put_session(response, token, sessions.LONGEST)
    return response


@bp.get("/<locale>/sign-in/for-frame")
def choose() -> str:
    """Ask which account the frame may use; whoever isn't signed in does that first."""
    here, frame = current(), request.args.get("frame", "")
    if not frame_codes.is_frame_hash(frame):
        abort(404)
    with services().database.read() as session:
        found = sessions.of_same_identity(session, here.person)
    form = HandOverForm.shown(frame)
    return render_template(
        "live/hand_over.html", accounts=found, form=form, frame=frame, person=here.person
    )


@bp.post("/<locale>/sign-in/for-frame")
def hand_over() -> Response:
    """Hand the frame a code for the account chosen."""
    here, frame = current(), request.form.get("frame", "")
    form, wanted = HandOverForm.sent(frame), row_id(request.form.get("person"))
    database = services().database
    with database.read() as session:
        person = sessions.role_of_same_identity(session, here.person, wanted)
    if person is None or not frame_codes.is_frame_hash(frame):
        abort(404)
    if not form.validate():
        return redirect(url_for("frame_sign_in.choose", frame=frame), 303)
    code = frame_codes.make(database, frame, person, g.session, here.now)
    return make_response(render_template("live/handed_over.html", code=code))
