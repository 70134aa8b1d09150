"""Credit notes: invoices below zero. Nothing is to be paid; they lower the balance, and say so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.books import balance, rows
from tests.support.languages import both_languages
from tests.support.paper import read
from tests.support.screen import Screen
from widget.billing.issuing import issue
from widget.core.money import Money
from widget.payments.transfers import find_by_reference, record_transfer
from widget.storage.models import Invoice, Mail, Profile

OWED = 24000 + 18050


@pytest.fixture
def credit(database):
    """Issue a credit note to the one account, as long ago as invoices become past due."""

    def issued(minor: int = -5000, number: str = "CN-1") -> Invoice:
        now = datetime.now(UTC)
        long_ago = date.today() - timedelta(days=90)
        with database.write() as session:
            profile = session.scalars(select(Profile)).one()
            return issue(session, profile, number, long_ago, Money(minor, "EUR"), now)

    return issued


def by_number(widget, number: str) -> Invoice:
    return next(invoice for invoice in rows(widget, Invoice) if invoice.number == number)


def test_it_lowers_the_balance_and_settles_the_oldest_invoice_first(sign_in, credit, widget):
    sign_in()
    assert balance(widget) == OWED
    credit(-25000)
    assert balance(widget) == OWED - 25000
    assert by_number(widget, "AUR-2073").is_paid_up
    assert by_number(widget, "AUR-2089").to_pay == Money(17050, "EUR")


def test_what_settles_nothing_is_credit(sign_in, credit, widget):
    customer = sign_in()
    credit(-50000)
    assert balance(widget) == OWED - 50000
    assert "Credit: €79.50" in customer.get_in("billing").text
    assert set(customer.statuses().values()) == {"invoice_paid", "credit_note"}
    customer.next_month()  # 94.80 are used
    assert rows(widget, Invoice)[-1].to_pay == Money(9480 - 7950, "EUR")


@both_languages
def test_it_stands_in_the_list_with_a_status_of_its_own(sign_in, credit, locale):
    customer = sign_in(locale)
    credit()
    rows = Screen(customer.get(customer.invoices)).parts("tr")
    row = next(row for row in rows if "CN-1" in row.text())
    assert row.has("[data-control=credit_note]")
    assert {"en": "-€50.00", "fr": "-50,00\u00a0€"}[locale] in row.text()
    assert not row.has("[data-control=pay_now]")
    assert "202" not in row.text()  # no due date
    found = customer.get_in("billing/invoices/", "status=credit_note")
    assert Screen(found).texts("[scope=row]") == ["CN-1"]
    for other in ("invoice_due", "invoice_past_due", "invoice_paid", "invoice_in_progress"):
        assert "CN-1" not in customer.get_in("billing/invoices/", f"status={other}").text


@both_languages
def test_its_page_says_what_becomes_of_it_and_asks_for_nothing(sign_in, credit, locale):
    customer = sign_in(locale)
    credit()
    text = customer.get(f"{customer.invoices}CN-1").text
    said = {
        "en": ("Credit note CN-1", "lowers your balance by €50.00", "There is nothing to pay."),
        "fr": ("Avoir CN-1", "réduit votre solde de 50,00\u00a0€", "Il n’y a rien à payer."),
    }
    for words in said[locale]:
        assert words in text
    for control in ("pay_now", "how_to_pay", "invoice_past_due", "invoice_paid"):
        assert f'data-control="{control}"' not in text
    for word in {"en": ("Due date", "Balance due"), "fr": ("échéance", "Reste à payer")}[locale]:
        assert word not in text


@both_languages
def test_its_pdf_says_the_same(sign_in, credit, locale):
    customer = sign_in(locale)
    credit()
    (page,) = read(customer.get(f"{customer.invoices}CN-1.pdf").data)
    text = " ".join(page.boxed())
    assert {"en": "lowers your balance", "fr": "réduit votre solde"}[locale] in text
    whole = " ".join(run.text for run in page.runs)
    assert {"en": "Credit note", "fr": "Avoir"}[locale] in whole
    assert {"en": "Due date", "fr": "Échéance"}[locale] not in whole
    assert "IBAN" not in whole
    assert not page.squares


@both_languages
def test_it_can_not_be_paid_by_its_address_either(sign_in, credit, charges, locale):
    customer = sign_in(locale)
    before = customer.panel("AUR-2089")
    credit(-100)
    said = {"en": "This is a credit note", "fr": "C’est un avoir"}[locale]
    assert said in customer.panel("CN-1").text
    form = Screen(before).part("#pay")
    token = form.attribute("[name=form_token]", "value")
    address = f"{customer.invoices}CN-1/pay"
    method = form.attribute("[name=method]", "value")
    customer.post(address, form_token=token, method=method, shown_minor="-100")
    assert charges() == []


def test_a_transfer_that_quotes_it_settles_others(sign_in, credit, widget):
    sign_in()
    note = credit(-100)
    shared = widget.extensions["widget"]
    found = find_by_reference(shared.database, note.payment_reference)
    booked = record_transfer(shared.database, found, Money(23900, "EUR"), shared.clock(), "T-1")
    assert booked.allocated.minor == 0
    assert by_number(widget, "AUR-2073").is_paid_up
    assert balance(widget) == OWED - 100 - 23900


@pytest.mark.parametrize("minor", [0, -5000])
def test_no_invoice_is_both_past_due_and_settled(sign_in, credit, database, minor):
    """Also one that a billing system wrote by itself, and said nothing of its payment."""
    customer = sign_in()
    credit(minor)
    with database.write() as session:
        found = session.scalars(select(Invoice).where(Invoice.number == "CN-1")).one()
        found.paid_at, found.allocated_minor = None, 0
    status = "credit_note" if minor else "invoice_paid"
    assert customer.statuses()["CN-1"] == status
    assert "CN-1" in customer.get_in("billing/invoices/", f"status={status}").text
    for other in ("invoice_due", "invoice_past_due", "invoice_in_progress"):
        assert "CN-1" not in customer.get_in("billing/invoices/", f"status={other}").text
    assert 'data-control="pay_now"' not in customer.get(f"{customer.invoices}CN-1").text


def test_nothing_is_written_to_anybody_about_it(sign_in, credit, widget):
    sign_in()
    before = len(rows(widget, Mail))
    credit()
    assert len(rows(widget, Mail)) == before
