"""The month's debit: C6, in practice and by its command."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.support.books import rows
from tests.support.clock import move_clock
from tests.support.languages import both_languages
from tests.support.screen import Screen
from tests.support.stripe_bank import status_at
from widget.billing import ledger
from widget.core.gateway import Outcome, Result
from widget.core.money import Money
from widget.payments.attempts import Attempts
from widget.payments.monthly import Billed, Month, MonthlyBilling, accounts
from widget.payments.reconciling import reconcile
from widget.sandbox.bank.methods import BY_NAME
from widget.storage.models import (
    Account,
    Attempt,
    Case,
    Invoice,
    LedgerEntry,
    Mail,
    Method,
    Person,
    Usage,
)


@both_languages
def test_the_registered_method_is_charged_with_the_month_s_usage_once(
    sign_in, widget, charges, locale
):
    customer = sign_in(locale, "owner", "card-account")
    assert charges() == []
    customer.next_month()
    assert charges() == [(1875, "EUR")]
    number = rows(widget, Invoice)[-1].number
    assert customer.statuses()[number] == "invoice_paid"
    letters = customer.get_in("messages/").text
    # In the billing contact's language, whoever is signed in.
    assert f"paiement de 18,75\u00a0€ pour la facture {number}" in letters
    assert "Visa ••••\u00a04242 a été débité, comme chaque mois" in letters
    customer.next_day()
    assert charges() == [(1875, "EUR")]


@both_languages
def test_where_the_clock_was_moved_to_is_said(sign_in, locale):
    customer = sign_in(locale)
    page = customer.get(customer.home)
    assert not Screen(page).has(".practice [role=status]")
    moved = customer.get(customer.send(page, "[action$='/next-day']").location)
    said = Screen(moved).text(".practice [role=status]")
    assert said.startswith({"en": "Practice date: ", "fr": "Date simulée"}[locale])
    assert said != Screen(page).text(".practice form > span")


def test_an_account_that_pays_by_transfer_is_invoiced_and_not_charged(sign_in, widget, charges):
    customer = sign_in()
    customer.next_month()
    assert charges() == []
    invoice = rows(widget, Invoice)[-1]
    assert (invoice.minor, invoice.paid_at) == (9480, None)
    assert customer.statuses()[invoice.number] == "invoice_due"
    text = customer.get(f"{customer.invoices}{invoice.number}").text
    assert "Computing" in text


@pytest.fixture
def month(sign_in, widget, gateway):
    """The month of a card account, and what bills it, on the first of the next."""
    sign_in("en", "owner", "card-account")
    shared = widget.extensions["widget"]
    with shared.database.write() as session:
        account = session.scalars(select(Account)).one()
        account.is_practice = False
    asked = Month.of(rows(widget, Usage)[-1].used_on)
    later = datetime.combine(asked.next, time(12), UTC)

    def run(now: datetime = later) -> list[Billed]:
        return MonthlyBilling(shared.database, gateway, shared.origin, now).bill(account, asked)

    run.asked, run.later = asked, later
    return run


@pytest.fixture
def bill_month(month, widget):
    """The command, run on the first of the next month."""

    def run():
        move_clock(widget, lambda: month.later)
        text = f"{month.asked.year}-{month.asked.number:02}"
        return widget.test_cli_runner().invoke(args=["bill-month", text])

    return run


@pytest.fixture
def asks_for_its_customer(month, database):
    with database.write() as session:
        session.scalars(select(Method)).one().gateway_reference = BY_NAME["challenge"].reference


def test_however_often_it_runs(month, charges, widget):
    assert [month() for _ in range(3)] == [[Billed.CHARGED], [Billed.PAID], [Billed.PAID]]
    assert charges() == [(1875, "EUR")]
    assert len([entry for entry in rows(widget, LedgerEntry) if entry.attempt_id]) == 1


def test_not_before_the_month_is_over_where_the_account_is(month, charges):
    last = datetime.combine(month.asked.next, time(0), ZoneInfo("Europe/Paris"))
    assert month(last - timedelta(minutes=1)) == [Billed.NOT_OVER]
    assert charges() == []
    assert month(last) == [Billed.CHARGED]


def test_nothing_used_is_not_invoiced(month, widget, gateway):
    month()
    shared = widget.extensions["widget"]
    account, after = rows(widget, Account)[0], Month.of(month.later.date())
    later = month.later + timedelta(days=31)
    before = len(rows(widget, Invoice))
    said = MonthlyBilling(shared.database, gateway, shared.origin, later).bill(account, after)
    assert said == [Billed.NOTHING_USED]
    assert len(rows(widget, Invoice)) == before
    assert all(usage.invoice_id for usage in rows(widget, Usage))


def test_a_refusal_is_told_and_not_tried_again(month, widget, database, charges):
    with database.write() as session:
        session.scalars(select(Method)).one().gateway_reference = BY_NAME["declined"].reference
    assert month() == [Billed.DECLINED]
    assert month() == [Billed.DECLINED]
    assert charges() == []
    assert [mail.kind for mail in rows(widget, Mail)] == ["debit_refused"]
    assert len(rows(widget, Attempt)) == 1


@pytest.mark.usefixtures("asks_for_its_customer")
def test_a_charge_that_asks_for_its_customer_is_refused(month, widget, charges, bank):
    assert month() == [Billed.DECLINED]
    assert rows(widget, Attempt)[0].reason == "authentication_failed"
    key = rows(widget, Attempt)[0].key
    assert status_at(bank, key) == "canceled"
    assert [mail.kind for mail in rows(widget, Mail)] == ["debit_refused"]


@pytest.mark.usefixtures("asks_for_its_customer")
@pytest.mark.parametrize("unheard", ["cancel", "charge"])
def test_a_challenge_is_final_whoever_was_first_to_cancel_it(
    month, widget, database, gateway, no_answer, lost, unheard
):
    """The answer to the cancel, or to the charge, is lost; the reconciler comes late."""
    with (no_answer if unheard == "cancel" else lost)(unheard):
        assert month() == [Billed.UNDER_WAY]
    assert reconcile(database, gateway, lambda: month.later + timedelta(minutes=31)).ended == 1
    assert month() == [Billed.DECLINED]
    assert [mail.kind for mail in rows(widget, Mail)] == ["debit_refused"]
    assert len(rows(widget, Attempt)) == 1


@pytest.mark.usefixtures("asks_for_its_customer")
def test_a_challenge_is_final_also_when_the_answer_to_a_customer_s_cancel_is_lost(
    month, widget, database, gateway, no_answer, lost
):
    with no_answer("cancel"):
        month()
    (attempt,) = rows(widget, Attempt)
    with lost("cancel"):
        Attempts(database, gateway, month.later).cancel(attempt.id, attempt.account_id)
    assert rows(widget, Attempt)[0].state == "unknown"
    assert reconcile(database, gateway, lambda: month.later + timedelta(minutes=2)).ended == 1
    assert month() == [Billed.DECLINED]
    assert len(rows(widget, Attempt)) == 1


@pytest.mark.parametrize("card", ["approved", "declined"])
def test_where_no_billing_contact_is_known_an_owner_is_told(month, widget, database, card):
    with database.write() as session:
        method = session.scalars(select(Method)).one()
        method.gateway_reference, method.contact_id = BY_NAME[card].reference, None
    month()
    owner, (letter,) = rows(widget, Person)[0], rows(widget, Mail)
    kind = {"approved": "payment_received", "declined": "debit_refused"}[card]
    assert (letter.kind, letter.address) == (kind, owner.email)


@pytest.mark.usefixtures("asks_for_its_customer")
def test_money_after_a_cancelled_challenge_is_booked(
    month, widget, database, gateway, charges, monkeypatch
):
    month()
    monkeypatch.setattr(type(gateway), "lookup", lambda *_: Result(Outcome.SUCCEEDED))
    (attempt,) = rows(widget, Attempt)
    Attempts(database, gateway, month.later).sync(attempt)
    assert [e.minor for e in rows(widget, LedgerEntry) if e.attempt_id] == [-1875]
    assert [case.kind for case in rows(widget, Case)] == ["charged_after_cancel"]


def test_a_bank_that_is_down_is_said_and_is_no_success(bill_month, no_answer):
    with no_answer("charge"):
        said = bill_month()
    assert said.exit_code == 1
    assert "1  not settled yet: run this again" in said.output


def test_no_answer_is_left_to_the_reconciler(month, charges, lost):
    with lost("charge"):
        assert month() == [Billed.UNDER_WAY]
    assert month() == [Billed.UNDER_WAY]
    assert charges() == [(1875, "EUR")]


def test_what_was_cancelled_before_it_was_charged_is_charged_by_the_next_run(
    month, database, gateway, charges, no_answer
):
    with no_answer("charge"):
        assert month() == [Billed.UNDER_WAY]
    assert reconcile(database, gateway, lambda: month.later + timedelta(minutes=2)).ended == 1
    assert month() == [Billed.CHARGED]
    assert charges() == [(1875, "EUR")]


def test_credit_is_spent_before_anything_is_charged(month, database, charges):
    with database.write() as session:
        # The scenario's forgotten invoice is paid first, then a part of the month's.
        forgotten = session.scalars(select(Invoice).where(Invoice.paid_at.is_(None))).one()
        paid = Money(forgotten.minor + 1000, "EUR")
        ledger.record_payment(session, forgotten.account_id, paid, month.later)
    assert month() == [Billed.CHARGED]
    assert charges() == [(875, "EUR")]


def test_practice_accounts_are_left_out_of_the_command(sign_in, database):
    sign_in()
    assert list(accounts(database)) == []


def test_an_account_that_fails_does_not_hold_up_the_others(
    bill_month, sign_in, database, charges, caplog
):
    sign_in("en", "owner", "card-account")
    with database.write() as session:
        first, second = session.scalars(select(Account).order_by(Account.id))
        first.time_zone, second.is_practice = "Nowhere/Nothing", False
    said = bill_month()
    assert said.exit_code == 1
    assert re.search(r"^ +1  charged$", said.output, re.MULTILINE), said.output
    assert re.search(r"^ +1  accounts failed", said.output, re.MULTILINE), said.output
    assert charges() == [(1875, "EUR")]
    assert f"account {first.id} could not be billed" in caplog.text


def test_the_command_bills_and_says_what_it_did(bill_month, widget, charges):
    said = bill_month()
    assert said.exit_code == 0, said.output
    assert re.search(r"^ +1  charged$", said.output, re.MULTILINE), said.output
    assert charges() == [(1875, "EUR")]
    assert "no month" in widget.test_cli_runner().invoke(args=["bill-month", "2026-13"]).output
