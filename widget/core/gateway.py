"""What a payment gateway does for us. Card data never comes here: its own pages take it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from widget.core.money import Money


class PageKind(StrEnum):
    """The gateway's pages: what a customer pays with."""

    CARD = "card"
    PAYPAL = "paypal"


class Outcome(StrEnum):
    """What became of a request to the gateway."""

    OPEN = "open"
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    ACTION_REQUIRED = "action_required"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a payment was refused."""

    DECLINED = "declined"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    EXPIRED_CARD = "expired_card"
    AUTHENTICATION_FAILED = "authentication_failed"
    #: No refusal of a bank's: its page could not be opened.
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Details:
    """What a gateway tells of a card or wallet it keeps; `expiry` is `YYYY-MM`.

    `identifier` is a card's last four digits, or a wallet's masked address.
    """

    reference: str
    brand: str
    identifier: str
    expiry: str | None


@dataclass(frozen=True)
class Result:
    """The gateway's answer; `url` is where the customer must go for `open`, `action_required`.

    `payment` is its reference of a payment that went through: by that it is paid back.
    """

    outcome: Outcome
    reason: Reason | None = None
    url: str | None = None
    details: Details | None = None
    payment: str | None = None


@dataclass(frozen=True)
class Key:
    """What makes a request one, however often it is sent: `value`, of the gateway's `customer`.

    It is asked for a page (`begin`), or for a charge.
    """

    customer: str
    value: str
    is_page: bool


@dataclass(frozen=True)
class Refund:
    """Money that was paid back of a payment, or (`has_failed`) that came back to us.

    `key` is ours, under which it was asked for; None where somebody made it at the gateway itself.
    """

    reference: str
    amount: Money
    key: str | None = None
    has_failed: bool = False


class DisputeStatus(StrEnum):
    """How far a dispute has come.

    While it is open, and when it is lost, the customer's bank has the money. An inquiry takes none,
    nor does one that was closed.
    """

    INQUIRY = "inquiry"
    CLOSED = "closed"
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True)
class Dispute:
    """A customer told their bank that a payment isn't right, and that wants its money back."""

    reference: str
    amount: Money
    status: DisputeStatus


@dataclass(frozen=True)
class Event:
    """Something happened to what the gateway knows under a key (its value); `id` is its own.

    `payment` is named where money went back, or may: by a refund, or by a dispute.
    """

    id: str
    key: str
    payment: str | None = None
    is_dispute: bool = False


class BadSignatureError(Exception):
    """An event that the gateway didn't sign, or that can't be read."""


class RefundRefusedError(Exception):
    """The gateway pays nothing back, for a reason that stays: the message says it."""


class GatewayUnavailableError(Exception):
    """No answer that can be relied on: what was asked may have been done or not."""


class KeyUsedUpError(GatewayUnavailableError):
    """The gateway keeps an error under a key: what was done can be found, and nothing more will be.

    What isn't found wasn't done, and can be asked for under another key.
    """


class Gateway(Protocol):
    """A gateway. `key` makes a call idempotent: repeated with the same key, it is one call.

    Each method raises GatewayUnavailableError when no answer came that can be relied on, and ends
    within `payments.limits.ON_ITS_WAY`. `return_url` is where the gateway's page sends the customer
    back to, by GET, with `left=1` in its query if they left the page; `locale` is that page's
    language.

    What an account asks for belongs to a customer of the gateway's, and is found by it: gateways
    look nothing up by a key alone.

    `tests/support/gateway_contract.py` holds what every adapter must do. Where a key can't be
    cancelled that never came, decision 12 says what the adapter must wait for.
    """

    def create_customer(self, account: int) -> str:
        """Return the gateway's reference of a customer that stands for an account of ours.

        Each call may make another: the first that is kept is the account's.
        """
        ...

    def begin(
        self,
        page: PageKind,
        amount: Money | None,
        save: bool,
        key: Key,
        return_url: str,
        locale: str,
    ) -> Result:
        """Open a page: it charges `amount`, or only takes a card or wallet if that is None."""
        ...

    def charge(self, method: str, amount: Money, key: Key, return_url: str, locale: str) -> Result:
        """Charge the card or wallet that the gateway knows as `method`."""
        ...

    def validate(self, method: str, customer: str) -> Result:
        """Say whether a customer's `method` could be charged; nothing is.

        Anything but `succeeded` and `declined` says that it isn't known yet.
        """
        ...

    def lookup(self, key: Key) -> Result | None:
        """Return what became of `key`, or None if the gateway never saw it."""
        ...

    def cancel(self, key: Key) -> Result:
        """Cancel what isn't finished; the result says whether it was in time."""
        ...

    def refund(self, payment: str, amount: Money, key: str) -> Refund:
        """Pay a part of a payment back, or all of it, once under a key.

        Raises RefundRefusedError, KeyUsedUpError.
        """
        ...

    def refunds(self, payment: str) -> Sequence[Refund]:
        """Return what was paid back of a payment, failed refunds too."""
        ...

    def disputes(self, payment: str) -> Sequence[Dispute]:
        """Return what the customer's bank says of a payment."""
        ...

    def events_of_reversals(self, since: datetime) -> Iterable[Event]:
        """Return the events about money that went back, or may, as far as they are kept."""
        ...

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> Event:
        """Return the event that the gateway sent, signed in its `headers` (names in small letters).

        `Event.id` is another for each event. Raises BadSignatureError.
        """
        ...
