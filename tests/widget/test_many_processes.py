"""The widget as it is deployed: gunicorn with several processes, on each database."""

import os
import socket
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Thread

import pytest
from werkzeug.serving import make_server

from tests.project import ROOT
from tests.widget.customer import BANK, HELP, ORIGIN, Customer, OverTcp, message, method_of
from widget.database import Database
from widget.models import Attempt, LedgerEntry

INVOICE = "AUR-2089"
SIMULTANEOUS = 100


@pytest.fixture
def bank_address(bank):
    server = make_server("127.0.0.1", 0, bank, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def environment(database: str, bank_address: str) -> dict[str, str]:
    return {
        **os.environ,
        "ACQUIT_DATABASE": database,
        "ACQUIT_SECRET": "what forms are signed with, in this test",
        "ACQUIT_ORIGIN": ORIGIN,
        "ACQUIT_HELP_ORIGINS": HELP,
        "ACQUIT_BANK": BANK,
        "ACQUIT_BANK_INSIDE": bank_address,
        "ACQUIT_BANK_SECRET": "between-the-two",
    }


@contextmanager
def gunicorn(settings: dict[str, str]):
    """Serve `widget:create_app()` by three processes of eight threads."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        command = [sys.executable, "-m", "gunicorn", "--workers", "3", "--threads", "8"]
        place = ["--bind", f"fd://{listening.fileno()}", "--log-level", "error"]
        server = subprocess.Popen(
            [*command, *place, "widget:create_app()"],
            cwd=ROOT,
            env=settings,
            pass_fds=[listening.fileno()],
        )
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture
def empty_url(all_databases, database_kind):
    return all_databases.empty(database_kind)


def test_a_hundred_simultaneous_payments_of_one_invoice(empty_url, bank_address, charges):
    """One charge; each of the others is answered plainly."""
    settings = environment(empty_url, bank_address)
    made = [sys.executable, "-m", "widget.schema"]
    done = subprocess.run(made, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    assert done.stdout == "The tables are up to date.\n"
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
            answers = list(
                pool.map(lambda page: customer.send(page, 'id="pay"', method=card), panels)
            )
        statuses = Counter(answer.status_code for answer in answers)
        assert statuses == {303: 1, 409: SIMULTANEOUS - 1}, statuses
        told = {message(answer)[:2] for answer in answers if answer.status_code == 409}
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
    command = [sys.executable, "-m", "flask", "--app", "widget", "reconcile"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, check=False, capture_output=True, text=True
    )
    assert done.returncode != 0
    for said in ("ACQUIT_DATABASE: the database", "ACQUIT_BANK_SECRET:", "fewer than 32"):
        assert said in done.stderr
