"""What every gateway's adapter must do: subclass this, and say how its counterpart is driven.

Each test has keys of its own, and asks for the charges under them: so it can also be run against a
gateway that remembers. What only a real service can show (that calls end in time, that the same key
may come twice at once) isn't here.
"""

import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from widget.core.gateway import (
    BadSignatureError,
    DisputeStatus,
    Gateway,
    GatewayUnavailableError,
    Key,
    Outcome,
    PageKind,
    Reason,
    RefundRefusedError,
    Result,
)
from widget.core.money import Money

AMOUNT = Money(1234, "EUR")


def other(key: Key) -> Key:
    """Another key of the same customer."""
    return Key(key.customer, secrets.token_hex(16), False)


class Counterpart(Protocol):
    """The gateway's other side, as a test drives it."""

    #: The adapter under test.
    gateway: Gateway
    #: An address of ours that customers may be sent back to.
    back: str
    #: References of methods: one that pays, one that is declined, one that asks for its customer.
    approved: str
    declined: str
    challenged: str
    #: One whose payments are disputed at once.
    disputed: str

    def give(self, url: str) -> str:
        """Give a card that pays on a page of the gateway's; return where the customer is sent.

        A page that has ended sends its customer back, and takes nothing.
        """
        ...

    def confirm(self, url: str) -> None:
        """Confirm a challenge; one that has ended sends its customer back."""
        ...

    def refuse(self, url: str) -> None:
        """Refuse a challenge."""
        ...

    def moved(self, key: Key) -> list[Money]:
        """The charges under a key that moved money."""
        ...

    def event(self, key: Key) -> tuple[bytes, dict[str, str]]:
        """A signed event about a key: its body and headers."""
        ...

    def unreachable(self) -> Gateway:
        """An adapter whose gateway gives no answer."""
        ...


class GatewayContract:
    """Tests of an adapter; a subclass has a fixture `counterpart`."""

    @pytest.fixture
    def key(self, counterpart: Counterpart) -> Key:
        account = secrets.randbelow(10**9)
        return Key(counterpart.gateway.create_customer(account), secrets.token_hex(16), False)

    @pytest.fixture
    def page_key(self, key: Key) -> Key:
        return replace(key, is_page=True)

    def charge(
        self, counterpart: Counterpart, method: str, key: Key, amount: Money = AMOUNT
    ) -> Result:
        return counterpart.gateway.charge(method, amount, key, counterpart.back, "en")

    def page(self, counterpart: Counterpart, amount: Money | None, key: Key) -> Result:
        return counterpart.gateway.begin(PageKind.CARD, amount, True, key, counterpart.back, "en")

    def looked_up(self, counterpart: Counterpart, key: Key) -> Result:
        found = counterpart.gateway.lookup(key)
        assert found is not None
        return found

    # Pages --------------------------------------------------------------------------------------

    def test_a_page_is_open_until_its_customer_has_been_there(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        opened = self.page(counterpart, AMOUNT, page_key)
        assert (opened.outcome, bool(opened.url)) == (Outcome.OPEN, True)
        assert self.looked_up(counterpart, page_key).outcome is Outcome.OPEN
        assert counterpart.moved(page_key) == []

    def test_a_page_charges_its_amount_once_and_sends_its_customer_back(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        opened = self.page(counterpart, AMOUNT, page_key)
        assert counterpart.give(opened.url or "").startswith(counterpart.back)
        assert self.looked_up(counterpart, page_key).outcome is Outcome.SUCCEEDED
        assert counterpart.moved(page_key) == [AMOUNT]
        counterpart.give(opened.url or "")
        assert counterpart.moved(page_key) == [AMOUNT]

    def test_a_page_without_an_amount_takes_a_method_and_charges_nothing(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        counterpart.give(self.page(counterpart, None, page_key).url or "")
        found = self.looked_up(counterpart, page_key)
        assert found.outcome is Outcome.SUCCEEDED
        assert counterpart.moved(page_key) == []
        details = found.details
        assert details is not None
        assert details.brand
        assert details.identifier
        assert details.expiry is None or re.fullmatch(r"\d{4}-\d{2}", details.expiry)
        assert (
            self.charge(counterpart, details.reference, other(page_key)).outcome
            is Outcome.SUCCEEDED
        )

    def test_the_same_key_opens_the_same_page(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        assert (
            self.page(counterpart, AMOUNT, page_key).url
            == self.page(counterpart, AMOUNT, page_key).url
        )

    def test_a_page_that_was_paid_is_not_opened_again(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        counterpart.give(self.page(counterpart, AMOUNT, page_key).url or "")
        assert self.page(counterpart, AMOUNT, page_key).outcome is Outcome.SUCCEEDED
        assert self.looked_up(counterpart, page_key).outcome is Outcome.SUCCEEDED
        assert counterpart.moved(page_key) == [AMOUNT]

    @pytest.mark.parametrize("page", list(PageKind))
    @pytest.mark.parametrize("locale", ["en", "fr"])
    @pytest.mark.parametrize("amount", [AMOUNT, Money(500, "JPY"), None])
    def test_each_page_opens_in_each_language_for_any_currency(
        self,
        counterpart: Counterpart,
        page_key: Key,
        page: PageKind,
        locale: str,
        amount: Money | None,
    ) -> None:
        back = counterpart.back
        opened = counterpart.gateway.begin(page, amount, False, page_key, back, locale)
        assert (opened.outcome, bool(opened.url)) == (Outcome.OPEN, True)

    # Charges ------------------------------------------------------------------------------------

    def test_a_charge_repeated_under_its_key_is_one(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        for _ in range(3):
            assert self.charge(counterpart, counterpart.approved, key).outcome is Outcome.SUCCEEDED
        assert counterpart.moved(key) == [AMOUNT]

    def test_a_key_is_good_for_one_request(self, counterpart: Counterpart, key: Key) -> None:
        self.charge(counterpart, counterpart.approved, key)
        with pytest.raises(GatewayUnavailableError):
            self.charge(counterpart, counterpart.approved, key, amount=Money(1, "EUR"))
        assert counterpart.moved(key) == [AMOUNT]

    def test_a_declined_charge_says_why_and_stays_so(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        result = self.charge(counterpart, counterpart.declined, key)
        assert (result.outcome, result.reason) == (Outcome.DECLINED, Reason.DECLINED)
        assert counterpart.gateway.lookup(key) == result
        assert counterpart.moved(key) == []

    def test_a_challenge_is_the_customer_s_to_confirm(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        asked = self.charge(counterpart, counterpart.challenged, key)
        assert (asked.outcome, bool(asked.url)) == (Outcome.ACTION_REQUIRED, True)
        assert counterpart.moved(key) == []
        counterpart.confirm(asked.url or "")
        assert self.looked_up(counterpart, key).outcome is Outcome.SUCCEEDED
        assert counterpart.moved(key) == [AMOUNT]

    def test_a_challenge_that_was_refused_charges_nothing(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        counterpart.refuse(self.charge(counterpart, counterpart.challenged, key).url or "")
        found = self.looked_up(counterpart, key)
        assert (found.outcome, found.reason) == (Outcome.DECLINED, Reason.AUTHENTICATION_FAILED)
        assert counterpart.moved(key) == []

    def test_an_unknown_method_is_no_charge(self, counterpart: Counterpart, key: Key) -> None:
        with pytest.raises(GatewayUnavailableError):
            self.charge(counterpart, "no-such-method", key)
        assert counterpart.moved(key) == []

    def test_a_method_is_validated_without_a_charge(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        validate = counterpart.gateway.validate
        assert validate(counterpart.approved, key.customer).outcome is Outcome.SUCCEEDED
        assert validate(counterpart.declined, key.customer).outcome is Outcome.DECLINED
        assert validate(counterpart.challenged, key.customer).outcome in Outcome
        assert counterpart.moved(key) == []

    # Looking up, and cancelling -----------------------------------------------------------------

    def test_what_was_never_asked_for_is_unknown(self, counterpart: Counterpart, key: Key) -> None:
        assert counterpart.gateway.lookup(other(key)) is None

    def test_a_page_that_was_cancelled_charges_nothing(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        opened = self.page(counterpart, AMOUNT, page_key)
        assert counterpart.gateway.cancel(page_key).outcome is Outcome.CANCELLED
        counterpart.give(opened.url or "")
        assert self.looked_up(counterpart, page_key).outcome is Outcome.CANCELLED
        assert counterpart.moved(page_key) == []

    def test_a_challenge_that_was_cancelled_can_not_be_confirmed(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        asked = self.charge(counterpart, counterpart.challenged, key)
        assert counterpart.gateway.cancel(key).outcome is Outcome.CANCELLED
        counterpart.confirm(asked.url or "")
        assert self.looked_up(counterpart, key).outcome is Outcome.CANCELLED
        assert counterpart.moved(key) == []

    def test_a_page_under_a_key_that_was_cancelled_before_it_came_is_never_opened(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        assert counterpart.gateway.cancel(page_key).outcome is Outcome.CANCELLED
        with suppress(GatewayUnavailableError):  # the key is taken: a refusal of it will do
            assert self.page(counterpart, AMOUNT, page_key).outcome is Outcome.CANCELLED
        assert self.looked_up(counterpart, page_key).outcome is Outcome.CANCELLED
        assert counterpart.moved(page_key) == []

    def test_a_cancel_that_comes_too_late_says_so(self, counterpart: Counterpart, key: Key) -> None:
        self.charge(counterpart, counterpart.approved, key)
        assert counterpart.gateway.cancel(key).outcome is Outcome.SUCCEEDED
        assert counterpart.moved(key) == [AMOUNT]

    def test_a_key_that_was_cancelled_before_it_came_is_never_charged(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        assert counterpart.gateway.cancel(key).outcome is Outcome.CANCELLED
        assert self.charge(counterpart, counterpart.approved, key).outcome is Outcome.CANCELLED
        assert counterpart.moved(key) == []

    # Money that goes back -----------------------------------------------------------------------

    def paid(self, counterpart: Counterpart, key: Key, method: str = "") -> str:
        """Charge a method; return the gateway's reference of the payment."""
        self.charge(counterpart, method or counterpart.approved, key)
        payment = self.looked_up(counterpart, key).payment
        assert payment is not None
        return payment

    def test_a_payment_that_went_through_has_a_reference(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        charged = self.charge(counterpart, counterpart.approved, key)
        assert charged.payment == self.looked_up(counterpart, key).payment
        assert charged.payment

    def test_what_is_paid_on_a_page_has_a_reference(
        self, counterpart: Counterpart, page_key: Key
    ) -> None:
        opened = self.page(counterpart, AMOUNT, page_key)
        assert opened.payment is None
        counterpart.give(opened.url or "")
        assert self.looked_up(counterpart, page_key).payment

    def test_a_payment_is_paid_back_in_parts_each_once(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        payment, part = self.paid(counterpart, key), Money(1000, "EUR")
        assert not counterpart.gateway.refunds(payment)
        first = secrets.token_hex(16)
        for _ in range(2):
            made = counterpart.gateway.refund(payment, part, first)
            assert (made.amount, made.key, made.has_failed) == (part, first, False)
        rest, last = Money(234, "EUR"), secrets.token_hex(16)
        counterpart.gateway.refund(payment, rest, last)
        found = counterpart.gateway.refunds(payment)
        assert {(each.key, each.amount) for each in found} == {(first, part), (last, rest)}
        assert not counterpart.gateway.disputes(payment)
        assert self.looked_up(counterpart, key).outcome is Outcome.SUCCEEDED

    def test_more_than_was_paid_is_not_paid_back(self, counterpart: Counterpart, key: Key) -> None:
        payment = self.paid(counterpart, key)
        with pytest.raises(RefundRefusedError):
            counterpart.gateway.refund(payment, Money(1235, "EUR"), secrets.token_hex(16))
        counterpart.gateway.refund(payment, AMOUNT, secrets.token_hex(16))
        with pytest.raises(RefundRefusedError):
            counterpart.gateway.refund(payment, Money(1, "EUR"), secrets.token_hex(16))

    def test_a_payment_that_is_not_known_is_not_paid_back(self, counterpart: Counterpart) -> None:
        with pytest.raises(RefundRefusedError):
            counterpart.gateway.refund("pi_none", AMOUNT, secrets.token_hex(16))

    def test_a_dispute_is_seen_at_its_payment(self, counterpart: Counterpart, key: Key) -> None:
        payment = self.paid(counterpart, key, counterpart.disputed)
        found = counterpart.gateway.disputes(payment)
        assert [(each.amount, each.status) for each in found] == [(AMOUNT, DisputeStatus.OPEN)]
        with pytest.raises(RefundRefusedError):
            counterpart.gateway.refund(payment, AMOUNT, secrets.token_hex(16))

    def test_events_about_money_that_went_back_can_be_listed(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        payment = self.paid(counterpart, key)
        counterpart.gateway.refund(payment, AMOUNT, secrets.token_hex(16))
        since = datetime.now(UTC) - timedelta(hours=1)
        events = counterpart.gateway.events_of_reversals(since)
        mine = [event for event in events if event.payment == payment]
        assert mine
        assert {event.id for event in mine} <= {
            event.id for event in counterpart.gateway.events_of_reversals(since)
        }

    # Events, and no answers ---------------------------------------------------------------------

    def test_an_event_names_what_it_is_about(self, counterpart: Counterpart, key: Key) -> None:
        self.charge(counterpart, counterpart.approved, key)
        body, headers = counterpart.event(key)
        event = counterpart.gateway.parse_event(body, headers)
        assert event.key == key.value
        other = counterpart.gateway.parse_event(*counterpart.event(key))
        assert event.id != other.id

    def test_an_event_that_was_changed_or_is_not_signed_is_refused(
        self, counterpart: Counterpart, key: Key
    ) -> None:
        self.charge(counterpart, counterpart.approved, key)
        body, headers = counterpart.event(key)
        for changed, given in ((body + b" ", headers), (body, {}), (b"", headers)):
            with pytest.raises(BadSignatureError):
                counterpart.gateway.parse_event(changed, given)

    def test_no_answer_is_told_from_a_refusal(self, counterpart: Counterpart, key: Key) -> None:
        gateway = counterpart.unreachable()
        back = counterpart.back
        asks: tuple[Callable[[], object], ...] = (
            lambda: gateway.begin(PageKind.CARD, AMOUNT, True, key, back, "en"),
            lambda: gateway.charge(counterpart.approved, AMOUNT, key, back, "en"),
            lambda: gateway.validate(counterpart.approved, key.customer),
            lambda: gateway.lookup(key),
            lambda: gateway.cancel(key),
            lambda: gateway.refund("pi_1", AMOUNT, key.value),
            lambda: gateway.refunds("pi_1"),
            lambda: gateway.disputes("pi_1"),
            lambda: list(gateway.events_of_reversals(datetime.now(UTC))),
        )
        for ask in asks:
            with pytest.raises(GatewayUnavailableError):
                ask()
