"""The screens by which people come in and leave: to a provider, back from it, and out."""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from flask import (
    Blueprint,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from widget.core.languages import gettext as _
from widget.core.languages import tag
from widget.core.tokens import hashed_token
from widget.live import cookies, sessions
from widget.live.invitations import InvitationTokens, accept
from widget.live.providers import CALLBACK, Provider, ProviderError, Sent
from widget.storage.models import Person, SignInRequest
from widget.web.notices import Notice
from widget.web.row_ids import row_id
from widget.web.services import services
from widget.web.sign_in_rate import SignInRate

log = logging.getLogger(__name__)

bp = Blueprint("sign_in", __name__)

#: Under these names the application keeps its providers, what makes invitations' tokens, and how
#: many may sign in.
PROVIDERS, TOKENS, RATE = "providers", "invitation_tokens", "sign_in_rate"
#: Longer addresses are led to by nothing of ours.
_LONGEST_PATH = 1000
#: How long somebody has at the provider.
LASTS = timedelta(minutes=10)


def providers() -> list[Provider]:
    """The providers of the application that handles this request."""
    return cast(list[Provider], current_app.extensions[PROVIDERS])


def _tokens() -> InvitationTokens:
    return cast(InvitationTokens, current_app.extensions[TOKENS])


def is_own_path(path: str) -> bool:
    """Whether an address is a path of ours: nothing that a browser reads as another host."""
    begins = path.startswith("/") and not path.startswith("//")
    return begins and path.isprintable() and "\\" not in path and len(path) <= _LONGEST_PATH


def own_path(path: str) -> str:
    """Return a path of ours, and "" for any other address."""
    return path if is_own_path(path) else ""


@bp.get("/<locale>/sign-in/")
def start() -> str:
    """Say where people can sign in; `to` is where they go on then."""
    to = own_path(request.args.get("to", ""))
    return _start(said(_("You can close this page.")), to)


def said(advice: str = "") -> Notice | None:
    """What has just happened: signed out, with `advice`, or not signed in."""
    if "out" in request.args:
        return Notice("success", _("You are signed out"), "", advice, case=False)
    if "failed" in request.args:
        return Notice(
            "error",
            _("You are not signed in"),
            "",
            _("The sign-in was cancelled, took too long, or failed. Try again."),
            case=False,
        )
    return None


def _start(notice: Notice | None, to: str, invitation: str = "", **more: Any) -> str:
    """Show the providers. What can't be reached is said when it is chosen.

    It is the one screen that search engines may show: what led to it, `to`, doesn't count.
    """
    out = row_id(request.args.get("out"))
    return render_template(
        "live/sign_in.html",
        providers=[provider.settings.name for provider in providers()],
        to=to,
        invitation=invitation,
        notice=notice,
        elsewhere=end_session_url(out),
        canonical=services().origin + url_for("sign_in.start"),
        **more,
    )


def end_session_url(number: int | None) -> str | None:
    """Return where people sign out at a provider, by its number from 1."""
    if not 0 < (number or 0) <= len(providers()):
        return None
    try:
        back = services().origin + url_for("sign_in.start")
        return providers()[(number or 0) - 1].end_session_url(back)
    except ProviderError:
        return None


@bp.post("/<locale>/sign-in/")
def go() -> Response | tuple[str, int]:
    """Send somebody to a provider."""
    number = row_id(request.form.get("provider")) or 0
    to, token = own_path(request.form.get("to", "")), request.form.get("invitation", "")
    if not 0 <= number < len(providers()):
        return redirect(url_for("sign_in.start"), 303)
    provider = providers()[number]
    state, nonce, browser = (secrets.token_urlsafe(32) for _each in range(3))
    sent = Sent(state, nonce, secrets.token_urlsafe(48), tag())
    database, now = services().database, services().clock()
    rate: SignInRate = current_app.extensions[RATE]
    if not rate.admit(database, request.remote_addr or "", now):
        return _start(_too_many(), to, token), 429
    try:
        url = provider.authorization_url(sent)
    except ProviderError as error:
        log.warning("nobody could sign in: %s", error)
        return _start(_unreachable(), to, token), 503
    with database.read() as session:
        found = _tokens().find(session, token, now)
    with database.write() as session:
        session.execute(delete(SignInRequest).where(SignInRequest.expires_at < now))
        session.add(
            SignInRequest(
                state_hash=hashed_token(sent.state),
                browser_hash=hashed_token(browser),
                issuer=provider.settings.issuer,
                nonce=sent.nonce,
                verifier=sent.verifier,
                return_to=to,
                locale=tag(),
                invitation_id=found[0].id if found else None,
                expires_at=now + LASTS,
            )
        )
    # A page leads on, and not a redirect: browsers would let that lead to no provider that sends
    # people further (`form-action`).
    response = make_response(
        render_template("live/leave.html", provider=provider.settings.name, url=url)
    )
    cookies.put(response, cookies.BROWSER, browser, LASTS)
    return response


def _too_many() -> Notice:
    return Notice(
        "error",
        _("Too many people sign in from your network"),
        "",
        _("Wait a minute, then try again."),
        case=False,
    )


def _unreachable() -> Notice:
    return Notice(
        "error",
        _("The sign-in service can’t be reached"),
        "",
        _("Try again in a few minutes."),
        case=False,
    )


@bp.get(f"{CALLBACK}/<slug>")
def come_back(slug: str) -> Response:
    """Take somebody back from a provider, once: they are signed in, or told why they aren't."""
    now = services().clock()
    asked = _take_request(now)
    if asked is None:
        return _failed("what came back is not what was sent, or too late", "")
    g.answer_locale = asked.locale
    mine = (asked.issuer, slug)
    known = (p for p in providers() if (p.settings.issuer, p.settings.slug) == mine)
    provider, code = next(known, None), request.args.get("code", "")
    if provider is None or not code:
        said_there = request.args.get("error", "nothing")
        return _failed(f"the provider answered {said_there!r:.60}", asked.return_to)
    sent = Sent(request.args["state"], asked.nonce, asked.verifier, asked.locale)
    try:
        if not provider.is_from_here(request.args.get("iss")):
            return _failed("another provider has answered", asked.return_to)
        subject = provider.subject(code, sent)
    except ProviderError as error:
        return _failed(str(error), asked.return_to)
    person = _person(asked, subject, now)
    if person is None:
        return _clean(redirect(url_for("sign_in.unknown", to=asked.return_to or None), 303))
    earlier = request.cookies.get(cookies.SESSION)
    token = sessions.sign_in(services().database, earlier, person, now)
    to = asked.return_to or url_for("portal.dashboard")
    response = _clean(redirect(to, 303))
    cookies.put(response, cookies.SESSION, token, sessions.LONGEST)
    return response


def _take_request(now: datetime) -> SignInRequest | None:
    """Return what this browser was sent with, and forget it: it is answered once."""
    state, browser = request.args.get("state", ""), request.cookies.get(cookies.BROWSER, "")
    mine = (
        SignInRequest.state_hash == hashed_token(state),
        SignInRequest.browser_hash == hashed_token(browser),
    )
    with services().database.write() as session:
        found = session.scalar(delete(SignInRequest).where(*mine).returning(SignInRequest))
    return found if found is not None and found.expires_at > now else None


def _person(asked: SignInRequest, subject: str, now: datetime) -> Person | None:
    """Whom a provider's answer stands for: by an invitation, or known before."""
    database = services().database
    if asked.invitation_id is not None:
        invited = accept(database, asked.invitation_id, asked.issuer, subject, now)
        if invited is not None:
            return invited
    known = (
        Person.issuer == asked.issuer,
        Person.subject == subject,
        Person.removed_at.is_(None),
    )
    with database.read() as session:
        return session.scalar(select(Person).where(*known).order_by(Person.id).limit(1))


def _failed(why: str, to: str) -> Response:
    log.warning("nobody was signed in: %s", why)
    return _clean(redirect(url_for("sign_in.start", to=to or None, failed=1), 303))


def _clean(response: Response) -> Response:
    cookies.drop(response, cookies.BROWSER)
    return response


@bp.get("/<locale>/sign-in/unknown")
def unknown() -> tuple[str, int]:
    """Say to whoever signed in, and has no account here, what to do."""
    to = own_path(request.args.get("to", "")) or None
    return render_template("live/unknown.html", to=to), 403


@bp.get("/<locale>/invitations/<token>")
def invitation(token: str) -> str | tuple[str, int]:
    """Show who is invited into which account, and how they accept."""
    with services().database.read() as session:
        found = _tokens().find(session, token, services().clock())
    if found is None:
        return render_template("live/no_invitation.html"), 410
    _invitation, person, account = found
    return _start(None, "", token, account=account, person=person)
