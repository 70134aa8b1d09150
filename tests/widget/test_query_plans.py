"""No query of a payment or of a list reads a whole table, however many invoices there are."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from tests.benchmarks.filling import fill
from tests.torture.door import OpenDoor
from tests.widget.applications import settings_for
from tests.widget.customer import Customer, method_of
from widget.application import create_app
from widget.mailbox.sending import send_due
from widget.reconciling import reconcile
from widget.settings import MailServer

INVOICES = 20_000
#: Small tables, and the index of what is due, which is read in its order.
SMALL = {"alembic_version"}


@pytest.fixture
def filled(database_url, gateway):
    settings = settings_for(database_url)
    app = create_app(settings, gateway, OpenDoor())
    fill(app.extensions["widget"].database, INVOICES)
    yield app
    app.extensions["widget"].database.close()


@pytest.fixture
def statements(filled):
    """Every statement that is run, with its values."""
    found = []

    def note(_connection, _cursor, statement, values, *_):
        if re.match(r"\s*(SELECT|UPDATE|DELETE)", statement):
            found.append((statement, values))

    engine = filled.extensions["widget"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def scans(database, statements) -> list[str]:
    """The statements whose plan reads a whole table."""
    kind = database.engine.dialect.name
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[kind]
    found = []
    with database.writing.begin() as connection:
        if kind == "postgresql":  # tables that are small in a test are scanned for being small
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, values in dict.fromkeys((s, _fixed(v)) for s, v in statements):
            given = dict(values) if values and isinstance(values[0], tuple) else values
            rows = connection.exec_driver_sql(explain + statement, given)
            plan = "\n".join(str(row[-1]) for row in rows)
            for table in re.findall(r"Seq Scan on (\w+)|^SCAN (\w+)$", plan, re.MULTILINE):
                name = table[0] or table[1]
                if name not in SMALL:
                    found.append(f"{name}: {statement}\n{plan}")
    return found


def _fixed(values):
    return tuple(values.items()) if isinstance(values, dict) else tuple(values)


def test_nothing_is_scanned(filled, bank, statements):
    customer = Customer.__new__(Customer)
    customer.widget, customer.bank = filled.test_client(), bank.test_client()
    customer.locale, customer.home = "en", "/en/as/7/"
    number = f"B-{6 * 50 + 3}"
    page = customer.panel(number)
    assert customer.send(page, 'id="pay"', method=method_of(page, "4242")).status_code == 303
    assert customer.pay_once("5", "approved").status_code == 200
    for status in ("", "invoice_due", "invoice_past_due", "invoice_in_progress", "invoice_paid"):
        assert customer.get(f"{customer.invoices}?status={status}").status_code == 200
    customer.get(f"{customer.invoices}?before=320")
    for path in ("", "billing/usage", "messages/", "support/", "billing/payments/method/"):
        assert customer.get_in(path).status_code == 200
    database = filled.extensions["widget"].database
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    reconcile(database, filled.extensions["widget"].gateway, lambda: tomorrow)
    with filled.app_context():
        send_due(database, MailServer("127.0.0.1", 9, "a@example.com"), lambda: tomorrow)
    filled.test_cli_runner().invoke(args=["record-transfer", "RF00B304", "1"])
    assert len(statements) > 50
    found = scans(database, statements)
    assert not found, "\n\n".join(found)
