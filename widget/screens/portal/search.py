"""Search in the portal: the screens, found by their names."""

from dataclasses import dataclass
from unicodedata import combining, normalize

from flask import url_for

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


def find(query: str) -> list[Hit]:
    """Return the screens whose name holds every word of the query, wherever it stands.

    Accents and capitals don't matter: French is often typed without them.
    """
    words = _folded(query).split()
    if not words:
        return []
    return [
        Hit(control, url_for(endpoint))
        for control, endpoint in SCREENS.items()
        if all(word in _folded(label(control)) for word in words)
    ]


def _folded(text: str) -> str:
    plain = normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not combining(letter))
