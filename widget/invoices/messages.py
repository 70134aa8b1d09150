"""What the invoices' screens say: what happened, whether money moved, what to do."""

from dataclasses import dataclass

from wtforms import Form

from widget.attempts import Refusal
from widget.gateway import Reason
from widget.languages import gettext as _
from widget.languages import money
from widget.models import Attempt, AttemptState, Invoice, Method, MethodState


@dataclass(frozen=True)
class Message:
    """A message; `kind` is `success`, `warning` or `error`."""

    kind: str
    title: str
    text: str


def of_attempt(attempt: Attempt, invoice: Invoice, method: Method) -> Message:
    """Say what became of a payment."""
    values = {
        "number": invoice.number,
        "amount": money(attempt.amount),
        "card": f"{method.brand} •••• {method.last_digits}",
    }
    state = AttemptState(attempt.state)
    if state is AttemptState.SUCCEEDED:
        title = _("Thank you, your payment went through")
        text = _("%(amount)s was charged to %(card)s for invoice %(number)s.", **values)
        if method.kept and method.state == MethodState.PENDING:
            text += " " + _("The card is saved: it can be used again within 24 hours.")
        return Message("success", title, text)
    if state is AttemptState.CANCELLED:
        title = _("The payment was cancelled")
        text = _("Nothing was charged. Invoice %(number)s is still to be paid.", **values)
        return Message("warning", title, text)
    if state is AttemptState.DECLINED:
        return of_declined(attempt)
    if state is AttemptState.ACTION_REQUIRED:
        title = _("The payment is not finished")
        text = _(
            "Your bank is asking you to authenticate. Nothing has been charged yet for invoice"
            " %(number)s. Continue with the authentication, or cancel the payment.",
            **values,
        )
        return Message("warning", title, text)
    title = _("We don’t know yet whether the payment went through")
    text = _(
        "The bank did not answer: your card may have been charged for invoice %(number)s. Don’t pay"
        " again. Load this page again in a minute: it asks the bank for the result.",
        **values,
    )
    return Message("warning", title, text)


def of_declined(attempt: Attempt) -> Message:
    """Say why a card was refused."""
    reasons = {
        Reason.DECLINED: _("Your bank refused the payment."),
        Reason.INSUFFICIENT_FUNDS: _("There are insufficient funds on this card."),
        Reason.EXPIRED_CARD: _("This card has expired."),
        Reason.AUTHENTICATION_FAILED: _("The authentication failed."),
    }
    reason = reasons[Reason(attempt.reason or Reason.DECLINED)]
    advice = _("Nothing was charged. Choose another card, or ask your bank.")
    return Message("error", _("Payment declined"), f"{reason} {advice}")


def of_role() -> Message:
    """Say why somebody can't pay."""
    return Message(
        "error",
        _("Your role can’t pay invoices"),
        _("Nothing was charged. Ask a billing account owner to give you another role."),
    )


def of_payment_form(form: Form) -> Message:
    """Say why a payment was not begun."""
    return _of_form(form, _("The payment was not started"), _("Nothing was charged."))


def of_card_form(form: Form) -> Message:
    """Say why the card page was not opened."""
    return _of_form(form, _("No card was added"), _("Nothing was charged."))


def of_cancel_form(form: Form) -> Message:
    """Say why a payment goes on."""
    return _of_form(form, _("The payment was not cancelled"), _("It is still under way."))


def _of_form(form: Form, title: str, money: str) -> Message:
    errors = [str(error) for errors in form.errors.values() for error in errors]
    return Message("error", title, " ".join([money, *errors]))


def of_code(code: str) -> Message | None:
    """Say why nothing was begun; None for a code we don't have."""
    known = {
        Refusal.PAID_ALREADY: (
            _("This invoice is already paid"),
            _("You were not charged a second time, and there is nothing left to do."),
        ),
        Refusal.IN_PROGRESS: (
            _("A payment for this invoice is under way"),
            _(
                "No second payment was started. Wait for the result of the first, or cancel it in"
                " the list."
            ),
        ),
        Refusal.NO_METHOD: (
            _("This payment method can’t be used"),
            _("Nothing was charged. Start the payment again with another card."),
        ),
        "bank_down": (
            _("The bank can’t be reached"),
            _("Nothing was charged. Try again in a few minutes, or use a saved card."),
        ),
        "no_card": (
            _("No card was added"),
            _("Nothing was charged. Choose a saved card, or add another card."),
        ),
    }
    if code not in known:
        return None
    return Message("warning", *known[code])
