"""One-time payments: O1 to O7, with both ledgers compared."""

import re
from html import unescape

import pytest
from sqlalchemy import delete, select, update

from tests.support.books import balance, rows
from tests.support.languages import both_languages
from tests.support.screen import Screen, method_of, notice
from widget.core.gateway import GatewayUnavailableError
from widget.payments.limits import MOST_UNFINISHED
from widget.storage.models import Account, Attempt, Base, Invoice, LedgerEntry, Method, Usage


@both_languages
@pytest.mark.parametrize("role", ["owner", "profile_owner", "contributor"])
def test_part_of_the_balance(sign_in, widget, charges, locale, role):
    customer = sign_in(locale, role)
    before = balance(widget)
    said = notice(customer.pay_once({"en": "120.50", "fr": "120,50 €"}[locale], "approved"))
    assert (
        said[0] == {"en": "Your payment was accepted", "fr": "Votre paiement a été accepté"}[locale]
    )
    assert charges() == [(12050, "EUR")]
    assert balance(widget) == before - 12050


@both_languages
def test_the_full_balance_settles_every_invoice(sign_in, widget, charges, locale):
    customer = sign_in(locale)
    customer.pay_once("420,50", "approved")
    assert balance(widget) == 0
    assert set(customer.statuses().values()) == {"invoice_paid"}


@both_languages
def test_any_time_with_nothing_due(sign_in, widget, charges, locale):
    """What is more than owed becomes a credit."""
    customer = sign_in(locale)
    customer.pay_once("420.50", "approved")
    customer.pay_once("10", "approved")
    assert balance(widget) == -1000
    text = customer.get(customer.payments).text
    assert {"en": "This is a credit", "fr": "Il s’agit d’un crédit"}[locale] in text


@both_languages
def test_the_oldest_invoice_is_settled_first(sign_in, widget, locale):
    customer = sign_in(locale)
    customer.pay_once("250", "approved")
    assert customer.statuses()["AUR-2073"] == "invoice_paid"
    assert customer.statuses()["AUR-2089"] == "invoice_due"
    left = {invoice.number: invoice.to_pay.minor for invoice in rows(widget, Invoice)}
    assert (left["AUR-2073"], left["AUR-2089"]) == (0, 17050)
    page = customer.get(customer.invoices).text
    assert {"en": "left to pay: €170.50", "fr": "reste à payer\u00a0: 170,50\u00a0€"}[
        locale
    ] in page


def test_what_is_left_of_an_invoice_is_what_pay_now_charges(sign_in, widget, charges):
    customer = sign_in()
    customer.pay_once("250", "approved")
    customer.pay("AUR-2089", "4242")
    assert charges() == [(25000, "EUR"), (17050, "EUR")]
    assert balance(widget) == 0


@both_languages
def test_no_amount_is_filled_in_beforehand(sign_in, locale):
    customer = sign_in(locale)
    assert Screen(customer.get(customer.payments)).attribute("input#amount", "value") == ""


@both_languages
@pytest.mark.parametrize("by", ["card", "paypal"])
def test_nothing_that_was_given_is_kept(sign_in, widget, locale, by):
    customer = sign_in(locale)
    before = [method.id for method in rows(widget, Method)]
    card = {"card": "approved", "paypal": "paypal_approved"}[by]
    said = customer.pay_once("50", card, by)
    assert {"en": "were not saved", "fr": "n’ont pas été enregistrées"}[locale] in said.text
    assert [method.id for method in rows(widget, Method)] == before
    assert [attempt.method_id for attempt in rows(widget, Attempt)] == [None]


@both_languages
def test_the_balance_changes_once_the_payment_is_accepted_and_not_before(
    sign_in, widget, charges, locale
):
    customer = sign_in(locale)
    before = balance(widget)
    review = customer.review("50")
    assert balance(widget) == before
    page = customer.send(review, "[data-control=pay_by_card]", page="card")
    assert balance(widget) == before
    at_challenge = customer.at_bank(page.location, card="challenge", give="1")
    assert balance(widget) == before
    back = customer.at_bank(at_challenge, confirm="1")
    assert balance(widget) == before
    customer.get(back)
    assert balance(widget) == before - 5000
    assert charges() == [(5000, "EUR")]


@both_languages
@pytest.mark.parametrize("card", ["declined", "insufficient_funds", "expired"])
def test_a_refused_payment_leaves_the_balance_and_what_was_typed(
    sign_in, widget, charges, locale, card
):
    customer = sign_in(locale)
    before = balance(widget)
    page = customer.pay_once("75,30", card)
    what, money, advice = notice(page)
    assert what == {"en": "Payment declined", "fr": "Paiement refusé"}[locale]
    assert money == {"en": "Nothing was charged.", "fr": "Rien n’a été débité."}[locale]
    assert advice
    assert 'name="amount" value="75,30"' in page.text
    assert (balance(widget), charges()) == (before, [])


@both_languages
def test_the_fields_stand_in_a_section_of_their_own(sign_in, locale):
    customer = sign_in(locale)
    screen = Screen(customer.get(customer.payments))
    section = screen.part("section[aria-labelledby=one-time]")
    for control in ("one_time_payment", "amount", "continue_payment"):
        assert section.has(f"[data-control={control}]")


@both_languages
def test_the_amount_understood_is_repeated(sign_in, charges, locale):
    customer = sign_in(locale)
    text = customer.review("1234,5").text
    assert {"en": "€1,234.50", "fr": "1\u202f234,50\u00a0€"}[locale] in text
    assert {"en": "Credit: €814.00", "fr": "Crédit\u00a0: 814,00\u00a0€"}[locale] in text
    assert charges() == []


@both_languages
def test_a_reader_can_not_pay(sign_in, widget, charges, locale):
    reader = sign_in(locale, "reader")
    text = reader.get(reader.payments).text
    assert 'data-control="amount"' not in text
    assert {"en": "you can see the balance", "fr": "vous permet de consulter le solde"}[
        locale
    ] in text
    for response in (
        reader.post(reader.payments + "pay", form_token="x", amount="5", page="card"),
        reader.post(reader.payments + "attempts/1/cancel", form_token="x"),
        reader.get(reader.payments + "review?amount=5"),
    ):
        assert response.status_code == 403
        assert (
            notice(response)[0]
            == {
                "en": "Your role can’t make payments",
                "fr": "Votre rôle ne permet pas d’effectuer des paiements",
            }[locale]
        )
    assert charges() == []
    assert rows(widget, Attempt) == []


def test_the_same_form_twice_opens_one_page_and_pays_once(sign_in, widget, charges):
    customer = sign_in()
    review = customer.review("50")
    first = customer.send(review, "[data-control=pay_by_card]", page="card")
    second = customer.send(review, "[data-control=pay_by_card]", page="card")
    assert first.location == second.location
    customer.get(customer.at_bank(first.location, card="approved", give="1"))
    third = customer.send(review, "[data-control=pay_by_card]", page="card")
    assert notice(customer.get(third.location))[0] == "Your payment was accepted"
    assert charges() == [(5000, "EUR")]
    assert len(rows(widget, Attempt)) == 1


def test_a_balance_that_has_changed_is_shown_before_anything_is_paid(sign_in, charges):
    """The page open twice: the second payment wasn't decided on this balance."""
    customer = sign_in()
    one, two = customer.review("50"), customer.review("50")
    first = customer.send(one, "[data-control=pay_by_card]", page="card")
    customer.get(customer.at_bank(first.location, card="approved", give="1"))
    second = customer.send(two, "[data-control=pay_by_card]", page="card")
    assert second.status_code == 409
    assert notice(second)[0] == "Your balance has changed since you opened this page"
    assert "€370.50" in second.text
    assert charges() == [(5000, "EUR")]
    third = customer.send(second, "[data-control=pay_by_card]", page="card")
    assert third.status_code == 303


def test_a_payment_left_at_the_bank_can_be_cancelled(sign_in, widget, charges):
    customer = sign_in()
    left = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    screen = customer.get(customer.payments)
    assert "A payment of €50.00 is not finished" in screen.text
    response = customer.send(screen, "[data-control=cancel_payment]")
    assert notice(customer.get(response.location))[:2] == (
        "The payment was cancelled",
        "Nothing was charged.",
    )
    path = left.location.removeprefix("http://bank.example.net")
    assert customer.bank.get(path, base_url="http://bank.example.net").status_code == 303
    assert charges() == []


def test_the_bank_is_down(sign_in, widget, no_answer):
    customer = sign_in()
    with no_answer("begin"):
        sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    page = customer.get(sent.location)
    assert notice(page)[:2] == ("The bank can’t be reached", "Nothing was charged.")
    assert 'value="50"' in page.text
    assert rows(widget, Attempt)[0].state == "cancelled"


def test_an_amount_that_was_meddled_with_is_read_again(sign_in, charges):
    customer = sign_in()
    response = customer.send(
        customer.review("50"), "[data-control=pay_by_card]", page="card", amount="-50"
    )
    assert response.status_code == 422
    assert notice(response)[0] == "The amount is negative"
    assert charges() == []


def test_what_is_paid_on_a_page_that_was_given_up_is_booked(sign_in, widget, gateway, monkeypatch):
    """A page that opened after all: it is cancelled at the bank, or what it charged is booked."""
    customer = sign_in()
    before = balance(widget)
    begin = type(gateway).begin

    def opened_and_lost(self, *arguments):
        page = begin(self, *arguments)
        customer.at_bank(page.url, card="approved", give="1")  # by a link in another tab
        raise GatewayUnavailableError("the answer was lost")

    monkeypatch.setattr(type(gateway), "begin", opened_and_lost)
    sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    assert notice(customer.get(sent.location))[0] == "Your payment was accepted"
    assert balance(widget) == before - 5000


def test_a_page_that_did_not_open_can_not_be_paid_on_later(sign_in, gateway, charges, monkeypatch):
    customer = sign_in()
    begin = type(gateway).begin
    urls = []

    def opened_and_lost(self, *arguments):
        urls.append(begin(self, *arguments).url)
        raise GatewayUnavailableError("the answer was lost")

    monkeypatch.setattr(type(gateway), "begin", opened_and_lost)
    sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
    assert notice(customer.get(sent.location))[0] == "The bank can’t be reached"
    path = urls[0].removeprefix("http://bank.example.net")
    assert customer.bank.get(path, base_url="http://bank.example.net").status_code == 303
    assert charges() == []


def test_without_any_answer_a_payment_stays_open_until_the_bank_speaks(sign_in, widget, no_answer):
    customer = sign_in()
    with no_answer("begin", "cancel", "lookup"):
        sent = customer.send(customer.review("50"), "[data-control=pay_by_card]", page="card")
        page = customer.get(sent.location)
        assert notice(page)[:2] == ("The payment is not finished", "Nothing has been charged yet.")
    response = customer.send(page, "[data-control=cancel_payment]")
    assert notice(customer.get(response.location))[0] == "The payment was cancelled"
    assert rows(widget, Attempt)[0].state == "cancelled"


def test_a_bank_that_is_down_is_asked_once(sign_in, no_answer):
    """However many payments are open: each question could take ten seconds."""
    customer = sign_in()
    for amount in ("1", "2", "3"):
        customer.send(customer.review(amount), "[data-control=pay_by_card]", page="card")
    with no_answer("lookup") as asked:
        assert customer.get(customer.payments).text.count("is not finished") == 3
    assert len(asked) == 1


@both_languages
def test_nothing_of_what_was_given_is_in_any_table(sign_in, database, locale):
    customer = sign_in(locale)
    customer.pay_once("50", "insufficient_funds")
    customer.pay_once("50", "paypal_approved", "paypal")
    with database.read() as session:
        written = [
            value
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            for value in row
            if isinstance(value, str)
        ]
    assert "insufficient_funds" in written  # the refusal is kept, the card isn't
    assert not [text for text in written if re.search(r"\b[\d •-]*9995\b|c•••@example\.com", text)]


@pytest.mark.parametrize("way", ["pay_now", "one_time"])
def test_what_was_paid_at_the_bank_counts_before_the_customer_is_back(sign_in, charges, way):
    """Paid in another tab whose way back was never gone: nothing is charged again unasked."""
    customer = sign_in()
    panel, second = customer.panel("AUR-2089"), customer.review("420.50")
    first = customer.send(customer.review("420.50"), "[data-control=pay_by_card]", page="card")
    customer.at_bank(first.location, card="approved", give="1")
    if way == "pay_now":
        refused = customer.send(panel, "#pay", method=method_of(panel, "4242"))
    else:
        refused = customer.send(second, "[data-control=pay_by_card]", page="card")
    assert refused.status_code == 409
    assert charges() == [(42050, "EUR")]
    assert "€0.00" in customer.get_in("").text


@both_languages
def test_another_payment_under_way_is_told_before_paying(sign_in, locale):
    customer = sign_in(locale)
    customer.send(customer.review("20"), "[data-control=pay_by_card]", page="card")
    words = {"en": "If you continue, both can be charged.", "fr": "les deux peuvent être débités."}
    assert words[locale] in customer.review("30").text
    assert words[locale] in customer.panel("AUR-2089").text


def test_the_same_form_with_another_amount_is_no_second_payment(sign_in, charges):
    customer = sign_in()
    review = customer.review("12.50")
    customer.send(review, "[data-control=pay_by_card]", page="card")
    other = customer.send(review, "[data-control=pay_by_card]", page="card", amount="99")
    assert "attempt=" in other.location
    said = customer.get(other.location)
    assert notice(said)[0] == "The payment is not finished"
    assert "€12.50" in said.text


@both_languages
def test_unfinished_payments_have_an_end(sign_in, locale, charges):
    """Each is asked about on each page: forty made a page half a second slower."""
    customer = sign_in(locale)
    for _ in range(MOST_UNFINISHED):
        sent = customer.send(customer.review("10"), "[data-control=pay_by_card]", page="card")
        assert sent.status_code == 303
    sent = customer.send(customer.review("10"), "[data-control=pay_by_card]", page="card")
    assert sent.status_code == 409
    title = {
        "en": "Too many of your payments are not finished",
        "fr": "Trop de paiements ne sont pas terminés",
    }
    assert notice(sent)[0] == title[locale]
    cancelled = customer.send(customer.get(customer.payments), "[action$='/cancel']")
    assert cancelled.status_code == 303
    sent = customer.send(customer.review("10"), "[data-control=pay_by_card]", page="card")
    assert sent.status_code == 303
    assert charges() == []


@pytest.mark.parametrize(
    ("currency", "mode", "wrong", "advice"),
    [
        ("EUR", "decimal", "1,234", "Enter two decimals, for example €1,234.00."),
        ("JPY", "numeric", "12.50", "This currency has no decimals: enter for example ¥120."),
        ("KWD", "decimal", "1.2345", "Enter fewer decimals, for example KWD120.500."),
    ],
)
def test_hints_fit_the_currency(sign_in, widget, currency, mode, wrong, advice):
    customer = sign_in()
    in_currency(widget, currency)
    assert f'inputmode="{mode}"' in customer.get(customer.payments).text
    said = customer.review(wrong)
    assert advice in unescape(said.text).replace("\u00a0", "")


def in_currency(widget, currency: str) -> None:
    """Make the sample account one of another currency, in which nothing was used or owed yet."""
    with widget.extensions["widget"].database.write() as session:
        for table in (LedgerEntry, Usage, Invoice):
            session.execute(delete(table))
        session.execute(update(Account).values(currency=currency))
