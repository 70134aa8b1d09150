"""A foreign product: its own registry, catalogue and application, nothing of the widget."""

from typing import NamedTuple


class Field(NamedTuple):
    kind: str
    label: str


CONTROLS = {
    "name": Field("textbox", "Your name"),
    "day": Field("textbox", "Day of arrival"),
    "size": Field("combobox", "Size"),
    "gift": Field("checkbox", "Gift wrap"),
    "delivery": Field("radiogroup", "Delivery"),
    "go_on": Field("button", "Continue"),
    "check": Field("heading", "Check your order"),
    "thanks": Field("heading", "Thank you"),
    "number": Field("text", "Order number"),
}
SCENARIOS = ("empty-cart",)
ROLES = ("visitor",)
DRIVERS: dict[str, object] = {}
