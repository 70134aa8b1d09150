"""Forms: WTForms, with the account's form token in place of a session's."""

from typing import Any, Self

from flask import request
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from widget.languages import gettext as _
from widget.services import services, visit


class GuardedForm(Form):
    """A form that was shown to this account, and is sent only once."""

    form_token = HiddenField()

    def validate_form_token(self, field: HiddenField) -> None:
        """Refuse a form that wasn't issued to this account, or is too old."""
        if not services().tokens.check(field.data or "", owner()):
            raise ValidationError(
                _("This page is too old. Nothing was charged. Check your choice and send it again.")
            )

    @classmethod
    def shown(cls, **values: Any) -> Self:
        """A form for a page that is shown: with a new token."""
        return cls(data={"form_token": services().tokens.issue(owner()), **values})

    @classmethod
    def sent(cls) -> Self:
        """The form that this request sends."""
        return cls(request.form)

    def renew(self) -> None:
        """Give the form a new token: it is shown again after a refusal."""
        self.form_token.data = services().tokens.issue(owner())


def owner() -> str:
    """Whom this request's form tokens belong to."""
    return f"account-{visit().account.id}"
