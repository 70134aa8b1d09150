"""The form of a support case."""

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from widget.forms import GuardedForm, stripped
from widget.languages import gettext as _


class CaseForm(GuardedForm):
    """What a customer asks the Support team."""

    subject_line = StringField(filters=[stripped])
    description = TextAreaField(filters=[stripped])
    payment_reference = StringField(filters=[stripped])

    def validate_subject_line(self, field: Field) -> None:
        """A line."""
        if not field.data or len(field.data) > 150:
            raise ValidationError(_("Enter a subject of at most 150 characters."))

    def validate_description(self, field: Field) -> None:
        """Something to go by."""
        if not field.data or len(field.data) > 5000:
            raise ValidationError(_("Describe the problem in at most 5000 characters."))

    def validate_payment_reference(self, field: Field) -> None:
        """Optional."""
        if len(field.data) > 40:
            raise ValidationError(_("A payment reference has at most 40 characters."))
