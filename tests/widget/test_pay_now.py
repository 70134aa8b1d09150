"""Paying an invoice: N3 to N9, with both ledgers compared."""

import pytest

from tests.support.books import balance, rows
from tests.support.languages import both_languages
from tests.support.screen import Screen, checked_method, method_of, notice
from widget.storage.models import Attempt, LedgerEntry, Method

DUE, PAST_DUE = "AUR-2089", "AUR-2073"


def test_statuses_follow_from_the_date(sign_in):
    assert sign_in().statuses() == {
        DUE: "invoice_due",
        PAST_DUE: "invoice_past_due",
        "AUR-2057": "invoice_paid",
        "AUR-2041": "invoice_paid",
    }


@both_languages
def test_pay_now_stands_beside_due_and_past_due_only(sign_in, locale):
    customer = sign_in(locale)
    rows = Screen(customer.get(customer.invoices)).parts("tr:has(.status)")
    payable = [row for row in rows if row.has("[data-control=pay_now]")]
    states = {row.attribute(".status[data-control]", "data-control") for row in payable}
    assert states == {"invoice_due", "invoice_past_due"}
    words = {"en": {"Due", "Past due"}, "fr": {"À payer", "En retard"}}
    assert {row.text(".status") for row in payable} == words[locale]


@both_languages
@pytest.mark.parametrize("role", ["owner", "profile_owner", "contributor"])
def test_three_roles_pay(sign_in, widget, charges, locale, role):
    customer = sign_in(locale, role)
    before = balance(widget)
    response = customer.pay(PAST_DUE, "4242")
    assert response.status_code == 303
    assert customer.statuses()[PAST_DUE] == "invoice_paid"
    assert charges() == [(24000, "EUR")]
    assert balance(widget) == before - 24000


@both_languages
def test_a_reader_sees_and_does_not_pay(sign_in, charges, locale):
    reader = sign_in(locale, "reader")
    text = reader.get(reader.invoices).text
    assert 'data-control="pay_now"' not in text
    assert {"en": "you can see the invoices", "fr": "vous permet de consulter"}[locale] in text
    for action in (f"{DUE}/pay", f"{DUE}/card", "attempts/1/cancel"):
        response = reader.post(reader.invoices + action, form_token="x", method="1")
        assert response.status_code == 403, action
        words = {"en": "can’t pay invoices", "fr": "ne permet pas de payer"}[locale]
        assert words in response.text
    assert reader.panel(DUE).status_code == 403
    assert charges() == []


@both_languages
def test_the_panel_asks_for_a_method_before_it_can_pay(sign_in, charges, locale):
    customer = sign_in(locale)
    assert Screen(customer.panel(DUE, "")).has("button[data-control=confirm_payment][disabled]")
    response = customer.send(customer.panel(DUE), "#pay")
    assert response.status_code == 422
    what, money, advice = notice(response)
    assert (what, money) == {
        "en": ("The payment was not started", "Nothing was charged."),
        "fr": ("Le paiement n’a pas été lancé", "Rien n’a été débité."),
    }[locale]
    asked = {"en": "No payment method was chosen.", "fr": "Aucun moyen de paiement"}
    assert advice.startswith(asked[locale])
    assert charges() == []


@both_languages
@pytest.mark.parametrize(
    ("card", "english", "french"),
    [
        ("declined", "Your bank or PayPal declined", "Votre banque ou PayPal a refusé"),
        ("insufficient_funds", "There are insufficient funds", "La provision du compte associé"),
        ("expired", "This card has expired.", "Cette carte est expirée."),
    ],
)
def test_a_refused_card_leaves_the_invoice_payable(
    sign_in, widget, charges, locale, card, english, french
):
    customer = sign_in(locale)
    before = balance(widget)
    panel = customer.get(customer.add_card(DUE, card)).location
    page = customer.get(panel)
    response = customer.send(page, "#pay", method=checked_method(page))
    refused = customer.get(response.location).text
    assert {"en": english, "fr": french}[locale] in refused
    assert {"en": "Nothing was charged.", "fr": "Rien n’a été débité."}[locale] in refused
    assert charges() == []
    assert balance(widget) == before
    assert customer.statuses()[DUE] == "invoice_due"
    assert customer.pay(DUE, "4242").status_code == 303
    assert charges() == [(18050, "EUR")]


@both_languages
@pytest.mark.parametrize("keep", [True, False])
def test_a_new_card_comes_back_selected_and_pays_at_once(sign_in, widget, charges, keep, locale):
    customer = sign_in(locale)
    page = customer.get(customer.get(customer.add_card(DUE, "approved", keep)).location)
    response = customer.send(page, "#pay", method=checked_method(page))
    assert "attempt=" in response.location
    assert charges() == [(18050, "EUR")]
    added = rows(widget, Method)[-1]
    assert (added.kept, added.state) == (keep, "pending")
    # Kept or not, it is no saved card yet: a kept one is usable once it is validated.
    assert customer.panel(PAST_DUE).text.count('name="method"') == 2
    other = customer.panel(PAST_DUE, f"choose=1&card={added.id}")
    assert other.text.count('name="method"') == 2


@pytest.mark.parametrize("whose", ["for another invoice", "of another account"])
def test_a_card_pays_at_once_only_what_it_was_given_for(sign_in, charges, whose):
    """Whatever a form says of the card: that it was chosen, and that it was just given."""
    customer, other = sign_in(), sign_in()
    giver = customer if whose == "for another invoice" else other
    card = checked_method(giver.get(giver.get(giver.add_card(DUE, "approved")).location))
    page = customer.panel(PAST_DUE)
    response = customer.send(page, "#pay", method=card, card=card)
    assert response.status_code == 409
    assert notice(response)[0] == "This payment method can’t be used"
    assert "just added" not in response.text
    assert charges() == []


def test_no_card_given_at_the_bank(sign_in, charges):
    customer = sign_in()
    response = customer.send(customer.panel(DUE), "[data-control=add_card]")
    back = customer.at_bank(response.location, cancel="1")
    text = customer.get(customer.get(back).location).text
    assert "No card was added" in text
    assert charges() == []


@pytest.mark.parametrize(
    ("answer", "status", "made"),
    [("confirm", "invoice_paid", [(18050, "EUR")]), ("refuse", "invoice_due", [])],
)
@both_languages
def test_a_challenged_card(sign_in, charges, answer, status, made, locale):
    customer = sign_in(locale)
    page = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    response = customer.send(page, "#pay", method=checked_method(page))
    assert "/authenticate/" in response.location
    assert customer.statuses()[DUE] == "invoice_in_progress"
    back = customer.at_bank(response.location, **{answer: "1"})
    customer.get(back)
    assert customer.statuses()[DUE] == status
    assert charges() == made


def test_an_abandoned_challenge_can_be_cancelled(sign_in, charges):
    customer = sign_in()
    page = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    challenge = customer.send(page, "#pay", method=checked_method(page)).location
    in_list = customer.get(customer.invoices)
    assert "Payment in progress" in in_list.text
    response = customer.send(in_list, "[data-control=cancel_payment]")
    assert "Nothing was charged." in customer.get(response.location).text
    assert customer.statuses()[DUE] == "invoice_due"
    path = challenge.removeprefix("http://bank.example.net")
    assert customer.bank.get(path, base_url="http://bank.example.net").status_code == 303
    assert charges() == []


def test_the_same_form_twice_is_one_payment(sign_in, widget, charges):
    customer = sign_in()
    page = customer.panel(DUE)
    card = method_of(page, "4242")
    first = customer.send(page, "#pay", method=card)
    second = customer.send(page, "#pay", method=card)
    assert first.location == second.location
    assert charges() == [(18050, "EUR")]
    assert len(rows(widget, Attempt)) == 1


def test_the_same_invoice_in_two_tabs_is_one_payment(sign_in, charges):
    customer = sign_in()
    one, two = customer.panel(DUE), customer.panel(DUE)
    customer.send(one, "#pay", method=method_of(one, "4242"))
    second = customer.send(two, "#pay", method=method_of(two, "4444"))
    assert second.status_code == 409
    assert "This invoice is already paid" in second.text
    assert charges() == [(18050, "EUR")]


def test_an_attempt_under_way_is_the_only_one(sign_in, charges):
    customer = sign_in()
    stale = customer.panel(DUE)
    page = customer.get(customer.get(customer.add_card(DUE, "challenge")).location)
    customer.send(page, "#pay", method=checked_method(page))
    second = customer.send(stale, "#pay", method=method_of(stale, "4242"))
    assert second.status_code == 409
    assert "A payment for this invoice is under way" in second.text
    assert charges() == []


def test_a_form_is_good_for_its_own_invoice_only(sign_in, charges):
    customer = sign_in()
    page = customer.panel(DUE)
    form = Screen(page).attribute("#pay [name=form_token]", "value")
    card = method_of(page, "4242")
    response = customer.post(f"{customer.invoices}{PAST_DUE}/pay", form_token=form, method=card)
    assert response.status_code == 422
    assert charges() == []


def test_no_card_is_taken_for_a_paid_invoice(sign_in):
    customer = sign_in()
    page = customer.panel(DUE)
    customer.pay(DUE, "4242")
    response = customer.send(page, "[data-control=add_card]")
    assert response.status_code == 409
    assert "This invoice is already paid" in response.text


def test_the_ledger_adds_up(sign_in, widget):
    customer = sign_in()
    customer.pay(DUE, "4242")
    entries = rows(widget, LedgerEntry)
    assert sum(entry.minor for entry in entries) == balance(widget) == 24000
    assert [e.attempt_id for e in entries if e.attempt_id] == [rows(widget, Attempt)[0].id]


def test_another_account_s_payments_are_out_of_reach(sign_in, charges):
    mine, other = sign_in(), sign_in()
    mine.pay(DUE, "4242")
    assert other.get(f"{other.invoices}attempts/1/return").status_code == 404
    page = mine.panel(PAST_DUE)
    form = Screen(page).attribute("#pay [name=form_token]", "value")
    response = other.post(f"{other.invoices}{PAST_DUE}/pay", form_token=form, method="1")
    assert response.status_code == 422
    _, money, advice = notice(response)
    assert money == "Nothing was charged."
    assert advice.startswith("This page has expired.")
    own = other.panel(PAST_DUE)
    response = other.send(own, "#pay", method=method_of(page, "4242"))
    assert response.status_code == 409
    assert notice(response)[0] == "This payment method can’t be used"
    assert charges() == [(18050, "EUR")]


def test_a_card_that_was_removed_meanwhile_is_not_charged(sign_in, charges):
    """Added in the panel, removed on another screen, still chosen in the panel left open."""
    customer = sign_in()
    panel = customer.get(customer.get(customer.add_card(DUE, "approved", keep=True)).location)
    card = checked_method(panel)
    customer.remove(card)
    response = customer.send(panel, "#pay", method=card)
    assert response.status_code == 409
    assert notice(response)[:2] == ("This payment method can’t be used", "Nothing was charged.")
    assert 'id="pay"' in response.text  # another can be chosen at once
    assert charges() == []


def test_a_kept_card_that_serves_is_offered_once(sign_in):
    customer = sign_in()
    panel = customer.get(customer.add_card(DUE, "approved", keep=True)).location
    customer.next_day()
    customer.next_day()
    assert customer.get(panel).text.count('name="method"') == 3


@pytest.mark.parametrize("role", ["contributor", "owner"])
def test_only_who_may_change_methods_keeps_a_card(sign_in, widget, role):
    customer = sign_in("en", role)
    assert ('data-control="keep_card"' in customer.panel(DUE).text) is (role == "owner")
    customer.get(customer.add_card(DUE, "approved", keep=True))
    assert rows(widget, Method)[-1].kept is (role == "owner")


@both_languages
def test_nothing_is_charged_but_what_was_shown(sign_in, charges, locale):
    """The invoice was paid in part while its panel was open."""
    customer = sign_in(locale)
    panel = customer.panel(PAST_DUE)
    customer.pay_once("100", "approved")
    refused = customer.send(panel, "#pay", method=method_of(panel, "4242"))
    assert refused.status_code == 409
    what, money, _ = notice(refused)
    assert (
        what
        == {
            "en": "The amount to pay has changed since you opened this page",
            "fr": "Le montant à payer a changé depuis l’ouverture de cette page",
        }[locale]
    )
    assert money == {"en": "Nothing was charged.", "fr": "Rien n’a été débité."}[locale]
    assert charges() == [(10000, "EUR")]
    customer.send(refused, "#pay", method=method_of(refused, "4242"))
    assert charges() == [(10000, "EUR"), (14000, "EUR")]
