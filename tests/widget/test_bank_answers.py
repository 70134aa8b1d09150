"""Paying an invoice while the bank answers late, never, twice, or nonsense."""

import pytest
from sqlalchemy import select

from tests.support.books import balance, rows
from tests.support.screen import checked_method, method_of, notice
from widget.core.gateway import Outcome, Result
from widget.storage.models import Attempt

DUE = "AUR-2089"


def test_no_answer_from_the_bank_is_unknown_until_asked(sign_in, widget, lost, no_answer):
    customer = sign_in()
    with lost("charge"), no_answer("lookup"):
        response = customer.pay(DUE, "4242")
        what, money, advice = notice(customer.get(response.location))
        assert what == "We don’t know yet whether the payment went through"
        assert money == "Your card may have been charged: the bank has not answered yet."
        assert advice.startswith("Don’t pay again.")
        assert customer.statuses()[DUE] == "invoice_in_progress"
        assert rows(widget, Attempt)[0].state == "unknown"
    # Looking at the list again asks the bank.
    assert customer.statuses()[DUE] == "invoice_paid"


def test_an_outage_while_the_customer_authenticates(sign_in, widget, no_answer):
    """A question without an answer changes nothing: the way to the challenge stays open."""
    customer = sign_in()
    page = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    customer.send(page, "#pay", method=checked_method(page))
    with no_answer("lookup"):
        text = customer.get(customer.invoices).text
    assert "Continue on the bank’s page" in text
    assert rows(widget, Attempt)[0].state == "action_required"


def test_a_payment_confirmed_at_the_bank_shows_without_the_way_back(sign_in, charges):
    """The customer closes the bank's page after confirming: the list asks the bank itself."""
    customer = sign_in()
    page = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    response = customer.send(page, "#pay", method=checked_method(page))
    customer.at_bank(response.location, confirm="1")
    assert customer.statuses()[DUE] == "invoice_paid"
    assert charges() == [(18050, "EUR")]


def test_a_cancel_that_overtakes_its_charge(sign_in, gateway, charges, monkeypatch):
    """The cancel reaches the bank first: the charge, when it comes, moves no money."""
    customer = sign_in()
    charge = type(gateway).charge

    def overtaken(self, method, amount, key, return_url, locale):
        assert self.cancel(key).outcome == "cancelled"
        return charge(self, method, amount, key, return_url, locale)

    monkeypatch.setattr(type(gateway), "charge", overtaken)
    response = customer.pay(DUE, "4242")
    assert "The payment was cancelled" in customer.get(response.location).text
    assert customer.statuses()[DUE] == "invoice_due"
    assert charges() == []


def test_a_charge_after_its_cancel_is_booked_all_the_same(
    sign_in, widget, database, gateway, monkeypatch
):
    """A gateway that charges what it had cancelled: the money is in the ledger, not lost."""
    customer = sign_in()

    def cancelled_meanwhile(self, method, amount, key, return_url, locale):
        with database.write() as session:
            session.scalars(select(Attempt)).one().state = "cancelled"
        return Result(Outcome.SUCCEEDED)

    monkeypatch.setattr(type(gateway), "charge", cancelled_meanwhile)
    before = balance(widget)
    customer.pay(DUE, "4242")
    assert balance(widget) == before - 18050
    assert customer.statuses()[DUE] == "invoice_paid"


@pytest.mark.parametrize("said", ["<html>oops</html>", '"nonsense"', "{}", "[]"])
def test_an_answer_that_can_not_be_read_is_no_answer(sign_in, bank, monkeypatch, said):
    customer = sign_in()
    for name in ("create_intent", "list_sessions", "list_intents"):
        nonsense = machine(lambda: said)
        monkeypatch.setitem(bank.view_functions, f"stripe_api.{name}", nonsense)
    response = customer.pay(DUE, "4242")
    assert response.status_code == 303
    assert "We don’t know yet" in customer.get(response.location).text


def machine(view):
    view.is_machine_interface = True
    return view


def test_the_bank_is_down_when_a_card_is_added(sign_in, no_answer):
    customer = sign_in()
    with no_answer("begin"):
        response = customer.send(customer.panel(DUE), "[data-control=add_card]")
    assert response.status_code == 503
    assert "The bank can’t be reached" in response.text


def test_a_charge_under_way_is_not_said_to_have_charged_nothing(sign_in, gateway, monkeypatch):
    """A second click while the bank is slow: what it will do nobody knows yet."""
    customer = sign_in()
    panel = customer.panel(DUE)
    charge = type(gateway).charge
    seen = []

    def slow(self, *arguments):
        monkeypatch.setattr(type(gateway), "charge", charge)
        second = customer.send(panel, "#pay", method=method_of(panel, "4242"))
        seen.append(notice(customer.get(second.location)))
        return charge(self, *arguments)

    monkeypatch.setattr(type(gateway), "charge", slow)
    customer.send(panel, "#pay", method=method_of(panel, "4242"))
    assert seen[0][1] == "Your card may have been charged: the bank has not answered yet."
