"""Transfers received: booked once, by the payment reference that they quote."""

import pytest

from tests.support.books import balance, rows
from widget.storage.models import Invoice, LedgerEntry


@pytest.fixture
def record(widget, sign_in):
    sign_in()
    runner = widget.test_cli_runner()
    return lambda *args: runner.invoke(args=["record-transfer", *args])


def allocated(widget) -> dict[str, int]:
    return {i.number: i.allocated_minor for i in rows(widget, Invoice) if not i.paid_at}


def reference(widget, number: str) -> str:
    return next(i.payment_reference for i in rows(widget, Invoice) if i.number == number)


def test_the_whole_amount_pays_the_invoice(record, widget):
    before = balance(widget)
    said = record(reference(widget, "AUR-2089"), "180.50")
    assert said.exit_code == 0, said.output
    assert "settled of it: €180.50; left to pay: €0.00" in said.output
    assert balance(widget) == before - 18050
    assert allocated(widget) == {"AUR-2073": 0}


def test_a_part_settles_a_part(record, widget):
    said = record(reference(widget, "AUR-2089"), "80")
    assert "settled of it: €80.00; left to pay: €100.50" in said.output
    assert allocated(widget) == {"AUR-2073": 0, "AUR-2089": 8000}


def test_too_much_settles_others_and_the_rest_is_credit(record, widget):
    said = record(reference(widget, "AUR-2089"), "500")
    assert "settled of it: €180.50" in said.output
    assert "credit on the account: €79.50" in said.output
    assert allocated(widget) == {}
    assert balance(widget) == -7950


def test_spaces_and_small_letters_don_t_matter(record, widget):
    quoted = reference(widget, "AUR-2089").lower()
    assert record(f"{quoted[:4]} {quoted[4:8]} {quoted[8:]}", "1").exit_code == 0


def test_the_same_transfer_is_booked_once(record, widget):
    quoted = reference(widget, "AUR-2089")
    assert record(quoted, "1", "--transfer", "T-77").exit_code == 0
    again = record(quoted, "1", "--transfer", "T-77")
    assert again.exit_code == 1
    assert "Transfer “T-77” was booked before: nothing was changed." in again.output
    assert [e.minor for e in rows(widget, LedgerEntry) if e.transfer] == [-100]


def test_run_again_after_it_was_interrupted_it_books_nothing(record, widget):
    """Without the bank's id, the same amount on the same day is the same transfer."""
    quoted = reference(widget, "AUR-2089")
    assert record(quoted, "1").exit_code == 0
    assert record(quoted, "1").exit_code == 1
    assert record(quoted, "2").exit_code == 0
    assert [e.minor for e in rows(widget, LedgerEntry) if e.transfer] == [-100, -200]


@pytest.mark.parametrize("amount", ["", "-5", "0", "1,234", "ten", "1.005"])
def test_what_is_no_amount_is_refused(record, widget, amount):
    before = balance(widget)
    said = record(reference(widget, "AUR-2089"), "--", amount)
    assert said.exit_code == 2
    assert balance(widget) == before


def test_an_unknown_reference_is_refused(record):
    said = record("RF00NOTHING", "5")
    assert said.exit_code == 1
    assert "No invoice has the payment reference RF00NOTHING" in said.output


def test_a_reference_of_several_invoices_asks_which(record, widget, sign_in):
    sign_in()  # a second sample account, with the same numbers
    first, second = (i for i in rows(widget, Invoice) if i.number == "AUR-2089")
    said = record(first.payment_reference, "5")
    assert said.exit_code == 1
    assert f"--invoice {first.id}: AUR-2089 of account 1\n" in said.output
    assert f"--invoice {second.id}: AUR-2089 of account 2\n" in said.output
    wrong = record(first.payment_reference, "5", "--invoice", "999")
    assert "Invoice 999 doesn’t have the payment reference" in wrong.output
    assert record(first.payment_reference, "5", "--invoice", str(second.id)).exit_code == 0
    assert rows(widget, LedgerEntry)[-1].invoice_id == second.id


def test_an_invoice_that_is_being_paid_is_left_to_that(record, widget, sign_in, lost):
    """The card pays; the transfer becomes credit, and pays what else is open."""
    customer = sign_in()
    with lost("charge"):
        customer.pay("AUR-2089", "4242")
    invoice = [i for i in rows(widget, Invoice) if i.number == "AUR-2089"][-1]
    said = record(invoice.payment_reference, "180.50", "--invoice", str(invoice.id))
    assert "settled of it: €0.00" in said.output
    assert customer.statuses()["AUR-2089"] == "invoice_paid"  # the bank was asked
    mine = [i for i in rows(widget, Invoice) if i.account_id == invoice.account_id]
    assert {i.number: i.allocated_minor for i in mine if not i.paid_at} == {"AUR-2073": 18050}
