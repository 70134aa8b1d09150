"""A small product for tests of the toolkit that need no screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
    kind: str
    label: str


CONTROLS = {
    "amount": Control("textbox", "Amount"),
    "cancel": Control("button", "Cancel"),
    "card": Control("radiogroup", "Card"),
    "due": Control("status", "Due"),
    "gateway": Control("page", "Card details"),
    "invoices": Control("link", "Invoices"),
    "paid": Control("status", "Paid"),
    "pay": Control("button", "Pay now"),
    "remember": Control("checkbox", "Remember"),
    "search": Control("searchbox", "Search"),
    "section": Control("heading", "Section"),
}
SCENARIOS = ("company",)
ROLES = ("owner", "reader")
DRIVERS = {"gateway": lambda frame, value: None}
