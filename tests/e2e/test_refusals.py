"""Every refusal, as its reader meets it: what happened, whether money moved, what to do.

Each is met in a real browser in both languages; the ledgers, the focus and what was typed are
looked at afterwards.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.languages import both_languages
from tests.support.portal import Portal
from widget.core.controls import CONTROLS
from widget.core.gateway import GatewayUnavailableError
from widget.core.languages import label_in, translations
from widget.gateways.stripe.gateway import StripeGateway
from widget.storage.models import LedgerEntry, PracticeLogin

pytestmark = pytest.mark.usefixtures("another_database")

NOTHING = "Nothing was charged."
DECLINED = pytest.mark.parametrize(
    ("card", "advice"),
    [
        ("declined", "Use another payment method, or ask your bank or PayPal why."),
        ("insufficient_funds", "Use another payment method, or pay a smaller amount."),
        ("expired", "Use another payment method."),
    ],
)


@pytest.fixture
def ledger(stack):
    """The sum of the widget's ledger: all accounts of this process."""
    database = stack.servers["widget"].app.extensions["widget"].database

    def total() -> int:
        with database.read() as session:
            return session.scalar(select(func.coalesce(func.sum(LedgerEntry.minor), 0)))

    return total


@pytest.fixture
def enter(context, stack, ledger):
    """Sign in; what the ledger says then is remembered."""

    def open_portal(locale: str, role: str = "owner") -> Portal:
        portal = Portal(context.new_page(), stack.public["widget"], locale, role)
        portal.ledger = ledger()
        return portal

    return open_portal


def words(locale: str, message: str) -> str:
    """A message or a label in a language, by its English."""
    names = [name for name, control in CONTROLS.items() if control.label == message]
    text = label_in(locale, names[0]) if names else translations(locale).gettext(message)
    assert (text == message) == (locale == "en"), f"{message!r} in {locale}"
    return text


@pytest.fixture
def refused(ledger, charges):
    """What each refusal is asked: its three statements, focus, both ledgers, what was typed."""

    def check(
        portal: Portal,
        what: str,
        money: str,
        advice: str,
        *,
        typed: str | None = None,
        paid: int = 0,
        **values: str,
    ) -> None:
        said = portal.said()
        expected = [words(portal.locale, text) % values for text in (what, money, advice)]
        assert list(said) == expected
        assert portal.focused().startswith(expected[0])
        assert portal.language() == portal.locale
        assert [charge.amount.minor for charge in charges()] == ([paid] if paid else [])
        assert ledger() == portal.ledger - paid
        if typed is not None:
            assert portal.page.locator("#amount").input_value() == typed

    return check


@both_languages
@DECLINED
def test_a_declined_one_time_payment(enter, refused, locale, card, advice):
    portal = enter(locale)
    portal.review("75,30")
    portal.pay_by_card(card)
    refused(portal, "Payment declined", NOTHING, advice, typed="75,30")


@both_languages
@DECLINED
def test_a_declined_invoice(enter, refused, locale, card, advice):
    portal = enter(locale)
    portal.give_card_for("AUR-2089", card)
    portal.press("confirm_payment")
    if card == "insufficient_funds":  # here there is no amount to choose
        advice = "Use another payment method, or pay a part of it with a one-time payment."
    refused(portal, "Payment declined", NOTHING, advice)


@both_languages
def test_a_failed_challenge(enter, refused, locale):
    portal = enter(locale)
    portal.review("75.30")
    portal.pay_by_card("challenge")
    portal.page.click("button[name=refuse]")
    advice = "Try again, or use another payment method."
    refused(portal, "Payment declined", NOTHING, advice, typed="75.30")


@both_languages
def test_an_abandoned_challenge_of_an_invoice(enter, refused, locale):
    portal = enter(locale)
    portal.give_card_for("AUR-2089", "challenge")
    portal.press("confirm_payment")
    portal.page.locator("button[name=refuse]").wait_for()
    portal.page.go_back()
    refused(
        portal,
        "The payment is not finished",
        "Nothing has been charged yet.",
        "Continue on the bank’s page, or cancel the payment.",
    )
    portal.go("billing/invoices/")
    portal.press("cancel_payment")
    advice = "Invoice %(number)s is still to be paid."
    refused(portal, "The payment was cancelled", NOTHING, advice, number="AUR-2089")


@both_languages
def test_an_abandoned_one_time_payment(enter, refused, locale):
    portal = enter(locale)
    portal.review("20")
    portal.press("pay_by_card")
    portal.page.locator("button[name=give]").wait_for()
    portal.page.go_back()
    refused(
        portal,
        "The payment is not finished",
        "Nothing has been charged yet.",
        "Continue on the bank’s page, or cancel the payment.",
        typed="20",
    )
    portal.press("cancel_payment")
    refused(
        portal,
        "The payment was cancelled",
        NOTHING,
        "Your balance has not changed. You can start a new payment at any time.",
    )


def no_answer(*_: object) -> None:
    raise GatewayUnavailableError("down")


@both_languages
def test_the_bank_is_down_for_a_one_time_payment(enter, refused, locale, monkeypatch):
    portal = enter(locale)
    portal.review("20")
    monkeypatch.setattr(StripeGateway, "begin", no_answer)
    portal.press("pay_by_card")
    advice = "Try again in a few minutes."
    refused(portal, "The bank can’t be reached", NOTHING, advice, typed="20")


@both_languages
def test_the_bank_is_down_for_a_new_card(enter, refused, locale, monkeypatch):
    portal = enter(locale)
    portal.go("billing/invoices/AUR-2089/pay?choose=1")
    monkeypatch.setattr(StripeGateway, "begin", no_answer)
    portal.press("add_card")
    refused(portal, "The bank can’t be reached", NOTHING, "Try again in a few minutes.")


@both_languages
def test_the_bank_does_not_answer_a_charge(enter, refused, locale, monkeypatch):
    portal = enter(locale)
    monkeypatch.setattr(StripeGateway, "charge", no_answer)
    monkeypatch.setattr(StripeGateway, "lookup", no_answer)
    portal.pay_invoice("AUR-2089")
    refused(
        portal,
        "We don’t know yet whether the payment went through",
        "Your card may have been charged: the bank has not answered yet.",
        "Don’t pay again. Load this page again in a minute: it asks the bank for the result. If"
        " nothing changes, cancel the payment.",
    )


ABOVE_ZERO = "Enter an amount above zero, for example %(example)s."
IN_FIGURES = "Enter the amount in figures, for example %(example)s."
AMOUNTS = [
    ("", "No amount was entered", ABOVE_ZERO),
    ("abc", "The amount must be a number", IN_FIGURES),
    ("1e3", "The amount must be a number", IN_FIGURES),
    (
        "1,234",
        "This amount is ambiguous",
        "Enter two decimals, for example %(example)s.",
    ),
    ("0,00", "The amount is zero", ABOVE_ZERO),
    ("-5", "The amount is negative", ABOVE_ZERO),
    (
        "12.3456",
        "This amount has too many decimals",
        "Enter fewer decimals, for example %(example)s.",
    ),
    (
        "10000.01",
        "The amount is above the limit for one payment",
        "One payment can be %(limit)s at most. Enter a smaller amount, or pay in several parts.",
    ),
]


@both_languages
@pytest.mark.parametrize(("typed", "what", "advice"), AMOUNTS)
def test_amounts(enter, refused, locale, typed, what, advice):
    portal = enter(locale)
    portal.review(typed)
    many = {"en": "€1,234.00", "fr": "1\u202f234,00\u00a0€"}
    usual = {"en": "€120.50", "fr": "120,50\u00a0€"}
    values = {
        "example": (many if typed == "1,234" else usual)[locale],
        "limit": {"en": "€10,000.00", "fr": "10\u202f000,00\u00a0€"}[locale],
    }
    refused(portal, what, NOTHING, advice, typed=typed, **values)
    assert portal.page.locator("#amount").get_attribute("aria-invalid") == "true"


ANOTHER_ROLE = "Ask a billing account owner to give you another role."


@both_languages
@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("billing/invoices/AUR-2089/pay", "Your role can’t pay invoices"),
        ("billing/payments/review?amount=5", "Your role can’t make payments"),
        ("billing/payments/method/new", "Your role can’t change payment methods"),
    ],
)
def test_the_wrong_role(enter, refused, locale, path, what):
    portal = enter(locale, "reader")
    portal.go(path)
    refused(portal, what, NOTHING, ANOTHER_ROLE)


@both_languages
def test_an_expired_practice_account(enter, refused, locale, stack):
    portal = enter(locale)
    with stack.servers["widget"].app.extensions["widget"].database.write() as session:
        for login in session.scalars(select(PracticeLogin)):
            login.expires_at -= timedelta(days=1)
    portal.go("billing/payments/")
    refused(
        portal,
        "This practice account has expired, or never existed",
        "No money moves in practice: nothing was charged.",
        "Practice accounts are kept for a few hours. Start again with a new one.",
    )


PAID_ALREADY = (
    "This invoice is already paid",
    "You were not charged a second time.",
    "There is nothing left to do.",
)


@both_languages
def test_an_invoice_open_twice(enter, refused, locale):
    portal = enter(locale)
    portal.choose_card_for("AUR-2089")
    other = portal.another_tab()
    other.choose_card_for("AUR-2089")
    portal.press("confirm_payment")
    other.press("confirm_payment")
    refused(other, *PAID_ALREADY, paid=18050)


@both_languages
def test_payments_open_twice(enter, refused, locale):
    portal = enter(locale)
    portal.review("20")
    other = portal.another_tab()
    other.review("30")
    portal.pay_by_card("approved")
    other.press("pay_by_card")
    refused(
        other,
        "Your balance has changed since you opened this page",
        NOTHING,
        "Check the balance and the amount, then pay, or change the amount.",
        paid=2000,
    )
    assert other.page.locator("input[name=amount]").input_value() == "30"


ACCEPTED = (
    "Your payment was accepted",
    "%(amount)s was charged, once.",
    "Your balance already shows this payment. The details that you entered were not saved.",
)
TWENTY = {"en": "€20.00", "fr": "20,00\u00a0€"}


@both_languages
def test_a_form_sent_twice(enter, refused, locale):
    """The same screen in two tabs holds the same form: the second gets the first's result."""
    portal = enter(locale)
    portal.review("20")
    other = portal.another_tab()
    other.page.goto(portal.page.url)
    portal.pay_by_card("approved")
    other.press("pay_by_card")
    refused(other, *ACCEPTED, paid=2000, amount=TWENTY[locale])


@both_languages
def test_the_back_button_after_an_invoice(enter, refused, locale):
    portal = enter(locale)
    portal.pay_invoice("AUR-2089")
    portal.page.locator(".notice-success").wait_for()
    portal.page.go_back()
    refused(portal, *PAID_ALREADY, paid=18050)


@both_languages
def test_the_back_button_after_a_one_time_payment(enter, refused, locale):
    portal = enter(locale)
    portal.review("20")
    review = portal.page.url
    portal.pay_by_card("approved")
    portal.page.locator(".notice-success").wait_for()
    portal.page.go_back()
    refused(portal, *ACCEPTED, paid=2000, amount=TWENTY[locale])
    portal.page.goto(review)
    refused(portal, *ACCEPTED, paid=2000, amount=TWENTY[locale])
