"""Attempts to pay: how one begins, what may become of it, and what follows from that."""

from widget.payments.attempts.finding import (
    attempt_of_form,
    find_invoice,
    unfinished_attempt,
    unfinished_attempts,
)
from widget.payments.attempts.orders import (
    InvoiceOrder,
    MonthOrder,
    OneTimeOrder,
    Refusal,
    RefusedError,
)
from widget.payments.attempts.paying import Attempts

__all__ = [
    "Attempts",
    "InvoiceOrder",
    "MonthOrder",
    "OneTimeOrder",
    "Refusal",
    "RefusedError",
    "attempt_of_form",
    "find_invoice",
    "unfinished_attempt",
    "unfinished_attempts",
]
