"""What an invoice says before it is laid out."""

from dataclasses import replace

import pytest

from tests.support.paper import PAYEE, invoice
from widget.core.money import Money


def test_what_is_left_to_pay():
    document = invoice(lines=2, paid=Money(46912, "EUR"))
    assert document.to_pay == Money(200000, "EUR")
    assert not document.is_paid_up
    assert invoice(lines=2, paid=Money(246912, "EUR")).is_paid_up
    assert invoice(lines=2, paid=Money(246913, "EUR")).is_paid_up


def test_another_currency_does_not_pay():
    with pytest.raises(ValueError, match="EUR and USD"):
        _ = invoice(paid=Money(1, "USD")).to_pay


@pytest.mark.parametrize("iban", ["FR7630006000011234567890189", "FR76 30006 00001 12345678901 89"])
def test_an_iban_is_printed_in_groups_however_it_was_set(iban):
    document = invoice(payee=replace(PAYEE, iban=iban))
    assert document.iban_printed == "FR76 3000 6000 0112 3456 7890 189"


def test_the_qr_code_says_what_epc069_12_asks_for():
    document = invoice(lines=1, paid=Money(34, "EUR"))
    assert document.sepa_qr is not None
    assert document.sepa_qr.split("\n") == [
        "BCD",
        "002",
        "1",  # UTF-8
        "SCT",
        "AGRIFRPPXXX",
        "Nimbus Services SAS",
        "FR7630006000011234567890189",
        "EUR1234.22",
        "",  # no purpose
        "RF97AUR2089",
    ]


def test_the_qr_code_cuts_a_name_that_sepa_can_t_carry():
    document = invoice(payee=replace(PAYEE, name="N" * 71))
    assert document.sepa_qr is not None
    assert document.sepa_qr.split("\n")[5] == "N" * 70


@pytest.mark.parametrize(
    ("minor", "amount"), [(1, "EUR0.01"), (100, "EUR1.00"), (99999999999, "EUR999999999.99")]
)
def test_amounts_that_sepa_carries(minor, amount):
    payload = invoice(total=Money(minor, "EUR")).sepa_qr
    assert payload is not None
    assert payload.split("\n")[7] == amount


@pytest.mark.parametrize(
    "total", [Money(0, "EUR"), Money(100000000000, "EUR"), Money(100, "USD"), Money(100, "CAD")]
)
def test_no_qr_code_for_what_sepa_can_t_carry(total):
    assert invoice(currency=total.currency, total=total).sepa_qr is None
