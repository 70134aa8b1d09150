"""A live widget with people in it, and somebody with a browser."""

from datetime import UTC, datetime

import pytest

from tests.support.signing_in import Visitor
from widget.billing import opening
from widget.core.money import Money
from widget.core.roles import Role
from widget.storage.models import PaysBy


@pytest.fixture
def live(empty_live):
    return empty_live


@pytest.fixture
def people(live, aurora):
    """Two accounts, and an owner, a reader and a stranger in them."""
    with live.extensions["widget"].database.write() as session:
        for name, subject in (("Aurora", "camille"), ("Boreal", "robin")):
            account = opening.open_account(session, name, "EUR", "Europe/Paris", PaysBy.TRANSFER)
            line = opening.Line("storage", Money(1200, "EUR"))
            day = datetime(2026, 11, 1, tzinfo=UTC)
            opening.add_invoice(session, account, f"{name}-1", [line], day.date(), day)
            known = {subject: Role.OWNER, f"reader-of-{name}": Role.READER}
            for who, role in known.items():
                person = opening.add_person(session, account, who, f"{who}@example.com", role)
                person.issuer, person.subject = aurora.issuer, who


@pytest.fixture
def visitor(live, people):
    return Visitor(live)
