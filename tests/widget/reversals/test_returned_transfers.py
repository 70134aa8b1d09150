"""Returned transfers, and those that wait for a person."""

import pytest

from tests.support.books import balance
from tests.support.reversals import AMOUNT, entries, invoice, letters


@pytest.fixture
def by_transfer(sign_in, run, widget):
    customer = sign_in()
    customer.before = balance(widget)
    customer.reference = invoice(widget).payment_reference
    said = run("record-transfer", customer.reference, "180.50", "--transfer", "T-1")
    assert "Booked €180.50 for invoice AUR-2089, as “T-1”." in said.output
    return customer


@pytest.mark.parametrize(
    ("option", "kind", "letter"),
    [((), "return", ["transfer_returned"]), (("--booked-by-mistake",), "correction", [])],
)
def test_a_transfer_that_was_returned_is_owed_again(by_transfer, run, widget, option, kind, letter):
    said = run("transfer", "return", "T-1", *option)
    assert "Taken back: €180.50, which had come for AUR-2089." in said.output
    assert "left to pay of it: €180.50" in said.output
    assert (balance(widget), entries(widget)) == (by_transfer.before, [(kind, AMOUNT)])
    assert letters(widget) == letter
    again = run("transfer", "return", "T-1", *option)
    assert (again.exit_code, "was taken back before" in again.output) == (1, True)


def test_a_transfer_that_is_not_known_is_not_taken_back(run):
    assert "No transfer “T-9” was booked." in run("transfer", "return", "T-9").output


def test_a_transfer_without_a_reference_waits_for_a_person(sign_in, run, widget):
    sign_in()
    before = balance(widget)
    assert (
        "Kept €180.50 as “T-2”"
        in run("transfer", "keep", "T-2", "180.50", "EUR", "--from", "Aurora SA").output
    )
    assert balance(widget) == before
    assert "T-2  Aurora SA" in run("transfer", "list").output
    assert run("transfer", "keep", "T-2", "1", "EUR").exit_code == 1
    quoted = invoice(widget).payment_reference
    said = run("transfer", "match", "T-2", quoted)
    assert "settled of it: €180.50; left to pay: €0.00" in said.output
    assert balance(widget) == before - AMOUNT
    assert run("transfer", "list").output == "No transfer waits.\n"
    assert run("transfer", "match", "T-2", quoted).exit_code == 1
    assert "T-1” waits" in run("transfer", "match", "T-1", quoted).output


def test_a_transfer_in_another_currency_is_not_matched(sign_in, run, widget):
    sign_in()
    run("transfer", "keep", "T-3", "180.50", "USD")
    said = run("transfer", "match", "T-3", invoice(widget).payment_reference)
    assert (said.exit_code, "The transfer is in USD" in said.output) == (1, True)


def test_a_transfer_that_was_booked_is_not_kept(by_transfer, run):
    said = run("transfer", "keep", "T-1", "180.50", "EUR")
    assert (said.exit_code, "was booked before: nothing was kept" in said.output) == (1, True)


def test_a_kept_transfer_may_go_back_unmatched(sign_in, run, widget):
    sign_in()
    run("transfer", "keep", "T-4", "5", "EUR")
    assert "Given back: €5.00, which nobody had matched." in run("transfer", "return", "T-4").output
    assert run("transfer", "list").output == "No transfer waits.\n"
    assert "T-4” waits" in run("transfer", "match", "T-4", invoice(widget).payment_reference).output
