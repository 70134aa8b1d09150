"""Writers wait for one another, and not for ever; and what they write at once is written."""

import sqlite3
from threading import Event, Thread

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm.exc import StaleDataError

from widget.storage.account_transactions import account_transaction
from widget.storage.database import change_at_once, make_engine
from widget.storage.models import Account


@pytest.fixture
def database(database):
    with database.write() as session:
        account = Account(name="A", currency="EUR", time_zone="Europe/Paris", pays_by="card")
        session.add(account)
    return database


def test_who_changes_an_account_waits_for_who_does_already(database):
    second_is_in = Event()

    def second() -> None:
        with account_transaction(database, 1):
            second_is_in.set()

    thread = Thread(target=second)
    with account_transaction(database, 1):
        thread.start()
        assert not second_is_in.wait(0.3)
    assert second_is_in.wait(60)
    thread.join()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_writer_gives_up_in_the_end(database, monkeypatch):
    monkeypatch.setattr("widget.storage.sqlite.BUSY_SECONDS", 0.05)
    with (
        account_transaction(database, 1),
        pytest.raises(sqlite3.OperationalError, match="locked"),
        account_transaction(database, 1),
    ):
        raise AssertionError("two writers at once")
    with database.write() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 10_000


def test_a_row_that_is_gone_can_not_be_changed(database):
    with database.read() as session:
        account = session.get_one(Account, 1)
    with database.write() as session:
        session.execute(delete(Account))
    with (
        pytest.raises(StaleDataError, match="account 1 is gone"),
        account_transaction(database, 1) as session,
    ):
        change_at_once(session, account, name="B")
    assert account.name == "A"


@pytest.mark.parametrize("written", ["postgres://u:p@h/d", "postgresql://u:p@h/d"])
def test_addresses_as_hosts_write_them(written):
    engine = make_engine(written)
    assert engine.url.render_as_string(hide_password=False) == "postgresql+psycopg://u:p@h/d"
    assert "p@" not in repr(engine)


def test_a_driver_that_is_named_is_kept():
    assert make_engine("postgresql+psycopg://h/d").driver == "psycopg"
    assert make_engine("sqlite://").driver == "pysqlite"
