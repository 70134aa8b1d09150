"""The widget, its bank and its mail server, each in processes of its own, on a database."""

import json
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from threading import get_ident
from wsgiref.types import WSGIApplication

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from tests.support.applications import BANK_SECRET, make_bank, settings_for
from tests.support.customer import ORIGIN, Customer, OverTcp
from tests.support.signing_in import HTTPS, client, live_widget, provider_at
from tests.support.smtp import Inbox, smtp_server
from tests.torture.access import OpenAccess
from tests.torture.points import PointedGateway, Points
from tests.torture.processes import running
from widget.application import create_app
from widget.core.settings import MailServer
from widget.gateways.stripe.gateway import TIMEOUT_SECONDS, StripeGateway
from widget.live.invitations import send_invitation
from widget.live.sign_in import TOKENS
from widget.notifications.sending import send_due
from widget.payments.monthly import Month, MonthlyBilling
from widget.payments.reconciling import reconcile
from widget.payments.refunds import RefundError, Refunds
from widget.sandbox.bank.faults import Faults
from widget.sandbox.bank.stripe_api.book import Book
from widget.sandbox.practice.scenarios import SCENARIOS
from widget.sandbox.provider.application import create_provider
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Account, Attempt, Person

#: How long the widget waits for a bank that has faults, and how long its slow answers take.
PATIENCE, SLOW = 1.0, 1.6
NO_FAULTS = Faults()


class _Quiet(WSGIRequestHandler):
    def log(self, *_arguments) -> None: ...


class World:
    """One widget on one database. What it does, it does in forked children."""

    def __init__(
        self, url: str, folder: Path, bank_port: int, mail_port: int,
        events_at: socket.socket, faults: Faults, preloaded: bool, provider_port: int,
    ):  # fmt: skip
        self.url, self.folder, self.faults = url, folder, faults
        self._events_at = events_at
        self._preloaded = preloaded
        self.points = Points()
        self.mail = MailServer("127.0.0.1", mail_port, "billing@pay.example.com")
        self._bank_address = f"http://127.0.0.1:{bank_port}"
        self.gateway = PointedGateway(self._new_gateway(), self.points)
        settings = settings_for(url)
        self.app = create_app(settings, self.gateway, OpenAccess())
        self.provider = provider_at(provider_port)
        self.live = live_widget(url, self.gateway, [self.provider], lambda: datetime.now(UTC))
        self.be_forked()
        for app in (self.app, self.live):
            self.points.watch(app.extensions["widget"].database)
        self.points.watch_letters()
        self.points.watch_requests()

    def _new_gateway(self) -> StripeGateway:
        patience = TIMEOUT_SECONDS if self.faults == NO_FAULTS else PATIENCE
        return StripeGateway(BANK_SECRET, BANK_SECRET, ORIGIN, self._bank_address, patience)

    def be_forked(self) -> None:
        """Get ready for children: nothing is open, or (preloaded) what they must not use is."""
        self.database.close()
        self.live.extensions["widget"].database.close()
        if self._preloaded:
            with self.database.read() as session:
                session.scalars(select(Account.id).limit(1)).all()
        self.gateway.real = self._new_gateway()
        self.points.names.clear()

    @property
    def database(self) -> Database:
        return self.app.extensions["widget"].database

    def account(self, scenario: str) -> int:
        """Make an account with invoices and cards, and somebody in it; return its number."""
        database = Database(self.url)
        with database.write() as session:
            account = SCENARIOS[scenario](session, datetime.now(UTC) - timedelta(days=1))
            account.is_practice = False
            known = {"name": "Camille Martin", "role": "owner"}
            address = f"camille-{account.id}@example.com"
            session.add(Person(account_id=account.id, email=address, **known))
        database.close()
        return account.id

    def customer(self, account: int) -> Customer:
        """Somebody who uses the account."""
        customer = _Noted.__new__(_Noted)
        customer.world = self
        customer.widget = self.app.test_client()
        customer.bank = OverTcp(self._bank_address)
        customer.locale = "en"
        customer.home = f"/en/as/{account}/"
        return customer

    def invite(self, account: int) -> str:
        """Invite somebody into an account; return the link of their letter."""
        with account_transaction(self.database, account) as session:
            person = Person(
                account_id=account, name="Alix", email="alix@example.com", role="reader"
            )
            session.add(person)
            session.flush()
            invitation = send_invitation(session, person, "en", datetime.now(UTC))
        return f"/en/invitations/{self.live.extensions[TOKENS].token(invitation)}"

    def reconcile(self, minutes: int = 0) -> None:
        """Settle what is due so many minutes from now."""
        ahead = timedelta(minutes=minutes)
        done = reconcile(self.database, self.gateway, lambda: datetime.now(UTC) + ahead)
        if done.failed:
            self.note(f"the reconciler could not deal with {done.failed}")

    def send(self, minutes: int = 0) -> None:
        """Send the letters that are due so many minutes from now."""
        with self.app.app_context():
            ahead = timedelta(minutes=minutes)
            link_of = lambda _: f"{HTTPS}/en/invitations/of-no-use"  # noqa: E731
            send_due(self.database, self.mail, lambda: datetime.now(UTC) + ahead, link_of)

    def bill(self, account: int) -> None:
        """Bill an account's month, on the first day of the next."""
        with self.database.read() as session:
            found = session.scalars(select(Account).where(Account.id == account)).one()
        month = Month.of(datetime.now(UTC).date())
        ahead = timedelta(minutes=self.minutes_to_next_month())
        MonthlyBilling(self.database, self.gateway, ORIGIN, datetime.now(UTC) + ahead).bill(
            found, month
        )

    def refund(self, attempt: Attempt) -> None:
        """Pay a payment back, as the command does."""
        with suppress(RefundError):  # it is under way, or done
            Refunds(self.database, self.gateway, datetime.now(UTC)).refund(attempt, None)

    def minutes_to_next_month(self) -> int:
        """How far it is to the second day of the next month."""
        now = datetime.now(UTC)
        first = datetime.combine(Month.of(now.date()).next, now.time(), UTC)
        return (first + timedelta(days=1) - now) // timedelta(minutes=1)

    def bank(self) -> Book:
        """The bank's own book."""
        return Book(Database(f"sqlite:///{self.folder}/bank.sqlite3"), BANK_SECRET)

    def note(self, error: str) -> None:
        """Note an error of ours: the comparison tells it."""
        with (self.folder / "errors").open("a") as file:
            file.write(f"{error}\n")

    def errors(self) -> list[str]:
        """What was noted."""
        return self._lines("errors")

    def struck(self) -> set[str]:
        """The bank's faults that struck."""
        return {line.removeprefix("fault: ") for line in self._lines("faults")}

    def arrived(self) -> list[str]:
        """The Message-IDs of the letters that arrived."""
        return self._lines("letters")

    def _lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def serve_events(self, busy: Callable[[bool], object] = lambda _: None) -> None:
        """Serve what the bank tells, beside others that do; say when that is at work."""
        _serve(self._events_at, _telling(self.app, busy))


class _Noted(Customer):
    """A customer whose forms are noted before they are sent, and whose errors are."""

    world: World

    def get(self, path: str) -> TestResponse:
        return self._checked(super().get(path))

    def post(self, path: str, origin: str = ORIGIN, **fields: str) -> TestResponse:
        sent = json.dumps({"home": self.home, "path": path, "fields": fields})
        noted = self.world.folder / f"last-form-{os.getpid()}-{get_ident()}"
        noted.write_text(sent)
        noted.replace(self.world.folder / "last-form")  # others read it meanwhile
        return self._checked(super().post(path, origin, **fields))

    def _checked(self, response: TestResponse) -> TestResponse:
        """503 says that the bank is down, which one with faults may be; else errors are ours."""
        is_down = response.status_code == 503 and self.world.faults != NO_FAULTS
        if response.status_code >= 500 and not is_down:
            self.world.note(f"{response.status_code} {response.request.path}")
        return response


def _telling(app: Flask, busy: Callable[[bool], object]) -> WSGIApplication:
    """The application, and whether it is at work."""

    def telling(environ, start_response):
        busy(True)
        try:
            return app(environ, start_response)
        finally:
            busy(False)

    return telling


def _listen() -> socket.socket:
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    found.listen(64)
    return found


def _serve(listening: socket.socket, app: WSGIApplication) -> None:
    port = listening.getsockname()[1]
    server = make_server(
        "127.0.0.1", port, app, threaded=True, request_handler=_Quiet, fd=listening.fileno()
    )
    server.serve_forever()


class _KeptInbox(Inbox):
    def __init__(self, path: Path):
        super().__init__()
        self._path = path

    async def handle_DATA(self, _server, _session, envelope):
        with self._path.open("a") as file:
            file.write(message_from_bytes(envelope.content)["Message-ID"].strip("<>") + "\n")
        return "250 OK"


@contextmanager
def worlds(
    url: str,
    folder: Path,
    faults: Faults = NO_FAULTS,
    *,
    events: bool = True,
    preloaded: bool = False,
) -> Iterator[World]:
    """A world whose bank has faults. With `events` the bank tells the widget what happened.

    What is `preloaded` has a connection open when it forks, as by `gunicorn --preload`.
    """
    with ExitStack() as stack:
        listening, events_at, mail_at, provider_on = (
            stack.enter_context(_listen()) for _ in range(4)
        )
        ports = (listening.getsockname()[1], mail_at.getsockname()[1])
        provider_port = provider_on.getsockname()[1]
        world = World(url, folder, *ports, events_at, faults, preloaded, provider_port)

        def bank() -> None:
            logging.getLogger("widget.sandbox.bank.faults").addHandler(
                logging.FileHandler(folder / "faults")
            )
            app = make_bank(
                folder,
                faults=faults,
                events_to=f"http://127.0.0.1:{events_at.getsockname()[1]}/gateway/events"
                if events
                else None,
            )
            _serve(listening, app)

        def mail() -> None:
            with smtp_server(_KeptInbox(folder / "letters"), mail_at):
                _forever()

        def provider() -> None:
            _serve(provider_on, create_provider(world.provider.issuer, client("Aurora")))

        stack.enter_context(running(provider))
        stack.enter_context(running(bank))
        stack.enter_context(running(mail))
        if events:
            stack.enter_context(running(world.serve_events))
        stack.callback(world.database.close)
        stack.callback(world.live.extensions["widget"].database.close)
        yield world


def _forever() -> None:
    signal.pause()
