"""Every control that a help page may name: its kind and its label in English.

A label is written here and nowhere else; its translation is in the catalogue `widget`, with the
control's name as `msgctxt`. Kinds are ARIA roles, or `text` (only read) and `page` (a gateway's).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
    """A control: what it is, and what it says."""

    kind: str
    label: str


def control(name: str, kind: str, label: str) -> tuple[str, Control]:
    """Name a control; message extraction looks for calls of this function."""
    return name, Control(kind, label)


CONTROLS: dict[str, Control] = dict(
    (
        # Portal
        control("sign_in", "button", "Sign in"),
        control("search", "searchbox", "Search"),
        control("cost_management_billing", "link", "Cost Management + Billing"),
        control("billing", "text", "Billing"),
        control("invoices", "link", "Invoices"),
        # Billing roles
        control("role_owner", "text", "Billing account owner"),
        control("role_profile_owner", "text", "Billing profile owner"),
        control("role_contributor", "text", "Contributor"),
        control("role_reader", "text", "Invoice reader"),
        # Invoices
        control("invoice_due", "status", "Due"),
        control("invoice_past_due", "status", "Past due"),
        control("invoice_paid", "status", "Paid"),
        control("invoice_in_progress", "status", "Payment in progress"),
        control("pay_now", "button", "Pay now"),
        control("cancel_payment", "button", "Cancel the payment"),
        # The pay-now panel
        control("choose_method", "button", "Select a payment method"),
        control("saved_cards", "radiogroup", "Saved cards"),
        control("keep_card", "checkbox", "Save this card for future payments"),
        control("add_card", "button", "Add a card"),
        control("confirm_payment", "button", "Pay now"),
        control("close_panel", "link", "Close"),
        # The bank's pages
        control("card_page", "page", "Card details"),
    )
)
