"""An account has one currency: nothing in another gets in, and it can't change."""

from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from widget.storage import schema
from widget.storage.database import Database
from widget.storage.models import Account, Invoice, LedgerEntry, Profile, Usage

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def database(database):
    with database.write() as session:
        session.add(Account(name="A", currency="JPY", time_zone="Asia/Tokyo", pays_by="card"))
        session.flush()
        session.add(Profile(account_id=1, name="P"))
    return database


def row(table: str, currency: str):
    both = {"account_id": 1, "minor": 100, "currency": currency}
    return {
        "usage": lambda: Usage(profile_id=1, service="s", used_on=date(2026, 2, 1), **both),
        "invoice": lambda: Invoice(
            profile_id=1, number="N", issued_on=date(2026, 2, 1), due_on=date(2026, 3, 1), **both
        ),
        "ledger_entry": lambda: LedgerEntry(kind="invoice", at=NOW, **both),
    }[table]()


@pytest.mark.parametrize("table", ["usage", "invoice", "ledger_entry"])
def test_what_is_in_another_currency_is_refused_on_entry(database, table):
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(row(table, "EUR"))
    with database.write() as session:
        session.add(row(table, "JPY"))


def test_the_currency_of_an_account_with_entries_can_not_change(database):
    with database.write() as session:
        session.execute(update(Account).values(currency="EUR"))
        session.execute(update(Account).values(currency="JPY"))
        session.add(row("ledger_entry", "JPY"))
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(update(Account).values(currency="EUR"))


def test_a_migration_tells_of_rows_in_another_currency_and_changes_nothing(
    all_databases, database_kind
):
    database = Database(all_databases.empty(database_kind))
    with database.changing_tables() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for statement in (
            "INSERT INTO account (id, name, currency, time_zone, pays_by) VALUES"
            " (1, 'A', 'EUR', 'Europe/Paris', 'card')",
            "INSERT INTO profile (id, account_id, name) VALUES (1, 1, 'P')",
            "INSERT INTO usage (id, account_id, profile_id, service, used_on, minor, currency)"
            " VALUES (7, 1, 1, 's', '2026-01-01', 5, 'USD')",
        ):
            connection.execute(text(statement))
    with pytest.raises(ValueError, match=r"Rows of usage are in another currency .* \(\[7\]"):
        schema.upgrade(database)
    with database.read() as session:
        assert session.scalar(text("SELECT currency FROM usage")) == "USD"
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "0005"
    database.close()
