"""What the adapter makes of Stripe's traps: errors that are kept, keys that are forgotten."""

from types import SimpleNamespace

import httpx
import pytest

from tests.support.applications import make_bank
from tests.support.customer import ORIGIN
from tests.support.stripe_bank import gateway_to
from widget.core.gateway import (
    GatewayUnavailableError,
    Key,
    KeyUsedUpError,
    Outcome,
    PageKind,
)
from widget.core.money import Money
from widget.gateways.stripe import parameters
from widget.sandbox.bank.faults import Faults
from widget.sandbox.bank.stripe_api import idempotency

BACK = f"{ORIGIN}/back"


@pytest.mark.parametrize("amount", [Money(500, "EUR"), None])
def test_the_adapter_finds_a_page_whose_answer_was_an_error(tmp_path, amount):
    bank = make_bank(tmp_path, faults=Faults(error_after=2))
    gateway = gateway_to(httpx.WSGITransport(app=bank, raise_app_exceptions=False))
    key = Key(gateway.create_customer(1), "k", is_page=True)
    try:
        opened = gateway.begin(PageKind.CARD, amount, False, key, BACK, "fr")
    except GatewayUnavailableError:  # the look-up was the next to fail
        opened = gateway.begin(PageKind.CARD, amount, False, key, BACK, "fr")
    assert (opened.outcome, bool(opened.url)) == (Outcome.OPEN, True)


def test_an_error_does_not_keep_an_account_from_its_customer(tmp_path):
    bank = make_bank(tmp_path, faults=Faults(error_after=2))
    gateway = gateway_to(httpx.WSGITransport(app=bank, raise_app_exceptions=False))
    assert gateway.create_customer(1)
    with pytest.raises(GatewayUnavailableError):
        gateway.create_customer(2)
    assert gateway.create_customer(2)


def test_a_key_whose_error_was_kept_is_cancelled_though_nothing_is_found(tmp_path):
    """Nothing was done under it, and nothing can be: else it would be asked about for ever."""
    bank = make_bank(tmp_path, faults=Faults(error_before=2))
    gateway = gateway_to(httpx.WSGITransport(app=bank, raise_app_exceptions=False))
    key = Key(gateway.create_customer(1), "k", is_page=False)
    with pytest.raises(GatewayUnavailableError):
        gateway.charge("pm_card_visa", Money(500, "EUR"), key, BACK, "en")
    bank.extensions["faults"]._faults = Faults()
    assert gateway.lookup(key) is None
    assert gateway.cancel(key).outcome is Outcome.CANCELLED
    with pytest.raises(GatewayUnavailableError):
        gateway.charge("pm_card_visa", Money(500, "EUR"), key, BACK, "en")
    assert bank.extensions["store"].charges() == []


def test_an_error_kept_when_a_key_was_to_be_used_up_has_used_it_up(tmp_path):
    bank = make_bank(tmp_path, faults=Faults(error_before=2))
    gateway = gateway_to(httpx.WSGITransport(app=bank, raise_app_exceptions=False))
    key = Key(gateway.create_customer(1), "k", is_page=False)
    with pytest.raises(GatewayUnavailableError):
        gateway.cancel(key)
    bank.extensions["faults"]._faults = Faults()
    assert gateway.cancel(key).outcome is Outcome.CANCELLED
    with pytest.raises(GatewayUnavailableError):
        gateway.charge("pm_card_visa", Money(500, "EUR"), key, BACK, "en")
    assert bank.extensions["store"].charges() == []


@pytest.mark.parametrize("is_page", [False, True])
def test_a_cancel_finds_what_was_made_under_a_key_that_is_forgotten(bank, monkeypatch, is_page):
    gateway = gateway_to(httpx.WSGITransport(app=bank))
    key = Key(gateway.create_customer(1), "k", is_page)
    five = Money(500, "EUR")
    if is_page:
        gateway.begin(PageKind.CARD, five, False, key, BACK, "en")
    else:
        gateway.charge("pm_card_visa", five, key, BACK, "en")
    made = gateway.lookup(key).outcome
    later = idempotency.time.time() + 87_000
    monkeypatch.setattr(idempotency, "time", SimpleNamespace(time=lambda: later))
    ended = Outcome.CANCELLED if made is Outcome.OPEN else made
    assert gateway.cancel(key).outcome is ended
    assert gateway.lookup(key).outcome is ended


def test_a_refund_whose_error_was_kept_can_be_asked_for_under_another_key(tmp_path):
    bank = make_bank(tmp_path)
    gateway = gateway_to(httpx.WSGITransport(app=bank, raise_app_exceptions=False))
    key = Key(gateway.create_customer(1), "k", is_page=False)
    payment = gateway.charge("pm_card_visa", Money(500, "EUR"), key, BACK, "en").payment
    faults = bank.extensions["faults"]
    faults._faults = Faults(error_before=1)
    with pytest.raises(GatewayUnavailableError) as caught:
        gateway.refund(payment, Money(500, "EUR"), "r")
    assert not isinstance(caught.value, KeyUsedUpError)
    faults._faults = Faults()
    with pytest.raises(KeyUsedUpError):
        gateway.refund(payment, Money(500, "EUR"), "r")
    assert gateway.refunds(payment) == []
    assert gateway.refund(payment, Money(500, "EUR"), "other").key == "other"


@pytest.mark.parametrize(("locale", "said"), [("en", "Payment"), ("fr-CA", "Paiement")])
def test_what_is_paid_for_is_said_in_the_page_s_language(locale, said):
    key = Key("cus_1", "k", is_page=True)
    asked = parameters.of_page(PageKind.CARD, Money(500, "EUR"), False, key, BACK, locale)
    assert asked["line_items"][0]["price_data"]["product_data"]["name"] == said
