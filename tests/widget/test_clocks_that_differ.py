"""Several machines serve, and their clocks may differ by a minute."""

from datetime import timedelta

import pytest

from tests.support.books import rows
from widget.core.clock import SKEW, system_clock
from widget.payments.limits import ON_ITS_WAY
from widget.payments.reconciling import reconcile
from widget.storage.models import Attempt
from widget.web import security
from widget.web.security import FORM_LIFETIME, FormTokens


@pytest.mark.parametrize(
    ("ahead", "is_good"),
    [
        (timedelta(0), True),
        (-SKEW, True),
        (SKEW, True),
        (-2 * SKEW, False),
        (FORM_LIFETIME - SKEW, True),
        (FORM_LIFETIME + SKEW, False),
    ],
)
def test_a_form_of_a_machine_whose_clock_differs(monkeypatch, ahead, is_good):
    """`ahead` is how far the clock of the machine that checks it is ahead."""
    tokens = FormTokens("a secret")
    token = tokens.issue("owner")
    monkeypatch.setattr(security, "system_clock", lambda: system_clock() + ahead)
    assert (tokens.check(token, "owner") is not None) is is_good


@pytest.fixture
def on_its_way(sign_in, widget, no_answer):
    """A payment whose answer isn't there yet, and which the bank hasn't heard of."""
    customer = sign_in()
    with no_answer("charge"):
        customer.pay("AUR-2089", "4242")
    return rows(widget, Attempt)[0]


@pytest.mark.parametrize("ahead", [timedelta(0), SKEW])
def test_a_worker_whose_clock_is_ahead_cancels_nothing_that_is_on_its_way(
    on_its_way, widget, database, gateway, ahead
):
    with database.write() as session:
        session.get_one(Attempt, on_its_way.id).due_at = on_its_way.created_at
    # The slowest client waits for an answer almost as long as it may.
    longest = ON_ITS_WAY - SKEW - timedelta(seconds=1)
    reconcile(database, gateway, lambda: on_its_way.created_at + longest + ahead)
    assert rows(widget, Attempt)[0].state == "unknown"
    reconcile(database, gateway, lambda: on_its_way.created_at + timedelta(hours=1))
    assert rows(widget, Attempt)[0].state == "cancelled"
