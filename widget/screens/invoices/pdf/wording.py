"""What an invoice, or a credit note, is called and asks for, in the language of this request."""

from dataclasses import dataclass

from widget.core.languages import gettext as _
from widget.core.languages import label, money
from widget.screens.invoices.pdf.document import Document


@dataclass(frozen=True)
class NothingToPay:
    """What stands where it else says how to pay."""

    title: str
    text: str


def kind(document: Document) -> str:
    """What it is."""
    return label("credit_note") if document.is_credit_note else _("Invoice")


def title(document: Document) -> str:
    """What it is, with its number."""
    if document.is_credit_note:
        return _("Credit note %(number)s", number=document.number)
    return _("Invoice %(number)s", number=document.number)


def total(document: Document) -> str:
    """What its sum is called."""
    return _("Total of the credit note") if document.is_credit_note else _("Invoice total")


def nothing_to_pay(document: Document) -> NothingToPay | None:
    """Say why nothing is to be paid; None where something is."""
    if document.is_credit_note:
        text = _(
            "This credit note lowers your balance by %(amount)s: your next invoices are settled"
            " with it. There is nothing to pay.",
            amount=money(document.credit),
        )
        return NothingToPay(_("What becomes of this credit"), text)
    if document.is_paid_up:
        text = _("This invoice is paid. There is nothing to pay.")
        return NothingToPay(label("how_to_pay"), text)
    return None
