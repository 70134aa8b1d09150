"""The reconciler: what nobody comes back to finish is looked up, on a schedule that backs off."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from unittest.mock import Mock

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.support.books import balance, rows
from tests.support.clock import move_clock
from tests.support.customer import ORIGIN
from tests.support.screen import checked_method
from tests.support.stripe_bank import status_at
from widget.billing import allocation
from widget.core.gateway import Key, Outcome, Result
from widget.payments.limits import JUST_BEGUN
from widget.payments.reconciling import reconcile
from widget.storage.models import UNFINISHED, Account, Attempt, Case, Mail, Method, SetupIntent
from widget.storage.schedule import ASK_A_PERSON_AFTER, LONGEST, wait_after

DUE = "AUR-2089"


@pytest.fixture
def sign_in(sign_in, widget):
    """Accounts that aren't practice's: nothing of that is ever due."""

    def enter(*asked):
        customer = sign_in(*asked)
        set_practice(widget, False)
        return customer

    return enter


def set_practice(widget, is_practice: bool) -> None:
    with widget.extensions["widget"].database.write() as session:
        for account in session.scalars(select(Account)):
            account.is_practice = is_practice


@pytest.fixture
def after(database, gateway):
    """Reconcile so many minutes, and a little, from now."""
    began = datetime.now(UTC) + timedelta(seconds=20)
    return lambda minutes: reconcile(database, gateway, lambda: began + timedelta(minutes=minutes))


def state(widget) -> str:
    return rows(widget, Attempt)[0].state


def test_charged_and_then_no_answer(sign_in, widget, charges, after, lost):
    customer = sign_in()
    before = balance(widget)
    with lost("charge"):
        customer.pay(DUE, "4242")
    assert (state(widget), balance(widget)) == ("unknown", before)
    assert after(0).ended == 0  # not due yet
    assert after(1).ended == 1
    assert (state(widget), balance(widget)) == ("succeeded", before - 18050)
    assert charges() == [(18050, "EUR")]


def test_what_never_arrived_is_ended_at_the_bank_too(
    sign_in, widget, gateway, charges, after, no_answer
):
    customer = sign_in()
    with no_answer("charge"):
        customer.pay(DUE, "4242")
    assert after(2).ended == 1
    attempt = rows(widget, Attempt)[0]
    assert attempt.state == "cancelled"
    # Should its request come now, nothing is charged.
    who = rows(widget, Account)[0].gateway_customer
    key = Key(who, attempt.key, is_page=False)
    charged = gateway.charge("pm_card_visa", attempt.amount, key, f"{ORIGIN}/", "en")
    assert (charged.outcome, charges()) == ("cancelled", [])
    assert customer.statuses()[DUE] == "invoice_due"


@pytest.mark.parametrize("way", ["card page", "challenge"])
def test_a_page_that_was_left_ends_after_thirty_minutes(sign_in, widget, charges, after, way):
    customer = sign_in()
    if way == "card page":
        customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    else:
        panel = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
        chosen = checked_method(panel)
        customer.send(panel, "#pay", method=chosen)
        assert customer.statuses()[DUE] == "invoice_in_progress"
    for minutes in range(1, 30):
        after(minutes)
    assert state(widget) in UNFINISHED
    after(31)
    assert state(widget) == "cancelled"
    assert charges() == []


def test_what_was_paid_on_a_page_is_booked_without_its_customer(sign_in, widget, after):
    customer = sign_in()
    before = balance(widget)
    sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    customer.at_bank(sent.location, card="approved", give="1")
    after(1)
    assert (state(widget), balance(widget)) == ("succeeded", before - 5000)


def test_a_card_that_was_given_is_kept_without_its_customer(sign_in, widget, after):
    customer = sign_in()
    sent = customer.start_method("card")
    customer.at_bank(sent.location, card="approved_other", give="1")
    before = len(rows(widget, Method))
    after(1)
    added = rows(widget, Method)[before:]
    # In the same round it is put to the gateway.
    assert [(m.identifier, m.state) for m in added] == [("4444", "validated")]
    assert rows(widget, SetupIntent)[0].due_at is None


def test_a_card_page_that_was_left_is_closed(sign_in, widget, bank, after):
    customer = sign_in()
    customer.start_method("card")
    for minutes in (1, 3, 7, 15, 31):
        after(minutes)
    intent = rows(widget, SetupIntent)[0]
    assert (intent.due_at, intent.method_id) == (None, None)
    assert status_at(bank, intent.key) == "expired"


def test_pending_methods_are_put_to_the_gateway(sign_in, widget, after):
    customer = sign_in()
    customer.give_method("approved_other", "card")
    assert rows(widget, Method)[-1].state == "pending"
    assert after(1).methods == 1
    assert rows(widget, Method)[-1].state == "validated"
    assert [mail.kind for mail in rows(widget, Mail)] == ["details_validated"]
    assert after(1000).methods == 0


def test_practice_is_left_to_its_own_clock(sign_in, widget, database, gateway, lost):
    """Half an hour after signing in, a payment there has only begun."""
    customer = sign_in()
    set_practice(widget, True)
    customer.give_method("approved_other", "card")
    customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    customer.start_method("card")
    with lost("charge"):
        customer.pay(DUE, "4242")
    before = [attempt.state for attempt in rows(widget, Attempt)]
    done = reconcile(database, gateway, lambda: datetime.now(UTC) + timedelta(days=1))
    assert (done.ended, done.waiting, done.methods) == (0, 0, 0)
    assert [attempt.state for attempt in rows(widget, Attempt)] == before
    assert rows(widget, Method)[-1].state == "pending"


def test_it_looks_less_and_less_often_then_asks_a_person(sign_in, widget, after, lost, no_answer):
    customer = sign_in()
    with lost("charge"):
        customer.pay(DUE, "4242")
    with no_answer("lookup"):
        minutes, looked_at = 0, []
        while not rows(widget, Case):
            minutes += 1
            if after(minutes).is_down:
                looked_at.append(minutes)
        between = [later - earlier for earlier, later in pairwise(looked_at)]
        assert between[:8] == [2, 4, 8, 16, 32, 64, 128, 256]
        assert set(between[8:]) == {360}
        assert len(looked_at) == ASK_A_PERSON_AFTER
        for more in range(1, 4):
            after(minutes + 360 * more)
    assert [case.kind for case in rows(widget, Case)] == ["unsettled"]
    reference = rows(widget, Attempt)[0].reference
    assert reference in customer.get_in("support/").text
    after(minutes + 360 * 4)
    assert state(widget) == "succeeded"


def test_a_bank_that_is_down_is_asked_once_a_round(sign_in, after, no_answer):
    customer = sign_in()
    for amount in ("1", "2", "3"):
        customer.send(customer.review(amount), "[data-control=pay_by_card]", page="card")
    with no_answer("lookup") as asked:
        assert after(1).is_down
    assert len(asked) == 1


def test_a_gateway_that_charges_what_it_had_cancelled(
    sign_in, widget, after, no_answer, gateway, monkeypatch
):
    """Nothing asks for it again by itself; an event, or its customer, does."""
    customer = sign_in()
    before = balance(widget)
    with no_answer("charge"):
        customer.pay(DUE, "4242")
    after(2)
    assert state(widget) == "cancelled"
    monkeypatch.setattr(type(gateway), "lookup", lambda *_: Result(Outcome.SUCCEEDED))
    customer.get(f"{customer.invoices}attempts/1/return")
    assert (state(widget), balance(widget)) == ("succeeded", before - 18050)
    assert [case.kind for case in rows(widget, Case)] == ["charged_after_cancel"]
    assert "after it was cancelled" in customer.get_in("support/").text


def test_waiting_doubles_up_to_six_hours():
    assert [wait_after(n) // timedelta(minutes=1) for n in range(5)] == [1, 2, 4, 8, 16]
    assert wait_after(9) == wait_after(10_000) == LONGEST


def test_the_command_says_what_it_did(sign_in, widget, lost):
    customer = sign_in()
    with lost("charge"):
        customer.pay(DUE, "4242")
    move_clock(widget, lambda: datetime.now(UTC) + timedelta(minutes=2))
    said = widget.test_cli_runner().invoke(args=["reconcile"])
    assert said.exit_code == 0
    assert said.output.startswith("attempts ended: 1, still waiting: 0")


def test_what_can_not_be_settled_holds_up_nothing_and_is_put_to_a_person(
    sign_in, widget, database, gateway, lost, no_answer, monkeypatch, caplog
):
    """Something of ours is broken, for one attempt."""
    customer = sign_in()
    with lost("charge"), no_answer("lookup"):
        customer.pay(DUE, "4242")
        customer.pay("AUR-2073", "4242")
    broken, _ = rows(widget, Attempt)
    receive = allocation.receive

    def fail_for_one(session, attempt, *rest, **named):
        if attempt.id == broken.id:
            raise RuntimeError("a bug")
        return receive(session, attempt, *rest, **named)

    monkeypatch.setattr(allocation, "receive", fail_for_one)
    now = datetime.now(UTC)
    for _ in range(ASK_A_PERSON_AFTER):
        now += LONGEST
        assert reconcile(database, gateway, lambda at=now: at).failed == 1
    assert [a.state for a in rows(widget, Attempt)] == ["unknown", "succeeded"]
    (case,) = rows(widget, Case)
    assert (case.kind, case.payment_reference) == ("unsettled", broken.reference)
    assert f"attempt {broken.id} could not be dealt with" in caplog.text
    monkeypatch.undo()
    assert reconcile(database, gateway, lambda: now + LONGEST).ended == 1


def test_a_round_that_fails_is_not_the_last(widget, monkeypatch, caplog):
    """The database is away for a moment: the loop goes on."""
    rounds = []

    def once_away(*_):
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("", {}, Exception("away"))
        raise KeyboardInterrupt

    monkeypatch.setattr("widget.commands.workers.reconcile", once_away)
    monkeypatch.setattr("widget.commands.workers.Event", Mock())  # nobody waits
    widget.test_cli_runner().invoke(args=["reconcile", "--every", "1"])
    assert len(rounds) == 2
    assert "this round was given up" in caplog.text


def test_a_page_asks_only_about_what_just_began_or_is_due(sign_in, database, gateway, monkeypatch):
    customer = sign_in()
    with database.write() as session:
        session.scalars(select(Account)).one().is_practice = False
    for _ in range(3):
        customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    asked = []
    look_up = gateway.lookup
    monkeypatch.setattr(
        type(gateway), "lookup", lambda _self, key: asked.append(key) or look_up(key)
    )
    customer.get(customer.payments)
    assert len(set(asked)) == 3  # they just began
    with database.write() as session:
        first, *others = session.scalars(select(Attempt).order_by(Attempt.id))
        for attempt in (first, *others):
            attempt.created_at -= JUST_BEGUN
            attempt.due_at = attempt.created_at + 2 * JUST_BEGUN
        first.due_at = first.created_at
    asked.clear()
    customer.get(customer.payments)
    assert [key.value for key in asked] == [first.key]
