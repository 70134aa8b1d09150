"""What letters say: written in their own language when they are read or sent, and never kept."""

from dataclasses import dataclass

from widget.clock import day_in
from widget.languages import day, label, speaking
from widget.languages import gettext as _
from widget.models import Mail, Method


@dataclass(frozen=True)
class Letter:
    """A letter as its reader gets it; `tag` is its language."""

    mail: Mail
    tag: str
    subject: str
    paragraphs: tuple[str, ...]


def write(mail: Mail, method: Method, zone: str) -> Letter:
    """Write a letter about a payment method, in the contact's language."""
    with speaking(mail.locale):
        greeting = _("Hello %(name)s,", name=mail.name)
        values = {"method": method.printed, "screen": label("payment_method")}
        if mail.kind == "details_validated" and method.usable_from:
            subject = _("Your payment details are validated")
            date = day(day_in(zone, method.usable_from))
            said = _(
                "The payment details %(method)s are validated. They can be used by %(date)s at the"
                " latest.",
                date=date,
                **values,
            )
        else:
            subject = _("Your payment details were declined")
            said = _(
                "The payment details %(method)s were declined. Nothing was charged. Enter other"
                " details on the screen “%(screen)s”.",
                **values,
            )
        if method.replaces_id:
            said += " " + _("Until then, the earlier payment method is used.")
        closing = _("If you did not ask for this change, contact the Support team.")
        tag = mail.locale.replace("_", "-")
        return Letter(mail, tag, subject, (greeting, said, closing))
