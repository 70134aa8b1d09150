"""Signing in by OpenID Connect: who comes in, who doesn't, and what a thief gets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests
from sqlalchemy import select

from tests.support.screen import Screen
from tests.support.signing_in import Visitor, client, granted, live_widget, provider
from widget.billing import opening
from widget.core.money import Money
from widget.core.roles import Role
from widget.core.settings import ProviderSettings
from widget.live import cookies
from widget.live import people as people_of_account
from widget.live.invitations import InvitationTokens
from widget.live.providers import Provider, ProviderError
from widget.live.sessions import IDLE, LONGEST
from widget.live.sign_in import LASTS, RATE, is_own_path
from widget.sandbox.provider.application import Tampering
from widget.storage.models import (
    Account,
    Invitation,
    Mail,
    PaysBy,
    Person,
    SignInRequest,
    SignInSession,
)
from widget.web.sign_in_rate import SignInRate


@pytest.fixture
def live(empty_live):
    return empty_live


@pytest.fixture
def people(live, aurora):
    """Two accounts, and an owner, a reader and a stranger in them."""
    with live.extensions["widget"].database.write() as session:
        for name, subject in (("Aurora", "camille"), ("Boreal", "robin")):
            account = opening.open_account(session, name, "EUR", "Europe/Paris", PaysBy.TRANSFER)
            line = opening.Line("storage", Money(1200, "EUR"))
            day = datetime(2026, 11, 1, tzinfo=UTC)
            opening.add_invoice(session, account, f"{name}-1", [line], day.date(), day)
            known = {subject: Role.OWNER, f"reader-of-{name}": Role.READER}
            for who, role in known.items():
                person = opening.add_person(session, account, who, f"{who}@example.com", role)
                person.issuer, person.subject = aurora.issuer, who


@pytest.fixture
def visitor(live, people):
    return Visitor(live)


def rows(live, table):
    with live.extensions["widget"].database.read() as session:
        return session.scalars(select(table).order_by(*table.__table__.primary_key)).all()


def is_in(visitor, account: str = "Aurora") -> bool:
    page = visitor.get("/en/billing/invoices/")
    return page.status_code == 200 and f"{account}-1" in page.text


# Coming in --------------------------------------------------------------------------------------


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


# What comes back --------------------------------------------------------------------------------


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


# Sessions ---------------------------------------------------------------------------------------


def test_nothing_secret_is_logged(visitor, live, aurora, caplog):
    with caplog.at_level("DEBUG"):
        back = granted(visitor.leave(), "camille")
        visitor.come_back(back)
        visitor.come_back(back)
        page = visitor.get("/en/")
        visitor.send(page, ".signed-in button", "/en/sign-out")
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


# People -----------------------------------------------------------------------------------------


def invite(visitor, name="Alix", role="contributor"):
    page = visitor.get("/en/people/")
    fields = {"name": name, "email": f"{name}@example.com", "role": role}
    return visitor.send(page, "[name=email]", "/en/people/", **fields)


def change(visitor, person_id, **fields):
    page = visitor.get("/en/people/")
    form = Screen(page).form(f"#role-{person_id}")
    return visitor.post(form.action, **{**form.hidden, "role": "reader", **fields})


def link(live) -> str:
    token = InvitationTokens("the-widget-s-own").token(rows(live, Invitation)[-1])
    return f"/en/invitations/{token}"


def test_who_is_invited_comes_in_once(visitor, live, aurora):
    visitor.sign_in("camille")
    assert invite(visitor).status_code == 303
    (mail,) = rows(live, Mail)
    assert (mail.kind, mail.address) == ("invitation", "Alix@example.com")
    alix = Visitor(live)
    page = alix.get(link(live))
    assert "you are invited to the account Aurora" in page.text
    alix.sign_in("alix", link(live))
    assert is_in(alix)
    person = rows(live, Person)[-1]
    assert (person.role, person.issuer, person.subject) == ("contributor", aurora.issuer, "alix")
    other = Visitor(live)
    assert other.get(link(live)).status_code == 410
    assert other.sign_in("thief").location.endswith("/unknown")


def test_an_invitation_ends_after_a_week(visitor, live, clock):
    visitor.sign_in("camille")
    invite(visitor)
    alix = Visitor(live)
    address = alix.leave(link(live))
    clock.now += timedelta(days=7)
    assert alix.get(link(live)).status_code == 410
    assert "failed" in alix.come_back(granted(address, "alix")).location  # the request is older


@pytest.mark.parametrize("facts", [None, 1, [], {}, "", [2**70, 1, 1, 1], [[1], 1, 1, 1], [1.0]])
def test_a_made_up_invitation_is_none(visitor, facts):
    assert visitor.get("/en/invitations/MQ.x").status_code == 410
    token = InvitationTokens("the-widget-s-own")._serializer.dumps(facts)
    assert visitor.get(f"/en/invitations/{token}").status_code == 410
    assert visitor.post("/en/sign-in/", provider="0", invitation=token).status_code == 200


def test_who_is_in_the_account_keeps_their_role(visitor, live):
    visitor.sign_in("camille")
    invite(visitor, "ReaderAgain", "owner")
    known = Visitor(live)
    known.sign_in("reader-of-Aurora", link(live))
    roles = {p.name: (p.role, p.removed_at is None) for p in rows(live, Person)}
    assert roles["reader-of-Aurora"] == ("reader", True)
    assert roles["ReaderAgain"][1] is False


def test_an_invitation_is_shown_to_nobody_else(visitor):
    visitor.sign_in("camille")
    invite(visitor)
    assert "invitations/" not in visitor.get("/en/messages/").text


def test_a_role_changes_at_once(visitor, live):
    reader = Visitor(live)
    reader.sign_in("reader-of-Aurora")
    assert reader.get("/en/people/").status_code == 403
    visitor.sign_in("camille")
    number = next(p.id for p in rows(live, Person) if p.name == "reader-of-Aurora")
    assert change(visitor, number, role="owner").status_code == 303
    assert reader.get("/en/people/").status_code == 200


def test_letters_to_strangers_are_few_and_say_nothing_of_their_sender(visitor, live, clock):
    visitor.sign_in("camille")
    for name in ("see https://evil.example", "mail a@b.example", "www.evil.example", "go.to evil"):
        page = visitor.get("/en/people/")
        fields = {"name": name, "email": "victim@example.com", "role": "reader"}
        said = visitor.send(page, "[name=email]", "/en/people/", **fields)
        assert (said.status_code, "without a web or e-mail address" in said.text) == (422, True)
    invite(visitor)
    number = rows(live, Person)[-1].id
    assert change(visitor, number, invite="1").status_code == 409
    assert invite(visitor).status_code == 409  # the same address, as somebody new
    clock.now += timedelta(minutes=11)
    assert change(visitor, number, invite="1").status_code == 303
    assert len(rows(live, Mail)) == 2


@pytest.mark.parametrize("email", ["=?utf-8?q?x?=@example.com", "zoé@example.com", "x", ""])
def test_nobody_is_invited_at_an_address_that_no_letter_reaches(visitor, live, email):
    visitor.sign_in("camille")
    fields = {"name": "Alix", "email": email, "role": "reader"}
    page = visitor.get("/en/people/")
    said = visitor.send(page, "[name=email]", "/en/people/", **fields)
    assert (said.status_code, "for example name@example.com" in said.text) == (422, True)
    assert rows(live, Mail) == []


def test_no_more_than_so_many_are_invited_on_a_day(visitor, live, monkeypatch):
    monkeypatch.setattr(people_of_account, "MOST_A_DAY", 2)
    visitor.sign_in("camille")
    assert [invite(visitor, f"A{n}").status_code for n in range(3)] == [303, 303, 409]


def test_an_owner_who_was_removed_meanwhile_changes_nothing(visitor, live, clock):
    """Between the look at their role and the change."""
    visitor.sign_in("camille")
    mine = next(p for p in rows(live, Person) if p.name == "camille")
    database = live.extensions["widget"].database
    with database.write() as session:
        session.get_one(Person, mine.id).removed_at = clock()
    changes = people_of_account.People(database, mine.account_id, mine.id, clock())
    for act in (
        lambda: changes.invite("Mallory", "m@example.com", Role.OWNER, "en"),
        lambda: changes.change_role(mine.id, Role.OWNER),
    ):
        with pytest.raises(people_of_account.PeopleError):
            act()


def test_a_number_that_another_invitation_has_now_opens_nothing(visitor, live):
    """After a restore numbers are given again."""
    visitor.sign_in("camille")
    invite(visitor, "Alix")
    first = link(live)
    with live.extensions["widget"].database.write() as session:
        invitation = session.scalars(select(Invitation)).one()
        reader = session.scalars(select(Person).where(Person.name == "reader-of-Boreal")).one()
        reader.issuer = reader.subject = None
        invitation.person_id, invitation.account_id = reader.id, reader.account_id
    assert Visitor(live).get(first).status_code == 410


def test_the_last_owner_stays(visitor, live):
    visitor.sign_in("camille")
    mine = next(p.id for p in rows(live, Person) if p.name == "camille")
    invite(visitor, "Alix", "owner")  # who hasn't come yet isn't one
    for fields in ({"role": "reader"}, {"remove": "1"}):
        answer = change(visitor, mine, **fields)
        assert (answer.status_code, "must always have an owner" in answer.text) == (409, True)
    Visitor(live).sign_in("alix", link(live))
    assert change(visitor, mine, role="reader").status_code == 303
    assert visitor.get("/en/people/").status_code == 403


def test_who_is_removed_is_out_at_once(visitor, live):
    reader = Visitor(live)
    reader.sign_in("reader-of-Aurora")
    assert is_in(reader)
    visitor.sign_in("camille")
    number = next(p.id for p in rows(live, Person) if p.name == "reader-of-Aurora")
    asked = visitor.get(f"/en/people/{number}/remove")
    assert "reader-of-Aurora will have no access" in asked.text
    assert is_in(reader)
    visitor.send(asked, "[name=remove]", "", remove="1")
    assert not is_in(reader)
    assert reader.sign_in("reader-of-Aurora").location.endswith("/unknown")


def test_people_of_another_account_are_out_of_reach(visitor, live):
    visitor.sign_in("camille")
    stranger = next(p for p in rows(live, Person) if p.name == "reader-of-Boreal")
    page = visitor.get("/en/people/")
    assert "reader-of-Boreal" not in page.text
    form = Screen(page).form("[id^=role-]")
    answer = visitor.post(f"/en/people/{stranger.id}", **{**form.hidden, "role": "owner"})
    assert answer.status_code in (409, 422)
    assert next(p.role for p in rows(live, Person) if p.id == stranger.id) == "reader"


def test_somebody_with_two_accounts_goes_from_one_to_the_other(visitor, live, aurora):
    with live.extensions["widget"].database.write() as session:
        other = session.scalars(select(Account).where(Account.name == "Boreal")).one()
        person = opening.add_person(session, other, "camille", "c@example.com", Role.READER)
        person.issuer, person.subject = aurora.issuer, "camille"
    visitor.sign_in("camille")
    before = visitor.cookie(cookies.SESSION)
    page = visitor.get("/en/accounts/")
    button = Screen(page).attribute("button[name=person]", "value")
    visitor.send(page, "[name=person]", "/en/accounts/", person=button)
    assert is_in(visitor, "Boreal")
    assert not is_in(visitor, "Aurora")
    assert visitor.cookie(cookies.SESSION) != before
    stranger = next(p for p in rows(live, Person) if p.name == "robin")
    page = visitor.get("/en/accounts/")
    visitor.send(page, "[name=person]", "/en/accounts/", person=f"{stranger.id}")
    assert "camille" in visitor.get("/en/").text
