"""What Stripe is asked for: the parameters of each request, checked by the SDK's types."""

from typing import Literal, cast

from stripe.params import (
    PaymentIntentCreateParams,
    RefundCreateParams,
    SetupIntentCreateParams,
)
from stripe.params.checkout import SessionCreateParams

from widget.core.gateway import GatewayUnavailableError, Key, PageKind
from widget.core.languages import gettext as _
from widget.core.languages import speaking
from widget.core.money import Money
from widget.gateways.stripe.amounts import to_stripe

#: Under this name the metadata of what is ours say under which key it was asked for.
KEY = "key"
#: The metadata of what only uses a key up have this.
FOR_NOTHING = "for_nothing"
_TYPES: tuple[Literal["card", "paypal"], ...] = ("card", "paypal")


def of_page(
    page: PageKind, amount: Money | None, save: bool, key: Key, return_url: str, locale: str
) -> SessionCreateParams:
    """A page that charges an amount, or (None) only takes a card or account."""
    params: SessionCreateParams = {
        "cancel_url": f"{return_url}{'&' if '?' in return_url else '?'}left=1",
        "client_reference_id": key.value,
        "customer": key.customer,
        "locale": cast(Literal["en"], locale.replace("_", "-")),
        "metadata": {KEY: key.value},
        "allowed_payment_method_types": [page.value],
        "success_url": return_url,
    }
    if amount is None:
        params["mode"] = "setup"
        params["setup_intent_data"] = {"metadata": {KEY: key.value}}
        return params
    params["mode"] = "payment"
    params["line_items"] = [
        {
            "quantity": 1,
            "price_data": {
                "currency": amount.currency.lower(),
                "product_data": {"name": _product(locale)},
                "unit_amount": _units(amount),
            },
        }
    ]
    params["payment_intent_data"] = {"metadata": {KEY: key.value}}
    if save:
        params["payment_intent_data"]["setup_future_usage"] = "off_session"
    return params


def _product(locale: str) -> str:
    """What the page says is paid for, in its language."""
    with speaking(locale.replace("-", "_")):
        return _("Payment")


def of_charge(method: str, amount: Money, key: Key, return_url: str) -> PaymentIntentCreateParams:
    """A charge of a saved card or account, tried at once."""
    return {
        "allowed_payment_method_types": list(_TYPES),
        "amount": _units(amount),
        "confirm": True,
        "currency": amount.currency.lower(),
        "customer": key.customer,
        "metadata": {KEY: key.value},
        "payment_method": method,
        "return_url": return_url,
    }


def of_payment_for_nothing(key: Key) -> PaymentIntentCreateParams:
    """A payment that nothing is tried with: it uses its key up."""
    return {
        "amount": 100,
        "currency": "eur",
        "customer": key.customer,
        "metadata": {KEY: key.value, FOR_NOTHING: "yes"},
    }


def of_page_for_nothing(key: Key, nowhere: str) -> SessionCreateParams:
    """A page that charges nothing, and that nobody is sent to: it uses its key up."""
    return {
        "allowed_payment_method_types": ["card"],
        "cancel_url": nowhere,
        "customer": key.customer,
        "metadata": {KEY: key.value, FOR_NOTHING: "yes"},
        "mode": "setup",
        "success_url": nowhere,
    }


def of_refund(payment: str, amount: Money, key: str) -> RefundCreateParams:
    """Money back of a payment."""
    return {"amount": _units(amount), "metadata": {KEY: key}, "payment_intent": payment}


def of_validation(method: str, customer: str) -> SetupIntentCreateParams:
    """A look whether a card or account can be charged when nobody is there."""
    return {
        "allowed_payment_method_types": list(_TYPES),
        "confirm": True,
        "customer": customer,
        "payment_method": method,
        "usage": "off_session",
    }


def _units(amount: Money) -> int:
    try:
        return to_stripe(amount)
    except ValueError as error:
        raise GatewayUnavailableError(str(error)) from error
