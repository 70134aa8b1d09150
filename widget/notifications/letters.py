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


def write(about: Contents, link: str = "") -> Letter:
    """Write a letter in its reader's language; an invitation has a `link`, by which it is accepted.

    Raises ValueError for an invitation without one.
    """
    mail = about.mail
    with speaking(mail.locale):
        greeting = _("Hello %(name)s,", name=mail.name)
        is_invitation = mail.kind is MailKind.INVITATION
        subject, *text = _invited(about, link) if is_invitation else _KINDS[mail.kind](about)
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


def _paid_back(about: Contents) -> tuple[str, ...]:
    values = _of_entry(about)
    text = _(
        "On %(date)s we paid %(amount)s of your payment %(reference)s back to you. Within ten"
        " working days it reaches the card or account that you used.",
        **values,
    )
    return _("We have paid %(amount)s back to you", **values), text, _owed(about), _ask_support()


def _disputed(about: Contents) -> tuple[str, ...]:
    values = _of_entry(about)
    text = _(
        "On %(date)s your bank took %(amount)s of your payment %(reference)s back from us, because"
        " this payment is disputed. The amount is taken from your credit or added to what you owe."
        " If the dispute is withdrawn, or decided in our favour, the payment counts again.",
        **values,
    )
    closing = _("If you did not dispute this payment, contact your bank and the Support team.")
    subject = _("Disputed payment: your bank has taken %(amount)s back from us", **values)
    return subject, text, _owed(about), closing


def _counts_again(about: Contents) -> tuple[str, ...]:
    values = _of_entry(about)
    text = _(
        "The dispute about your payment %(reference)s was closed on %(date)s. The payment counts"
        " again, for %(amount)s.",
        **values,
    )
    subject = _("Dispute closed: %(amount)s of your payment counts again", **values)
    return subject, text, _owed(about), _ask_support()


def _returned(about: Contents) -> tuple[str, ...]:
    values = _of_entry(about)
    text = _(
        "On %(date)s the bank returned your transfer or cheque of %(amount)s. The amount is taken"
        " from your credit or added to what you owe.",
        **values,
    )
    subject = _("Your transfer or cheque of %(amount)s was returned by the bank", **values)
    return subject, text, _owed(about), _ask_support()


def _invited(about: Contents, link: str) -> tuple[str, ...]:
    if not link:
        raise ValueError("an invitation needs its link")
    text = _(
        "You are invited to the billing account %(account)s. To accept, open this link within a"
        " week and sign in:",
        account=about.account,
    )
    advice = _(
        "If you don’t know why you are invited, do nothing: the invitation expires by itself."
    )
    subject = _("You are invited to the account %(account)s", account=about.account)
    return subject, text, link, advice


def _of_entry(about: Contents) -> dict[str, str]:
    entry = about.entry
    if entry is None:
        raise ValueError("a letter about money that went back needs its entry")
    return {
        "amount": money(entry.amount),
        "date": day(day_in(about.zone, entry.at)),
        "reference": about.attempt.reference if about.attempt else "",
    }


def _owed(about: Contents) -> str:
    """Where what is to be paid stands."""
    if about.invoice is None:
        screen = label("billing_and_usage")
        return _("Your balance stands on the screen “%(screen)s”.", screen=screen)
    return _(
        "The payment was for invoice %(number)s. The amount left to pay stands on the screen"
        " “%(invoices)s”.",
        number=about.invoice.number,
        invoices=label("invoices"),
    )


def _ask_support() -> str:
    return _("If you have a question about it, contact the Support team.")


def _method(about: Contents) -> str:
    return about.method.printed if about.method else ""


#: By the kind of a letter: its subject, then its paragraphs.
_KINDS: dict[MailKind, Callable[[Contents], tuple[str, ...]]] = {
    MailKind.DETAILS_VALIDATED: _validated,
    MailKind.DETAILS_REFUSED: _refused,
    MailKind.PAYMENT_RECEIVED: _received,
    MailKind.DEBIT_REFUSED: _debit_refused,
    MailKind.PAID_BACK: _paid_back,
    MailKind.PAYMENT_DISPUTED: _disputed,
    MailKind.PAYMENT_COUNTS_AGAIN: _counts_again,
    MailKind.TRANSFER_RETURNED: _returned,
}
