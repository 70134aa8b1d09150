"""Opening accounts, and what is billed in them: each rule of the books is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from widget.billing import allocation
from widget.billing.issuing import issue
from widget.core.money import Money
from widget.core.roles import Role
from widget.storage.models import Account, Invoice, PaysBy, Person, Profile, Usage


class NumberTakenError(Exception):
    """An invoice has this number already."""


@dataclass(frozen=True)
class Line:
    """What was used of a service."""

    service: str
    amount: Money


def open_account(
    session: Session, name: str, currency: str, time_zone: str, pays_by: PaysBy
) -> Account:
    """Add an account with its billing profile; `currency` is that of all that is ever in it."""
    account = Account(name=name, currency=currency, time_zone=time_zone, pays_by=pays_by)
    session.add(account)
    session.flush()
    session.add(Profile(account_id=account.id, name=name))
    return account


def add_person(session: Session, account: Account, name: str, email: str, role: Role) -> Person:
    """Let somebody into an account."""
    person = Person(account_id=account.id, name=name, email=email, role=role)
    session.add(person)
    session.flush()
    return person


def add_usage(session: Session, account: Account, line: Line, used_on: date) -> None:
    """Add what was used: it is a billing item until its month, or the next, is invoiced."""
    session.add(_usage(_profile(session, account), line, used_on))


def add_invoice(
    session: Session,
    account: Account,
    number: str,
    lines: Sequence[Line],
    issued_on: date,
    now: datetime,
) -> Invoice:
    """Issue an invoice of its lines; credit on the account pays it at once, as far as it goes.

    Raises NumberTakenError.
    """
    profile = _profile(session, account)
    total = sum((line.amount for line in lines), Money(0, account.currency))
    try:
        invoice = issue(session, profile, number, issued_on, total, now)
    except IntegrityError as error:
        raise NumberTakenError(number) from error
    for line in lines:
        session.add(_usage(profile, line, issued_on, invoice.id))
    session.flush()
    allocation.distribute(session, account.id, account.currency, now)
    return invoice


def _profile(session: Session, account: Account) -> Profile:
    mine = select(Profile).where(Profile.account_id == account.id).order_by(Profile.id)
    return session.scalars(mine.limit(1)).one()


def _usage(profile: Profile, line: Line, on: date, invoice_id: int | None = None) -> Usage:
    return Usage(
        account_id=profile.account_id,
        profile_id=profile.id,
        service=line.service,
        used_on=on,
        minor=line.amount.minor,
        currency=line.amount.currency,
        invoice_id=invoice_id,
    )
