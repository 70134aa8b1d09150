"""The forms of the payment methods."""

from wtforms import Field, SelectField, StringField
from wtforms.validators import ValidationError

from widget.core.languages import available, locale
from widget.core.languages import gettext as _
from widget.core.locales import own_name
from widget.screens.payment_methods.countries import is_country, names
from widget.web.forms import GuardedForm, one_line, take_email


def _text() -> StringField:
    return StringField(filters=[one_line])


class ContactForm(GuardedForm):
    """Whom a payment method is billed to, and where; all of it is needed."""

    name = _text()
    email = _text()
    language = SelectField(validate_choice=False)
    street = _text()
    postal_code = _text()
    city = _text()
    country = SelectField(validate_choice=False)

    def offer(self) -> None:
        """Give the lists their choices, named in the language of this request."""
        self.country.choices = list(names(locale()).items())
        # One that isn't offered is chosen anew: it never becomes the first of the list.
        if not is_country(self.country.data or ""):
            self.country.choices.insert(0, ("", _("Choose a country")))
        self.language.choices = [(name, own_name(name)) for name in available()]

    def validate_name(self, field: Field) -> None:
        """A name that an envelope has room for."""
        _need(field, _("Enter the contact’s name."), 100)

    def validate_email(self, field: Field) -> None:
        """An address that mail can be sent to."""
        take_email(field)

    def validate_street(self, field: Field) -> None:
        """The number and the street."""
        _need(field, _("Enter the street and its number."), 200)

    def validate_postal_code(self, field: Field) -> None:
        """As the country writes it."""
        _need(field, _("Enter the postal code."), 16)

    def validate_city(self, field: Field) -> None:
        """The town."""
        _need(field, _("Enter the town."), 100)

    def validate_country(self, field: Field) -> None:
        """One of those offered."""
        if not is_country(field.data or ""):
            raise ValidationError(_("Choose a country."))

    def validate_language(self, field: Field) -> None:
        """One that we write letters in."""
        if field.data not in available():
            raise ValidationError(_("Choose a language."))


class RemoveForm(GuardedForm):
    """Remove a payment method."""


def _need(field: Field, message: str, most: int) -> None:
    if not field.data or len(field.data) > most:
        raise ValidationError(message)
