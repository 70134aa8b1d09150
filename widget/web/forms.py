"""Forms: WTForms, with the account's form token in place of a session's."""

from itertools import pairwise
from typing import Any, Self
from unicodedata import category

from email_validator import EmailNotValidError
from flask import request
from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import ValidationError

from widget.core.card_numbers import without_card_numbers
from widget.core.languages import gettext as _
from widget.core.mail_addresses import mailable
from widget.web.services import current, services


class GuardedForm(Form):
    """A form that was shown to this account, for one subject; its nonce tells it from others."""

    form_token = HiddenField()
    subject = ""
    #: What makes this form one of its kind, once it is validated.
    nonce = ""

    def validate_form_token(self, field: HiddenField) -> None:
        """Refuse a form that wasn't issued to this account, or is too old."""
        nonce = services().tokens.check(field.data or "", self.owner)
        if nonce is None:
            raise ValidationError(
                _("This page has expired. Check your choice, then confirm it again.")
            )
        self.nonce = nonce

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a form also where a card number was typed; it isn't shown again."""
        is_valid = super().validate(extra_validators)
        for field in self:
            typed = field.data
            if isinstance(typed, str) and (covered := without_card_numbers(typed)) != typed:
                _refuse_card_number(field, covered)
                is_valid = False
        return self._is_without_parts() and is_valid

    def _is_without_parts(self) -> bool:
        """Refuse a card number that goes on from one field to the next."""
        typed = [field for field in self if isinstance(field, StringField) and field.data]
        for field, following in pairwise(typed):
            both = f"{field.data} {following.data}"
            if both != without_card_numbers(both):
                _refuse_card_number(following, "")
                return False
        return True

    @classmethod
    def shown(cls, subject: str = "", **values: Any) -> Self:
        """A form for a page that is shown: with a new token."""
        form = cls(data={name: _shown(value) for name, value in values.items()})
        form.subject = subject
        form.renew()
        return form

    @classmethod
    def new_token(cls, subject: str = "") -> str:
        """A token for such a form, where a template writes the rest of it."""
        return str(cls.shown(subject).form_token.data)

    @classmethod
    def sent(cls, subject: str = "") -> Self:
        """The form that this request sends."""
        form = cls(request.form)
        form.subject = subject
        return form

    def renew(self) -> None:
        """Give the form a new token: it is shown, perhaps again after a refusal."""
        self.form_token.data = services().tokens.issue(self.owner)

    @property
    def owner(self) -> str:
        """Whom and what the form's token is good for."""
        return f"{current().account.id} {type(self).__name__} {self.subject}"


def _refuse_card_number(field: Field, left: str) -> None:
    """Say that a field holds one, and show what is `left` of what was typed."""
    field.data = left
    field.errors = [*field.errors, _("Leave out the card number: it is never needed here.")]


def _shown(value: Any) -> Any:
    return without_card_numbers(value) if isinstance(value, str) else value


class CancelForm(GuardedForm):
    """Cancel a payment that isn't finished."""


def take_email(field: Field) -> None:
    """Keep an address as it is written to. Raises ValidationError for one that isn't."""
    try:
        field.data = mailable(field.data or "")
    except EmailNotValidError as error:
        message = _("Enter an e-mail address, for example name@example.com.")
        raise ValidationError(message) from error


def one_line(value: str | None) -> str:
    """A filter: what was typed as one line, without what nobody can see in it."""
    return " ".join(_visible(value or "").split())


def lines(value: str | None) -> str:
    """A filter: what was typed, line by line, without what nobody can see in it."""
    return "\n".join(_visible(line) for line in (value or "").splitlines()).strip()


def _visible(text: str) -> str:
    """Leave out control characters and those that turn the writing's direction round."""
    return "".join(c for c in text if c.isspace() or (category(c) != "Cc" and c not in _DIRECTIONS))


_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
