"""Accounts, people, usage and invoices by commands: what customers see agrees with the books."""

import pytest
from sqlalchemy import select

from tests.support.applications import settings_for
from tests.support.books import balance
from tests.support.customer import ORIGIN
from tests.torture.access import OpenAccess
from widget.application import create_app
from widget.core.clock import system_clock
from widget.storage.models import Account, Invoice, LedgerEntry, Person, Usage


@pytest.fixture
def live(kept_widget, database_url, gateway):
    """A widget whose customers come in by an account's number."""
    settings = settings_for(database_url)
    return kept_widget("open", lambda: create_app(settings, gateway, OpenAccess()), system_clock)


@pytest.fixture
def run(live):
    def command(*arguments):
        return live.test_cli_runner().invoke(args=list(arguments))

    return command


def all_of(live, table):
    with live.extensions["widget"].database.read() as session:
        return session.scalars(select(table).order_by(table.id)).all()


@pytest.fixture
def account(run, live):
    said = run("account", "add", "Aurora", "--currency", "EUR", "--time-zone", "Europe/Paris")
    assert said.exit_code == 0, said.output
    (made,) = all_of(live, Account)
    assert said.output.startswith(
        f"Account {made.id}: Aurora, EUR, Europe/Paris, pays by transfer."
    )
    assert run(
        "person", "add", str(made.id), "Zoé", "zoe@example.com", "--role", "owner"
    ).output == (
        f"Zoé is owner of account {made.id}.\n"
        "  an invitation waits for: flask --app widget send-mail\n"
    )
    return str(made.id)


def shown(live, account, path):
    text = live.test_client().get(f"/en/as/{account}/{path}", base_url=ORIGIN).text
    return " ".join(text.split())


def test_an_invoice_is_owed_and_shown(run, live, account):
    said = run("invoice", "add", account, "A-1", "computing=100.50", "Consulting=20")
    assert (
        said.output
        == "Invoice A-1: €120.50, left to pay: €120.50.\n  transfers for it quote RF90A1\n"
    )
    assert balance(live) == 12050
    invoices = shown(live, account, "billing/invoices/")
    assert "A-1" in invoices
    assert "€120.50" in invoices
    payments = shown(live, account, "billing/payments/")
    assert "€120.50" in payments
    assert "You owe nothing" not in payments
    lines = shown(live, account, "billing/invoices/A-1")
    assert "Consulting" in lines
    assert "Computing" in lines
    assert [(u.service, u.minor) for u in all_of(live, Usage)] == [
        ("computing", 10050),
        ("Consulting", 2000),
    ]


def test_credit_pays_what_comes(run, live, account):
    run("invoice", "add", account, "A-1", "computing=10")
    reference = all_of(live, Invoice)[0].payment_reference
    assert run("record-transfer", reference, "15", "--transfer", "T1").exit_code == 0
    assert run("invoice", "add", account, "A-2", "storage=8").output == (
        "Invoice A-2: €8.00, left to pay: €3.00.\n  transfers for it quote RF63A2\n"
    )
    assert balance(live) == 300


def test_usage_is_a_billing_item_until_its_month_is_over(run, live, account):
    assert run("usage", "add", account, "storage=1.25").output == "Added €1.25 of storage.\n"
    assert "€1.25" in shown(live, account, "billing/usage")
    assert all_of(live, LedgerEntry) == []


def test_accounts_are_listed(run, account):
    assert run("account", "list").output == f"{account:>8}  EUR  Aurora\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("invoice add 999 A-1 x=1", "There is no account 999"),
        ("invoice add {} A-1 12.50", "“12.50” names no service: write storage=12.50"),
        ("invoice add {} A-1 storage=12,50,0", "“12,50,0” is no amount of money"),
        ("invoice add {} A-1 storage=--5", "“-5” is no amount of money"),
        ("usage add {} storage=1 --on yesterday", "'yesterday' does not match the format"),
        ("account add A --currency EURO", "“EURO” is no currency of ISO 4217, such as EUR"),
        ("account add A --currency EUR --time-zone Paris", "“Paris” is no time zone"),
        ("person add {} A a@ --role owner", "something after the @-sign"),
        ("person add {} A a@example.com --role boss", "'boss' is not one of 'owner'"),
    ],
)
def test_what_is_no_good_is_said_and_nothing_is_kept(run, live, account, command, said):
    done = run(*command.format(account).split())
    assert done.exit_code != 0
    assert said in done.output
    assert all_of(live, Invoice) == all_of(live, Usage) == all_of(live, LedgerEntry) == []
    assert (len(all_of(live, Account)), len(all_of(live, Person))) == (1, 1)


def test_a_number_is_used_once(run, live, account):
    run("invoice", "add", account, "A-1", "x=1")
    again = run("invoice", "add", account, "A-1", "x=2")
    assert (again.exit_code, again.output) == (1, "Error: There is an invoice A-1 already.\n")
    assert balance(live) == 100
    assert len(all_of(live, Usage)) == 1


def test_a_credit_note_pays_what_is_open(run, live, account):
    run("invoice", "add", account, "A-1", "storage=180.50")
    said = run("invoice", "add", account, "A-1-CREDIT", "storage=-180.50")
    assert (said.exit_code, "Invoice A-1-CREDIT: -€180.50" in said.output) == (0, True)
    assert balance(live) == 0
    assert all(invoice.is_paid_up for invoice in all_of(live, Invoice))


def test_languages_and_identities_that_are_no_good_are_refused(run, account):
    add = ("person", "add", account, "Zoé", "zoe@example.com", "--role", "reader")
    assert "“xx” is no language of the widget" in run(*add, "--language", "xx").output
    known = (*add, "--issuer", "https://login.example.com", "--subject", "zoe")
    assert run(*known).exit_code == 0
    again = run(*known)
    assert (again.exit_code, "zoe of https://login.example.com is in" in again.output) == (1, True)


def test_people_and_invoices_are_listed(run, account):
    run("invoice", "add", account, "A-1", "storage=180.50", "--on", "2026-11-29")
    said = run("invoice", "list", account).output
    assert said == "2026-11-29  A-1  €180.50, left: €180.50  RF90A1\n"
    known = ("--issuer", "https://login.example.com", "--subject", "alix")
    run("person", "add", account, "Alix", "alix@example.com", "--role", "reader", *known)
    first, second = run("person", "list", account).output.splitlines()
    assert first.split() == ["1", "owner", "Zoé", "<zoe@example.com>", "invited"]
    assert second.endswith("Alix <alix@example.com>  alix of https://login.example.com")
