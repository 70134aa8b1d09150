"""Sessions of those who have signed in: what a thief gets, and when they end."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.signing_in import Visitor, granted, live_widget
from tests.widget.live.looking import is_in, rows
from widget.live import cookies
from widget.live.sessions import IDLE, LONGEST
from widget.storage.models import SignInRequest, SignInSession


@pytest.mark.usefixtures("people")
def test_nothing_secret_is_logged(database_url, gateway, aurora, clock, caplog):
    """Nor as a widget that has just started asks its provider."""
    live = live_widget(database_url, gateway, [aurora], clock)
    visitor = Visitor(live)
    with caplog.at_level("DEBUG"):
        back = granted(visitor.leave(), "camille")
        visitor.come_back(back)
        visitor.come_back(back)
        page = visitor.get("/en/")
        visitor.send(page, ".signed-in button", "/en/sign-out")
    live.extensions["widget"].database.close()
    not_ours = ("werkzeug", "httpx", "httpcore")  # the provider, and the test's own visitor
    records = [r for r in caplog.records if not r.name.startswith(not_ours)]
    ours = "\n".join(record.getMessage() for record in records)
    asked = dict(parse_qsl(urlsplit(back).query))
    assert "nobody was signed in" in ours
    for secret in (aurora.client_secret, asked["code"], asked["state"]):
        assert secret not in ours


def test_each_sign_in_has_a_token_of_its_own(visitor):
    """Who has put a token into somebody's browser has nothing of it."""
    visitor.client.set_cookie(cookies.SESSION, "chosen", domain="pay.example.com", secure=True)
    visitor.sign_in("camille")
    first = visitor.cookie(cookies.SESSION)
    visitor.sign_in("camille")
    assert len({first, visitor.cookie(cookies.SESSION), "chosen"}) == 3


def test_only_a_hash_is_kept(visitor, live):
    visitor.sign_in("camille")
    token = visitor.cookie(cookies.SESSION)
    (session,) = rows(live, SignInSession)
    assert token not in (session.token_hash, "")
    visitor.leave()
    (request,) = rows(live, SignInRequest)
    assert visitor.cookie(cookies.BROWSER) != request.browser_hash


def test_a_stolen_token_is_good_for_nothing_after_the_sign_out(visitor, live):
    visitor.sign_in("camille")
    stolen = visitor.cookie(cookies.SESSION)
    page = visitor.get("/en/")
    out = visitor.send(page, ".signed-in button", "/en/sign-out")
    assert out.status_code == 303
    said = visitor.get(out.location)
    assert "You are signed out" in said.text
    assert "/end-session?client_id=acquit" in said.text
    thief = Visitor(live)
    thief.client.set_cookie(cookies.SESSION, stolen, domain="pay.example.com", secure=True)
    assert not is_in(thief)
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("steps", "is_still_in"),
    [
        ([IDLE - timedelta(minutes=1)] * 3, True),
        ([IDLE], False),
        ([timedelta(minutes=20)] * 35, True),
        ([timedelta(minutes=20)] * 36, False),
    ],
)
def test_a_session_ends_when_it_is_not_used_and_after_twelve_hours(
    visitor, clock, steps, is_still_in
):
    assert timedelta(hours=12) == LONGEST
    visitor.sign_in("camille")
    for step in steps:
        clock.now += step
        last = is_in(visitor)
    assert last is is_still_in


def test_the_session_before_a_sign_in_is_over(visitor, live):
    visitor.sign_in("camille")
    visitor.sign_in("camille")
    assert len(rows(live, SignInSession)) == 1
