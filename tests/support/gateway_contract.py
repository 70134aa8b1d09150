"""What every gateway's adapter must do: subclass this, and say how its counterpart is driven."""

from collections.abc import Callable
from typing import Protocol

import pytest

from widget.core.gateway import (
    BadSignatureError,
    Gateway,
    GatewayUnavailableError,
    Outcome,
    PageKind,
    Reason,
    Result,
)
from widget.core.money import Money

AMOUNT = Money(1234, "EUR")


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

    def give(self, url: str) -> str:
        """Give a card that pays on a page of the gateway's; return where the customer is sent."""
        ...

    def confirm(self, url: str) -> None:
        """Confirm a challenge."""
        ...

    def moved(self) -> list[Money]:
        """The charges that moved money."""
        ...

    def event(self, key: str) -> tuple[bytes, dict[str, str]]:
        """A signed event about a key: its body and headers."""
        ...

    def unreachable(self) -> Gateway:
        """An adapter whose gateway gives no answer."""
        ...


class GatewayContract:
    """Tests of an adapter; a subclass has a fixture `counterpart`."""

    def charge(
        self, counterpart: Counterpart, method: str, key: str = "k", amount: Money = AMOUNT
    ) -> Result:
        return counterpart.gateway.charge(method, amount, key, counterpart.back, "en")

    def page(self, counterpart: Counterpart, amount: Money | None, key: str = "k") -> Result:
        return counterpart.gateway.begin(PageKind.CARD, amount, True, key, counterpart.back, "en")

    def looked_up(self, counterpart: Counterpart, key: str = "k") -> Result:
        found = counterpart.gateway.lookup(key)
        assert found is not None
        return found

    # Pages --------------------------------------------------------------------------------------

    def test_a_page_is_open_until_its_customer_has_been_there(
        self, counterpart: Counterpart
    ) -> None:
        opened = self.page(counterpart, AMOUNT)
        assert (opened.outcome, bool(opened.url)) == (Outcome.OPEN, True)
        assert self.looked_up(counterpart).outcome is Outcome.OPEN
        assert counterpart.moved() == []

    def test_a_page_charges_its_amount_once_and_sends_its_customer_back(
        self, counterpart: Counterpart
    ) -> None:
        opened = self.page(counterpart, AMOUNT)
        assert counterpart.give(opened.url or "").startswith(counterpart.back)
        assert self.looked_up(counterpart).outcome is Outcome.SUCCEEDED
        assert counterpart.moved() == [AMOUNT]
        counterpart.give(opened.url or "")
        assert counterpart.moved() == [AMOUNT]

    def test_a_page_without_an_amount_takes_a_method_and_charges_nothing(
        self, counterpart: Counterpart
    ) -> None:
        counterpart.give(self.page(counterpart, None).url or "")
        found = self.looked_up(counterpart)
        assert found.outcome is Outcome.SUCCEEDED
        assert counterpart.moved() == []
        details = found.details
        assert details is not None
        assert details.brand
        assert details.identifier
        assert self.charge(counterpart, details.reference, "later").outcome is Outcome.SUCCEEDED

    def test_the_same_key_opens_the_same_page(self, counterpart: Counterpart) -> None:
        assert self.page(counterpart, AMOUNT).url == self.page(counterpart, AMOUNT).url

    # Charges ------------------------------------------------------------------------------------

    def test_a_charge_repeated_under_its_key_is_one(self, counterpart: Counterpart) -> None:
        for _ in range(3):
            assert self.charge(counterpart, counterpart.approved).outcome is Outcome.SUCCEEDED
        assert counterpart.moved() == [AMOUNT]

    def test_a_key_is_good_for_one_request(self, counterpart: Counterpart) -> None:
        self.charge(counterpart, counterpart.approved)
        with pytest.raises(GatewayUnavailableError):
            self.charge(counterpart, counterpart.approved, amount=Money(1, "EUR"))
        assert counterpart.moved() == [AMOUNT]

    def test_a_declined_charge_says_why_and_stays_so(self, counterpart: Counterpart) -> None:
        result = self.charge(counterpart, counterpart.declined)
        assert (result.outcome, result.reason) == (Outcome.DECLINED, Reason.DECLINED)
        assert counterpart.gateway.lookup("k") == result
        assert counterpart.moved() == []

    def test_a_challenge_is_the_customer_s_to_confirm(self, counterpart: Counterpart) -> None:
        asked = self.charge(counterpart, counterpart.challenged)
        assert (asked.outcome, bool(asked.url)) == (Outcome.ACTION_REQUIRED, True)
        assert counterpart.moved() == []
        counterpart.confirm(asked.url or "")
        assert self.looked_up(counterpart).outcome is Outcome.SUCCEEDED
        assert counterpart.moved() == [AMOUNT]

    def test_a_method_is_validated_without_a_charge(self, counterpart: Counterpart) -> None:
        validate = counterpart.gateway.validate
        assert validate(counterpart.approved).outcome is Outcome.SUCCEEDED
        assert validate(counterpart.declined).outcome is Outcome.DECLINED
        assert counterpart.moved() == []

    # Looking up, and cancelling -----------------------------------------------------------------

    def test_what_was_never_asked_for_is_unknown(self, counterpart: Counterpart) -> None:
        assert counterpart.gateway.lookup("never") is None

    def test_a_page_that_was_cancelled_charges_nothing(self, counterpart: Counterpart) -> None:
        opened = self.page(counterpart, AMOUNT)
        assert counterpart.gateway.cancel("k").outcome is Outcome.CANCELLED
        counterpart.give(opened.url or "")
        assert self.looked_up(counterpart).outcome is Outcome.CANCELLED
        assert counterpart.moved() == []

    def test_a_cancel_that_comes_too_late_says_so(self, counterpart: Counterpart) -> None:
        self.charge(counterpart, counterpart.approved)
        assert counterpart.gateway.cancel("k").outcome is Outcome.SUCCEEDED
        assert counterpart.moved() == [AMOUNT]

    def test_a_key_that_was_cancelled_before_it_came_is_never_charged(
        self, counterpart: Counterpart
    ) -> None:
        assert counterpart.gateway.cancel("k").outcome is Outcome.CANCELLED
        assert self.charge(counterpart, counterpart.approved).outcome is Outcome.CANCELLED
        assert counterpart.moved() == []

    # Events, and no answers ---------------------------------------------------------------------

    def test_an_event_names_what_it_is_about(self, counterpart: Counterpart) -> None:
        self.charge(counterpart, counterpart.approved)
        body, headers = counterpart.event("k")
        event = counterpart.gateway.parse_event(body, headers)
        assert event.key == "k"
        assert event.id

    def test_an_event_that_was_changed_or_is_not_signed_is_refused(
        self, counterpart: Counterpart
    ) -> None:
        self.charge(counterpart, counterpart.approved)
        body, headers = counterpart.event("k")
        for changed, given in ((body + b" ", headers), (body, {}), (b"", headers)):
            with pytest.raises(BadSignatureError):
                counterpart.gateway.parse_event(changed, given)

    def test_no_answer_is_told_from_a_refusal(self, counterpart: Counterpart) -> None:
        gateway = counterpart.unreachable()
        back = counterpart.back
        asks: tuple[Callable[[], object], ...] = (
            lambda: gateway.begin(PageKind.CARD, AMOUNT, True, "k", back, "en"),
            lambda: gateway.charge(counterpart.approved, AMOUNT, "k", back, "en"),
            lambda: gateway.validate(counterpart.approved),
            lambda: gateway.lookup("k"),
            lambda: gateway.cancel("k"),
        )
        for ask in asks:
            with pytest.raises(GatewayUnavailableError):
                ask()
