"""Migrations: forward from an empty database, and from the tables as they were without them."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Date, DateTime, Integer, Table, inspect, select, text

from tests.support import new_migration
from tests.widget.conftest import make_widget
from widget.storage import schema
from widget.storage.database import Database
from widget.storage.models import Account, Attempt, AttemptKind, Base, Case, Invoice, Mail
from widget.storage.models.base import Named, UtcDateTime
from widget.storage.schema import OutdatedSchemaError

#: The newest of the migrations: each is named by its number.
HEAD = max(path.name[1:5] for path in (schema.FOLDER / "versions").glob("v*.py"))
#: An SQLite database of a practice account that has paid, made before there were migrations.
BEFORE = (Path(__file__).parent / "before_migrations.sql").read_text(encoding="utf-8")


@pytest.fixture
def empty(all_databases, database_kind):
    database = Database(all_databases.empty(database_kind))
    yield database
    database.close()


def version(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(database: Database) -> list:
    """How the tables differ from the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        return compare_metadata(context, Base.metadata)


def same_type(_context, _column, _metadata_column, found, wanted) -> bool | None:
    """SQLite knows no time zones: a moment is a DATETIME there."""
    is_moment = isinstance(found, DateTime) and not isinstance(found, Date)
    return False if is_moment and type(wanted).__name__ == "UtcDateTime" else None


def fill_as_before(database: Database) -> None:
    """Put the old tables and their rows in."""
    if database.engine.dialect.name == "sqlite":
        path = database.engine.url.database
        database.close()
        with sqlite3.connect(path) as connection:
            connection.executescript(BEFORE)
        connection.close()
        return
    with database.writing.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, schema.FIRST)
        connection.execute(text("DROP TABLE alembic_version"))
        for table in Base.metadata.sorted_tables:
            for line in BEFORE.splitlines():
                if line.startswith(f'INSERT INTO "{table.name}"'):
                    connection.exec_driver_sql(as_postgresql(connection, line))


def as_postgresql(connection, line: str) -> str:
    """An INSERT whose ones and noughts are truth values where the column is one."""
    table = line.split('"')[1]
    columns = inspect(connection).get_columns(table)
    values = line[line.index("(") + 1 : line.rindex(")")].split(",")
    if len(values) != len(columns):  # a text holds a comma: no such table has truth values
        return line.replace("%", "%%")
    for place, column in enumerate(columns):
        if str(column["type"]) == "BOOLEAN":
            values[place] = {"0": "false", "1": "true"}[values[place]]
    return f'INSERT INTO "{table}" VALUES ({",".join(values)})'.replace("%", "%%")


def test_from_an_empty_database(empty):
    assert version(empty) is None
    schema.upgrade(empty)
    assert version(empty) == HEAD
    assert differences(empty) == []
    schema.upgrade(empty)  # again: nothing to do
    assert version(empty) == HEAD


def test_from_the_tables_before_migrations(empty):
    fill_as_before(empty)
    schema.upgrade(empty)
    assert version(empty) == HEAD
    assert differences(empty) == []
    with empty.read() as session:
        assert session.scalars(select(Account)).one().is_practice
        paid, once = session.scalars(select(Attempt).order_by(Attempt.id)).all()
        assert (paid.state, paid.minor, paid.invoice_id) == ("succeeded", 24000, 3)
        assert (once.state, once.minor, once.due_at) == ("succeeded", 1200, None)
        invoice = session.scalars(select(Invoice).where(Invoice.number == "AUR-2089")).one()
        assert invoice.payment_reference == "RF97AUR2089"
        assert invoice.allocated_minor == 1200
        assert [mail.kind for mail in session.scalars(select(Mail))] == ["details_validated"]
        session.add(nobody_s_case(paid.created_at))
        session.flush()


def test_kind_and_month_of_an_attempt_are_read_from_its_form_token(empty):
    """A debit was known by the beginning of its form token: by then it has columns."""
    upgrade_to(empty, "0006")
    with empty.changing_tables() as connection:
        for statement in OLD_ATTEMPTS:
            connection.execute(text(statement))
    schema.upgrade(empty)
    with empty.read() as session:
        found = session.scalars(select(Attempt).order_by(Attempt.id)).all()
        assert [(a.kind, a.month, a.form_token) for a in found] == [
            (AttemptKind.DEBIT, "2026-09", None),
            (AttemptKind.DEBIT, "2026-09", None),
            (AttemptKind.INVOICE, None, "months"),
            (AttemptKind.ONE_TIME, None, "f"),
        ]
        assert session.scalars(select(Invoice)).one().allocated_minor == 30


def upgrade_to(database: Database, version: str) -> None:
    with database.changing_tables() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, version)


OLD_ATTEMPTS = (
    "INSERT INTO account (id, name, currency, time_zone, pays_by, is_practice)"
    " VALUES (1, 'A', 'EUR', 'Europe/Paris', 'card', false)",
    "INSERT INTO profile (id, account_id, name) VALUES (1, 1, 'P')",
    "INSERT INTO invoice (id, account_id, profile_id, number, issued_on, due_on, minor,"
    " settled_minor, currency) VALUES (1, 1, 1, '202609-1', '2026-10-01', '2026-11-01', 100, 30,"
    " 'EUR')",
    *(
        "INSERT INTO attempt (id, account_id, invoice_id, locale, key, reference, form_token,"
        " state, minor, currency, created_at, changed_at, tries)"
        f" VALUES ({n}, 1, {invoice}, 'en', 'k{n}', 'r{n}', '{token}', 'cancelled', 70, 'EUR',"
        " '2026-10-01 00:00:00+00', '2026-10-01 00:00:00+00', 0)"
        for n, invoice, token in (
            (1, 1, "month 202609-1 1"),
            (2, 1, "month 202609-1 2"),
            (3, 1, "months"),
            (4, "NULL", "f"),
        )
    ),
)


def nobody_s_case(at) -> Case:
    said = {"number": "C-1", "subject": "", "description": "", "payment_reference": ""}
    return Case(account_id=1, form_token="t", created_at=at, **said)


def test_an_application_refuses_tables_of_another_version(empty, gateway):
    fill_as_before(empty)
    with pytest.raises(OutdatedSchemaError, match=f"version none of the tables; {HEAD} is needed"):
        make_widget(empty.engine.url.render_as_string(hide_password=False), gateway)


def test_two_processes_migrate_at_once(empty):
    """Both come to an end, and the tables are made once."""
    failed: list[BaseException] = []
    ready = threading.Barrier(2)

    def migrate() -> None:
        database = Database(empty.engine.url.render_as_string(hide_password=False))
        try:
            ready.wait(60)
            schema.upgrade(database)
        except BaseException as error:
            failed.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert version(empty) == HEAD


def test_a_migration_that_fails_leaves_nothing_behind(empty, monkeypatch):
    fill_as_before(empty)
    before = tables(empty)

    def fail(*_args):
        raise RuntimeError("half-way")

    monkeypatch.setattr(Operations, "batch_alter_table", fail)
    with pytest.raises(RuntimeError, match="half-way"):
        schema.upgrade(empty)
    assert version(empty) is None
    assert tables(empty) == before


def tables(database: Database) -> dict:
    with database.engine.connect() as connection:
        looked = inspect(connection)
        return {
            table: [column["name"] for column in looked.get_columns(table)]
            for table in sorted(looked.get_table_names())
        }


def test_a_migration_is_written_from_the_models(tmp_path):
    """`make migration`: with nothing to do it does nothing, and what is new it adds."""
    versions = tmp_path / "versions"
    shutil.copytree(schema.FOLDER / "versions", versions)
    path = new_migration.write("nothing_yet", versions)
    assert path.name == f"v{int(HEAD) + 1:04}_nothing_yet.py"
    assert path.read_text(encoding="utf-8").rstrip().endswith("pass")
    path.unlink()
    table = Table(
        "account_note",
        Base.metadata,
        Column("id", Integer, primary_key=True),
        Column("account_id", Integer, nullable=False),
        Column("kind", Named(AttemptKind), nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
    )
    try:
        path = new_migration.write("a_table_of_notes", versions)
    finally:
        Base.metadata.remove(table)
    text = path.read_text(encoding="utf-8")
    for written in ("create_table('account_note'", "sa.String()", "sa.DateTime(timezone=True)"):
        assert written in text
    compile(text, path.name, "exec")
    assert "widget" not in text
    with pytest.raises(ValueError, match="small letters"):
        new_migration.write("../x", versions)
