"""The controls that the small products' pages name."""

from tests.support.sample import Control

CONTROLS = {
    "add": Control("button", "Add money"),
    "archive": Control("button", "Archive"),
    "archived": Control("status", "Archived"),
    "balance": Control("heading", "Account balance"),
    "change": Control("button", "Change"),
    "city": Control("combobox", "City"),
    "confirm": Control("button", "Confirm"),
    "confirmed": Control("text", "Your order is confirmed"),
    "draft": Control("status", "Draft"),
    "due": Control("status", "Due"),
    "expired": Control("status", "Expired"),
    "name": Control("textbox", "Full name"),
    "open": Control("button", "Order"),
    "paid": Control("status", "Paid"),
    "pay": Control("button", "Pay now"),
    "pending": Control("status", "Being checked"),
    "person": Control("heading", "New person"),
    "save": Control("button", "Save"),
    "saved": Control("text", "The person was saved"),
}
SCENARIOS = ("company",)
ROLES = ("owner",)
DRIVERS: dict[str, object] = {}
