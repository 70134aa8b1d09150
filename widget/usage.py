"""Usage by service: the month's billing items, and the lines of invoices."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from widget.languages import gettext as _
from widget.models import Account, Invoice, Usage
from widget.money import Money
from widget.services import Visit


@dataclass(frozen=True)
class Item:
    """What was used of a service."""

    service: str
    amount: Money

    @property
    def name(self) -> str:
        """The service's name in the language of this request."""
        names = {
            "computing": _("Computing"),
            "storage": _("Storage"),
            "traffic": _("Data transfer"),
        }
        return names.get(self.service, self.service)


def this_month(session: Session, here: Visit) -> list[Item]:
    """Return the billing items: what was used so far this month, and isn't invoiced yet."""
    first = here.today.replace(day=1)
    return _items(
        session,
        here.account,
        Usage.account_id == here.account.id,
        Usage.invoice_id.is_(None),
        Usage.used_on >= first,
        Usage.used_on <= here.today,
    )


def invoiced(session: Session, account: Account, invoice: Invoice) -> list[Item]:
    """Return what an invoice asks to be paid for."""
    return _items(session, account, Usage.account_id == account.id, Usage.invoice_id == invoice.id)


def total(items: list[Item], currency: str) -> Money:
    """Return the sum of items."""
    return Money(sum(item.amount.minor for item in items), currency)


def _items(session: Session, account: Account, *which: ColumnElement[bool]) -> list[Item]:
    rows = session.execute(
        select(Usage.service, func.sum(Usage.minor), Usage.account_id)
        .where(*which, Usage.currency == account.currency)
        .group_by(Usage.service, Usage.account_id)
        .order_by(Usage.service)
    )
    return [Item(service, Money(int(minor), account.currency)) for service, minor, _owner in rows]
