"""No card number, secret or text of a letter is in any log, error page or table.

All flows are driven with marked data, and everything that was written is searched.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import inspect, select, text

from tests.support.applications import make_bank, settings_for, tell
from tests.support.card_shapes import SHAPES, digits
from tests.support.clock import MovableClock, move_clock
from tests.support.customer import ORIGIN, Customer
from tests.support.screen import checked_method
from tests.support.smtp import Inbox, smtp_server
from widget.application import create_app
from widget.core.clock import day_in
from widget.core.settings import MailServer
from widget.gateways.stripe.gateway import StripeGateway
from widget.notifications.sending import send_due
from widget.payments.reconciling import reconcile
from widget.sandbox.practice.access import PracticeAccess
from widget.storage.database import Database
from widget.storage.models import Account, Attempt, Invoice

CARD = "4000 0566 5566 5556"
#: Each stands for one thing that must not be written down.
MARKS = {
    "the widget's secret": "MARK-WIDGET-SECRET-0123456789abcdef",
    "the bank's secret": "MARK-BANK-SECRET",
    "the mail server's password": "MARK-MAIL-PASSWORD",
    "a card number": CARD,
    "a card number without spaces": CARD.replace(" ", ""),
    "the text of a letter": "contactez l’équipe d’assistance",
    "another text of a letter": "have been received",
}


@pytest.fixture
def log(caplog):
    """Everything that anybody logs, however small."""
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield caplog
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def bank(tmp_path):
    app = make_bank(tmp_path, client_secret=MARKS["the bank's secret"])
    yield app
    app.extensions["store"].close()


def everything_in(database: Database) -> str:
    """Every value of every table, the migrations' among them."""
    with database.engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in inspect(connection).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )


@pytest.fixture
def gateway(bank):
    """With the marked secret."""
    transport = httpx.WSGITransport(app=bank)
    secret = MARKS["the bank's secret"]
    return StripeGateway(secret, secret, ORIGIN, "http://bank", transport=transport)


def pay_in_every_way(customer: Customer, no_answer, pages: list[str]) -> None:
    """With a saved card and a new one, challenged, given up, and without an answer."""
    customer.pay("AUR-2089", "4242")
    given = customer.get(customer.add_card("AUR-2073", "challenge", keep=True)).location
    page = customer.get(given)
    challenged = customer.send(page, "#pay", method=checked_method(page))
    pages.append(customer.get(customer.at_bank(challenged.location, answer="no")).location)
    sent = customer.send(customer.review("7"), "[data-control=pay_by_card]", page="card")
    assert sent.status_code == 303
    screen = customer.get(customer.payments)
    assert customer.send(screen, "[data-control=cancel_payment]").status_code == 303
    with no_answer("charge"):
        pages.append(customer.get(customer.pay("AUR-2073", "4242").location).text)


def drive(customer: Customer, pages: list[str]) -> None:
    """Do everything else, with a card number wherever something can be typed."""

    def see(response) -> None:
        pages.append(response.text)

    see(customer.pay_once("25", "approved"))
    see(customer.pay_once("25", "declined"))
    see(customer.review(CARD))
    see(customer.give_method("approved_other", "card"))
    form = customer.get(f"{customer.methods}new")
    typed = {**customer.contact(), "email": "zoe@example.com", "street": CARD, "name": CARD}
    see(customer.send(form, "[data-control=give_card]", page="card", **typed))
    case = customer.get_in("support/new")
    for subject, description in ((CARD, "Why?"), ("Why?", f"My card {CARD} was declined")):
        fields = {"subject_line": subject, "description": description}
        see(customer.send(case, "[name=description]", **fields))
    customer.next_day()
    customer.next_month()
    for path in ("search", "support/new", "billing/payments/"):
        see(customer.get_in(path, f"q={CARD}&payment={CARD}&amount={CARD}"))
    for shape in SHAPES:
        typed = shape(digits(CARD))
        fields = {"subject_line": "Why?", "description": f"It is {typed}."}
        refused = customer.send(case, "[name=description]", **fields)
        assert refused.status_code == 422, typed
        see(refused)
        see(customer.get_in("search", urlencode({"q": typed})))


def test_nothing_that_was_written_holds_a_secret(
    database_url, bank, gateway, no_answer, log, monkeypatch, capfd
):
    password = MARKS["the mail server's password"]
    settings = settings_for(
        database_url,
        secret=MARKS["the widget's secret"],
        mail=MailServer("127.0.0.1", 1, "a@example.com", password=password),
    )
    widget = create_app(settings, gateway, PracticeAccess("20/minute"), MovableClock())
    database = widget.extensions["widget"].database
    pages: list[str] = []
    customers = [Customer(widget, bank, locale) for locale in ("en", "fr")]
    for customer in customers:
        pay_in_every_way(customer, no_answer, pages)
        drive(customer, pages)
    pages += broken_pages(widget, bank, monkeypatch)
    Customer(widget, bank, "fr", "owner", "card-account")  # whose month is billed by the command
    said = command_everything(widget)
    assert re.search(r"^ +1  charged$", said, re.MULTILINE), said
    letters = send_letters(widget, database, password)
    reconcile(database, gateway, lambda: datetime.now(UTC) + timedelta(days=40))
    assert letters  # what must not be written elsewhere was written here
    written = {
        "a table of the widget's": everything_in(database),
        "a table of the bank's": everything_in(bank.extensions["store"]._database),
        "a log": log.text,
        "the output": "".join((said, *capfd.readouterr())),
        "a page": "\n".join(pages),
        "the settings, printed": repr(settings),
    }
    database.close()
    homes = [customer.home.strip("/").split("/")[-1] for customer in customers]
    for place, found in written.items():
        if place not in (
            "a page",
            "a log",
        ):  # addresses stand in both: docs/project/payments.md
            assert not [token for token in homes if token in found], f"a token is in {place}"
        assert len(found) > 50 or place == "the output", place
        for what, mark in MARKS.items():
            assert mark not in found, f"{what} is in {place}"
        assert digits(CARD) not in digits(found), f"a card number is in {place}"
    assert "contactez l’équipe d’assistance" in letters


def command_everything(widget) -> str:
    """Have events told, and the commands do what they do a month later; return what they say."""
    shared, now = widget.extensions["widget"], datetime.now(UTC)
    month, database = day_in("Europe/Paris", now), shared.database
    move_clock(widget, lambda: now + timedelta(days=32))
    with database.write() as session:
        for account in session.scalars(select(Account)):
            account.is_practice = False
        keys = session.scalars(select(Attempt.key)).all()
        reference = session.scalars(select(Invoice.payment_reference)).first()
    for key in keys:
        assert tell(widget, f"event {key}", key, MARKS["the bank's secret"]) == 204
    assert tell(widget, CARD, CARD, "a secret of somebody else's") == 400
    run = widget.test_cli_runner().invoke
    commands = (
        ("bill-month", f"{month:%Y-%m}"),
        ("record-transfer", reference, "12.50"),
        ("record-transfer", CARD, CARD),
        ("reconcile",),
    )
    return "".join(run(args=command).output for command in commands)


def send_letters(widget, database: Database, password: str) -> str:
    """Send the letters for real, but for those that the server refuses; return what arrived."""
    with database.write() as session:
        session.execute(text("UPDATE mail SET due_at = written_at"))
    with smtp_server(Inbox()) as inbox, widget.app_context():
        known = {"user": "acquit", "password": password}
        server = MailServer("127.0.0.1", inbox.port, "billing@pay.example.com", **known)
        inbox.refuses["camille@example.com"] = "550 no"
        done = send_due(database, server, lambda: datetime.now(UTC) + timedelta(days=60))
        assert done.sent
        assert done.given_up
        assert ("acquit", password) in inbox.logins
        return "\n".join(letter.get_content() for letter in inbox.letters)


def broken_pages(widget, bank, monkeypatch) -> list[str]:
    """Pages that fail, with a card number in the form that was sent, and with a broken database."""
    customer = Customer(widget, bank)
    form = customer.get_in("support/new")

    def fail(*_args, **_values):
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr("widget.screens.support.views._create", fail)
        fields = {"subject_line": "Why?", "description": "Broken"}
        broken = customer.send(form, "[name=description]", **fields)
    assert broken.status_code == 500
    with monkeypatch.context() as patch:
        patch.setattr("widget.screens.support.views.case_number", lambda: "C-1")
        twice = [
            customer.send(customer.get_in("support/new"), "[name=description]", **fields)
            for _ in range(2)
        ]
    assert twice[1].status_code == 500  # the database refuses a number twice
    return [broken.text, twice[1].text]
