"""What comes back from a provider: what was changed, is late, or is somebody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests

from tests.support.signing_in import Visitor, client, granted, live_widget, provider
from tests.widget.live.looking import rows
from widget.billing import opening
from widget.core.roles import Role
from widget.core.settings import ProviderSettings
from widget.live.providers import Provider, ProviderError
from widget.live.sign_in import LASTS, RATE, is_own_path
from widget.sandbox.provider.application import Tampering
from widget.storage.models import PaysBy, SignInRequest, SignInSession
from widget.web.sign_in_rate import SignInRate


def test_a_code_is_good_once(visitor, live):
    back = granted(visitor.leave(), "camille")
    assert visitor.come_back(back).location == "/en/"
    assert "failed" in visitor.come_back(back).location
    assert len(rows(live, SignInSession)) == 1


def test_another_browser_can_not_bring_the_code(visitor, live):
    """Who makes a victim follow their own answer would see what the victim does."""
    back = granted(visitor.leave(), "robin")
    victim = Visitor(live)
    assert "failed" in victim.come_back(back).location
    victim.leave()  # a browser that has begun something of its own isn't the one either
    assert "failed" in victim.come_back(back).location
    assert rows(live, SignInSession) == []


def test_what_comes_too_late_is_refused(visitor, clock):
    back = granted(visitor.leave(), "camille")
    clock.now += LASTS + timedelta(seconds=1)
    assert "failed" in visitor.come_back(back).location


@pytest.mark.parametrize("change", ["state=x", "iss=https://evil.example.com", "code=x", "code="])
def test_what_was_changed_on_the_way_is_refused(visitor, live, change):
    name, _, value = change.partition("=")
    parts = urlsplit(granted(visitor.leave(), "camille"))
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | {name: value}
    answer = visitor.get(parts.path, query_string=query)
    assert "failed" in answer.location
    assert rows(live, SignInSession) == []


@pytest.mark.parametrize(
    "tampering",
    [
        Tampering({"nonce": "another"}),
        Tampering({"nonce": ""}),
        Tampering({"aud": "another"}),
        Tampering({"aud": ["acquit", "another"], "azp": "another"}),
        Tampering({"iss": "https://evil.example.com"}),
        Tampering({"exp": 1}),
        Tampering({"sub": None}),
        Tampering(is_signed_by_another=True),
        Tampering(is_unsigned=True),
    ],
    ids=lambda tampering: str(tampering)[:60],
)
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_token_that_is_not_right_lets_nobody_in(database_url, gateway, clock, tampering):
    with provider(tampering) as settings:
        app = live_widget(database_url, gateway, [settings], clock)
        with app.extensions["widget"].database.write() as session:
            account = opening.open_account(session, "Aurora", "EUR", "UTC", PaysBy.TRANSFER)
            for who in ("camille", "None"):
                person = opening.add_person(session, account, who, "c@example.com", Role.OWNER)
                person.issuer, person.subject = settings.issuer, who
        visitor = Visitor(app)
        assert "failed" in visitor.sign_in("camille").location
        assert rows(app, SignInSession) == []
        app.extensions["widget"].database.close()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_same_subject_of_another_provider_is_somebody_else(
    database_url, gateway, clock, aurora
):
    with provider(name="Other") as other:
        app = live_widget(database_url, gateway, [aurora, other], clock)
        with app.extensions["widget"].database.write() as session:
            account = opening.open_account(session, "Aurora", "EUR", "UTC", PaysBy.TRANSFER)
            person = opening.add_person(session, account, "camille", "c@x.org", Role.OWNER)
            person.issuer, person.subject = aurora.issuer, "camille"
        assert Visitor(app).sign_in("camille", number=1).location.endswith("/unknown")
        assert Visitor(app).sign_in("camille", number=0).location == "/en/"
        app.extensions["widget"].database.close()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_another_provider_can_not_pass_an_answer_on(database_url, gateway, clock):
    """RFC 9700, 4.4: it would have us bring the code of an honest provider to itself."""
    with provider(name="Honest") as honest, provider(name="Other") as other:
        app = live_widget(database_url, gateway, [honest, other], clock)
        visitor = Visitor(app)
        begun = urlsplit(visitor.leave(number=1))  # at the other, which sends its visitor on
        asked = dict(parse_qsl(begun.query)) | {"redirect_uri": client("Honest").redirect_uri}
        address = f"{honest.issuer}/authorize?{urlencode(asked)}"
        assert "failed" in visitor.come_back(granted(address, "camille")).location
        assert rows(app, SignInSession) == []
        app.extensions["widget"].database.close()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_provider_that_is_silent_is_asked_once_in_a_while(
    database_url, gateway, clock, monkeypatch
):
    """Else who opens the sign-in page again and again would keep every thread waiting."""
    asked = []

    def silent(url, **_):
        asked.append(url)
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests, "get", silent)
    dead = ProviderSettings("Dead", "https://dead.example.com", "a", "b")
    app = live_widget(database_url, gateway, [dead], clock)
    visitor = Visitor(app)
    for _ in range(5):
        assert visitor.get("/en/sign-in/?out=1").status_code == 200
        assert visitor.post("/en/sign-in/", provider="0").status_code == 503
    assert len(asked) == 1
    app.extensions["widget"].database.close()


def test_who_comes_first_waits_for_the_provider(aurora, monkeypatch):
    """Several at once, in a process that has just started: one asks, and nobody is refused."""
    known = Provider(aurora, "https://pay.example.com/back")
    real, asked, all_there = requests.get, [], Barrier(4, timeout=60)

    def slow(url, **options):
        asked.append(url)
        return real(url, **options)

    monkeypatch.setattr(requests, "get", slow)

    def ask():
        all_there.wait()
        return known.metadata()["issuer"]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: ask(), range(4))) == [aurora.issuer] * 4
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("authorization_endpoint", "javascript:alert(1)"),
        ("authorization_endpoint", "http://[bad"),
        ("authorization_endpoint", "/authorize"),
        ("token_endpoint", None),
        ("jwks_uri", "ftp://login.example.com/keys"),
        ("end_session_endpoint", 5),
    ],
)
def test_addresses_that_are_none_are_refused(aurora, monkeypatch, name, address):
    known = Provider(aurora, "https://pay.example.com/back")
    said = {**known.metadata(), name: address}
    other = Provider(aurora, "https://pay.example.com/back")
    monkeypatch.setattr(other, "_get", lambda _: said)
    with pytest.raises(ProviderError, match=name):
        other.metadata()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_provider_that_is_down_is_told(database_url, gateway, clock):
    with provider() as settings:
        app = live_widget(database_url, gateway, [settings], clock)
    visitor = Visitor(app)
    page = visitor.get("/en/sign-in/")
    assert page.status_code == 200
    answer = visitor.send(page, "button", "/en/sign-in/")
    assert (answer.status_code, "can’t be reached" in answer.text) == (503, True)
    app.extensions["widget"].database.close()


@pytest.mark.parametrize(
    ("path", "is_own"),
    [
        ("/en/billing/", True),
        ("/en/?a=//b", True),
        ("//evil.example.com", False),
        ("/\\evil.example.com", False),
        ("https://evil.example.com", False),
        ("javascript:alert(1)", False),
        ("evil.example.com", False),
        ("/\tevil", False),
        ("", False),
    ],
)
def test_nobody_is_led_elsewhere(path, is_own):
    assert is_own_path(path) is is_own


@pytest.mark.parametrize("to", ["//[", "http://[evil", "/" + "a" * 60_000])
def test_what_is_kept_of_an_address_is_short(visitor, live, to):
    assert visitor.get("/en/sign-in/", query_string={"to": to[:3000]}).status_code == 200
    assert visitor.post("/en/sign-in/", provider="0", to=to).status_code == 200
    assert rows(live, SignInRequest)[0].return_to == ""


def test_one_address_begins_so_many_sign_ins(database_url, gateway, aurora, clock):
    app = live_widget(database_url, gateway, [aurora], clock)
    app.extensions[RATE] = SignInRate("3/minute")
    visitor = Visitor(app)
    answers = [visitor.post("/en/sign-in/", provider="0").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    app.extensions["widget"].database.close()


def test_an_address_of_elsewhere_is_left_out(visitor):
    answer = visitor.sign_in("camille", "/en/sign-in/?to=//evil.example.com")
    assert answer.location == "/en/"


def test_the_sign_in_is_not_begun_by_another_site(visitor):
    answer = visitor.post("/en/sign-in/", "https://evil.example.com", provider="0")
    assert answer.status_code == 403
