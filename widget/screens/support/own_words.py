"""What a case says: the customer's words, or ours in the reader's language."""

from widget.core.languages import gettext as _
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
            _("A payment is disputed"),
            _("Your bank asks us about a payment. The Support team answers your bank."),
        ),
        CaseKind.DISPUTE_LOST: (
            _("A disputed payment was taken back for good"),
            _("The amount is owed again. The Support team contacts you about it."),
        ),
        CaseKind.REFUND_FAILED: (
            _("A refund did not reach you"),
            _(
                "The bank could not pay the amount back. The Support team contacts you about"
                " another way."
            ),
        ),
        CaseKind.FELL_BACK: (
            _("The bank does not confirm a payment any more"),
            _("The Support team asks the bank. Your balance has not changed."),
        ),
        CaseKind.UNDELIVERED: (
            _("An e-mail to you could not be delivered"),
            _(
                "It stands under Messages as well. Check the e-mail address of the billing contact,"
                " under Payment method."
            ),
        ),
    }[CaseKind(case.kind)]


def _late() -> str:
    return _(
        "The amount is a credit on your account. The Support team checks whether it is to be paid"
        " back to you."
    )
