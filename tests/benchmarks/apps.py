"""What is measured, for gunicorn: the widget with a bank in its process, and what it is held to."""

import gc
import os
import sqlite3
import threading
from datetime import UTC, datetime

import psycopg
from flask import Flask, redirect, request
from sqlalchemy.engine import make_url

from tests.support.applications import settings_for
from tests.torture.access import OpenAccess
from widget.application import create_app
from widget.core.gateway import Gateway, Key, Outcome, Result
from widget.storage.sqlite import patiently

SECRET = "a secret that forms are signed with"
DATABASE = "ACQUIT_BENCH_DATABASE"


class InstantGateway:
    """A bank in this process, that costs next to nothing: every charge goes through."""

    def create_customer(self, account: int) -> str:
        return f"account-{account}"

    def charge(self, *_arguments: object) -> Result:
        return Result(Outcome.SUCCEEDED)

    def lookup(self, _key: Key) -> None:
        return None


def widget() -> Flask:
    """The whole widget."""
    settings = settings_for(os.environ[DATABASE], secret=SECRET)
    gateway: Gateway = InstantGateway()  # type: ignore[assignment]
    app = create_app(settings, gateway, OpenAccess())
    gc.collect()  # as `widget.create_app` does
    gc.freeze()
    return app


#: The commits of one payment, in raw SQL: before the bank is called, and after it.
BEFORE = (
    "INSERT INTO attempt (account_id, invoice_id, method_id, person_id, locale, key, reference,"
    " form_token, kind, state, minor, currency, created_at, changed_at, due_at, tries) VALUES"
    " (:account, :invoice, :account, :account, 'en', :key, :key, :key, 'invoice',"
    " 'submitted', 1000, 'EUR', :now, :now, :now, 0) RETURNING id"
)
AFTER = (
    "UPDATE attempt SET state = 'succeeded', due_at = NULL WHERE id = :attempt",
    "INSERT INTO ledger_entry (account_id, kind, minor, currency, invoice_id, attempt_id, at)"
    " VALUES (:account, 'payment', -1000, 'EUR', :invoice, :attempt, :now)",
    "UPDATE invoice SET allocated_minor = minor, paid_at = :now WHERE id = :invoice",
    "INSERT INTO mail (account_id, attempt_id, kind, name, address, locale, written_at, due_at,"
    " tries) VALUES (:account, :attempt, 'payment_received', 'Person', 'p@example.com', 'en',"
    " :now, :now, 0)",
)


class RawPayments:
    """Makes a payment's two commits on a connection of this thread's own."""

    def __init__(self, url: str):
        self._url = make_url(url)
        self._here = threading.local()

    def pay(self, account: int, invoice: int, key: str) -> None:
        values = {"account": account, "invoice": invoice, "key": key, "now": self._now()}
        with self._transaction() as run:
            (values["attempt"],) = run(BEFORE, values).fetchone()
        with self._transaction() as run:
            for statement in AFTER:
                run(statement, values)

    def _now(self) -> object:
        now = datetime.now(UTC)
        return str(now.replace(tzinfo=None)) if self._is_sqlite else now

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    def _transaction(self) -> "_Transaction":
        connection = getattr(self._here, "connection", None)
        if connection is None:
            connection = self._here.connection = self._connect()
        return _Transaction(connection, self._is_sqlite)

    def _connect(self):
        if not self._is_sqlite:
            return psycopg.connect(
                host=self._url.query["host"], user="postgres", dbname=self._url.database
            )
        connection = sqlite3.connect(self._url.database, isolation_level=None)
        for pragma in ("busy_timeout=0", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection


class _Transaction:
    def __init__(self, connection, is_sqlite: bool):
        self._connection, self._is_sqlite = connection, is_sqlite

    def __enter__(self):
        if self._is_sqlite:
            patiently(lambda: self._connection.execute("BEGIN IMMEDIATE"))
        return self._run

    def _run(self, statement: str, values: dict):
        if self._is_sqlite:
            used = {k: v for k, v in values.items() if f":{k}" in statement}
            return self._connection.execute(statement, used)
        for name in values:
            statement = statement.replace(f":{name}", f"%({name})s")
        return self._connection.execute(statement, values)

    def __exit__(self, *_error) -> None:
        if self._is_sqlite:
            self._connection.execute("COMMIT")
        else:
            self._connection.commit()


def bare() -> Flask:
    """A handler that makes the same commits, and a page that says a word."""
    app = Flask(__name__)
    payments = RawPayments(os.environ[DATABASE])

    @app.post("/pay/<int:account>/<int:invoice>")
    def pay(account: int, invoice: int):
        payments.pay(account, invoice, request.form["key"])
        return redirect("/done", 303)

    @app.get("/page")
    def page() -> str:
        return "<!doctype html><title>A page</title><p>A word."

    return app
