"""Which payment methods can be charged: kept, validated, usable by now, not yet succeeded."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from widget.core.clock import day_in
from widget.storage.models import Account, Method, MethodState, PaysBy

#: How long new details take to be validated, and validated ones to be usable: at the most.
VALIDATED_WITHIN = timedelta(hours=24)
USABLE_WITHIN = timedelta(hours=24)

_KEPT = (
    select(Method)
    .where(Method.account_id == bindparam("account"), Method.kept.is_(True))
    .order_by(Method.id)
)


def kept(session: Session, account_id: int) -> list[Method]:
    """Return every method that an account has kept, the oldest first, removed ones included."""
    return list(session.scalars(_KEPT, {"account": account_id}))


def latest_contact_id(methods: Sequence[Method]) -> int | None:
    """Return the billing contact that was given last."""
    known = [method.contact_id for method in methods if method.contact_id]
    return known[-1] if known else None


def was_usable(method: Method, now: datetime) -> bool:
    """Whether a method could be charged by now, or before it was removed."""
    return (
        method.state == MethodState.VALIDATED
        and method.usable_from is not None
        and method.usable_from <= (method.removed_at or now)
    )


def standing(methods: Sequence[Method], now: datetime) -> list[Method]:
    """Return what an account sees of the methods it kept: neither removed nor succeeded.

    A method is succeeded once its replacement could be charged, and stays so.
    """
    succeeded = {method.replaces_id for method in methods if was_usable(method, now)}
    return [m for m in methods if m.removed_at is None and m.id not in succeeded]


def usable(methods: Sequence[Method], now: datetime) -> list[Method]:
    """Return the methods that can be charged."""
    return [method for method in standing(methods, now) if was_usable(method, now)]


def unexpired(methods: Sequence[Method], today: date) -> list[Method]:
    """Return the methods that a customer may pay with on a day: expired cards are none."""
    return [method for method in methods if not method.is_expired(today)]


def charged_monthly(methods: Sequence[Method], now: datetime) -> Method | None:
    """Return the method that is charged each month: the first that was given, or its successor.

    So a card that is only added changes nothing, nor does one that has expired: the bank says so,
    and the customer is told.
    """
    by_id = {method.id: method for method in methods}

    def origin(method: Method) -> int:
        while method.replaces_id in by_id:
            method = by_id[method.replaces_id]
        return method.id

    return min(usable(methods, now), key=origin, default=None)


def may_be_removed(
    method: Method, methods: Sequence[Method], account: Account, now: datetime
) -> bool:
    """Whether a method may go: an account that pays by card keeps one that can be charged."""
    usable_now = unexpired(usable(methods, now), day_in(account.time_zone, now))
    others = [other for other in usable_now if other.id != method.id]
    return account.pays_by == PaysBy.TRANSFER or method not in usable_now or bool(others)
