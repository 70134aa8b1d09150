"""No query of a payment or of a list reads a whole table, however many invoices there are."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select

from tests.benchmarks.filling import fill
from tests.support.applications import settings_for, tell
from tests.support.customer import ORIGIN, Customer
from tests.support.screen import method_of
from tests.torture.access import OpenAccess
from widget.application import create_app
from widget.core.settings import MailServer
from widget.notifications.sending import send_due
from widget.payments.monthly import Billed, Month, MonthlyBilling
from widget.payments.reconciling import reconcile
from widget.storage.models import Account, Attempt, PaysBy, Usage, is_unfinished

INVOICES = 20_000


@pytest.fixture
def filled(database_url, gateway):
    settings = settings_for(database_url)
    app = create_app(settings, gateway, OpenAccess())
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
            for name in re.findall(r"(?:Seq Scan on|^SCAN) (\w+.*)", plan, re.MULTILINE):
                found.append(f"{name}: {statement}\n{plan}")
    return found


def _fixed(values):
    return tuple(values.items()) if isinstance(values, dict) else tuple(values)


def charged_for_october(database, account_id: int) -> Account:
    """Have an account use a little in October, to be charged to its card."""
    used = {"service": "Computing", "used_on": date(2026, 10, 5), "minor": 100, "currency": "EUR"}
    with database.write() as session:
        account = session.get_one(Account, account_id)
        account.pays_by = PaysBy.CARD
        session.add(Usage(account_id=account.id, profile_id=account.id, **used))
        return account


def test_nothing_is_scanned(filled, bank, statements):
    customer = Customer.__new__(Customer)
    customer.widget, customer.bank = filled.test_client(), bank.test_client()
    customer.locale, customer.home = "en", "/en/as/7/"
    assert customer.pay("B-303", "4242").status_code == 303
    page = customer.get(customer.get(customer.add_card("B-304", "approved_other")).location)
    given = method_of(page, "4444")
    assert customer.send(page, "#pay", method=given).status_code == 303
    assert customer.pay_once("5", "approved").status_code == 200
    customer.give_method("declined", "card")
    begun = customer.send(customer.review("6"), "[data-control=pay_by_card]", page="card")
    assert begun.status_code == 303
    database = filled.extensions["widget"].database
    with database.read() as session:
        key = session.scalars(
            select(Attempt.key).where(Attempt.account_id == 7, is_unfinished())
        ).one()
    assert tell(filled, "e1", key) == 204
    assert (
        customer.send(customer.get(customer.payments), "[data-control=cancel_payment]").status_code
        == 303
    )
    for status in ("", "invoice_due", "invoice_past_due", "invoice_in_progress", "invoice_paid"):
        assert customer.get(f"{customer.invoices}?status={status}").status_code == 200
    customer.get(f"{customer.invoices}?before=320")
    for path in ("", "billing/usage", "messages/", "support/", "billing/payments/method/"):
        assert customer.get_in(path).status_code == 200
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    reconcile(database, filled.extensions["widget"].gateway, lambda: tomorrow)
    with filled.app_context():
        send_due(database, MailServer("127.0.0.1", 9, "a@example.com"), lambda: tomorrow)
    filled.test_cli_runner().invoke(args=["record-transfer", "RF00B304", "1"])
    gateway, month = filled.extensions["widget"].gateway, Month(2026, 10)
    account = charged_for_october(database, 7)
    assert MonthlyBilling(database, gateway, ORIGIN, tomorrow).bill(account, month) == [
        Billed.CHARGED
    ]
    assert len(statements) > 50
    found = scans(database, statements)
    assert not found, "\n\n".join(found)
