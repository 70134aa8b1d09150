"""Validation: what is pending is put to the gateway, and its contact gets a letter."""

from datetime import datetime

from widget.account_changes import changing
from widget.database import Database
from widget.gateway import Gateway, GatewayUnavailableError, Outcome
from widget.methods.serving import USABLE_WITHIN, kept
from widget.models import BillingContact, Mail, Method, MethodState


def validate_pending(
    database: Database, gateway: Gateway, account_id: int, now: datetime
) -> list[Method]:
    """Put an account's pending methods to the gateway; return those it has decided on.

    The old method serves until the new one is usable. Without an answer a method stays pending.
    """
    with database.read() as session:
        standing = [m for m in kept(session, account_id) if m.removed_at is None]
    pending = [m for m in standing if m.state == MethodState.PENDING]
    decided = []
    for method in pending:
        try:
            result = gateway.validate(method.gateway_reference)
        except GatewayUnavailableError:
            continue
        if result.outcome in (Outcome.SUCCEEDED, Outcome.DECLINED):
            is_valid = result.outcome is Outcome.SUCCEEDED
            decided.append(_decide(database, method, is_valid, now))
    return decided


def _decide(database: Database, pending: Method, is_valid: bool, now: datetime) -> Method:
    """Commit a decision together with its letter."""
    with changing(database, pending.account_id) as session:
        method = session.get_one(Method, pending.id)
        if method.state != MethodState.PENDING or method.removed_at:
            return method
        method.state = MethodState.VALIDATED if is_valid else MethodState.REFUSED
        method.validated_at = now
        method.usable_from = now + USABLE_WITHIN if is_valid else None
        if method.contact_id is not None:
            contact = session.get_one(BillingContact, method.contact_id)
            session.add(
                Mail(
                    account_id=method.account_id,
                    kind=f"details_{method.state}",
                    method_id=method.id,
                    name=contact.name,
                    address=contact.email,
                    locale=contact.locale,
                    written_at=now,
                )
            )
        return method
