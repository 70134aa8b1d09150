"""Headers, the origin of forms, and the tokens that forms carry."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Flask, Response, abort, request
from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer

from widget.core.clock import SKEW, system_clock

#: How long an open page's form stays good.
FORM_LIFETIME = timedelta(hours=12)


def init_app(
    app: Flask,
    *,
    origin: str,
    ancestors: Sequence[str],
    form_targets: Sequence[str],
    may_be_framed: Callable[[], bool],
) -> None:
    """Set the headers of every response, and refuse forms that come from elsewhere.

    `origin` is our own, as browsers know it: the Host header may say anything. `ancestors` are
    the origins that may show us in a frame, where `may_be_framed` says so of a request;
    `form_targets` those that a form's answer may redirect to (a POST answered by a 303 counts as
    sent there).
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action " + " ".join(("'self'", *form_targets)),
            "frame-ancestors ",
        )
    )
    framed = " ".join(ancestors) or "'none'"

    @app.after_request
    def add_headers(response: Response) -> Response:
        # Werkzeug completes an address that lacks its last slash with the host that was asked for.
        if response.location and response.location.startswith(request.host_url):
            path = response.location.removeprefix(request.host_url)
            response.location = "/" + path.lstrip("/\\")  # two would begin another host
        response.headers["Content-Security-Policy"] = policy + (
            framed if may_be_framed() else "'none'"
        )
        # `no-referrer` would make browsers send `Origin: null` with our own forms.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.before_request
    def refuse_nul() -> None:
        """No address of ours holds one, and PostgreSQL takes none; forms leave it out."""
        if "\0" in request.path:
            abort(404)
        if any("\0" in value for values in request.args.listvalues() for value in values):
            abort(400)

    @app.before_request
    def check_origin() -> None:
        if request.method in ("GET", "HEAD", "OPTIONS") or _is_exempt(app):
            return
        if request.headers.get("Origin") != origin:
            abort(403)


def _is_exempt(app: Flask) -> bool:
    """Machine interfaces carry a secret of their own, and no browser's origin."""
    view = app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "is_machine_interface", False))


class FormTokens:
    """Tokens that tie a form to one account and make each form one of its kind."""

    def __init__(self, secret: str):
        self._secret = secret
        self._serializer = URLSafeTimedSerializer(secret, salt="form")

    def issue(self, owner: str) -> str:
        """Return a new token for a form shown to `owner`."""
        return self._serializer.dumps([owner, secrets.token_urlsafe(12)])

    def mark(self, subject: str) -> str:
        """Return what only we can have put into an address: always the same for a subject."""
        return Signer(self._secret, salt="mark").get_signature(subject).decode()

    def is_marked(self, mark: str, subject: str) -> bool:
        """Whether a mark is ours."""
        return Signer(self._secret, salt="mark").verify_signature(subject.encode(), mark)

    def check(self, token: str, owner: str) -> str | None:
        """Return what makes the form one of its kind, if it was issued to `owner` of late.

        By another machine, whose clock may be ahead of ours.
        """
        try:
            found, issued = self._serializer.loads(token, return_timestamp=True)
        except BadSignature:
            return None
        if not -SKEW <= system_clock() - issued <= FORM_LIFETIME:
            return None
        is_ours = isinstance(found, list) and len(found) == 2 and found[0] == owner
        return str(found[1]) if is_ours else None
