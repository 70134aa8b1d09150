"""What a case says: the customer's words, or ours in the reader's language."""

from widget.core.languages import gettext as _
from widget.core.languages import label
from widget.storage.models import Case, CaseKind


def said_in(case: Case) -> tuple[str, str]:
    """Return a case's subject and description."""
    if case.kind == CaseKind.CUSTOMER:
        return case.subject, case.description
    return {
        CaseKind.CHARGED_AFTER_CANCEL: (
            _("A payment was charged after it was cancelled"),
            _late(),
        ),
        CaseKind.CHARGED_AFTER_REFUSAL: (
            _("A payment was charged after it was declined"),
            _late(),
        ),
        CaseKind.PAID_TWICE: (
            _("An invoice was paid twice"),
            _(
                "The overpayment is a credit on your account. The Support team checks whether it"
                " is to be paid back to you."
            ),
        ),
        CaseKind.UNSETTLED: (
            _("The bank does not say what became of a payment"),
            _("The Support team asks the bank. Don’t pay again: the payment may still go through."),
        ),
        CaseKind.DISPUTED: (
            _("Your bank asks about a payment"),
            _(
                "Your bank disputes one of your payments, or asks us about it. The Support team"
                " answers your bank: you have nothing to do."
            ),
        ),
        CaseKind.DISPUTE_LOST: (
            _("Your bank has taken a disputed payment back from us for good"),
            _(
                "The amount is taken from your credit or added to what you owe. The Support team"
                " will contact you about it."
            ),
        ),
        CaseKind.REFUND_FAILED: (
            _("A refund did not reach you"),
            _(
                "The bank could not pay the amount back to you. The Support team will contact you"
                " about another way to pay you back."
            ),
        ),
        CaseKind.FELL_BACK: (
            _("A payment is no longer confirmed by the bank"),
            _("The Support team asks the bank. Your balance has not changed."),
        ),
        CaseKind.UNDELIVERED: (
            _("An e-mail to you could not be delivered"),
            _(
                "It stands on the screen “%(messages)s” as well. Check the e-mail address of the"
                " billing contact, on the screen “%(method)s”.",
                messages=label("messages"),
                method=label("payment_method"),
            ),
        ),
    }[CaseKind(case.kind)]


def _late() -> str:
    return _(
        "The amount is a credit on your account. The Support team checks whether it is to be paid"
        " back to you."
    )
