"""The forms of the pay-now panel."""

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import ValidationError

from widget.core.languages import gettext as _
from widget.web.forms import GuardedForm
from widget.web.row_ids import row_id


class PayForm(GuardedForm):
    """Pay with one of the cards offered."""

    method = RadioField(choices=[], validate_choice=False)
    #: The amount that the customer is shown, in minor units: nothing else is charged.
    shown_minor = HiddenField()

    def validate_method(self, field: RadioField) -> None:
        """A card must be chosen; whether it can pay is decided when the payment begins."""
        if row_id(field.data) is None:
            raise ValidationError(
                _("No payment method was chosen. Choose a card, then confirm the payment.")
            )


class AddCardForm(GuardedForm):
    """Give another card, to be kept or not."""

    keep = BooleanField()
