"""The sandbox bank by Stripe's own SDK, as a client that isn't ours would use it."""

import threading
from types import SimpleNamespace

import httpx
import pytest
import stripe

from tests.support.applications import BANK_SECRET, make_bank
from tests.support.customer import BANK, ORIGIN
from widget.core.money import Money
from widget.gateways.stripe.amounts import from_stripe, to_stripe
from widget.gateways.stripe.connection import Connection
from widget.sandbox.bank.faults import Faults
from widget.sandbox.bank.stripe_api import idempotency
from widget.sandbox.bank.stripe_api.signing import HEADER, signed

BACK = f"{ORIGIN}/back"


def sdk(bank, secret=BANK_SECRET):
    transport = httpx.WSGITransport(app=bank, raise_app_exceptions=False)
    client = Connection(5, transport=transport)
    return stripe.StripeClient(
        secret, base_addresses={"api": "http://bank"}, max_network_retries=0, http_client=client
    ).v1


@pytest.fixture
def api(bank):
    return sdk(bank)


@pytest.fixture
def customer(api):
    return api.customers.create({"name": "Camille"}).id


def payment(customer, **more):
    return {
        "amount": 1234,
        "confirm": True,
        "currency": "eur",
        "customer": customer,
        "payment_method": "pm_card_visa",
        "return_url": BACK,
        **more,
    }


def checkout(customer, **more):
    price = {"currency": "eur", "unit_amount": 1234, "product_data": {"name": "A payment"}}
    return {
        "mode": "payment",
        "customer": customer,
        "line_items": [{"quantity": 1, "price_data": price}],
        "allowed_payment_method_types": ["card"],
        "success_url": f"{ORIGIN}/done",
        "cancel_url": f"{ORIGIN}/left",
        **more,
    }


def choose(bank, url, **fields):
    headers = {"Origin": BANK}
    return bank.test_client().post(url, base_url=BANK, data=fields, headers=headers)


# Checkout ---------------------------------------------------------------------------------------


def test_a_page_is_paid_and_its_objects_say_so(bank, api, customer):
    given = checkout(customer, client_reference_id="order 7", metadata={"a": "b"})
    session = api.checkout.sessions.create(given)
    assert (session.status, session.payment_status, session.amount_total) == (
        "open",
        "unpaid",
        1234,
    )
    assert choose(bank, session.url, card="approved").location == f"{ORIGIN}/done"
    session = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert (session.client_reference_id, session.metadata["a"]) == ("order 7", "b")
    assert (session.payment_intent.status, session.payment_intent.amount_received) == (
        "succeeded",
        1234,
    )
    with pytest.raises(stripe.InvalidRequestError, match="status of complete"):
        api.checkout.sessions.expire(session.id)


def test_a_page_stays_open_when_a_card_is_declined(bank, api, customer):
    """Its customer tries another, or leaves; what was declined is said of the payment."""
    session = api.checkout.sessions.create(checkout(customer))
    assert choose(bank, session.url, card="insufficient_funds").location == f"{ORIGIN}/left"
    session = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    error = session.payment_intent.last_payment_error
    assert (session.status, error.decline_code) == ("open", "insufficient_funds")
    assert choose(bank, session.url, cancel="1").location == f"{ORIGIN}/left"
    assert choose(bank, session.url, card="approved").location == f"{ORIGIN}/done"
    session = api.checkout.sessions.retrieve(session.id)
    assert (session.status, session.payment_status) == ("complete", "paid")


def test_a_challenge_comes_between(bank, api, customer):
    session = api.checkout.sessions.create(checkout(customer))
    challenge = choose(bank, session.url, card="challenge").location
    assert api.checkout.sessions.retrieve(session.id).status == "open"
    assert choose(bank, challenge, confirm="1").location == f"{ORIGIN}/done"
    assert api.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_page_that_only_takes_a_card_gives_one_to_charge_later(bank, api, customer):
    given = {
        "mode": "setup",
        "currency": "eur",
        "customer": customer,
        "allowed_payment_method_types": ["card"],
        "success_url": BACK,
        "cancel_url": BACK,
    }
    session = api.checkout.sessions.create(given)
    choose(bank, session.url, card="approved_other")
    path = "setup_intent.payment_method"
    method = api.checkout.sessions.retrieve(
        session.id, {"expand": [path]}
    ).setup_intent.payment_method
    assert (method.card.brand, method.card.last4) == ("mastercard", "4444")
    assert api.payment_intents.create(payment(customer, payment_method=method.id)).status == (
        "succeeded"
    )
    other = api.customers.create({}).id
    with pytest.raises(stripe.InvalidRequestError, match="No such payment_method"):
        api.payment_intents.create(payment(other, payment_method=method.id))


# Payments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ],
)
def test_a_declined_card_is_an_error_with_its_payment(api, customer, method, code, decline_code):
    with pytest.raises(stripe.CardError) as caught:
        api.payment_intents.create(payment(customer, payment_method=method))
    error = caught.value
    assert (error.code, error.error.decline_code) == (code, decline_code)
    assert error.error.payment_intent.status == "requires_payment_method"


def test_lists_are_paged_the_newest_first(api, customer):
    made = [api.payment_intents.create(payment(customer, amount=n + 1)).id for n in range(5)]
    first = api.payment_intents.list({"customer": customer, "limit": 2})
    assert ([each.id for each in first.data], first.has_more) == (made[:2:-1], True)
    assert [each.id for each in first.auto_paging_iter()] == made[::-1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"amount": 0}, "Invalid integer"),
        ({"amuont": 5}, "unknown parameter: amuont"),
        ({"customer": "cus_nobody"}, "No such customer"),
        ({"payment_method": "pm_none"}, "No such payment_method"),
        ({"return_url": "https://evil.example.net/"}, "Not an address of the client"),
    ],
)
def test_what_is_no_good_is_refused_and_its_key_stays_free(api, customer, change, message):
    options = {"idempotency_key": "free"}
    with pytest.raises(stripe.InvalidRequestError, match=message):
        api.payment_intents.create({**payment(customer), **change}, options)
    assert api.payment_intents.create(payment(customer), options).status == "succeeded"


def test_what_is_to_be_expanded_is_a_list(bank):
    headers = {"Authorization": f"Bearer {BANK_SECRET}"}
    answer = bank.test_client().get("/v1/customers/x?expand=a", headers=headers)
    assert (answer.status_code, answer.json["error"]["param"]) == (400, "expand")


def test_who_does_not_know_the_secret_is_told_nothing(bank, customer):
    with pytest.raises(stripe.AuthenticationError):
        sdk(bank, "another").customers.retrieve(customer)


# Keys -------------------------------------------------------------------------------------------


def test_a_key_gives_its_first_answer_again(api, customer):
    one, two = (
        api.payment_intents.create(payment(customer), {"idempotency_key": "k"}) for _ in range(2)
    )
    assert one.id == two.id
    assert "idempotent-replayed" not in one.last_response.headers
    assert two.last_response.headers["idempotent-replayed"] == "true"
    for other in (payment(customer, amount=1), payment(customer, confirm=False)):
        with pytest.raises(stripe.IdempotencyError):
            api.payment_intents.create(other, {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError):
        api.checkout.sessions.create(checkout(customer), {"idempotency_key": "k"})


def test_a_key_is_forgotten_after_a_day(api, customer, monkeypatch):
    first = api.payment_intents.create(payment(customer), {"idempotency_key": "k"})
    now = idempotency.time.time()
    for later, is_same in ((86_000, True), (87_000, False)):
        monkeypatch.setattr(idempotency, "time", SimpleNamespace(time=lambda at=now + later: at))
        again = api.payment_intents.create(payment(customer), {"idempotency_key": "k"})
        assert (again.id == first.id) is is_same


def test_a_key_whose_first_request_still_runs_is_in_use(api, customer):
    options = {"idempotency_key": "running"}
    with idempotency.alone("running"), pytest.raises(stripe.APIError) as caught:
        api.payment_intents.create(payment(customer), options)
    said = caught.value.json_body["error"]["code"]
    assert (caught.value.http_status, said) == (409, "idempotency_key_in_use")
    assert api.payment_intents.create(payment(customer), options).status == "succeeded"


def test_one_of_two_at_once_is_told_so(api, customer):
    """At the bank itself, whoever is first."""
    made, refused = [], []
    begin = threading.Barrier(4)

    def pay():
        begin.wait()
        try:
            made.append(
                api.payment_intents.create(payment(customer), {"idempotency_key": "two"}).id
            )
        except stripe.APIError as error:
            refused.append(error.http_status)

    threads = [threading.Thread(target=pay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    assert set(refused) <= {409}


@pytest.mark.parametrize(("fault", "is_done"), [("error_before", False), ("error_after", True)])
def test_an_error_is_kept_as_an_answer(tmp_path, fault, is_done):
    """Asking again under the key never tells what became of it: the list does."""
    bank = make_bank(tmp_path, faults=Faults(**{fault: 2}))
    api = sdk(bank)
    customer = api.customers.create({}).id
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            api.payment_intents.create(payment(customer), {"idempotency_key": "k"})
    found = _until_answered(lambda: api.payment_intents.list({"customer": customer}).data)
    assert [each.status for each in found] == (["succeeded"] if is_done else [])


def _until_answered(ask):
    try:
        return ask()
    except stripe.APIError:
        return ask()


# Events -----------------------------------------------------------------------------------------


def test_an_event_is_signed_as_stripe_signs(bank, api, customer):
    api.payment_intents.create(payment(customer, metadata={"key": "k"}))
    with bank.extensions["store"].read() as objects:
        (event,) = objects.all("event")
    body, signature = signed(BANK_SECRET, event)
    read = stripe.Webhook.construct_event(body, signature, BANK_SECRET)
    assert (read.type, read.data.object.metadata["key"]) == ("payment_intent.succeeded", "k")
    body, late = signed(BANK_SECRET, event, at=event["created"] - 301)
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        stripe.Webhook.construct_event(body, late, BANK_SECRET)
    assert HEADER == "Stripe-Signature"


# Amounts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        (Money(1050, "EUR"), 1050),
        (Money(500, "JPY"), 500),
        (Money(500, "ISK"), 50_000),
        (Money(500, "UGX"), 50_000),
        (Money(500, "MGA"), 5),
        (Money(12_340, "KWD"), 12_340),
    ],
)
def test_stripe_counts_some_currencies_otherwise(amount, units):
    assert to_stripe(amount) == units
    assert from_stripe(units, amount.currency.lower()) == amount


@pytest.mark.parametrize("amount", [Money(12_345, "KWD"), Money(501, "MGA")])
def test_what_is_finer_than_stripe_charges_is_refused(amount):
    with pytest.raises(ValueError, match="finer than Stripe charges"):
        to_stripe(amount)
