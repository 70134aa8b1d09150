"""What invoices, balance, letters and cases say of money that went back."""

import pytest

from tests.support.applications import tell_everything
from tests.support.reversals import DUE, invoice, letters, refunded_at_dashboard
from tests.support.screen import Screen
from widget.sandbox.bank.stripe_api import disputes, refunds


def test_invoice_and_balance_say_what_happened(paid, run, widget):
    run("refund", paid.payment.reference, "80")
    for path in (f"billing/invoices/{DUE}", "billing", "billing/usage"):
        said = Screen(paid.get_in(path)).text("[aria-labelledby=reversals]")
        assert "Paid back to you" in said, path
        assert "+€80.00" in said, path


def test_nothing_is_said_where_nothing_went_back(paid):
    for path in (f"billing/invoices/{DUE}", "billing", "billing/usage"):
        assert "reversals" not in paid.get_in(path).text


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_letter_and_case_can_be_read(sign_in, bank, run, widget, locale):
    customer = sign_in(locale)
    for card in ("disputed", "inquired_about", "approved"):
        customer.pay_once("25", card)
    refunded_at_dashboard(bank, None)
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        refunds.fail(objects, objects.all("refund")[-1])
        disputes.submit(objects, objects.all("dispute")[0], "winning_evidence")
    tell_everything(widget, bank)
    run("record-transfer", invoice(widget).payment_reference, "1", "--transfer", "T-1")
    run("transfer", "return", "T-1")
    said = customer.get_in("messages/").text
    assert {"paid_back", "payment_disputed", "payment_counts_again", "transfer_returned"} <= set(
        letters(widget)
    )
    assert customer.get_in("support/").status_code == 200
    assert said.count("<article") == len(letters(widget))
