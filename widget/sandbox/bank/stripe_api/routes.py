"""The interface's addresses for payments: customers, their methods, sessions and intents."""

from urllib.parse import urlsplit

from flask import current_app

from widget.core import languages
from widget.core.language_lookup import nearest
from widget.sandbox.bank.stripe_api import forms, intents, payment_methods, sessions
from widget.sandbox.bank.stripe_api.errors import invalid
from widget.sandbox.bank.stripe_api.interface import Answered, answers, bp, listed
from widget.sandbox.bank.stripe_api.objects import Objects

_MODES = ("payment", "setup")
_PAGES = ("card", "paypal")


@bp.post("/customers")
@answers
def create_customer(objects: Objects, given: forms.Parameters) -> Answered:
    """Keep a customer."""
    forms.require_known(given, ("email", "name", "metadata"))
    body = {"email": given.get("email"), "name": given.get("name")}
    return 200, objects.add("cus", {**body, "metadata": forms.mapping(given, "metadata")})


@bp.get("/customers/<id>")
@answers
def customer(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a customer."""
    return 200, objects.get(id, "customer")


@bp.get("/payment_methods/<id>")
@answers
def payment_method(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a method that was given on a page."""
    return 200, objects.get(id, "payment_method")


_SESSION = (
    *("cancel_url", "client_reference_id", "currency", "customer", "line_items", "locale"),
    *("metadata", "mode"),
    *("payment_intent_data", "allowed_payment_method_types", "setup_intent_data", "success_url"),
)


@bp.post("/checkout/sessions")
@answers
def create_session(objects: Objects, given: forms.Parameters) -> Answered:
    """Open a page."""
    forms.require_known(given, _SESSION)
    mode = forms.one_of(given, "mode", _MODES)
    types = given.get("allowed_payment_method_types")
    if not isinstance(types, list) or len(types) != 1 or types[0] not in _PAGES:
        raise invalid("allowed_payment_method_types", "The sandbox has pages of one kind each.")
    amount, currency = _line_items(given) if mode == "payment" else (None, None)
    inner = forms.mapping(given, "payment_intent_data" if amount else "setup_intent_data")
    locale = forms.text(given, "locale", "en")
    session = sessions.open_session(
        objects,
        customer=objects.get(forms.text(given, "customer"), "customer")["id"],
        mode=mode,
        page=types[0],
        amount=amount,
        currency=currency,
        metadata=forms.mapping(given, "metadata"),
        client_reference_id=given.get("client_reference_id"),
        address=_page("checkout", locale),
        challenge_at=_page("authenticate", locale),
        success_url=_own_address(given, "success_url"),
        cancel_url=_own_address(given, "cancel_url"),
        metadata_of_intent=forms.mapping(inner, "metadata"),
        save=mode == "setup" or inner.get("setup_future_usage") == "off_session",
    )
    return 200, session


def _line_items(given: forms.Parameters) -> tuple[int, str]:
    """Return what is to be charged: one price, once."""
    items = given.get("line_items")
    if not isinstance(items, list) or len(items) != 1 or not isinstance(items[0], dict):
        raise invalid("line_items", "The sandbox charges one line item.")
    price = forms.mapping(items[0], "price_data")
    if forms.whole(items[0], "quantity") != 1:
        raise invalid("line_items", "The sandbox charges one line item, once.")
    return forms.whole(price, "unit_amount"), forms.text(price, "currency")


def _own_address(given: forms.Parameters, name: str) -> str:
    """Return an address that customers are sent back to: of our client, and nowhere else."""
    address = forms.text(given, name)
    if not address.startswith(current_app.config["CLIENT_ORIGIN"] + "/"):
        raise invalid(name, f"Not an address of the client's: {name}")
    return address


@bp.get("/checkout/sessions")
@answers
def list_sessions(objects: Objects, given: forms.Parameters) -> Answered:
    """Return a customer's sessions, the newest first."""
    return 200, listed(objects, given, "checkout.session")


@bp.get("/checkout/sessions/<id>")
@answers
def session(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a session."""
    return 200, objects.get(id, "checkout.session")


@bp.post("/checkout/sessions/<id>/expire")
@answers
def expire_session(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """End a session that nobody has completed."""
    return 200, sessions.expire(objects, objects.get(id, "checkout.session"))


_INTENT = (
    *("amount", "confirm", "currency", "customer", "metadata", "off_session", "payment_method"),
    *("allowed_payment_method_types", "return_url"),
)


@bp.post("/payment_intents")
@answers
def create_intent(objects: Objects, given: forms.Parameters) -> Answered:
    """Begin a payment, and try its method where it is to be confirmed."""
    forms.require_known(given, _INTENT)
    who = objects.get(forms.text(given, "customer"), "customer")["id"]
    is_confirmed = forms.is_yes(given, "confirm")
    method, reference = None, None
    if is_confirmed:
        reference = forms.text(given, "payment_method")
        method = payment_methods.test_method(objects, reference, who)
    back = _own_address(given, "return_url") if is_confirmed else ""
    intent = intents.new_intent(
        objects,
        who,
        forms.whole(given, "amount"),
        forms.text(given, "currency"),
        forms.mapping(given, "metadata"),
        back,
        _page("authenticate", _language(back)),
    )
    if method is None or reference is None:
        return 200, intent
    intent = intents.confirm(objects, intent, reference, method)
    if intent["last_payment_error"]:
        return 402, intents.card_error(intent)
    return 200, intent


def _page(name: str, language: str) -> str:
    """The address of one of the bank's pages, in the nearest language, with `{}` for an id."""
    spoken = nearest([language], languages.tags()) or languages.SOURCE
    return f"{current_app.config['PUBLIC_ORIGIN']}/{spoken}/{name}/{{}}"


def _language(address: str) -> str:
    """A payment has no language: its customer is asked in that of the client's address."""
    return urlsplit(address).path.lstrip("/").partition("/")[0]


@bp.get("/payment_intents")
@answers
def list_intents(objects: Objects, given: forms.Parameters) -> Answered:
    """Return a customer's payments, the newest first."""
    return 200, listed(objects, given, "payment_intent")


@bp.get("/payment_intents/<id>")
@answers
def intent(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Return a payment."""
    return 200, objects.get(id, "payment_intent")


@bp.post("/payment_intents/<id>/cancel")
@answers
def cancel_intent(objects: Objects, given: forms.Parameters, id: str) -> Answered:
    """Cancel a payment that isn't finished."""
    return 200, intents.cancel(objects, objects.get(id, "payment_intent"))


_SETUP = (
    "confirm",
    "customer",
    "metadata",
    "payment_method",
    "allowed_payment_method_types",
    "usage",
)


@bp.post("/setup_intents")
@answers
def create_setup(objects: Objects, given: forms.Parameters) -> Answered:
    """Say whether a method could be charged later; nothing is."""
    forms.require_known(given, _SETUP)
    who = objects.get(forms.text(given, "customer"), "customer")["id"]
    reference = forms.text(given, "payment_method")
    method = payment_methods.test_method(objects, reference, who)
    setup = intents.new_setup(
        objects, who, reference, forms.mapping(given, "metadata"), "requires_confirmation"
    )
    if not forms.is_yes(given, "confirm"):
        return 200, setup
    if method.outcome == "declined":
        return 402, intents.refuse_setup(objects, setup, method)
    return 200, objects.change(setup, status="succeeded")
