"""A `Gateway` on Stripe, through its own SDK."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, cast

import stripe
from stripe.checkout import Session
from stripe.params import PaymentIntentCreateParams, SetupIntentCreateParams
from stripe.params.checkout import SessionCreateParams

from widget.core.gateway import (
    BadSignatureError,
    Event,
    GatewayUnavailableError,
    Key,
    Outcome,
    PageKind,
    Result,
)
from widget.core.money import Money
from widget.stripe_gateway.amounts import to_stripe
from widget.stripe_gateway.results import of_intent, of_session, refused

TIMEOUT_SECONDS = 10.0
#: Under this name the metadata of what is ours say under which key it was asked for.
_KEY = "key"
_EXPANDED = ["payment_intent", "setup_intent.payment_method"]
_MOST = 100
_TYPES: tuple[Literal["card", "paypal"], ...] = ("card", "paypal")


class StripeGateway:
    """Talks to Stripe, or to what speaks as it does at `address`.

    `origin` tells deployments that share a Stripe account apart; `client` replaces the network in
    tests. Requests aren't repeated here: who asks decides that, by looking first.
    """

    def __init__(
        self,
        api_key: str,
        events_secret: str,
        origin: str,
        address: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
        client: stripe.HTTPClient | None = None,
    ):
        self._events_secret = events_secret
        self._origin = origin
        self._api = stripe.StripeClient(
            api_key,
            base_addresses={"api": address} if address else {},
            max_network_retries=0,
            http_client=client or stripe.RequestsClient(timeout=timeout),
        ).v1

    def create_customer(self, account: int) -> str:
        """Make the customer that stands for an account."""
        key = f"customer of account {account} at {self._origin}"
        with _answering():
            made = self._api.customers.create(
                {"metadata": {"account": str(account)}}, {"idempotency_key": key}
            )
        return made.id

    def begin(
        self,
        page: PageKind,
        amount: Money | None,
        save: bool,
        key: Key,
        return_url: str,
        locale: str,
    ) -> Result:
        """Open a page of Checkout's."""
        params = _session(page, amount, save, key, return_url, locale)
        try:
            session = self._api.checkout.sessions.create(params, {"idempotency_key": key.value})
        except stripe.APIError as error:
            # Stripe keeps what it answered first, errors included: what was done is looked up.
            return self._done_already(key, error)
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        if _is_earlier(session):
            return self._known(key)
        return of_session(session)

    def charge(self, method: str, amount: Money, key: Key, return_url: str, locale: str) -> Result:
        """Charge a saved card or account."""
        params: PaymentIntentCreateParams = {
            "amount": _units(amount),
            "confirm": True,
            "currency": amount.currency.lower(),
            "customer": key.customer,
            "metadata": {_KEY: key.value},
            "payment_method": method,
            "allowed_payment_method_types": list(_TYPES),
            "return_url": return_url,
        }
        try:
            intent = self._api.payment_intents.create(params, {"idempotency_key": key.value})
        except stripe.CardError as error:
            return refused(error)
        except stripe.IdempotencyError as error:
            # Under this key something was cancelled before it came (`cancel`), or it is another's.
            found = self.lookup(key)
            if found and found.outcome is Outcome.CANCELLED:
                return found
            raise _unavailable(error) from error
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        return self._known(key) if _is_earlier(intent) else of_intent(intent)

    def validate(self, method: str, customer: str) -> Result:
        """Ask whether a card or account can be charged when nobody is there."""
        params: SetupIntentCreateParams = {
            "allowed_payment_method_types": list(_TYPES),
            "confirm": True,
            "customer": customer,
            "payment_method": method,
            "usage": "off_session",
        }
        try:
            setup = self._api.setup_intents.create(params)
        except stripe.CardError as error:
            return refused(error)
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        return Result(Outcome.SUCCEEDED if setup.status == "succeeded" else Outcome.OPEN)

    def lookup(self, key: Key) -> Result | None:
        """Look among the customer's pages and payments: nothing is found by a key alone."""
        session, intent = self._find(key)
        if session:
            return of_session(session)
        return of_intent(intent) if intent else None

    def cancel(self, key: Key) -> Result:
        """Cancel what isn't finished.

        A key that never came is used up: should its request come later, Stripe refuses it as
        another one under the same key (it keeps them for a day).
        """
        with _answering():
            session, intent = self._find(key)
            if session is None and intent is None:
                self._use_up(key)
                session, intent = self._find(key)
            if session and session.status == "open":
                _at_once(lambda: self._api.checkout.sessions.expire(session.id))
            elif intent and _is_unfinished(intent):
                _at_once(lambda: self._api.payment_intents.cancel(intent.id))
        return self._known(key)

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """Read an event that carries Stripe's signature; one that isn't about a key has none."""
        try:
            event = stripe.Webhook.construct_event(
                body, headers.get("stripe-signature", ""), self._events_secret
            )
            about = event.data.object.to_dict()
            return Event(event.id, str((about.get("metadata") or {}).get(_KEY, "")))
        except (stripe.SignatureVerificationError, ValueError, AttributeError) as error:
            raise BadSignatureError(f"not signed by Stripe, or not an event: {error!r}") from error

    def _find(self, key: Key) -> tuple[Session | None, stripe.PaymentIntent | None]:
        """The page that was opened under a key, or the payment."""
        with _answering():
            expand = [f"data.{path}" for path in _EXPANDED]
            sessions = self._api.checkout.sessions.list(
                {"customer": key.customer, "limit": _MOST, "expand": expand}
            )
            for session in sessions.auto_paging_iter():
                if _key_of(session) == key.value:
                    return session, None
            payments = self._api.payment_intents.list({"customer": key.customer, "limit": _MOST})
            for intent in payments.auto_paging_iter():
                if _key_of(intent) == key.value:
                    return None, intent
        return None, None

    def _use_up(self, key: Key) -> None:
        """Let a key stand for a payment that nothing was tried with."""
        try:
            self._api.payment_intents.create(
                {
                    "amount": 100,
                    "currency": "eur",
                    "customer": key.customer,
                    "metadata": {_KEY: key.value},
                },
                {"idempotency_key": key.value},
            )
        except stripe.IdempotencyError:
            return  # it has come meanwhile

    def _known(self, key: Key) -> Result:
        found = self.lookup(key)
        if found is None:
            raise GatewayUnavailableError(f"Stripe answered, and doesn't know {key.value}")
        return found

    def _done_already(self, key: Key, error: stripe.StripeError) -> Result:
        found = self.lookup(key)
        if found is None:
            raise _unavailable(error) from error
        return found


def _session(
    page: PageKind, amount: Money | None, save: bool, key: Key, return_url: str, locale: str
) -> SessionCreateParams:
    params: SessionCreateParams = {
        "cancel_url": return_url,
        "client_reference_id": key.value,
        "customer": key.customer,
        "locale": cast(Literal["en"], locale.replace("_", "-")),
        "metadata": {_KEY: key.value},
        "allowed_payment_method_types": [page.value],
        "success_url": return_url,
    }
    if amount is None:
        params["mode"] = "setup"
        params["setup_intent_data"] = {"metadata": {_KEY: key.value}}
        return params
    params["mode"] = "payment"
    params["line_items"] = [
        {
            "quantity": 1,
            "price_data": {
                "currency": amount.currency.lower(),
                "product_data": {"name": "Payment"},
                "unit_amount": _units(amount),
            },
        }
    ]
    params["payment_intent_data"] = {"metadata": {_KEY: key.value}}
    if save:
        params["payment_intent_data"]["setup_future_usage"] = "off_session"
    return params


def _units(amount: Money) -> int:
    try:
        return to_stripe(amount)
    except ValueError as error:
        raise GatewayUnavailableError(str(error)) from error


def _is_earlier(answer: stripe.StripeObject) -> bool:
    """Whether an answer was given before: things may have gone on since."""
    response = answer.last_response
    return response is not None and response.headers.get("idempotent-replayed") == "true"


def _key_of(made: Session | stripe.PaymentIntent) -> str | None:
    """The key under which something of ours was asked for."""
    metadata: dict[str, Any] = made.metadata.to_dict() if made.metadata else {}
    return metadata.get(_KEY)


def _is_unfinished(intent: stripe.PaymentIntent) -> bool:
    """Whether a payment may still be made; one that was declined is tried with nothing else."""
    waits = ("requires_payment_method", "requires_confirmation", "requires_action")
    return intent.status in waits and not intent.last_payment_error


def _at_once(ask: Callable[[], object]) -> None:
    """Ask for an end; that it is too late for it shows in what is looked up then."""
    try:
        ask()
    except stripe.InvalidRequestError:
        return


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except stripe.StripeError as error:
        raise _unavailable(error) from error


def _unavailable(error: stripe.StripeError) -> GatewayUnavailableError:
    return GatewayUnavailableError(f"Stripe: {type(error).__name__} {error.code or ''}".strip())
