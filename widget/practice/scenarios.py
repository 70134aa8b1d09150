"""The sample accounts, by the name that pages use."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from widget import ledger
from widget.models import Account, Invoice, Method, MethodState, Profile

Scenario = Callable[[Session, datetime], Account]


def company_account(session: Session, now: datetime) -> Account:
    """A company under a customer agreement: one invoice past due, one due, two paid; two cards."""
    account = Account(name="Aurora Studio", currency="EUR", time_zone="Europe/Paris")
    session.add(account)
    session.flush()
    profile = Profile(account_id=account.id, name="Aurora Studio Paris")
    session.add(profile)
    session.flush()
    _add_cards(session, profile, now)
    today = now.date()
    for number, days_ago, minor, paid in (
        ("AUR-2041", 128, 8840, True),
        ("AUR-2057", 97, 9600, True),
        ("AUR-2073", 50, 24000, False),
        ("AUR-2089", 18, 18050, False),
    ):
        _add_invoice(session, profile, number, today - timedelta(days=days_ago), minor, paid, now)
    return account


def _add_cards(session: Session, profile: Profile, now: datetime) -> None:
    for brand, digits, expiry, name in (
        ("Visa", "4242", "2031-04", "approved"),
        ("Mastercard", "4444", "2030-11", "approved_other"),
    ):
        session.add(
            Method(
                account_id=profile.account_id,
                profile_id=profile.id,
                brand=brand,
                last_digits=digits,
                expiry=expiry,
                gateway_reference=f"test-card-{name}",
                state=MethodState.VALIDATED,
                kept=True,
                added_at=now - timedelta(days=200),
            )
        )


def _add_invoice(
    session: Session,
    profile: Profile,
    number: str,
    issued_on: date,
    minor: int,
    paid: bool,
    now: datetime,
) -> None:
    invoice = Invoice(
        account_id=profile.account_id,
        profile_id=profile.id,
        number=number,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        minor=minor,
        currency="EUR",
    )
    session.add(invoice)
    session.flush()
    ledger.record_invoice(session, invoice, now)
    if paid:
        invoice.paid_at = now - timedelta(days=60)
        ledger.record_payment(session, invoice, None, invoice.paid_at)


SCENARIOS: dict[str, Scenario] = {"company-account": company_account}
