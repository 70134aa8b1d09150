"""The test cards and accounts, and what the bank answers when one is charged."""

from dataclasses import dataclass
from enum import StrEnum

from widget.core.gateway import Outcome, PageKind, Reason


class Later(StrEnum):
    """What comes of a payment after it went through."""

    DISPUTED = "disputed"
    INQUIRED_ABOUT = "inquired_about"
    REFUND_FAILS = "refund_fails"


@dataclass(frozen=True)
class TestMethod:
    """A card or PayPal account of the sandbox.

    `reference` is how the bank's clients can name it, where nobody has given it on a page: Stripe's
    own name for a card, where Stripe has one. `identifier` is what customers see of it.
    """

    name: str
    reference: str
    brand: str
    identifier: str
    expiry: str | None = None
    outcome: Outcome = Outcome.SUCCEEDED
    reason: Reason | None = None
    page: PageKind = PageKind.CARD
    #: The whole address of an account.
    email: str = ""
    later: Later | None = None


def _declined(
    name: str, reference: str, brand: str, identifier: str, expiry: str, reason: Reason
) -> TestMethod:
    return TestMethod(name, reference, brand, identifier, expiry, Outcome.DECLINED, reason)


def _account(name: str, email: str, outcome: Outcome, reason: Reason | None = None) -> TestMethod:
    shown = f"{email[:1]}•••@{email.partition('@')[2]}"
    return TestMethod(
        name, f"pm_{name}", "PayPal", shown, None, outcome, reason, PageKind.PAYPAL, email
    )


TEST_METHODS = (
    TestMethod("approved", "pm_card_visa", "Visa", "4242", "2031-04"),
    TestMethod("approved_other", "pm_card_mastercard", "Mastercard", "4444", "2030-11"),
    _declined("declined", "pm_card_chargeDeclined", "Visa", "0002", "2031-04", Reason.DECLINED),
    _declined(
        "insufficient_funds",
        "pm_card_chargeDeclinedInsufficientFunds",
        "Visa",
        "9995",
        "2031-04",
        Reason.INSUFFICIENT_FUNDS,
    ),
    _declined(
        "expired",
        "pm_card_chargeDeclinedExpiredCard",
        "Mastercard",
        "0069",
        "2025-01",
        Reason.EXPIRED_CARD,
    ),
    TestMethod(
        "challenge",
        "pm_card_authenticationRequired",
        "Visa",
        "3220",
        "2031-04",
        Outcome.ACTION_REQUIRED,
    ),
    TestMethod(
        "disputed", "pm_card_createDispute", "Visa", "0259", "2031-04", later=Later.DISPUTED
    ),
    TestMethod(
        "inquired_about",
        "pm_card_createDisputeInquiry",
        "Visa",
        "1976",
        "2031-04",
        later=Later.INQUIRED_ABOUT,
    ),
    TestMethod(
        "refund_fails", "pm_card_refundFail", "Visa", "5126", "2031-04", later=Later.REFUND_FAILS
    ),
    _account("paypal_approved", "camille@example.com", Outcome.SUCCEEDED),
    _account("paypal_declined", "robin@example.com", Outcome.DECLINED, Reason.DECLINED),
)

BY_NAME = {method.name: method for method in TEST_METHODS}
BY_REFERENCE = {method.reference: method for method in TEST_METHODS}
