"""The form of a one-time payment."""

from decimal import Decimal

from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from widget.billing.amounts import AmountError, Fault, read_amount
from widget.core.currencies import minor_digits
from widget.core.languages import formats
from widget.core.languages import gettext as _
from widget.core.languages import money as printed
from widget.core.money import Money
from widget.core.settings import limit_in
from widget.web.forms import GuardedForm
from widget.web.services import current, services

#: Shows how an amount is written.
_EXAMPLE = Decimal("120.50")


class OneTimeForm(GuardedForm):
    """An amount as typed. Its token goes with it from screen to screen: it pays once.

    `seen` is the balance (minor units) that the customer saw while deciding.
    """

    amount = StringField()
    seen = HiddenField()
    money: Money | None = None
    fault: Fault | None = None

    def validate_amount(self, field: StringField) -> None:
        """Read the amount in the language of this request."""
        currency = current().account.currency
        limit = limit_in(services().limits, currency)
        try:
            self.money = read_amount(field.data or "", currency, formats(), limit)
        except AmountError as error:
            self.fault = error.fault
            raise ValidationError(advice(error.fault, limit)) from error


def title(fault: Fault) -> str:
    """Say what is wrong with an amount."""
    return {
        Fault.EMPTY: _("No amount was entered"),
        Fault.NONSENSE: _("The amount must be a number"),
        Fault.AMBIGUOUS: _("This amount is ambiguous"),
        Fault.DECIMALS: _("This amount has too many decimals"),
        Fault.NEGATIVE: _("The amount is negative"),
        Fault.ZERO: _("The amount is zero"),
        Fault.TOO_MUCH: _("The amount is above the limit for one payment"),
    }[fault]


def advice(fault: Fault, limit: Money) -> str:
    """Say how to write the amount."""
    major = Decimal(1234) if fault is Fault.AMBIGUOUS else _EXAMPLE
    example = printed(Money.of_major(major, limit.currency))
    if fault is Fault.TOO_MUCH:
        return _(
            "One payment can be %(limit)s at most. Enter a smaller amount, or pay in several"
            " parts.",
            limit=printed(limit),
        )
    decimals = minor_digits(limit.currency)
    if not decimals and fault in (Fault.AMBIGUOUS, Fault.DECIMALS):
        return _("This currency has no decimals: enter for example %(example)s.", example=example)
    if fault is Fault.AMBIGUOUS and decimals == 2:
        return _("Enter two decimals, for example %(example)s.", example=example)
    if fault is Fault.AMBIGUOUS:
        return _("Write the decimals as well, for example %(example)s.", example=example)
    if fault is Fault.NONSENSE:
        return _("Enter the amount in figures, for example %(example)s.", example=example)
    if fault is Fault.DECIMALS:
        return _("Enter fewer decimals, for example %(example)s.", example=example)
    return _("Enter an amount above zero, for example %(example)s.", example=example)
