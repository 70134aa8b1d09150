"""Search in the portal: the screens, found by their names and by the labels that stand on them."""

from dataclasses import dataclass
from unicodedata import combining, normalize

from flask import url_for

from widget.core.languages import gettext as _
from widget.core.languages import label


@dataclass(frozen=True)
class Hit:
    """A screen that search can find; `control` names its link."""

    control: str
    url: str


#: Control → endpoint of every screen that can be found, in the order of the menus.
SCREENS = {
    "cost_management_billing": "portal.billing",
    "billing_and_usage": "portal.billing_usage",
    "billing_items": "portal.billing_usage",
    "invoices": "invoices.listing",
    "payments": "payments.payments",
    "one_time_payment": "payments.payments",
    "payment_method": "methods.listing",
    "messages": "mailbox.letters",
    "create_case": "support.new",
    "your_cases": "support.cases",
}


#: What else people call a screen by: controls whose labels stand on it.
LABELS = {
    "billing_and_usage": ("account_balance", "usage_by_service", "usage_total"),
    "invoices": (
        "invoice_due",
        "invoice_past_due",
        "invoice_paid",
        "credit_note",
        "pay_now",
        "download_invoice",
        "how_to_pay",
        "pay_by_cheque",
        "pay_by_transfer",
    ),
    "one_time_payment": ("pay_by_card", "pay_with_paypal"),
    "payment_method": ("add_method", "change_method", "remove_method", "billing_contact"),
    "create_case": ("support",),
    "your_cases": ("support", "case_open"),
}


def _also_called(control: str) -> str:
    """What else people call a screen, in the reader's language."""
    return {
        "invoices": _("overdue unpaid bill receipt"),
        "payments": _("refund PayPal"),
        "payment_method": _("credit card bank details"),
        "your_cases": _("refund complaint help"),
        "create_case": _("refund complaint help contact"),
    }.get(control, "")


def find(query: str) -> list[Hit]:
    """Return the screens whose name, or a label on them, has every word of the query.

    What is found by its name comes first. Accents and capitals don't matter: French is often typed
    without them.
    """
    words = _folded(query).split()
    if not words:
        return []
    named = [control for control in SCREENS if _has(words, label(control))]
    others = [
        control
        for control in SCREENS
        if control not in named
        and any(_has(words, label(control), text) for text in _texts(control))
    ]
    return [Hit(control, url_for(SCREENS[control])) for control in named + others]


def _texts(control: str) -> list[str]:
    """What a screen is found by beside its name."""
    return [*map(label, LABELS.get(control, ())), _also_called(control)]


def _has(words: list[str], *texts: str) -> bool:
    """Tell whether each word stands in one of the texts."""
    folded = _folded(" ".join(texts))
    return all(word in folded for word in words)


def _folded(text: str) -> str:
    plain = normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not combining(letter))
