"""What became of a payment, or why none was begun: the same words wherever it was made."""

from widget.core.gateway import Reason
from widget.core.languages import gettext as _
from widget.core.languages import label, money
from widget.payments.attempts import Refusal
from widget.storage.models import Attempt, AttemptState, Invoice, Method, MethodState
from widget.web.notices import GATEWAY_PAGES, Notice, bank_down, nothing_charged


def of_attempt(attempt: Attempt, invoice: Invoice | None, method: Method | None) -> Notice:
    """Say what became of a payment: of an invoice with a method, or (None) of any amount."""
    state = AttemptState(attempt.state)
    if state is AttemptState.SUCCEEDED:
        return _of_success(attempt, invoice, method)
    if state is AttemptState.DECLINED:
        return of_declined(attempt)
    if attempt.reason == Reason.UNREACHABLE:
        return bank_down(attempt.reference)
    if state is AttemptState.CANCELLED:
        return Notice(
            "warning",
            _("The payment was cancelled"),
            nothing_charged(),
            _("Invoice %(number)s is still to be paid.", number=invoice.number)
            if invoice
            else _("Your balance has not changed. You can start a new payment at any time."),
            reference=attempt.reference,
        )
    if state in (AttemptState.UNKNOWN, AttemptState.SUBMITTED):
        return Notice(
            "warning",
            _("We don’t know yet whether the payment went through"),
            _("Your card may have been charged: the bank has not answered yet."),
            _(
                "Don’t pay again. Load this page again in a minute: it asks the bank for the"
                " result. If nothing changes, cancel the payment."
            ),
            reference=attempt.reference,
        )
    return _of_unfinished(attempt, state)


def _of_unfinished(attempt: Attempt, state: AttemptState) -> Notice:
    go_on = _("Continue on the bank’s page, or cancel the payment.")
    detail, advice = {
        AttemptState.CREATED: (
            _("The bank’s page could not be opened."),
            _("Cancel the payment, then start it again in a few minutes."),
        ),
        AttemptState.AWAITING_CUSTOMER: (
            _("You left the bank’s page before the payment was made."),
            go_on,
        ),
        AttemptState.ACTION_REQUIRED: (_("Your bank is asking you to authenticate."), go_on),
    }[state]
    return Notice(
        "warning",
        _("The payment is not finished"),
        _("Nothing has been charged yet."),
        advice,
        detail,
        attempt.reference,
    )


def _of_success(attempt: Attempt, invoice: Invoice | None, method: Method | None) -> Notice:
    amount = money(attempt.amount)
    if invoice is None or method is None:
        return Notice(
            "success",
            label("payment_accepted"),
            _("%(amount)s was charged, once.", amount=amount),
            _(
                "Your balance already shows this payment."
                " The details that you entered were not saved."
            ),
            reference=attempt.reference,
            control="payment_accepted",
            completed=GATEWAY_PAGES,
        )
    detail = ""
    if method.kept and method.state == MethodState.PENDING:
        detail = _("The card is saved: it can be used again once it is validated.")
    return Notice(
        "success",
        label("payment_accepted"),
        _(
            "%(amount)s was charged to %(card)s for invoice %(number)s.",
            amount=amount,
            card=method.printed,
            number=invoice.number,
        ),
        _("There is nothing else to do."),
        detail,
        attempt.reference,
        control="payment_accepted",
    )


def of_declined(attempt: Attempt) -> Notice:
    """Say why a payment was refused."""
    other = _("Use another payment method, or ask your bank or PayPal why.")
    reasons = {
        Reason.DECLINED: ("reason_declined", other),
        Reason.INSUFFICIENT_FUNDS: (
            "reason_funds",
            _("Use another payment method, or pay a part of it with a one-time payment.")
            if attempt.invoice_id
            else _("Use another payment method, or pay a smaller amount."),
        ),
        Reason.EXPIRED_CARD: ("reason_expired", _("Use another payment method.")),
        Reason.AUTHENTICATION_FAILED: (
            "reason_authentication",
            _("Try again, or use another payment method."),
        ),
    }
    reason, advice = reasons[Reason(attempt.reason or Reason.DECLINED)]
    return Notice(
        "error",
        _("Payment declined"),
        nothing_charged(),
        advice,
        label(reason),
        attempt.reference,
        reason=reason,
    )


def of_refusal(refusal: Refusal, number: str) -> Notice:
    """Say why the payment of an invoice (or, without a number, of any amount) was not begun."""
    title, money, advice = {
        Refusal.PAID_ALREADY: (
            _("This invoice is already paid"),
            _("You were not charged a second time."),
            _("There is nothing left to do."),
        ),
        Refusal.CREDIT_NOTE: (
            _("This is a credit note: there is nothing to pay"),
            nothing_charged(),
            _("Its amount lowers your balance, or settles your next invoices."),
        ),
        Refusal.IN_PROGRESS: (
            _("A payment for this invoice is under way"),
            _("No second payment was started."),
            _("Wait for the result of the first, or cancel it in the list."),
        ),
        Refusal.NO_METHOD: (
            _("This payment method can’t be used"),
            nothing_charged(),
            _("Choose another card, then confirm the payment."),
        ),
        Refusal.OTHER_AMOUNT: (
            _("The amount to pay has changed since you opened this page"),
            nothing_charged(),
            _("Check the amount, then confirm the payment again."),
        ),
        Refusal.TOO_MANY: (
            _("Too many of your payments are not finished"),
            nothing_charged(),
            _("Continue or cancel them on this screen, then start a new one."),
        ),
    }[refusal]
    return Notice("warning", title, money, advice, invoice=number)


def no_card(number: str) -> Notice:
    """Say that the customer came back from the card page without a card."""
    return Notice(
        "warning",
        _("No card was added"),
        nothing_charged(),
        _("Choose a saved card, or add another card."),
        invoice=number,
    )
