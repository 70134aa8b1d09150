"""What payments pay: an invoice of their own first, then the oldest; the rest is credit."""

from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from widget.billing import ledger
from widget.core.money import Money
from widget.storage.database import change_at_once
from widget.storage.models import Attempt, Invoice, LedgerEntry, is_unfinished, is_unpaid


def receive(
    session: Session, attempt: Attempt, invoice: Invoice | None, now: datetime, *, is_late: bool
) -> bool:
    """Book a payment that went through, and pay invoices with it, first the one it is for.

    Returns whether that one, if there is one, left some of it over. No other attempt was
    unfinished beside this one, unless this is late: unless it had been cancelled or refused before.
    """
    ledger.record_payment(
        session,
        attempt.account_id,
        attempt.amount,
        now,
        invoice_id=attempt.invoice_id,
        attempt_id=attempt.id,
    )
    part = 0
    if invoice is not None and not (is_late and is_being_paid(session, invoice)):
        part = allocate(session, invoice, attempt.amount, now)
    if part < attempt.minor:  # otherwise there is no more credit than before
        distribute(session, attempt.account_id, attempt.currency, now)
    return invoice is not None and part < attempt.minor


def is_being_paid(session: Session, invoice: Invoice) -> bool:
    """Whether a payment for an invoice is under way: it is left to that payment."""
    mine = under_way(invoice.account_id).where(Attempt.invoice_id == invoice.id)
    mine = mine.add_columns(Attempt.account_id)
    return session.scalar(mine) is not None


def allocate(session: Session, invoice: Invoice, amount: Money, now: datetime) -> int:
    """Pay as much of an invoice as an amount can; return that, in minor units."""
    if invoice.is_paid_up or amount.minor <= 0:
        return 0
    left = invoice.to_pay.minor
    part = min(amount.minor, left)
    allocated, paid_at = invoice.allocated_minor + part, now if part == left else None
    change_at_once(session, invoice, allocated_minor=allocated, paid_at=paid_at)
    return part


def distribute(session: Session, account_id: int, currency: str, now: datetime) -> None:
    """Pay open invoices with the account's credit, the oldest first.

    An invoice for which a payment is under way is left to that payment: whoever ends an attempt
    calls this again.
    """
    credit = credit_of(session, account_id, currency).minor
    if credit <= 0:
        return
    open_invoices = session.scalars(
        select(Invoice)
        .where(
            Invoice.account_id == account_id,
            Invoice.currency == currency,
            is_unpaid(),
            Invoice.id.not_in(under_way(account_id)),
        )
        .order_by(Invoice.due_on, Invoice.id)
    ).all()
    for invoice in open_invoices:
        if credit == 0:
            break
        credit -= allocate(session, invoice, Money(credit, currency), now)


def under_way(account_id: int) -> Select[int | None]:
    """Select the ids of an account's invoices for which a payment is under way."""
    return select(Attempt.invoice_id).where(
        Attempt.account_id == account_id,
        is_unfinished(),
        Attempt.invoice_id.is_not(None),
    )


def credit_of(session: Session, account_id: int, currency: str) -> Money:
    """Return the money received that is allocated to nothing yet."""
    allocated = session.scalar(
        select(func.sum(Invoice.allocated_minor).label("allocated"), Invoice.account_id)
        .where(Invoice.account_id == account_id, Invoice.currency == currency)
        .group_by(Invoice.account_id)
    )
    return ledger.received(session, account_id, currency) - Money(int(allocated or 0), currency)


def release(session: Session, payment: LedgerEntry, now: datetime) -> None:
    """Let invoices be due again that are allocated more than there is, once money went back.

    Credit is used first; then the invoice that the payment was for, then the one due last. Where
    more went back than came, credit is below zero: no invoice stands for that.
    """
    missing = -credit_of(session, payment.account_id, payment.currency).minor
    if missing <= 0:
        return
    paid = select(Invoice).where(
        Invoice.account_id == payment.account_id,
        Invoice.currency == payment.currency,
        Invoice.allocated_minor > 0,
    )
    is_other = case((Invoice.id == payment.invoice_id, 0), else_=1)
    order = (is_other, Invoice.due_on.desc(), Invoice.id.desc())
    for invoice in session.scalars(paid.order_by(*order)).all():
        part = min(missing, invoice.allocated_minor)
        left = invoice.allocated_minor - part
        change_at_once(session, invoice, allocated_minor=left, paid_at=None, reopened_at=now)
        missing -= part
        if not missing:
            return
