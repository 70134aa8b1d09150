"""The tables, a module for each part of the business; nearly all carry the account's id."""

from widget.storage.models.accounts import (
    Account,
    PaysBy,
    Person,
    PracticeLogin,
    Profile,
    SignInCount,
)
from widget.storage.models.attempts import (
    UNFINISHED,
    Attempt,
    AttemptKind,
    AttemptState,
    is_unfinished,
)
from widget.storage.models.base import Base, Scheduled, UtcDateTime
from widget.storage.models.billing import (
    EntryKind,
    Invoice,
    LedgerEntry,
    UnmatchedTransfer,
    Usage,
    is_unpaid,
)
from widget.storage.models.contacts import Case, CaseKind, Mail, MailKind
from widget.storage.models.events import GatewayEvent
from widget.storage.models.methods import BillingContact, Method, MethodState, SetupIntent
from widget.storage.models.refunds import RefundRequest, RefundState
from widget.storage.models.sign_ins import FrameCode, Invitation, SignInRequest, SignInSession

__all__ = [
    "UNFINISHED",
    "Account",
    "Attempt",
    "AttemptKind",
    "AttemptState",
    "Base",
    "BillingContact",
    "Case",
    "CaseKind",
    "EntryKind",
    "FrameCode",
    "GatewayEvent",
    "Invitation",
    "Invoice",
    "LedgerEntry",
    "Mail",
    "MailKind",
    "Method",
    "MethodState",
    "PaysBy",
    "Person",
    "PracticeLogin",
    "Profile",
    "RefundRequest",
    "RefundState",
    "Scheduled",
    "SetupIntent",
    "SignInCount",
    "SignInRequest",
    "SignInSession",
    "UnmatchedTransfer",
    "Usage",
    "UtcDateTime",
    "is_unfinished",
    "is_unpaid",
]
