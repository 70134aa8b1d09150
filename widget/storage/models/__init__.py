"""The tables, a module for each part of the business; all but one carry the account's id."""

from widget.storage.models.accounts import (
    Account,
    PaysBy,
    Person,
    PracticeLogin,
    Profile,
    SignInCount,
)
from widget.storage.models.attempts import DEBIT, LIVE, Attempt, AttemptState, is_live
from widget.storage.models.base import Base, Scheduled, UtcDateTime
from widget.storage.models.billing import Invoice, LedgerEntry, Usage, is_unpaid
from widget.storage.models.contacts import Case, Mail
from widget.storage.models.events import GatewayEvent
from widget.storage.models.methods import BillingContact, Method, MethodState, SetupIntent

__all__ = [
    "DEBIT",
    "LIVE",
    "Account",
    "Attempt",
    "AttemptState",
    "Base",
    "BillingContact",
    "Case",
    "GatewayEvent",
    "Invoice",
    "LedgerEntry",
    "Mail",
    "Method",
    "MethodState",
    "PaysBy",
    "Person",
    "PracticeLogin",
    "Profile",
    "Scheduled",
    "SetupIntent",
    "SignInCount",
    "Usage",
    "UtcDateTime",
    "is_live",
    "is_unpaid",
]
