"""The invoices: the list's filter and pages, an invoice as a page and as a PDF."""

import pytest
from sqlalchemy import select

from tests.support.languages import both_languages
from tests.support.paper import read
from tests.support.screen import Screen, checked_method
from widget.billing import usage
from widget.storage.models import Account, Invoice, LedgerEntry

FROM_CARD_ACCOUNT = "card-account"
A4_HEIGHT = 842  # points


@both_languages
@pytest.mark.parametrize(
    ("status", "numbers"),
    [
        ("invoice_paid", {"AUR-2057", "AUR-2041"}),
        ("invoice_due", {"AUR-2089"}),
        ("invoice_past_due", {"AUR-2073"}),
        ("invoice_in_progress", set()),
        ("nonsense", {"AUR-2089", "AUR-2073", "AUR-2057", "AUR-2041"}),
    ],
)
def test_the_filter_shows_invoices_of_one_status(sign_in, locale, status, numbers):
    page = sign_in(locale).get_in("billing/invoices/", f"status={status}")
    text = page.text
    assert set(Screen(page).texts("[scope=row]")) == numbers
    nothing = {"en": "No invoice has this status.", "fr": "Aucune facture n’a ce statut."}
    assert (nothing[locale] in text) is (not numbers)


def test_an_invoice_under_way_is_neither_due_nor_paid(sign_in):
    customer = sign_in()
    back = customer.get(customer.add_card("AUR-2089", "challenge"))
    panel = customer.get(back.location)
    chosen = checked_method(panel)
    customer.send(panel, "#pay", method=chosen)
    shown = {
        status: "AUR-2089" in customer.get_in("billing/invoices/", f"status={status}").text
        for status in ("invoice_due", "invoice_in_progress", "invoice_paid")
    }
    assert shown == {"invoice_due": False, "invoice_in_progress": True, "invoice_paid": False}


@both_languages
def test_older_invoices_stand_on_the_next_page(sign_in, locale):
    customer = sign_in(locale, "reader", FROM_CARD_ACCOUNT)
    first = Screen(customer.get(customer.invoices))
    latest = first.texts("[role=rowheader]")
    assert len(latest) == 10
    older = first.attribute("a[href*='before=']", "href")
    second = customer.get(older).text
    numbers = latest + Screen(second).texts("[role=rowheader]")
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers) == 13
    assert "before=" not in second.replace(older, "")
    assert {"en": "Latest invoices", "fr": "Factures récentes"}[locale] in second


def test_another_account_s_place_in_the_list_is_no_place(sign_in, widget):
    other = sign_in("en", "owner", FROM_CARD_ACCOUNT)
    customer = sign_in()
    assert customer.get(f"{customer.invoices}ATE-302").status_code == 404
    assert customer.get(f"{customer.invoices}ATE-302.pdf").status_code == 404
    assert other.get(f"{other.invoices}ATE-302").status_code == 200
    text = customer.get_in("billing/invoices/", "before=1").text
    assert text.count('role="rowheader"') == 4


@both_languages
@pytest.mark.parametrize("role", ["owner", "reader"])
def test_how_to_pay_stands_at_the_bottom_of_the_invoice(sign_in, locale, role):
    customer = sign_in(locale, role)
    screen = Screen(customer.get(f"{customer.invoices}AUR-2073"))
    assert screen.attributes("h2", "data-control")[-1] == "how_to_pay"
    bottom = screen.text("h2[data-control=how_to_pay] ~ *")
    for fact in ("FR74 9999 9000", "ZZZZFRPPXXX", "Nuage Pratique", "RF"):
        assert fact in bottom
    words = {"en": ("Wire transfer", "Payable to"), "fr": ("Virement bancaire", "À l’ordre de")}
    for word in words[locale]:
        assert word in bottom


@both_languages
def test_the_first_page_of_the_pdf_says_how_to_pay_at_its_bottom(sign_in, locale):
    customer = sign_in(locale, "reader")
    response = customer.get(f"{customer.invoices}AUR-2073.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename=AUR-2073.pdf"
    first, *others = read(response.data)
    boxed = " ".join(first.boxed())
    assert first.box_top < A4_HEIGHT / 2
    for words in ("FR74 9999 9000", "RF", {"en": "Payable to", "fr": "À l’ordre de"}[locale]):
        assert words in boxed, words
    assert {page.diagonal for page in (first, *others)} == {
        {"en": "SPECIMEN", "fr": "SPÉCIMEN"}[locale]
    }
    assert first.squares  # the SEPA QR code: the currency is the euro


@both_languages
def test_a_paid_invoice_asks_for_nothing(sign_in, locale):
    customer = sign_in(locale)
    text = customer.get(f"{customer.invoices}AUR-2057").text
    nothing = {"en": "There is nothing to pay.", "fr": "Il n’y a rien à payer."}
    assert nothing[locale] in text
    assert "FR74 9999" not in text


def test_lines_add_up_to_the_invoice(sign_in, database):
    sign_in()
    with database.read() as session:
        account = session.scalars(select(Account)).one()
        for invoice in session.scalars(select(Invoice)):
            items = usage.invoiced(session, account, invoice)
            assert sum(item.amount.minor for item in items) == invoice.minor


@both_languages
def test_a_company_account_pays_by_transfer_by_default(sign_in, database, locale):
    """Nothing is charged by itself: its invoices are open until somebody pays."""
    customer = sign_in(locale)
    text = customer.get(customer.methods).text
    words = {
        "en": "This account pays by cheque or wire transfer.",
        "fr": "Ce compte paie par chèque ou par virement bancaire.",
    }
    assert words[locale] in text
    assert "Charged each month" not in text
    with database.read() as session:
        entries = session.scalars(select(LedgerEntry)).all()
    assert all(entry.attempt_id is None for entry in entries)
