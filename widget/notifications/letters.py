"""What letters say: written in their own language when they are read or sent, and never kept."""

from collections.abc import Callable
from dataclasses import dataclass

from widget.core.clock import day_in
from widget.core.languages import day, label, money, speaking
from widget.core.languages import gettext as _
from widget.notifications.contents import Contents
from widget.storage.models import Mail, MailKind


@dataclass(frozen=True)
class Letter:
    """A letter as its reader gets it; `tag` is its language."""

    mail: Mail
    tag: str
    subject: str
    paragraphs: tuple[str, ...]


def write(about: Contents) -> Letter:
    """Write a letter in its reader's language."""
    mail = about.mail
    with speaking(mail.locale):
        greeting = _("Hello %(name)s,", name=mail.name)
        subject, *text = _KINDS[mail.kind](about)
        tag = mail.locale.replace("_", "-")
        return Letter(mail, tag, subject, (greeting, *text))


def _validated(about: Contents) -> tuple[str, ...]:
    usable = about.method.usable_from if about.method else None
    date = day(day_in(about.zone, usable)) if usable else ""
    text = _(
        "The payment details %(method)s are validated. They can be used by %(date)s at the latest.",
        date=date,
        method=_method(about),
    )
    return _("Your payment details are validated"), text + _meanwhile(about), _not_asked_for()


def _refused(about: Contents) -> tuple[str, ...]:
    text = _(
        "The payment details %(method)s were declined. Nothing was charged. Enter other details on"
        " the screen “%(screen)s”.",
        method=_method(about),
        screen=label("payment_method"),
    )
    return _("Your payment details were declined"), text + _meanwhile(about), _not_asked_for()


def _meanwhile(about: Contents) -> str:
    if about.method is None or about.method.replaces_id is None:
        return ""
    return " " + _("Until then, the earlier payment method is used.")


def _not_asked_for() -> str:
    return _("If you did not ask for this change, contact the Support team.")


def _received(about: Contents) -> tuple[str, ...]:
    attempt = about.attempt
    if attempt is None:
        raise ValueError("a letter about a payment needs one")
    values = {
        "amount": money(attempt.amount),
        "date": day(day_in(about.zone, attempt.changed_at)),
        "reference": attempt.reference,
    }
    if about.invoice:
        text = _(
            "Your payment of %(amount)s for invoice %(number)s was received on %(date)s. Its"
            " reference is %(reference)s.",
            number=about.invoice.number,
            **values,
        )
    else:
        text = _(
            "Your payment of %(amount)s was received on %(date)s. Its reference is %(reference)s.",
            **values,
        )
    if attempt.person_id is None:
        closing = _("It was charged to %(method)s, as it is every month.", method=_method(about))
    else:
        closing = _("If you did not make this payment, contact the Support team.")
    return _("We have received your payment of %(amount)s", amount=values["amount"]), text, closing


def _debit_refused(about: Contents) -> tuple[str, ...]:
    attempt = about.attempt
    if attempt is None or about.invoice is None:
        raise ValueError("a letter about a month's debit needs its attempt and its invoice")
    text = _(
        "Invoice %(number)s could not be paid: the charge of %(amount)s to %(method)s was"
        " declined. Nothing was charged.",
        number=about.invoice.number,
        amount=money(attempt.amount),
        method=_method(about),
    )
    advice = _(
        "Pay the invoice on the screen “%(invoices)s”, and check your payment details on the"
        " screen “%(method)s”.",
        invoices=label("invoices"),
        method=label("payment_method"),
    )
    return _("Your monthly payment was declined"), text, advice


def _method(about: Contents) -> str:
    return about.method.printed if about.method else ""


#: By the kind of a letter: its subject, then its paragraphs.
_KINDS: dict[MailKind, Callable[[Contents], tuple[str, ...]]] = {
    MailKind.DETAILS_VALIDATED: _validated,
    MailKind.DETAILS_REFUSED: _refused,
    MailKind.PAYMENT_RECEIVED: _received,
    MailKind.DEBIT_REFUSED: _debit_refused,
}
