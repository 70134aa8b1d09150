"""What screens say when something happened: what, whether money moved, what to do."""

from dataclasses import dataclass

from wtforms import Form

from widget.core.languages import gettext as _


@dataclass(frozen=True)
class Notice:
    """A message of three statements; `kind` is `success`, `warning` or `error`.

    `money` is empty where a message has nothing to do with any.
    `control` is what help pages call the message by its title, `reason` by its detail;
    `completed` names the gateway's pages that the customer has completed;
    `reference` is the payment that it is about, `invoice` the number of an invoice; `case` tells
    whether it offers the way to a support case.
    """

    kind: str
    title: str
    money: str
    advice: str
    detail: str = ""
    reference: str = ""
    invoice: str = ""
    case: bool = True
    control: str = ""
    reason: str = ""
    completed: str = ""


#: What a customer comes back from when details were given, or a one-time payment was made.
GATEWAY_PAGES = "card_page paypal_page"


def nothing_charged() -> str:
    """The statement that no money moved."""
    return _("Nothing was charged.")


def of_form(form: Form, title: str, money: str | None = None, *, case: bool = True) -> Notice:
    """Say what is wrong with a form; each of its errors says what to do.

    Several errors stand beside their fields.
    """
    found = {"": form.errors["form_token"]} if "form_token" in form.errors else form.errors
    errors = [str(error) for errors in found.values() for error in errors]
    if len(errors) > 1:
        errors = [_("Correct the fields that are marked below.")]
    return Notice(
        "error", title, nothing_charged() if money is None else money, " ".join(errors), case=case
    )


def of_role(title: str) -> Notice:
    """Say that somebody's role doesn't allow it."""
    advice = _("Ask a billing account owner to give you another role.")
    return Notice("error", title, nothing_charged(), advice)


def bank_down(reference: str = "") -> Notice:
    """Say that the gateway's page could not be opened."""
    return Notice(
        "error",
        _("The bank can’t be reached"),
        nothing_charged(),
        _("Try again in a few minutes."),
        reference=reference,
    )


def too_many_pages() -> Notice:
    """Say that too many of the gateway's pages were opened, and not used."""
    return Notice(
        "warning",
        _("Too many of the bank’s pages are open"),
        nothing_charged(),
        _("Enter the details on one of them, or wait half an hour, then start again."),
    )
