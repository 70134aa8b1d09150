"""Money that went back, as screens list it."""

from dataclasses import dataclass
from datetime import date

from widget.core.clock import day_in
from widget.core.languages import gettext as _
from widget.core.money import Money
from widget.storage.models import EntryKind, LedgerEntry
from widget.web.services import AccountContext


@dataclass(frozen=True)
class Reversal:
    """What happened on a day; `owed` is by how much the balance grew (below zero: fell)."""

    day: date
    text: str
    owed: Money


def listed(here: AccountContext, entries: list[LedgerEntry]) -> list[Reversal]:
    """Return entries by which money went back, or counts again, in the reader's language."""
    said = {
        EntryKind.REFUND: _("Paid back to you"),
        EntryKind.REFUND_FAILED: _("A refund that did not reach you"),
        EntryKind.DISPUTE: _("Disputed payment: taken back by your bank"),
        EntryKind.DISPUTE_WON: _("Dispute closed: the payment counts again"),
        EntryKind.RETURN: _("Transfer or cheque returned by the bank"),
        EntryKind.CORRECTION: _("Correction: a transfer was booked by mistake"),
    }
    return [
        Reversal(
            day_in(here.account.time_zone, entry.at),
            said[entry.kind],
            Money(entry.minor, entry.currency),
        )
        for entry in entries
    ]
