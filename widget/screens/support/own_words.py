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
