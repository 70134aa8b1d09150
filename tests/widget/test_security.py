"""Forms from elsewhere, headers, tokens, limits, and what errors say."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.support.books import rows
from tests.support.clock import move_clock
from tests.support.customer import BANK, HELP, ORIGIN, Customer
from tests.support.languages import both_languages
from tests.support.screen import Screen
from tests.support.stripe_bank import gateway_to
from widget.core.gateway import GatewayUnavailableError, Key, PageKind
from widget.core.money import Money
from widget.sandbox.practice import sign_in as practice_sign_in
from widget.storage.models import BillingContact, PracticeLogin


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://help.example.com"])
def test_a_form_from_elsewhere_is_refused(sign_in, charges, origin):
    customer = sign_in()
    page = customer.panel("AUR-2089")
    assert page.status_code == 200
    response = customer.post(f"{customer.invoices}AUR-2089/pay", origin=origin, method="1")
    assert response.status_code == 403
    assert charges() == []


def test_a_form_without_an_origin_is_refused(sign_in):
    customer = sign_in()
    path = f"{customer.invoices}AUR-2089/pay"
    assert customer.widget.post(path, base_url=ORIGIN).status_code == 403


def test_headers_of_the_widget(sign_in):
    headers = sign_in().get("/en/practice/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert f"frame-ancestors {HELP};" in policy + ";"
    assert f"form-action 'self' {BANK};" in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


def test_headers_of_the_bank(sign_in):
    headers = sign_in().bank.get("/en/checkout/nothing", base_url=BANK).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert f"frame-ancestors {HELP}" in policy
    assert f"form-action 'self' {ORIGIN}" in policy


def test_the_bank_s_interface_wants_its_secret(bank):
    client = bank.test_client()
    rules = [rule for rule in bank.url_map.iter_rules() if rule.rule.startswith("/v1/")]
    assert len(rules) > 10
    for rule in rules:
        path = rule.rule.replace("<id>", "x")
        for guess in ("", "guess", "é"):
            headers = {"Authorization": f"Bearer {guess}"} if guess else {}
            for method in rule.methods & {"GET", "POST"}:
                assert client.open(path, method=method, headers=headers).status_code == 401, path


@pytest.mark.parametrize("url", ["http://evil.example/", "http://pay.example.com.evil.example/"])
def test_the_bank_sends_customers_back_to_its_client_only(bank, url):
    gateway = gateway_to(httpx.WSGITransport(app=bank))
    key = Key(gateway.create_customer(1), "k", is_page=True)
    for ask in (
        lambda: gateway.begin(PageKind.CARD, Money(100, "EUR"), False, key, url, "en"),
        lambda: gateway.charge("pm_card_visa", Money(100, "EUR"), key, url, "en"),
    ):
        with pytest.raises(GatewayUnavailableError, match="parameter_invalid"):
            ask()
        assert gateway.lookup(key) is None


def test_the_host_header_is_not_believed(sign_in, gateway, monkeypatch):
    customer = sign_in()
    page = customer.panel("AUR-2089")
    form = Screen(page).form("[action$='/card']").hidden["form_token"]
    path = f"{customer.invoices}AUR-2089/card"
    evil = "http://evil.example"
    response = customer.widget.post(
        path, base_url=evil, data={"form_token": form}, headers={"Origin": evil}
    )
    assert response.status_code == 403
    seen = []
    begin = type(gateway).begin
    monkeypatch.setattr(
        type(gateway), "begin", lambda self, *args: (seen.append(args[4]), begin(self, *args))[1]
    )
    customer.widget.post(path, base_url=evil, data={"form_token": form}, headers={"Origin": ORIGIN})
    assert seen[0].startswith(ORIGIN + "/")


def test_signing_in_is_a_post_and_makes_nothing_before(widget):
    client = widget.test_client()
    assert client.get("/en/practice/", base_url=ORIGIN).status_code == 200
    response = client.post(
        "/en/practice/", base_url=ORIGIN, headers={"Origin": ORIGIN}, data={"role": "owner"}
    )
    assert response.status_code == 403


@pytest.mark.parametrize("query", ["scenario=nonsense", "role=king"])
def test_unknown_scenarios_and_roles(widget, query):
    response = widget.test_client().get(f"/fr/practice/?{query}", base_url=ORIGIN)
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text


def test_too_many_sign_ins(widget, bank):
    now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)  # a minute begins anew while a machine is busy
    move_clock(widget, lambda: now)
    for _ in range(20):
        Customer(widget, bank)
    with pytest.raises(AssertionError, match="Wait a minute, then try again"):
        Customer(widget, bank)


@both_languages
def test_an_expired_account_says_so_and_leads_on(sign_in, monkeypatch, locale):
    monkeypatch.setattr(practice_sign_in, "LIFETIME", -practice_sign_in.LIFETIME)
    customer = sign_in(locale)
    response = customer.get(customer.home)
    assert response.status_code == 410
    words = {"en": "This practice account has expired", "fr": "Ce compte d’entraînement a expiré"}
    assert words[locale] in response.text
    assert f'href="/{locale}/practice/"' in response.text


@pytest.mark.parametrize("path", ["/it/practice/", "/fr_FR/practice/", "/en/practice/x/nowhere"])
def test_addresses_that_do_not_exist(widget, path):
    assert widget.test_client().get(path, base_url=ORIGIN).status_code == 404


@pytest.mark.parametrize("path", ["/fr/nowhere", "/fr/practice/x/nowhere", "/fr/practice/x/y/z"])
def test_where_nothing_is_the_language_is_the_address_s(widget, path):
    response = widget.test_client().get(path, base_url=ORIGIN)
    assert response.status_code in (404, 410)
    assert '<html lang="fr" dir="ltr">' in response.text
    assert "Nothing was charged" not in response.text


@pytest.mark.parametrize("token", ["x", "%00", "..%2f..", "a" * 3000])
def test_guessed_tokens(widget, token):
    response = widget.test_client().get(f"/en/practice/{token}/", base_url=ORIGIN)
    assert response.status_code in (404, 410)


@pytest.mark.parametrize(
    "query",
    ["attempt=999", "attempt=x", "attempt=²", "choose=1&card=²", "choose=1&card=" + "9" * 40],
)
def test_nonsense_in_the_address(sign_in, query):
    customer = sign_in()
    assert customer.panel("AUR-2089", query).status_code == 200
    assert customer.get(f"{customer.invoices}?{query}").status_code == 200


def test_markup_in_a_search_is_text(sign_in):
    customer = sign_in()
    text = customer.get(f"{customer.home}search?q=<script>alert(1)</script>").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_an_unforeseen_error_says_nothing_of_its_cause(sign_in, widget, monkeypatch):
    customer = sign_in()
    monkeypatch.setattr("widget.screens.portal.views.find", lambda query: 1 / 0)
    monkeypatch.setitem(widget.config, "PROPAGATE_EXCEPTIONS", False)
    response = customer.get(f"{customer.home}search?q=x")
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "Zero" not in response.text


@pytest.mark.parametrize("referrer", ["http://[::1", "http://[x]/", "::", "\x00"])
def test_a_malformed_referrer(sign_in, referrer):
    customer = sign_in()
    token = customer.next_day_token()
    response = customer.widget.post(
        f"{customer.home}next-day",
        base_url=ORIGIN,
        data={"form_token": token},
        headers={"Origin": ORIGIN, "Referer": referrer},
    )
    assert (response.status_code, response.location) == (303, f"{customer.home}?moved=1")


def test_one_form_moves_the_clock_on_by_one_day(sign_in, widget):
    customer = sign_in()
    before = rows(widget, PracticeLogin)[0].present
    token = customer.next_day_token()
    for _ in range(3):
        customer.post(f"{customer.home}next-day", form_token=token)
    assert rows(widget, PracticeLogin)[0].present == before + timedelta(days=1)


def test_what_nobody_can_see_is_not_kept(sign_in, widget):
    customer = sign_in("en", "owner", "card-account")
    customer.give_method("approved_other", "card", name="Zed\r\nBcc: x\x00\u202e", city=" Ly\non ")
    contact = rows(widget, BillingContact)[-1]
    assert (contact.name, contact.city) == ("Zed Bcc: x", "Ly on")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/practice/{}%00/", 404),
        ("billing/invoices/AUR%002041/pay", 404),
        ("billing/invoices/AUR-2041%00.pdf", 404),
        ("billing/invoices/?status=%00", 400),
        ("billing/payments/?amount=1%00", 400),
        ("search?q=a%00b", 400),
    ],
)
def test_an_address_that_holds_a_nul_is_no_fault_of_ours(sign_in, path, status):
    customer = sign_in()
    address = path if path.startswith("/") else customer.home + path
    answer = customer.get(address.format("x"))
    assert answer.status_code == status
    assert "nothing was charged" in answer.text.lower()


@pytest.mark.parametrize("field", ["subject_line", "description", "payment_reference"])
def test_a_form_that_holds_a_nul_is_no_fault_of_ours(sign_in, field):
    customer = sign_in()
    page = customer.get_in("support/new")
    typed = {"subject_line": "a", "description": "c", field: "a\0"}
    assert customer.send(page, "[name=subject_line]", "", **typed).status_code in (303, 422)


@both_languages
def test_a_body_that_is_too_large_charges_nothing(sign_in, charges, locale):
    customer = sign_in(locale)
    page = customer.get_in("support/new")
    sent = customer.send(
        page, "[name=subject_line]", "", subject_line="a", description="x" * 70_000
    )
    assert sent.status_code == 413
    said = "Nothing was charged" if locale == "en" else "Rien n’a été débité"
    assert said in sent.text
    assert charges() == []


def test_no_redirect_goes_where_a_request_says_it_came_to(widget, sign_in):
    home = sign_in().home.rstrip("/")
    answer = widget.test_client().get(home, base_url="http://evil.example.org")
    assert answer.status_code == 308
    assert answer.location == f"{home}/"
