"""Events that the gateway tells: signed, once, in any order, and never believed."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest

from tests.support import applications
from tests.support.applications import event_about, make_bank
from tests.support.books import balance, rows
from tests.support.clock import move_clock
from tests.support.customer import ORIGIN
from tests.support.screen import checked_method
from widget.sandbox.bank.faults import Faults
from widget.storage.models import Attempt, GatewayEvent

DUE = "AUR-2089"


@pytest.fixture
def tell(widget):
    return partial(applications.tell, widget)


@pytest.fixture
def paid_at_the_bank(sign_in, widget):
    """A payment that went through at the bank, whose customer hasn't come back; its key."""
    customer = sign_in()
    sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    customer.at_bank(sent.location, card="approved", give="1")
    return rows(widget, Attempt)[0].key


def test_an_event_settles_its_attempt(widget, tell, paid_at_the_bank):
    before = balance(widget)
    assert tell("e1", paid_at_the_bank) == 204
    assert rows(widget, Attempt)[0].state == "succeeded"
    assert balance(widget) == before - 5000


def test_an_event_told_twice_is_dealt_with_once(
    widget, tell, paid_at_the_bank, gateway, monkeypatch
):
    before = balance(widget)
    asked = []
    lookup = type(gateway).lookup

    def counted(self, key):
        asked.append(key)
        return lookup(self, key)

    monkeypatch.setattr(type(gateway), "lookup", counted)
    assert [tell("e1", paid_at_the_bank) for _ in range(3)] == [204, 204, 204]
    assert len(asked) == 1
    assert balance(widget) == before - 5000
    assert [event.id for event in rows(widget, GatewayEvent)] == ["e1"]


@pytest.mark.parametrize("secret", ["", "not the secret"])
def test_an_event_that_is_not_signed_is_refused(widget, tell, paid_at_the_bank, secret):
    assert tell("e1", paid_at_the_bank, secret) == 400
    assert rows(widget, Attempt)[0].state == "awaiting_customer"
    assert rows(widget, GatewayEvent) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id": 1}', b"\xff", b"null"])
def test_an_event_that_can_not_be_read_is_refused(tell, body):
    assert tell("", "", body=body) == 400


def test_state_is_fetched_not_believed(widget, sign_in, tell):
    """An event about a page that is still open changes nothing, whatever it claims."""
    customer = sign_in()
    customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    key = rows(widget, Attempt)[0].key
    claims = json.dumps({**event_about(key), "outcome": "succeeded"}).encode()
    assert tell("", "", body=claims) == 204
    assert rows(widget, Attempt)[0].state == "awaiting_customer"


def test_without_an_answer_the_event_is_told_again(widget, tell, paid_at_the_bank, no_answer):
    with no_answer("lookup"):
        assert tell("e1", paid_at_the_bank) == 503
    assert rows(widget, GatewayEvent) == []
    assert tell("e1", paid_at_the_bank) == 204
    assert rows(widget, Attempt)[0].state == "succeeded"


def test_events_about_other_keys_are_taken_and_left(tell, widget, sign_in):
    sign_in()
    assert tell("e1", "a card page, or somebody else's") == 204
    assert rows(widget, GatewayEvent) == []


def test_practice_s_challenge_goes_on_half_an_hour_after_signing_in(sign_in, widget, tell):
    """Its clock stands still: the event of a challenge must not end it."""
    customer = sign_in()
    panel = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    chosen = checked_method(panel)
    customer.send(panel, "#pay", method=chosen)
    move_clock(widget, lambda: datetime.now(UTC) + timedelta(hours=1))
    assert tell("e1", rows(widget, Attempt)[0].key) == 204
    assert rows(widget, Attempt)[0].state == "action_required"


class ToWidget(httpx.WSGITransport):
    """The way from the bank to the widget, once there is one."""

    def __init__(self):
        super().__init__(app=lambda environ, start: self.widget(environ, start))
        self.widget = None

    def handle_request(self, request):
        if self.widget is None:
            raise httpx.ConnectError("nobody is there")
        return super().handle_request(request)


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
def bank(tmp_path, faults):
    """A bank that tells the widget of each event after the request that made it."""
    to_widget = ToWidget()
    app = make_bank(
        tmp_path, faults=faults, transport=to_widget, events_to=f"{ORIGIN}/gateway/events"
    )
    app.extensions["to_widget"] = to_widget
    yield app
    app.extensions["store"].close()


@pytest.mark.parametrize(
    "faults",
    [
        Faults(),
        Faults(events_doubled=True),
        Faults(events_forged=True),
        Faults(events_late=3),
        Faults(events_reversed=3),
        Faults(events_doubled=True, events_forged=True, events_late=2, events_reversed=2),
    ],
    ids=["plain", "doubled", "forged", "late", "reversed", "all"],
)
def test_whatever_becomes_of_events_on_their_way(sign_in, widget, bank, charges):
    """Two payments, whose customer never comes back: each is booked once."""
    bank.extensions["to_widget"].widget = widget
    customer = sign_in()
    before = balance(widget)
    for amount in ("10", "20"):
        sent = customer.send(customer.review(amount), "[data-control=pay_by_card]", page="card")
        customer.at_bank(sent.location, card="approved", give="1")
    bank.extensions["teller"].tell(everything=True)
    assert [attempt.state for attempt in rows(widget, Attempt)] == ["succeeded"] * 2
    assert balance(widget) == before - 3000
    assert charges() == [(1000, "EUR"), (2000, "EUR")]
    assert bank.extensions["store"].untold() == []
    assert len(rows(widget, GatewayEvent)) == 4  # of each page, and of its payment
