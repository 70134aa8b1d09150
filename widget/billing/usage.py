"""Usage by service: billing items that aren't invoiced yet, and the lines of invoices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from widget.core.money import Money
from widget.storage.models import Account, Invoice, Usage


@dataclass(frozen=True)
class Item:
    """What was used of a service."""

    service: str
    amount: Money


class Period(StrEnum):
    """When something was used that isn't invoiced yet: it is invoiced with its month, or later."""

    EARLIER = "earlier"
    THIS_MONTH = "this month"
    LATER = "later"


def not_invoiced(session: Session, account: Account, today: date) -> dict[Period, list[Item]]:
    """Return the billing items, by when they were used; periods without any are left out.

    Each that isn't invoiced is among them: what came in late, a correction (below zero), what was
    used after midnight where the month before isn't closed yet.
    """
    first = today.replace(day=1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    period = case(
        (Usage.used_on < first, Period.EARLIER.value),
        (Usage.used_on < next_month, Period.THIS_MONTH.value),
        else_=Period.LATER.value,
    ).label("period")
    rows = session.execute(
        select(period, Usage.service, func.sum(Usage.minor).label("used"), Usage.account_id)
        .where(Usage.account_id == account.id, Usage.invoice_id.is_(None))
        .group_by("period", Usage.service, Usage.account_id)
        .order_by(Usage.service)
    )
    found: dict[Period, list[Item]] = {}
    for when, service, minor, _owner in rows:
        item = Item(service, Money(int(minor), account.currency))
        found.setdefault(Period(when), []).append(item)
    return {each: found[each] for each in Period if each in found}


def by_service(periods: Mapping[Period, list[Item]]) -> list[Item]:
    """Return the items of all periods, added up for each service."""
    sums: dict[str, Money] = {}
    for item in chain.from_iterable(periods.values()):
        sums[item.service] = (
            sums[item.service] + item.amount if item.service in sums else item.amount
        )
    return [Item(service, sums[service]) for service in sorted(sums)]


def invoiced(session: Session, account: Account, invoice: Invoice) -> list[Item]:
    """Return what an invoice asks to be paid for."""
    rows = session.execute(
        select(Usage.service, func.sum(Usage.minor).label("invoiced"), Usage.account_id)
        .where(Usage.account_id == account.id, Usage.invoice_id == invoice.id)
        .group_by(Usage.service, Usage.account_id)
        .order_by(Usage.service)
    )
    return [Item(service, Money(int(minor), account.currency)) for service, minor, _owner in rows]


def total(items: list[Item], currency: str) -> Money:
    """Return the sum of items."""
    return Money(sum(item.amount.minor for item in items), currency)
