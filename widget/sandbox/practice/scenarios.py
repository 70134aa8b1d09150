"""The sample accounts, by the name that pages use."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from widget.billing import ledger
from widget.billing.issuing import issue
from widget.core.clock import day_in
from widget.core.money import Money
from widget.sandbox.bank.methods import BY_NAME
from widget.storage.models import (
    Account,
    BillingContact,
    Method,
    MethodState,
    PaysBy,
    Profile,
    Usage,
)

Scenario = Callable[[Session, datetime], Account]

ZONE = "Europe/Paris"
#: How an invoice's amount divides among services, in hundredths.
_SHARES = (("computing", 60), ("storage", 25), ("traffic", 15))


def company_account(session: Session, now: datetime) -> Account:
    """A company under a customer agreement: one invoice past due, one due, two paid; two cards."""
    account, profile = _account(session, "Aurora Studio", PaysBy.TRANSFER)
    for brand, digits, expiry, name in (
        ("Visa", "4242", "2031-04", "approved"),
        ("Mastercard", "4444", "2030-11", "approved_other"),
    ):
        _add_card(session, profile, brand, digits, expiry, name, now)
    for number, days_ago, minor, paid in (
        ("AUR-2041", 128, 8840, True),
        ("AUR-2057", 97, 9600, True),
        ("AUR-2073", 50, 24000, False),
        ("AUR-2089", 18, 18050, False),
    ):
        _add_invoice(session, profile, number, now, days_ago, minor, paid)
    _use(session, profile, now, 9480)
    return account


def card_account(session: Session, now: datetime) -> Account:
    """An account that its card pays each month; one invoice of a year ago was overlooked."""
    account, profile = _account(session, "Atelier Martin", PaysBy.CARD)
    _add_card(session, profile, "Visa", "4242", "2031-04", "approved", now)
    for number, month in enumerate(range(13, 0, -1), start=301):
        days_ago = 30 * month - 12
        minor = 2400 + 137 * (number % 7)
        _add_invoice(session, profile, f"ATE-{number}", now, days_ago, minor, number != 302)
    _use(session, profile, now, 1875)
    return account


def _account(session: Session, name: str, pays_by: PaysBy) -> tuple[Account, Profile]:
    account = Account(name=name, currency="EUR", time_zone=ZONE, pays_by=pays_by, is_practice=True)
    session.add(account)
    session.flush()
    profile = Profile(account_id=account.id, name=name)
    session.add(profile)
    session.flush()
    return account, profile


def _add_card(
    session: Session,
    profile: Profile,
    brand: str,
    digits: str,
    expiry: str,
    name: str,
    now: datetime,
) -> None:
    contact = BillingContact(
        account_id=profile.account_id,
        name="Camille Martin",
        email="compta@example.com",
        locale="fr",
        street="4 rue des Essais",
        postal_code="69001",
        city="Lyon",
        country="FR",
    )
    session.add(contact)
    session.flush()
    long_ago = now - timedelta(days=200)
    session.add(
        Method(
            account_id=profile.account_id,
            profile_id=profile.id,
            contact_id=contact.id,
            kind="card",
            brand=brand,
            identifier=digits,
            expiry=expiry,
            gateway_reference=BY_NAME[name].reference,
            state=MethodState.VALIDATED,
            kept=True,
            added_at=long_ago,
            validated_at=long_ago + timedelta(hours=2),
            usable_from=long_ago + timedelta(hours=26),
        )
    )


def _add_invoice(
    session: Session,
    profile: Profile,
    number: str,
    now: datetime,
    days_ago: int,
    minor: int,
    paid: bool,
) -> None:
    issued_on = day_in(ZONE, now - timedelta(days=days_ago))
    issued_at = now - timedelta(days=days_ago)
    invoice = issue(session, profile, number, issued_on, Money(minor, "EUR"), issued_at)
    for service, part in _parts(minor):
        session.add(_usage(profile, service, issued_on - timedelta(days=1), part, invoice.id))
    if paid:
        invoice.paid_at = now - timedelta(days=max(days_ago - 20, 1))
        invoice.allocated_minor = minor
        ledger.record_payment(
            session, invoice.account_id, invoice.amount, invoice.paid_at, invoice_id=invoice.id
        )


def _use(session: Session, profile: Profile, now: datetime, minor: int) -> None:
    """Use something this month: not invoiced yet."""
    for service, part in _parts(minor):
        session.add(_usage(profile, service, day_in(ZONE, now), part, None))


def _usage(profile: Profile, service: str, day: date, minor: int, invoice_id: int | None) -> Usage:
    return Usage(
        account_id=profile.account_id,
        profile_id=profile.id,
        service=service,
        used_on=day,
        minor=minor,
        currency="EUR",
        invoice_id=invoice_id,
    )


def _parts(minor: int) -> Iterator[tuple[str, int]]:
    """Divide an amount among services, to the last cent."""
    left = minor
    for service, hundredths in _SHARES[:0:-1]:
        part = minor * hundredths // 100
        left -= part
        yield service, part
    yield _SHARES[0][0], left


SCENARIOS: dict[str, Scenario] = {
    "company-account": company_account,
    "card-account": card_account,
}
