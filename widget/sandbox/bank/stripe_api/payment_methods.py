"""Stripe's payment methods: those that customers gave, and test methods by their names."""

from typing import Any

from widget.core.gateway import PageKind
from widget.sandbox.bank.methods import BY_NAME, BY_REFERENCE, TestMethod
from widget.sandbox.bank.stripe_api.errors import missing
from widget.sandbox.bank.stripe_api.objects import Body, Objects

#: Under this name an object's metadata say which test method it is.
_TEST = "test_method"


def test_method(objects: Objects, reference: str, customer: str | None) -> TestMethod:
    """Return the test method that a reference stands for. Raises ApiError.

    A method that belongs to a customer is that customer's alone.
    """
    if reference in BY_REFERENCE:
        return BY_REFERENCE[reference]
    found = objects.get(reference, "payment_method")
    if found["customer"] and found["customer"] != customer:
        raise missing("payment_method", reference)
    return BY_NAME[found["metadata"][_TEST]]


def keep(objects: Objects, method: TestMethod, customer: str | None) -> Body:
    """Keep a method that was given on a page; with a customer it can be charged again."""
    return objects.add(
        "pm",
        {
            "type": method.page.value,
            method.page.value: _described(method),
            "customer": customer,
            "billing_details": {"address": None, "email": None, "name": None, "phone": None},
            "metadata": {_TEST: method.name},
        },
    )


def _described(method: TestMethod) -> dict[str, Any]:
    if method.page is PageKind.PAYPAL:
        return {"payer_email": method.email, "payer_id": method.name}
    year, _, month = (method.expiry or "").partition("-")
    return {
        "brand": method.brand.lower(),
        "display_brand": method.brand.lower(),
        "last4": method.identifier,
        "exp_month": int(month),
        "exp_year": int(year),
        "funding": "credit",
        "country": "FR",
    }
