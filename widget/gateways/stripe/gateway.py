"""A `Gateway` on Stripe, through its own SDK."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

import httpx
import stripe
from stripe.checkout import Session

from widget.core.gateway import (
    BadSignatureError,
    Dispute,
    Event,
    GatewayUnavailableError,
    Key,
    KeyUsedUpError,
    Outcome,
    PageKind,
    Refund,
    RefundRefusedError,
    Result,
)
from widget.core.money import Money
from widget.gateways.stripe import parameters, reversals
from widget.gateways.stripe.connection import Connection
from widget.gateways.stripe.results import (
    is_earlier,
    is_for_nothing,
    is_kept,
    is_of,
    is_unfinished,
    of_intent,
    of_session,
    refused,
    what_became_of,
)

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0
#: What comes with a page in place of its ids, and how much a list holds at the most.
_EXPANDED = ["payment_intent", "setup_intent.payment_method"]
_MOST = 100

_Asked = TypeVar("_Asked", bound=Callable[..., Any])
#: What reading an answer that isn't Stripe's comes to.
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


def _relied_on(ask: _Asked) -> _Asked:
    """Raise GatewayUnavailableError where no answer came that can be relied on."""

    @wraps(ask)
    def asked(*arguments: Any, **named: Any) -> Any:
        try:
            return ask(*arguments, **named)
        except (stripe.StripeError, *_UNREADABLE) as error:
            raise _unavailable(error) from error

    return cast(_Asked, asked)


class StripeGateway:
    """Talks to Stripe, or to what speaks as it does at an `address` of this machine.

    `origin` tells deployments that share a Stripe account apart; `transport` replaces the network
    in tests. Requests aren't repeated here: who asks decides that, by looking first.
    """

    def __init__(
        self,
        api_key: str,
        events_secret: str,
        origin: str,
        address: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
        transport: httpx.BaseTransport | None = None,
    ):
        self._events_secret = events_secret
        self._origin = origin
        self._api = stripe.StripeClient(
            api_key,
            base_addresses={"api": address} if address else {},
            max_network_retries=0,
            http_client=Connection(
                timeout, on_this_machine=address is not None, transport=transport
            ),
        ).v1

    @_relied_on
    def create_customer(self, account: int) -> str:
        """Make a customer that stands for an account.

        Under no key of ours: Stripe would give an error again for a day that it once answered with.
        """
        about = {"account": str(account), "origin": self._origin}
        return self._api.customers.create({"metadata": about}).id

    @_relied_on
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
        params = parameters.of_page(page, amount, save, key, return_url, locale)
        try:
            session = self._api.checkout.sessions.create(params, {"idempotency_key": key.value})
        except stripe.APIError as error:
            # Stripe keeps what it answered first, errors included: what was done is looked up.
            found = self.lookup(key)
            if found is None:
                raise _unavailable(error) from error
            return found
        if is_earlier(session):
            return self._known(key)
        return of_session(session)

    @_relied_on
    def charge(self, method: str, amount: Money, key: Key, return_url: str, locale: str) -> Result:
        """Charge a saved card or account."""
        params = parameters.of_charge(method, amount, key, return_url)
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
        return self._known(key) if is_earlier(intent) else of_intent(intent)

    @_relied_on
    def validate(self, method: str, customer: str) -> Result:
        """Ask whether a card or account can be charged when nobody is there."""
        params = parameters.of_validation(method, customer)
        try:
            setup = self._api.setup_intents.create(params)
        except stripe.CardError as error:
            return refused(error)
        return Result(Outcome.SUCCEEDED if setup.status == "succeeded" else Outcome.OPEN)

    @_relied_on
    def lookup(self, key: Key) -> Result | None:
        """Look among the customer's pages, or payments: nothing is found by a key alone."""
        found = self._find(key)
        return what_became_of(found) if found else None

    @_relied_on
    def cancel(self, key: Key) -> Result:
        """Cancel what isn't finished.

        A key that never came is used up first: should its request come later, Stripe refuses it as
        another one under the same key (it keeps them for a day). Only then is it sure that what
        isn't found will never be made.
        """
        self._use_up(key)
        found = self._find(key)
        if found is None or is_for_nothing(found):  # no request came, or its 500 was kept
            return Result(Outcome.CANCELLED)
        if isinstance(found, Session) and found.status == "open":
            _unless_over(lambda: self._api.checkout.sessions.expire(found.id))
        elif isinstance(found, stripe.PaymentIntent) and is_unfinished(found):
            _unless_over(lambda: self._api.payment_intents.cancel(found.id))
        return self._known(key)

    @_relied_on
    def refund(self, payment: str, amount: Money, key: str) -> Refund:
        """Pay back; that a payment was paid back already is a refusal."""
        try:
            params = parameters.of_refund(payment, amount, key)
        except GatewayUnavailableError as error:  # no amount of Stripe's
            raise RefundRefusedError(str(error)) from error
        try:
            return reversals.of_refund(self._api.refunds.create(params, {"idempotency_key": key}))
        except stripe.InvalidRequestError as error:
            raise reversals.refused(error) from error
        except stripe.APIError as error:
            if is_kept(error):
                raise KeyUsedUpError(str(_unavailable(error))) from error
            raise

    @_relied_on
    def refunds(self, payment: str) -> Sequence[Refund]:
        """List the refunds of a payment."""
        found = self._api.refunds.list({"payment_intent": payment, "limit": _MOST})
        return list(map(reversals.of_refund, found.auto_paging_iter()))

    @_relied_on
    def disputes(self, payment: str) -> Sequence[Dispute]:
        """List the disputes of a payment."""
        found = self._api.disputes.list({"payment_intent": payment, "limit": _MOST})
        return list(map(reversals.of_dispute, found.auto_paging_iter()))

    @_relied_on
    def events_of_reversals(self, since: datetime) -> Iterable[Event]:
        """List events, which Stripe keeps for thirty days, the newest first."""
        events = self._api.events.list(
            {
                "types": reversals.EVENTS,
                "created": {"gte": int(since.timestamp())},
                "limit": _MOST,
            }
        )
        return [reversals.of_event(event) for event in events.auto_paging_iter()]

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """Read an event that carries Stripe's signature; one that isn't about a key has none."""
        try:
            event = stripe.Webhook.construct_event(
                body, headers.get("stripe-signature", ""), self._events_secret
            )
            return reversals.of_event(event)
        except (stripe.SignatureVerificationError, *_UNREADABLE) as error:
            raise BadSignatureError(f"not signed by Stripe, or not an event: {error!r}") from error

    def _find(self, key: Key) -> Session | stripe.PaymentIntent | None:
        """What was begun under a key; if there is nothing, what used the key up."""
        used_up = None
        for made in self._pages(key) if key.is_page else self._payments(key):
            if not is_of(made, key):
                continue
            if not is_for_nothing(made):
                return made
            used_up = made
        return used_up

    def _pages(self, key: Key) -> Iterator[Session]:
        expand = [f"data.{path}" for path in _EXPANDED]
        pages = self._api.checkout.sessions.list(
            {"customer": key.customer, "limit": _MOST, "expand": expand}
        )
        return pages.auto_paging_iter()

    def _payments(self, key: Key) -> Iterator[stripe.PaymentIntent]:
        payments = self._api.payment_intents.list({"customer": key.customer, "limit": _MOST})
        return payments.auto_paging_iter()

    def _use_up(self, key: Key) -> None:
        """Let a key stand for a page or payment that comes to nothing, unless it was used before.

        It is of the same kind as what the key is for: one list finds both.
        """
        options: stripe.RequestOptions = {"idempotency_key": key.value}
        try:
            if key.is_page:
                nowhere = parameters.of_page_for_nothing(key, f"{self._origin}/")
                self._api.checkout.sessions.create(nowhere, options)
            else:
                nothing = parameters.of_payment_for_nothing(key)
                self._api.payment_intents.create(nothing, options)
        except stripe.IdempotencyError:
            return
        except stripe.APIError as error:
            if not is_kept(error):
                raise

    def _known(self, key: Key) -> Result:
        found = self.lookup(key)
        if found is None:
            raise GatewayUnavailableError(f"Stripe answered, and doesn't know {key.value}")
        return found


def _unless_over(ask: Callable[[], object]) -> None:
    """Ask for an end; that it is too late for one shows in what is looked up then."""
    try:
        ask()
    except stripe.InvalidRequestError:
        return


def _unavailable(error: Exception) -> GatewayUnavailableError:
    """Say what went wrong in the log, too: who sees the screen can't mend it."""
    status, code = getattr(error, "http_status", None), getattr(error, "code", None)
    said = " ".join(f"{each}" for each in (type(error).__name__, status, code) if each)
    log.warning("no answer of the gateway's that can be relied on: %s", said)
    return GatewayUnavailableError(f"Stripe: {said}")
