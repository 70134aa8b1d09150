"""Refunds: what the books and letters say, and that none is made twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.applications import tell_everything
from tests.support.books import balance, rows
from tests.support.reversals import (
    AMOUNT,
    DUE,
    cases,
    entries,
    invoice,
    letters,
    refunded_at_dashboard,
)
from widget.core.gateway import GatewayUnavailableError, KeyUsedUpError, RefundRefusedError
from widget.gateways.stripe import parameters
from widget.payments import events, limits
from widget.payments.monthly import Billed, Month, MonthlyBilling
from widget.payments.reconciling import reconcile
from widget.payments.refunds import Refunds
from widget.sandbox.bank.stripe_api import refunds
from widget.storage.models import (
    Account,
    Attempt,
    GatewayEvent,
    Invoice,
    PaysBy,
    RefundRequest,
)


def test_a_refund_makes_the_invoice_due_again(paid, run, widget):
    said = run("refund", paid.payment.reference)
    assert said.output == f"Paid back: €180.50 of payment {paid.payment.reference}.\n"
    assert balance(widget) == paid.before
    assert entries(widget) == [("refund", AMOUNT)]
    assert (invoice(widget).allocated_minor, invoice(widget).paid_at) == (0, None)
    assert letters(widget)[-1] == "paid_back"
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    assert paid.statuses()[DUE] == "invoice_due"


def test_a_part_is_paid_back_and_then_no_more_than_the_rest(paid, run, widget):
    assert run("refund", paid.payment.reference, "80").exit_code == 0
    assert invoice(widget).to_pay.minor == 8000
    too_much = run("refund", paid.payment.reference, "101")
    assert too_much.exit_code == 1
    assert "€100.50 is left to be paid back" in too_much.output
    assert run("refund", paid.payment.reference).exit_code == 0
    assert run("refund", paid.payment.reference).exit_code == 1
    assert entries(widget) == [("refund", 8000), ("refund", 10050)]
    assert balance(widget) == paid.before
    assert letters(widget).count("paid_back") == 2


def test_a_refund_of_what_can_not_be_paid_back_says_so(sign_in, run):
    sign_in()
    assert "No payment has the reference PAY-1" in run("refund", "PAY-1").output


def test_a_declined_payment_is_not_paid_back(sign_in, run, widget):
    sign_in().pay_once("25", "declined")
    said = run("refund", rows(widget, Attempt)[0].reference)
    assert (said.exit_code, "didn’t go through" in said.output) == (1, True)


def test_a_refund_made_at_the_gateway_is_booked_by_its_event(paid, bank, widget):
    refunded_at_dashboard(bank, 5000)
    tell_everything(widget, bank)
    tell_everything(widget, bank)
    assert entries(widget) == [("refund", 5000)]
    assert letters(widget).count("paid_back") == 1
    assert invoice(widget).to_pay.minor == 5000


def test_an_event_that_never_came_is_found_by_the_reconciler(paid, bank, widget, gateway, database):
    refunded_at_dashboard(bank, 5000)
    for found in (1, 0):
        done = reconcile(database, gateway, lambda: datetime.now(UTC))
        assert (done.events, done.failed) == (found, 0)
    assert entries(widget) == [("refund", 5000)]
    assert len(rows(widget, GatewayEvent)) == 1


@pytest.mark.parametrize(("hour", "is_found"), [(12, False), (events.FULL_HOUR, True)])
def test_events_are_looked_for_from_the_last_one_on_and_in_one_hour_all(
    paid, bank, widget, gateway, database, hour, is_found
):
    """An event may have been nobody's when it came."""
    refunded_at_dashboard(bank, 5000)
    last = datetime.now(UTC) + timedelta(days=10)
    with database.write() as session:
        account = session.scalars(select(Account.id)).one()
        session.add(GatewayEvent(id="evt", account_id=account, received_at=last))
    done = reconcile(database, gateway, lambda: last.replace(hour=hour))
    assert done.events == is_found


def test_what_can_not_be_dealt_with_does_not_hold_up_other_events(
    paid, bank, widget, gateway, database, monkeypatch
):
    for _ in range(2):
        refunded_at_dashboard(bank, 100)
    first = bank.extensions["store"].untold()[-2]["id"]
    note = "widget.payments.events._note"
    kept = []

    def fail_once(_, event):
        if event.id == first:
            raise ValueError("cannot")
        kept.append(event.id)

    monkeypatch.setattr(note, fail_once)
    done = reconcile(database, gateway, lambda: datetime.now(UTC))
    assert (done.events, done.failed, len(kept)) == (1, 1, 1)


@pytest.mark.parametrize("is_done", [False, True])
def test_a_refund_without_an_answer_is_gone_on_with_once(
    paid, run, widget, bank, gateway, database, monkeypatch, is_done
):
    real = type(gateway).refund

    def lost(self, *arguments):
        if is_done:
            real(self, *arguments)
        raise GatewayUnavailableError("lost")

    with monkeypatch.context() as patched:
        patched.setattr(type(gateway), "refund", lost)
        said = run("refund", paid.payment.reference, "80")
        assert "hasn't answered yet: €80.00" in said.output
        again = run("refund", paid.payment.reference, "80")
        assert (again.exit_code, "is under way: nothing was begun" in again.output) == (1, True)
    later = datetime.now(UTC) + limits.CUSTOMER_HAS
    for _ in range(2):
        assert reconcile(database, gateway, lambda: later).failed == 0
    assert entries(widget) == [("refund", 8000)]
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    with bank.extensions["store"].read() as objects:
        assert [refund["amount"] for refund in objects.all("refund")] == [8000]


def test_a_refund_whose_key_is_used_up_is_asked_for_under_another(
    paid, run, widget, gateway, database, monkeypatch
):
    real, keys = type(gateway).refund, []

    def keep_an_error(self, payment, amount, key):
        keys.append(key)
        if key == keys[0]:
            raise KeyUsedUpError("kept") if len(keys) > 1 else GatewayUnavailableError("500")
        return real(self, payment, amount, key)

    monkeypatch.setattr(type(gateway), "refund", keep_an_error)
    run("refund", paid.payment.reference, "80")
    later = datetime.now(UTC) + limits.CUSTOMER_HAS
    assert reconcile(database, gateway, lambda: later).failed == 0
    assert entries(widget) == [("refund", 8000)]
    assert (len(keys), keys[0] == keys[1], keys[1] == keys[2]) == (3, True, False)


def test_two_workers_that_meet_a_used_up_key_pay_back_once(
    paid, run, widget, bank, gateway, database, monkeypatch
):
    """One of them is slow: the other has gone on under another key, and it was made."""
    real, keys, is_slow = type(gateway).refund, [], []
    later = datetime.now(UTC) + limits.CUSTOMER_HAS

    def keep_an_error(self, payment, amount, key):
        keys.append(key)
        if key != keys[0]:
            return real(self, payment, amount, key)
        if len(keys) == 1:
            raise GatewayUnavailableError("500")
        if not is_slow:
            is_slow.append(key)
            request = rows(widget, RefundRequest)[0]
            Refunds(database, gateway, later).go_on(request)
        raise KeyUsedUpError("kept")

    monkeypatch.setattr(type(gateway), "refund", keep_an_error)
    run("refund", paid.payment.reference, "80")
    assert reconcile(database, gateway, lambda: later).failed == 0
    with bank.extensions["store"].read() as objects:
        assert [refund["amount"] for refund in objects.all("refund")] == [8000]
    assert entries(widget) == [("refund", 8000)]
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    assert cases(widget) == []


def test_a_refund_that_the_gateway_refuses_is_told(paid, run, widget, gateway, monkeypatch):
    def refuse(*_):
        raise RefundRefusedError("no balance")

    monkeypatch.setattr(type(gateway), "refund", refuse)
    said = run("refund", paid.payment.reference)
    assert (said.exit_code, "pays nothing back: no balance" in said.output) == (1, True)
    assert [request.state for request in rows(widget, RefundRequest)] == ["refused"]
    assert entries(widget) == []


def test_a_refund_that_stripe_has_no_amount_for_is_refused(paid, run, widget, monkeypatch):
    """A currency of three decimals is counted in tens there."""

    def refuse(_):
        raise ValueError("finer than Stripe counts")

    monkeypatch.setattr(parameters, "to_stripe", refuse)
    said = run("refund", paid.payment.reference, "80")
    assert (said.exit_code, "finer than Stripe counts" in said.output) == (1, True)
    assert [request.state for request in rows(widget, RefundRequest)] == ["refused"]


def test_a_month_that_was_paid_back_is_not_charged_again(paid, run, widget, gateway, database):
    run("refund", paid.payment.reference)
    with database.read() as session:
        account = session.scalars(select(Account)).one()
        assert session.scalars(select(Invoice).where(Invoice.number == DUE)).one().reopened_at
    with database.write() as session:
        session.scalars(select(Invoice).where(Invoice.number == DUE)).one().number = "202601-1"
        session.scalars(select(Account)).one().pays_by = "card"
    account.pays_by = PaysBy.CARD
    billing = MonthlyBilling(database, gateway, "https://pay.example.com", datetime.now(UTC))
    assert billing.bill(account, Month(2026, 1)) == [Billed.REOPENED]


def test_a_refund_that_fails_later_counts_again_and_needs_a_person(paid, bank, widget):
    refunded_at_dashboard(bank, 5000)
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        refunds.fail(objects, objects.all("refund")[-1])
    tell_everything(widget, bank)
    assert entries(widget) == [("refund", 5000), ("refund_failed", -5000)]
    assert cases(widget) == ["refund_failed"]
    assert invoice(widget).is_paid_up


def test_a_refund_is_taken_from_credit_first(sign_in, run, widget):
    customer = sign_in()
    customer.pay_once("500", "approved")
    owed, due = balance(widget), [i.number for i in rows(widget, Invoice) if not i.is_paid_up]
    assert (owed < 0, due) == (True, [])
    run("refund", rows(widget, Attempt)[0].reference, f"{-owed / 100:.2f}")
    assert balance(widget) == 0
    assert all(i.is_paid_up for i in rows(widget, Invoice))
