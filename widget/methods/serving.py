"""Which payment methods serve: kept, validated, usable by now, and not yet succeeded by another."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.models import Account, Method, MethodState, PaysBy

#: How long new details take to be validated, and validated ones to be usable: at the most.
VALIDATED_WITHIN = timedelta(hours=24)
USABLE_WITHIN = timedelta(hours=24)


def kept(session: Session, account_id: int) -> list[Method]:
    """Return the methods that an account keeps, the oldest first, whatever their state."""
    return list(
        session.scalars(
            select(Method)
            .where(
                Method.account_id == account_id,
                Method.kept.is_(True),
                Method.removed_at.is_(None),
            )
            .order_by(Method.id)
        )
    )


def is_usable(method: Method, now: datetime) -> bool:
    """Whether a method could be charged by now."""
    return (
        method.state == MethodState.VALIDATED
        and method.usable_from is not None
        and method.usable_from <= now
        and method.removed_at is None
    )


def standing(methods: Sequence[Method], now: datetime) -> list[Method]:
    """Return the methods that no usable one has succeeded: what an account sees of them."""
    succeeded = {method.replaces_id for method in methods if is_usable(method, now)}
    return [method for method in methods if method.id not in succeeded]


def serving(methods: Sequence[Method], now: datetime) -> list[Method]:
    """Return the methods that can be charged; the last one is charged each month."""
    return [method for method in standing(methods, now) if is_usable(method, now)]


def may_be_removed(
    method: Method, methods: Sequence[Method], account: Account, now: datetime
) -> bool:
    """Whether a method may go: an account that pays by card always keeps one that serves."""
    serve = serving(methods, now)
    others = [other for other in serve if other.id != method.id]
    return account.pays_by == PaysBy.TRANSFER or method not in serve or bool(others)
