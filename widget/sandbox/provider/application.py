"""The provider's application factory.

Sources: OpenID Connect Core 1.0 (code flow), Discovery 1.0, RP-Initiated Logout 1.0, RFC 7636.
"""

import hmac
import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, redirect, request
from flask import render_template_string as rendered
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.wrappers import Response as Redirect

#: So long a code and a token are good, in seconds.
LASTS = 60
_ALGORITHM = "ES256"
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox provider</title>
<h1>Sandbox provider</h1>
<p>Say who you are: nothing is checked here.</p>
<form method="post">
  <label for="subject">Subject</label>
  <input id="subject" name="subject" required autocomplete="off">
  <button name="choice" value="sign-in">Sign in</button>
  <button name="choice" value="cancel" formnovalidate>Cancel</button>
</form>
</html>"""


@dataclass(frozen=True)
class Client:
    """Who may ask: its id and secret, and where people are sent back to."""

    id: str
    secret: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True)
class Tampering:
    """What is wrong with the tokens on purpose: claims that replace others, and the signature."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    is_signed_by_another: bool = False
    is_unsigned: bool = False


@dataclass(frozen=True)
class _Granted:
    subject: str
    nonce: str
    challenge: str
    until: float


@dataclass
class _State:
    client: Client
    issuer: str
    tampering: Tampering
    key: ECKey = field(default_factory=lambda: _new_key())
    granted: dict[str, _Granted] = field(default_factory=dict)


bp = Blueprint("provider", __name__)
_STATE = "provider"


def create_provider(issuer: str, client: Client, tampering: Tampering | None = None) -> Flask:
    """Return the provider as a WSGI application; `issuer` is its address."""
    app = Flask(__name__)
    app.extensions[_STATE] = _State(client, issuer, tampering or Tampering())
    app.register_blueprint(bp)
    return app


def _new_key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": secrets.token_hex(8), "alg": _ALGORITHM})


def _state() -> _State:
    found: _State = current_app.extensions[_STATE]
    return found


@bp.get("/.well-known/openid-configuration")
def configuration() -> Response:
    """What the provider says of itself."""
    issuer = _state().issuer
    return jsonify(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        jwks_uri=f"{issuer}/jwks",
        end_session_endpoint=f"{issuer}/end-session",
        response_types_supported=["code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=[_ALGORITHM],
        code_challenge_methods_supported=["S256"],
        token_endpoint_auth_methods_supported=["client_secret_basic"],
        authorization_response_iss_parameter_supported=True,
    )


@bp.get("/jwks")
def jwks() -> Response:
    """The key that tokens are signed with."""
    return jsonify(keys=[_state().key.as_dict(is_private=False)])


def _asked() -> Mapping[str, str]:
    """What a client asks for on somebody's behalf, or 400."""
    client, given = _state().client, request.args
    known = (given.get("client_id"), given.get("redirect_uri"), given.get("response_type"))
    is_pkce = given.get("code_challenge_method") == "S256" and given.get("code_challenge")
    if known != (client.id, client.redirect_uri, "code") or not is_pkce:
        abort(400)
    if "openid" not in given.get("scope", "").split() or not given.get("state"):
        abort(400)
    return given


@bp.get("/authorize")
def authorize() -> str:
    """Ask who somebody is."""
    _asked()
    return rendered(_PAGE)


@bp.post("/authorize")
def grant() -> Redirect:
    """Send somebody back with a code, or with the word that they left."""
    given, state = _asked(), _state()
    back = {"state": given["state"], "iss": state.issuer}
    subject = request.form.get("subject", "").strip()
    if request.form.get("choice") == "cancel" or not subject:
        return redirect(f"{state.client.redirect_uri}?{urlencode(back | {'error': _DENIED})}", 303)
    code = secrets.token_urlsafe(24)
    state.granted[code] = _Granted(
        subject, given.get("nonce", ""), given["code_challenge"], time.time() + LASTS
    )
    return redirect(f"{state.client.redirect_uri}?{urlencode(back | {'code': code})}", 303)


_DENIED = "access_denied"


@bp.post("/token")
def token() -> Response | tuple[Response, int]:
    """Give a token for a code, once."""
    state = _state()
    if not _is_client(state.client):
        return jsonify(error="invalid_client"), 401
    granted = state.granted.pop(request.form.get("code", ""), None)
    verifier = request.form.get("code_verifier", "")
    challenge = _encoded(sha256(verifier.encode()).digest())
    is_same = request.form.get("redirect_uri") == state.client.redirect_uri
    if granted is None or granted.until < time.time() or granted.challenge != challenge:
        return jsonify(error="invalid_grant"), 400
    if not is_same or request.form.get("grant_type") != "authorization_code":
        return jsonify(error="invalid_grant"), 400
    answer = {"access_token": secrets.token_urlsafe(24), "token_type": "Bearer"}
    return jsonify(**answer, expires_in=LASTS, id_token=_id_token(granted))


def _is_client(client: Client) -> bool:
    sent = request.headers.get("Authorization", "").removeprefix("Basic ")
    try:
        id, _, secret = b64decode(sent).decode().partition(":")
    except ValueError:
        return False
    return hmac.compare_digest((unquote(id) + unquote(secret)).encode(), _both(client))


def _both(client: Client) -> bytes:
    return (client.id + client.secret).encode()


def _id_token(granted: _Granted) -> str:
    state, now = _state(), int(time.time())
    claims = {
        "iss": state.issuer,
        "sub": granted.subject,
        "aud": state.client.id,
        "nonce": granted.nonce,
        "iat": now,
        "exp": now + LASTS,
        **state.tampering.claims,
    }
    if state.tampering.is_unsigned:
        parts = (_encoded(json.dumps(part).encode()) for part in ({"alg": "none"}, claims))
        return ".".join((*parts, ""))
    header = {"alg": _ALGORITHM, "kid": state.key.kid}
    key = _new_key() if state.tampering.is_signed_by_another else state.key
    return jwt.encode(header, claims, key)


def _encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


@bp.get("/end-session")
def end_session() -> Redirect | str:
    """Sign somebody out, who was never in, and send them back to the client."""
    back = request.args.get("post_logout_redirect_uri", "")
    client = urlsplit(_state().client.redirect_uri)
    if urlsplit(back)[:2] == client[:2]:
        return redirect(back, 303)
    return "Signed out."
