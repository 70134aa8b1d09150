"""The form of a support case."""

from sqlalchemy import select
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from widget.core.languages import gettext as _
from widget.payments.attempts import find_invoice
from widget.storage.models import Attempt
from widget.web.forms import GuardedForm, lines, one_line
from widget.web.services import current, own_rows


def _is_known(reference: str) -> bool:
    """Whether the account has a payment of this reference, or an invoice of this number."""
    account_id = current().account.id
    payment = select(Attempt.id, Attempt.account_id).where(
        Attempt.account_id == account_id, Attempt.reference == reference.upper()
    )
    with own_rows() as session:
        is_payment = session.scalar(payment) is not None
        return is_payment or find_invoice(session, account_id, reference) is not None


class CaseForm(GuardedForm):
    """What a customer asks the Support team."""

    subject_line = StringField(filters=[one_line])
    description = TextAreaField(filters=[lines])
    payment_reference = StringField(filters=[one_line])

    def validate_subject_line(self, field: Field) -> None:
        """A line."""
        if not field.data:
            raise ValidationError(_("Enter a subject."))
        if len(field.data) > 150:
            raise ValidationError(_("Enter a subject of at most 150 characters."))

    def validate_description(self, field: Field) -> None:
        """Something to go by."""
        if not field.data:
            raise ValidationError(_("Describe the problem."))
        if len(field.data) > 5000:
            raise ValidationError(_("Describe the problem, in 5000 characters at the most."))

    def validate_payment_reference(self, field: Field) -> None:
        """Optional; what is given must be a payment's or an invoice's."""
        if field.data and not _is_known(field.data):
            raise ValidationError(
                _(
                    "No payment has this reference. Copy it from the message about the payment, or"
                    " leave the field empty."
                )
            )
