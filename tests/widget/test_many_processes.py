"""The widget as it is deployed: gunicorn with several processes, on each database."""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from tests.support.customer import Customer, OverTcp
from tests.support.deployed import environment, gunicorn, migrate
from tests.support.project import ROOT
from tests.support.screen import method_of, notice
from widget.storage.database import Database
from widget.storage.models import Attempt, LedgerEntry

INVOICE = "AUR-2089"
SIMULTANEOUS = 100


@pytest.fixture
def empty_url(all_databases, database_kind):
    return all_databases.empty(database_kind)


def test_a_hundred_simultaneous_payments_of_one_invoice(empty_url, bank_address, charges):
    """One charge; each of the others is answered plainly."""
    settings = environment(empty_url, bank_address)
    assert migrate(settings) == "The tables are up to date.\n"
    with (
        gunicorn(settings) as address,
        closing(OverTcp(address)) as widget,
        closing(OverTcp(bank_address)) as bank,
    ):
        customer = Customer(widget, bank)
        panel = customer.panel(INVOICE)
        card = method_of(panel, "4242")
        with ThreadPoolExecutor(20) as pool:
            # A form of its own for each: as many windows, not one button clicked often.
            panels = list(pool.map(lambda _: customer.panel(INVOICE), range(SIMULTANEOUS)))
        with ThreadPoolExecutor(SIMULTANEOUS) as pool:
            answers = list(pool.map(lambda page: customer.send(page, "#pay", method=card), panels))
        statuses = Counter(answer.status_code for answer in answers)
        assert statuses == {303: 1, 409: SIMULTANEOUS - 1}, statuses
        told = {notice(answer)[:2] for answer in answers if answer.status_code == 409}
        assert told <= {
            ("A payment for this invoice is under way", "No second payment was started."),
            ("This invoice is already paid", "You were not charged a second time."),
        }, told
        assert customer.statuses()[INVOICE] == "invoice_paid"
    assert charges() == [(18050, "EUR")]
    with books(empty_url) as database, database.read() as session:
        assert [a.state for a in session.query(Attempt)] == ["succeeded"]
        assert [e.minor for e in session.query(LedgerEntry) if e.attempt_id] == [-18050]


@contextmanager
def books(url: str):
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def test_settings_that_are_missing_are_all_named():
    settings = {k: v for k, v in os.environ.items() if not k.startswith("ACQUIT_")}
    settings["ACQUIT_SECRET"] = "short"
    command = [sys.executable, "-m", "flask", "--app", "widget", "check"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, check=False, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for said in ("ACQUIT_DATABASE is not set", "ACQUIT_BANK_SECRET is", "fewer than 32"):
        assert said in done.stderr
