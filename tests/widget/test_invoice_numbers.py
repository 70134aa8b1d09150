"""Invoice numbers as billing systems make them, and invoices of nothing."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.http import parse_options_header
from werkzeug.routing import Map, Rule

from tests.support.books import balance, rows
from tests.support.customer import ORIGIN
from tests.support.languages import both_languages
from tests.support.screen import Screen, method_of
from widget.billing.issuing import issue
from widget.core.money import Money
from widget.core.structured_reference import is_reference
from widget.payments.transfers import find_by_reference, record_transfer
from widget.screens.invoices.addresses import NumberConverter, file_name, in_address
from widget.storage.models import Invoice, Profile

NUMBERS = (
    "2026/000123",
    "RE 17 № 5",
    "A;B,C",
    "X" * 60,
    "Ω-2026",
    "A.1.pdf",
    "50%~7E",
    "a?b#c&d=e",
    "..",
    '"quoted" <b>',
    "発票-1",
    "=?utf-8?q?=0D=0AX:_1?=",
)


@pytest.fixture
def add(database):
    """Add an invoice to the one account."""

    def issued(number: str, minor: int = 5000) -> Invoice:
        now = datetime.now(UTC)
        with database.write() as session:
            profile = session.scalars(select(Profile)).one()
            return issue(session, profile, number, date.today(), Money(minor, "EUR"), now)

    return issued


@both_languages
@pytest.mark.parametrize("number", NUMBERS)
def test_an_invoice_of_any_number_is_shown_printed_and_paid(sign_in, add, charges, number, locale):
    customer = sign_in(locale)
    add(number)
    links = Screen(customer.get(customer.invoices)).attributes("a", "href")
    (opened,) = {link for link in links if link.endswith(in_address(number))}
    page = customer.get(opened)
    assert page.status_code == 200
    assert number in Screen(page).text()
    file = customer.get(opened + ".pdf")
    assert file.status_code == 200
    _, options = parse_options_header(file.headers["Content-Disposition"])
    assert options["filename"] == file_name(number)
    panel = customer.get(f"{opened}/pay?choose=1")
    paid = customer.send(panel, "#pay", method=method_of(panel, "4242"))
    assert paid.status_code == 303
    assert charges() == [(5000, "EUR")]
    assert customer.get(paid.location).status_code == 200


@pytest.mark.parametrize("number", NUMBERS)
def test_a_transfer_finds_an_invoice_of_any_number(sign_in, database, add, number):
    sign_in()
    invoice = add(number)
    assert is_reference(invoice.payment_reference)
    found = find_by_reference(database, invoice.payment_reference)
    assert found.number == number
    done = record_transfer(database, found, Money(5000, "EUR"), datetime.now(UTC), "T1")
    assert done.invoice.paid_at


def test_an_invoice_of_nothing_is_paid_at_once(sign_in, widget, add):
    customer = sign_in()
    before = balance(widget)
    add("ZERO-1", 0)
    assert balance(widget) == before
    assert customer.statuses()["ZERO-1"] == "invoice_paid"
    panel = customer.panel("ZERO-1")
    assert "This invoice is already paid" in panel.text
    assert "There is nothing to pay" in customer.get(f"{customer.invoices}ZERO-1").text


def test_no_invoice_is_both_past_due_and_paid(sign_in, widget, database, add):
    customer = sign_in()
    add("ZERO-1", 0)
    with database.write() as session:
        for invoice in session.scalars(select(Invoice)):
            invoice.due_on -= timedelta(days=400)
    for status in ("invoice_past_due", "invoice_due", "invoice_in_progress", "invoice_paid"):
        text = customer.get(f"{customer.invoices}?status={status}").text
        for invoice in rows(widget, Invoice):
            is_listed = f">{invoice.number}</th>" in text
            assert not is_listed or (status == "invoice_paid") is bool(invoice.paid_at)


CONVERTER = NumberConverter(Map())
MAP = Map([Rule("/<number:number>", endpoint="x")], converters={"number": NumberConverter})


@given(
    st.text(min_size=1, max_size=60).filter(lambda text: "\0" not in text and text.isprintable())
)
def test_each_number_has_one_address(number):
    written = in_address(number)
    assert re.fullmatch(r"[A-Za-z0-9_~-]+", written)
    assert CONVERTER.to_python(written) == number
    assert MAP.bind("x").match(f"/{written}") == ("x", {"number": number})


@pytest.mark.parametrize("written", ["A~2", "A~41", "~FF", "~00", "A.1", "~2f"])
def test_an_address_that_no_number_has(sign_in, written):
    customer = sign_in()
    assert customer.widget.get(f"{customer.invoices}{written}", base_url=ORIGIN).status_code == 404
