"""What Stripe's objects say, in the words of a gateway."""

from typing import Any

import stripe
from stripe.checkout import Session

from widget.core.gateway import Details, GatewayUnavailableError, Key, Outcome, Reason, Result
from widget.gateways.stripe import parameters

#: The header by which Stripe says that it answers what it answered before.
_REPLAYED = "idempotent-replayed"
#: Reasons by decline code, or where there is none by code.
_REASONS = {
    "insufficient_funds": Reason.INSUFFICIENT_FUNDS,
    "expired_card": Reason.EXPIRED_CARD,
    "authentication_required": Reason.AUTHENTICATION_FAILED,
    "payment_intent_authentication_failure": Reason.AUTHENTICATION_FAILED,
}
#: Names of brands as people write them, where more than a capital letter is needed.
_BRANDS = {
    "american_express": "American Express",
    "amex": "American Express",
    "cartes_bancaires": "Cartes Bancaires",
    "diners": "Diners Club",
    "diners_club": "Diners Club",
    "eftpos_australia": "eftpos",
    "jcb": "JCB",
    "union_pay": "UnionPay",
    "unionpay": "UnionPay",
}


def of_session(session: Session) -> Result:
    """What became of a checkout session; its intent and that one's method are expanded."""
    match session.status:
        case "complete" if session.payment_status != "unpaid":
            return Result(
                Outcome.SUCCEEDED, details=_given(session), payment=_id(session.payment_intent)
            )
        case "expired":
            intent = session.payment_intent
            refused = isinstance(intent, stripe.PaymentIntent) and intent.last_payment_error
            if refused:
                return Result(Outcome.DECLINED, _reason(refused))
            return Result(Outcome.CANCELLED)
        case _:  # complete isn't paid: some methods take days
            return Result(Outcome.OPEN, url=session.url)


def of_intent(intent: stripe.PaymentIntent) -> Result:
    """What became of a payment that no page was opened for.

    Raises GatewayUnavailableError where that isn't known yet.
    """
    match intent.status:
        case "succeeded":
            return Result(Outcome.SUCCEEDED, payment=intent.id)
        case "requires_action" if intent.next_action and intent.next_action.redirect_to_url:
            return Result(Outcome.ACTION_REQUIRED, url=intent.next_action.redirect_to_url.url)
        case "requires_payment_method" if error := intent.last_payment_error:
            return Result(Outcome.DECLINED, _reason(error))
        case "canceled" | "requires_payment_method":  # nothing was tried, and nothing will be
            return Result(Outcome.CANCELLED)
        case _:
            raise GatewayUnavailableError(f"Stripe has not decided yet: {intent.status}")


def refused(error: stripe.CardError) -> Result:
    """What a refusal says."""
    return Result(Outcome.DECLINED, _reason(error.error))


def _reason(error: stripe.StripeObject | None) -> Reason:
    """Stripe leaves out what an error has none of."""
    said = error.to_dict() if error else {}
    names = (said.get("decline_code"), said.get("code"))
    return next((_REASONS[name] for name in names if name in _REASONS), Reason.DECLINED)


def _id(expandable: stripe.PaymentIntent | str | None) -> str | None:
    """The id of what may have been expanded."""
    return expandable.id if isinstance(expandable, stripe.PaymentIntent) else expandable


def _given(session: Session) -> Details | None:
    """The card or account that was given on a page which only took it."""
    setup = session.setup_intent
    method = setup.payment_method if isinstance(setup, stripe.SetupIntent) else None
    if not isinstance(method, stripe.PaymentMethod):
        return None
    said = method.to_dict()
    if card := said.get("card"):
        brand = card.get("display_brand") or card["brand"]
        expiry = f"{card['exp_year']:04}-{card['exp_month']:02}"
        name = _BRANDS.get(brand, brand.replace("_", " ").capitalize())
        return Details(method.id, name, card["last4"], expiry)
    if wallet := said.get("paypal"):
        return Details(method.id, "PayPal", masked(wallet.get("payer_email") or ""), None)
    return Details(method.id, method.type, "", None)


def masked(email: str) -> str:
    """An address of which only its owner recognises the rest: `c•••@example.com`."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def is_earlier(answer: stripe.StripeObject) -> bool:
    """Whether an answer was given before: things may have gone on since."""
    response = answer.last_response
    return response is not None and response.headers.get(_REPLAYED) == "true"


def is_kept(error: stripe.StripeError) -> bool:
    """Whether an error was given before: Stripe has kept it, and its key is used up."""
    return (error.headers or {}).get(_REPLAYED) == "true"


def is_of(made: Session | stripe.PaymentIntent, key: Key) -> bool:
    """Whether something was asked for under a key."""
    return _metadata(made).get(parameters.KEY) == key.value


def is_for_nothing(made: Session | stripe.PaymentIntent) -> bool:
    """Whether something only uses its key up."""
    return parameters.FOR_NOTHING in _metadata(made)


def what_became_of(found: Session | stripe.PaymentIntent) -> Result:
    """What became of a page or a payment, or of what only uses its key up."""
    if is_for_nothing(found):
        return Result(Outcome.CANCELLED)
    return of_session(found) if isinstance(found, Session) else of_intent(found)


def _metadata(made: Session | stripe.PaymentIntent) -> dict[str, Any]:
    return made.metadata.to_dict() if made.metadata else {}


def is_unfinished(intent: stripe.PaymentIntent) -> bool:
    """Whether a payment may still be made; one that was declined is tried with nothing else."""
    waits = ("requires_payment_method", "requires_confirmation", "requires_action")
    return intent.status in waits and not intent.last_payment_error
