"""Validation: what is pending is put to the gateway, and its contact gets a letter."""

from dataclasses import dataclass
from datetime import datetime

from widget.core.gateway import Gateway, GatewayUnavailableError, Outcome
from widget.notifications.outbox import tell_of_method
from widget.payments.gateway_customers import customer_of
from widget.payments.methods.eligibility import USABLE_WITHIN, kept
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Method, MethodState


@dataclass(frozen=True)
class Validation:
    """Puts pending methods to a gateway. `now` is the moment of it, in UTC."""

    database: Database
    gateway: Gateway
    now: datetime

    def validate_all(self, account_id: int) -> list[Method]:
        """Put an account's pending methods to the gateway; return those it has decided on.

        The old method is used until the new one can be. Without an answer a method stays pending.
        """
        with self.database.read(account_id) as session:
            standing = [m for m in kept(session, account_id) if m.removed_at is None]
        pending = [m for m in standing if m.state is MethodState.PENDING]
        decided = []
        for method in pending:
            try:
                found = self.validate(method)
            except GatewayUnavailableError:
                continue
            decided += [found] if found else []
        return decided

    def validate(self, method: Method) -> Method | None:
        """Put a pending method to the gateway; None if that doesn't know yet.

        Raises GatewayUnavailableError.
        """
        customer = customer_of(self.database, self.gateway, method.account_id)
        result = self.gateway.validate(method.gateway_reference, customer)
        if result.outcome not in (Outcome.SUCCEEDED, Outcome.DECLINED):
            return None
        return self._decide(method, result.outcome is Outcome.SUCCEEDED)

    def _decide(self, pending: Method, is_valid: bool) -> Method:
        """Commit a decision together with its letter."""
        with account_transaction(self.database, pending.account_id) as session:
            method = session.get_one(Method, pending.id)
            if method.state is not MethodState.PENDING or method.removed_at:
                return method
            method.state = MethodState.VALIDATED if is_valid else MethodState.REFUSED
            method.validated_at = self.now
            method.usable_from = self.now + USABLE_WITHIN if is_valid else None
            method.due_at = None
            tell_of_method(session, method, self.now)
            return method
