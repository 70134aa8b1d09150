"""Validation: what is pending is put to the gateway, and its contact gets a letter."""

from datetime import datetime

from widget.core.gateway import Gateway, GatewayUnavailableError, Outcome
from widget.notifications.outbox import tell_of_method
from widget.payments.methods.eligibility import USABLE_WITHIN, kept
from widget.storage.account_transactions import changing
from widget.storage.database import Database
from widget.storage.models import Method, MethodState


def validate_pending(
    database: Database, gateway: Gateway, account_id: int, now: datetime
) -> list[Method]:
    """Put an account's pending methods to the gateway; return those it has decided on.

    The old method serves until the new one is usable. Without an answer a method stays pending.
    """
    with database.read(account_id) as session:
        standing = [m for m in kept(session, account_id) if m.removed_at is None]
    pending = [m for m in standing if m.state == MethodState.PENDING]
    decided = []
    for method in pending:
        try:
            found = validate(database, gateway, method, now)
        except GatewayUnavailableError:
            continue
        decided += [found] if found else []
    return decided


def validate(database: Database, gateway: Gateway, method: Method, now: datetime) -> Method | None:
    """Put a pending method to the gateway; None if that doesn't know yet.

    Raises GatewayUnavailableError.
    """
    result = gateway.validate(method.gateway_reference)
    if result.outcome not in (Outcome.SUCCEEDED, Outcome.DECLINED):
        return None
    return _decide(database, method, result.outcome is Outcome.SUCCEEDED, now)


def _decide(database: Database, pending: Method, is_valid: bool, now: datetime) -> Method:
    """Commit a decision together with its letter."""
    with changing(database, pending.account_id) as session:
        method = session.get_one(Method, pending.id)
        if method.state != MethodState.PENDING or method.removed_at:
            return method
        method.state = MethodState.VALIDATED if is_valid else MethodState.REFUSED
        method.validated_at = now
        method.usable_from = now + USABLE_WITHIN if is_valid else None
        method.due_at = None
        tell_of_method(session, method, now)
        return method
