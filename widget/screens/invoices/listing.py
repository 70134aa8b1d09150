"""Invoices as the screens show them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, tuple_
from sqlalchemy.orm import Session

from widget.billing.allocation import under_way
from widget.payments.attempts import unfinished_attempt
from widget.storage.models import Attempt, Invoice, is_unfinished, is_unpaid
from widget.storage.ownership import find_own
from widget.web.services import AccountContext

#: The statuses, by the names of their controls.
STATUSES = (
    "invoice_due",
    "invoice_past_due",
    "invoice_in_progress",
    "invoice_paid",
    "credit_note",
)
PAGE_SIZE = 10

_NEWEST_FIRST = (Invoice.issued_on.desc(), Invoice.id.desc())
#: An account's invoices, each with the attempt that is under way: put together once.
_ALL = (
    select(Invoice, Attempt)
    .outerjoin(Attempt, and_(Attempt.invoice_id == Invoice.id, is_unfinished()))
    .where(Invoice.account_id == bindparam("account"))
)
_NEWEST = _ALL.order_by(*_NEWEST_FIRST).limit(PAGE_SIZE + 1)


@dataclass(frozen=True)
class Row:
    """An invoice, its status (the name of a control), and the attempt that is under way."""

    invoice: Invoice
    status: str
    attempt: Attempt | None

    @property
    def is_payable(self) -> bool:
        """Whether Pay now stands beside it."""
        return self.status in ("invoice_due", "invoice_past_due")


def _row(here: AccountContext, invoice: Invoice, attempt: Attempt | None) -> Row:
    if invoice.is_credit_note:
        status = "credit_note"
    elif invoice.is_paid_up:
        status = "invoice_paid"
    elif attempt:
        status = "invoice_in_progress"
    else:
        status = "invoice_past_due" if invoice.due_on < here.today else "invoice_due"
    return Row(invoice, status, attempt)


def row_of(session: Session, here: AccountContext, invoice: Invoice) -> Row:
    """Return one invoice as the list shows it."""
    return _row(here, invoice, unfinished_attempt(session, invoice))


def recent(session: Session, here: AccountContext, limit: int) -> list[Row]:
    """Return the account's open invoices, then its latest, the newest first of each."""
    is_paid = Invoice.paid_at.is_not(None)
    return _rows(session, here, _ALL.order_by(is_paid, *_NEWEST_FIRST).limit(limit))


@dataclass(frozen=True)
class Page:
    """Some of the invoices; `older` is where the next ones begin, None after the last."""

    rows: list[Row]
    older: int | None


def page(session: Session, here: AccountContext, status: str, before: int | None) -> Page:
    """Return a page of invoices of a status ("" for any), those older than invoice `before`."""
    query = _NEWEST
    if status in STATUSES:
        query = query.where(*_conditions(here, status))
    last = find_own(session, Invoice, before)
    if last is not None:
        place = tuple_(Invoice.issued_on, Invoice.id)
        query = query.where(place < (last.issued_on, last.id))
    rows = _rows(session, here, query)
    older = rows[PAGE_SIZE - 1].invoice.id if len(rows) > PAGE_SIZE else None
    return Page(rows[:PAGE_SIZE], older)


def _conditions(here: AccountContext, status: str) -> list[ColumnElement[bool]]:
    if status == "credit_note":
        return [Invoice.minor < 0]
    if status == "invoice_paid":
        return [Invoice.minor >= 0, ~is_unpaid()]
    being_paid = under_way(here.account.id)
    if status == "invoice_in_progress":
        return [is_unpaid(), Invoice.id.in_(being_paid)]
    is_late = Invoice.due_on < here.today
    late = is_late if status == "invoice_past_due" else ~is_late
    return [is_unpaid(), Invoice.id.not_in(being_paid), late]


def _rows(session: Session, here: AccountContext, query: Select[Invoice, Attempt]) -> list[Row]:
    found = session.execute(query, {"account": here.account.id})
    return [_row(here, invoice, attempt) for invoice, attempt in found]
