"""The forms of the pay-now panel."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import ValidationError

from widget.forms import GuardedForm
from widget.languages import gettext as _
from widget.models import Method


class PayForm(GuardedForm):
    """Pay with one of the cards offered."""

    method = RadioField(choices=[], validate_choice=False)
    #: The amount that the customer is shown, in minor units: nothing else is charged.
    shown_minor = HiddenField()
    offered: frozenset[str] | set[str] = frozenset()

    def offer(self, methods: Sequence[Method]) -> None:
        """Say which cards can be chosen."""
        self.offered = {str(method.id) for method in methods}

    def validate_method(self, field: RadioField) -> None:
        """One of the cards offered must be chosen."""
        if field.data not in self.offered:
            raise ValidationError(
                _("No payment method was chosen. Choose a card, then confirm the payment.")
            )


class AddCardForm(GuardedForm):
    """Give another card, to be kept or not."""

    keep = BooleanField()
