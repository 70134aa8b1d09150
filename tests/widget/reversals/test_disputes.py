"""Disputes, and what fell back: the books, the cases for people."""

from datetime import UTC, datetime

import pytest

from tests.support.applications import tell_everything
from tests.support.books import balance, rows
from tests.support.reversals import (
    AMOUNT,
    at_bank,
    cases,
    entries,
    last_dispute,
    letters,
    refunded_at_dashboard,
)
from widget.billing import allocation, ledger, opening
from widget.billing.reversals import give_again, take_back
from widget.core.money import Money
from widget.sandbox.bank.stripe_api import disputes, refunds
from widget.storage.models import Attempt, EntryKind, PaysBy, RefundRequest


@pytest.fixture
def disputed(sign_in, bank, widget):
    """A payment that is disputed at once."""
    customer = sign_in()
    customer.before = balance(widget)
    customer.pay_once("25", "disputed")
    tell_everything(widget, bank)
    return customer


def test_a_dispute_takes_the_money_back_and_needs_a_person(disputed, widget):
    assert balance(widget) == disputed.before
    assert entries(widget) == [("dispute", 2500)]
    assert cases(widget) == ["disputed"]
    assert letters(widget)[-1] == "payment_disputed"


def test_a_dispute_that_is_won_counts_again(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "winning_evidence")
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before - 2500
    assert entries(widget) == [("dispute", 2500), ("dispute_won", -2500)]
    assert letters(widget)[-1] == "payment_counts_again"


def test_a_dispute_that_is_lost_stays_so(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "losing_evidence")
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before
    assert entries(widget) == [("dispute", 2500)]
    assert cases(widget) == ["disputed", "dispute_lost"]


def test_what_is_disputed_can_not_be_paid_back(disputed, run, widget):
    said = run("refund", rows(widget, Attempt)[0].reference)
    assert (said.exit_code, "nothing is left to be paid back" in said.output) == (1, True)


def test_an_inquiry_moves_nothing_and_needs_a_person(sign_in, bank, widget):
    customer = sign_in()
    before = balance(widget)
    customer.pay_once("25", "inquired_about")
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])
    last_dispute(bank, disputes.close)
    tell_everything(widget, bank)
    assert (entries(widget), balance(widget)) == ([], before - 2500)


def test_events_in_any_order_end_alike(sign_in, bank, widget, monkeypatch):
    customer = sign_in()
    customer.pay_once("25", "disputed")
    last_dispute(bank, disputes.submit, "losing_evidence")
    store = bank.extensions["store"]
    waiting = store.untold()
    monkeypatch.setattr(store, "untold", lambda: waiting[::-1])
    tell_everything(widget, bank)
    assert entries(widget) == [("dispute", 2500)]
    assert {"dispute_lost"} <= set(cases(widget))


def test_a_dispute_that_is_won_and_then_lost_is_taken_back_again(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "winning_evidence")
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        lost = objects.change(objects.all("dispute")[-1], status="lost")
        objects.happened("charge.dispute.closed", lost)
    tell_everything(widget, bank)
    tell_everything(widget, bank)
    assert entries(widget) == [("dispute", 2500), ("dispute_won", -2500), ("dispute", 2500)]
    assert balance(widget) == disputed.before


def test_each_dispute_of_a_payment_has_a_case_of_its_own(disputed, bank, widget):
    at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    tell_everything(widget, bank)
    assert cases(widget) == ["disputed", "disputed"]


@pytest.mark.parametrize("more", [(), ("1",)])
def test_more_than_was_paid_may_be_gone_and_is_not_paid_back(paid, run, bank, widget, more):
    """A refund, and then a dispute of the whole."""
    run("refund", paid.payment.reference, "80")
    at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    tell_everything(widget, bank)
    said = run("refund", paid.payment.reference, *more)
    assert (said.exit_code, "nothing is left to be paid back" in said.output) == (1, True)
    assert [request.minor for request in rows(widget, RefundRequest)] == [8000]


def test_a_dispute_in_another_currency_is_for_a_person(paid, bank, widget):
    def open_in_dollars(objects, payment):
        disputes.open_dispute(objects, {**payment, "currency": "usd"})

    at_bank(bank, open_in_dollars)
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])


def test_a_status_that_is_not_known_is_for_a_person(paid, bank, widget):
    def open_oddly(objects, payment):
        odd = objects.change(disputes.open_dispute(objects, payment), status="odd")
        objects.happened("charge.dispute.updated", odd)

    at_bank(bank, open_oddly)
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])


@pytest.mark.parametrize(
    ("act", "kinds"),
    [
        (lambda objects: refunds.fail(objects, objects.all("refund")[-1]), "refund"),
        (
            lambda objects: disputes.submit(
                objects, objects.all("dispute")[-1], "winning_evidence"
            ),
            "dispute",
        ),
    ],
    ids=["refund", "dispute"],
)
def test_an_answer_that_is_out_of_date_is_not_booked(
    paid, bank, widget, gateway, monkeypatch, act, kinds
):
    """Another worker is told meanwhile that the money came back."""
    if kinds == "refund":
        refunded_at_dashboard(bank, 5000)
    else:
        at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    name = f"{kinds}s"
    real, asked = getattr(type(gateway), name), []

    def slow(self, payment):
        found = real(self, payment)
        asked.append(payment)
        if len(asked) == 1:
            with bank.extensions["store"].write() as objects:
                act(objects)
            tell_everything(widget, bank)
        return found

    monkeypatch.setattr(type(gateway), name, slow)
    tell_everything(widget, bank)
    assert balance(widget) == paid.before - AMOUNT
    assert sum(minor for _, minor in entries(widget)) == 0


def test_what_is_won_pays_only_with_what_there_is(database):
    """A refund, a dispute of the whole, and that is won: the refund is still gone."""
    now, all_of_it = datetime.now(UTC), Money(AMOUNT, "EUR")
    with database.write() as session:
        account = opening.open_account(session, "Aurora", "EUR", "UTC", PaysBy.TRANSFER)
        lines = [opening.Line("storage", all_of_it)]
        only = opening.add_invoice(session, account, "A-1", lines, now.date(), now)
        payment = ledger.record_payment(session, account.id, all_of_it, now, invoice_id=only.id)
        allocation.allocate(session, only, all_of_it, now)
        take_back(session, payment, EntryKind.REFUND, Money(8000, "EUR"), now, "re_1")
        taken = take_back(session, payment, EntryKind.DISPUTE, all_of_it, now, "dp_1")
        give_again(session, taken, EntryKind.DISPUTE_WON, now)
        assert only.to_pay == Money(8000, "EUR")
        assert ledger.balance(session, account) == Money(8000, "EUR")


def test_a_dispute_that_is_prevented_after_all_counts_again(disputed, bank, widget):
    with bank.extensions["store"].write() as objects:
        ended = objects.change(objects.all("dispute")[-1], status="prevented")
        objects.happened("charge.dispute.closed", ended)
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before - 2500


def test_a_dispute_of_nothing_is_booked_nowhere(paid, bank, widget):
    at_bank(
        bank,
        lambda objects, payment: disputes.open_dispute(objects, {**payment, "amount_received": 0}),
    )
    for _ in range(2):
        tell_everything(widget, bank)
    assert entries(widget) == []


def test_a_payment_that_fell_back_behind_succeeded_needs_a_person(paid, bank, widget):
    """It is a new question of ours that gives another answer than before, and no late one."""

    def fall_back(objects, payment):
        objects.change(payment, status="canceled", amount_received=0)
        objects.happened("payment_intent.canceled", objects.get(payment["id"], "payment_intent"))

    at_bank(bank, fall_back)
    tell_everything(widget, bank)
    assert rows(widget, Attempt)[0].state == "succeeded"
    assert cases(widget) == ["fell_back"]
    assert balance(widget) == paid.before - AMOUNT
