"""A small product for tests of the toolkit that need no screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
    kind: str
    label: str


CONTROLS = {
    "added": Control("status", "%(member)s has been added"),
    "amount": Control("textbox", "Amount"),
    "cancel": Control("button", "Cancel"),
    "card": Control("radiogroup", "Card"),
    "delete": Control("icon", "Delete"),
    "due": Control("status", "Due"),
    "gateway": Control("page", "Card details"),
    "invoices": Control("link", "Invoices"),
    "name": Control("textbox", "Name"),
    "paid": Control("status", "Paid"),
    "pay": Control("button", "Pay now"),
    "receipt": Control("file", "Receipt"),
    "remember": Control("checkbox", "Remember"),
    "search": Control("searchbox", "Search"),
    "section": Control("heading", "Section"),
    "sure": Control("dialog", "Sure?"),
    "tags": Control("listbox", "Tags"),
}
SCENARIOS = ("company",)
ROLES = ("owner", "reader")
DRIVERS = {"gateway": lambda frame, value: None}
