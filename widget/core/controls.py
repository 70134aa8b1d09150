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
        control("manage", "button", "Manage"),
        control("billing_and_usage", "menuitem", "Billing and usage"),
        control("messages", "menuitem", "Messages"),
        control("support", "button", "Support"),
        control("create_case", "menuitem", "Create a case"),
        control("your_cases", "menuitem", "Your cases"),
        control("billing", "text", "Billing"),
        control("invoices", "link", "Invoices"),
        control("payments", "link", "Payments"),
        # Dashboard and usage
        control("account_balance", "heading", "Account balance"),
        control("billing_items", "heading", "Billing items"),
        control("usage_by_service", "heading", "Usage by service"),
        control("usage_total", "text", "Total not invoiced yet"),
        # Billing roles
        control("role_owner", "text", "Billing account owner"),
        control("role_profile_owner", "text", "Billing profile owner"),
        control("role_contributor", "text", "Contributor"),
        control("role_reader", "text", "Invoice reader"),
        # Invoices
        control("status_filter", "combobox", "Status"),
        control("apply_filter", "button", "Filter"),
        control("invoice_due", "status", "Due"),
        control("invoice_past_due", "status", "Past due"),
        control("invoice_paid", "status", "Paid"),
        control("invoice_in_progress", "status", "Payment in progress"),
        control("credit_note", "status", "Credit note"),
        control("open_invoice", "link", "View the invoice"),
        control("pay_now", "button", "Pay now"),
        control("cancel_payment", "button", "Cancel the payment"),
        # An invoice
        control("invoice_items", "heading", "Invoiced usage"),
        control("download_invoice", "link", "Download as PDF"),
        control("how_to_pay", "heading", "How to pay by cheque or wire transfer"),
        control("pay_by_cheque", "heading", "Cheque"),
        control("pay_by_transfer", "heading", "Wire transfer"),
        # The pay-now panel
        control("choose_method", "button", "Select a payment method"),
        control("saved_cards", "radiogroup", "Saved cards"),
        control("keep_card", "checkbox", "Save this card for future payments"),
        control("add_card", "button", "Add a card"),
        control("confirm_payment", "button", "Pay now"),
        control("close_panel", "link", "Close"),
        # One-time payment
        control("one_time_payment", "heading", "Make a one-time payment"),
        control("amount", "textbox", "Amount"),
        control("continue_payment", "button", "Continue"),
        control("pay_by_card", "button", "Pay by card"),
        control("pay_with_paypal", "button", "Pay with PayPal"),
        control("payment_accepted", "text", "Your payment was accepted"),
        control("reason_declined", "text", "Your bank or PayPal declined the payment."),
        control("reason_funds", "text", "There are insufficient funds on this card."),
        control("reason_expired", "text", "This card has expired."),
        control("reason_authentication", "text", "The authentication was refused, or it failed."),
        control("report_payment", "link", "Create a case about this payment"),
        # Payment methods
        control("payment_method", "link", "Payment method"),
        control("add_method", "button", "Add a payment method"),
        control("change_method", "button", "Change"),
        control("remove_method", "button", "Remove"),
        control("details_pending", "status", "Pending validation"),
        control("details_validated", "status", "Validated"),
        control("details_refused", "status", "Declined"),
        control("details_expired", "status", "Expired"),
        control("billing_contact", "heading", "Billing contact and address"),
        control("contact_email", "textbox", "E-mail address"),
        control("give_card", "button", "Enter card details"),
        control("give_paypal", "button", "Continue with PayPal"),
        # Support
        control("case_subject", "textbox", "Subject"),
        control("case_description", "textbox", "Description"),
        control("payment_reference", "textbox", "Payment reference"),
        control("send_case", "button", "Send the case"),
        control("case_created", "text", "Your case was created"),
        control("case_open", "status", "Open"),
        # The bank's pages
        control("card_page", "page", "Card details"),
        control("paypal_page", "page", "PayPal account"),
    )
)
