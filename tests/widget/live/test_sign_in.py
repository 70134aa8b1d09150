"""Signing in by OpenID Connect: who comes in, and who doesn't."""

import re

import pytest

from tests.support.signing_in import Visitor, granted
from tests.widget.live.looking import is_in, rows
from widget.storage.models import (
    SignInSession,
)


def test_who_is_known_comes_in(visitor):
    answer = visitor.sign_in("camille")
    assert (answer.status_code, answer.location) == (303, "/en/")
    assert is_in(visitor)
    assert "camille" in visitor.get("/en/").text


def test_who_asked_for_a_page_gets_there(visitor):
    asked_for = "/en/billing/invoices/?status=invoice_due"
    asked = visitor.get(asked_for)
    assert asked.status_code == 302
    address = asked.location
    assert visitor.sign_in("camille", address).location == asked_for


def test_a_form_that_is_sent_without_a_session_is_refused(visitor):
    answer = visitor.post("/en/billing/invoices/Aurora-1/pay")
    assert answer.status_code == 401
    assert "You are signed out" in answer.text


def test_who_is_not_known_is_told_what_to_do(visitor, live):
    answer = visitor.sign_in("nobody")
    page = visitor.get(answer.location)
    assert page.status_code == 403
    assert "ask a billing account owner to invite you" in page.text
    assert rows(live, SignInSession) == []


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_language_is_kept(live, people, locale):
    visitor = Visitor(live, locale)
    assert visitor.sign_in("camille").location == f"/{locale}/"


def test_who_leaves_the_provider_is_not_signed_in(visitor):
    answer = visitor.come_back(granted(visitor.leave(), "", "cancel"))
    assert "You are not signed in" in visitor.get(answer.location).text
    assert not is_in(visitor)


def test_the_cookies_are_kept_to_this_host_and_from_scripts(visitor):
    answer = visitor.sign_in("camille")
    (session,) = [c for c in answer.headers.getlist("Set-Cookie") if "session" in c]
    for part in ("__Host-session=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in session, part
    assert "Domain" not in session


def test_a_page_of_the_site_is_in_no_frame(visitor):
    visitor.sign_in("camille")
    policy = visitor.get("/en/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("query", ["", "?to=/en/billing/"])
def test_searches_may_find_where_people_sign_in(visitor, query):
    page = visitor.get(f"/en/sign-in/{query}").text
    assert "noindex" not in page
    assert '<meta name="description" content="Sign in to see your usage' in page
    assert re.search(r'<link rel="canonical" href="https?://[^"]+/en/sign-in/">', page)


def test_searches_find_nothing_that_is_somebody_s(visitor):
    said = visitor.get("/en/sign-in/?out=1").text
    assert 'content="noindex"' in said
    visitor.sign_in("camille")
    assert 'content="noindex"' in visitor.get("/en/").text
