"""The widget and its bank in one process, the network between them left out."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import httpx
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import make_server

from tests.support.applications import make_bank, settings_for
from tests.support.clock import MovableClock, SteppedClock
from tests.support.customer import Customer
from tests.support.databases import KINDS, databases
from tests.support.signing_in import live_widget, provider
from tests.support.stripe_bank import gateway_to
from widget.application import create_app
from widget.core.clock import Clock
from widget.core.gateway import Gateway, GatewayUnavailableError
from widget.sandbox.bank.stripe_api.objects import Base
from widget.sandbox.practice.access import PracticeAccess
from widget.storage.database import Database
from widget.web.services import Services


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Templates that are compiled once, not by every test's application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def kept_bank(tmp_path_factory, compiled_templates) -> Flask:
    """To make a bank takes longer than most tests."""
    app = make_bank(tmp_path_factory.mktemp("bank"))
    app.jinja_env.bytecode_cache = compiled_templates
    return app


@pytest.fixture
def bank(kept_bank):
    """A bank whose book is empty."""
    store = kept_bank.extensions["store"]
    with store.write() as objects:
        for table in Base.metadata.sorted_tables:
            objects.session.execute(table.delete())
    yield kept_bank
    store.close()


@pytest.fixture
def gateway(bank):
    return gateway_to(httpx.WSGITransport(app=bank))


@pytest.fixture(scope="session")
def all_databases(tmp_path_factory):
    with databases(tmp_path_factory.mktemp("databases")) as found:
        yield found


@pytest.fixture(params=KINDS)
def database_kind(request):
    return request.param


@pytest.fixture
def database_url(all_databases, database_kind):
    """A database with the widget's tables: each test that uses it runs on each kind."""
    url = all_databases.new(database_kind)
    yield url
    all_databases.give_back(url)


@pytest.fixture
def database(database_url):
    """The database, as another process would open it."""
    found = Database(database_url)
    yield found
    found.close()


def make_widget(database: str, gateway: Gateway, sign_ins: str = "20/minute") -> Flask:
    """A widget for practice, on a database that has its tables."""
    settings = settings_for(database, sign_ins=sign_ins)
    return create_app(settings, gateway, PracticeAccess(settings.sign_ins), MovableClock())


@pytest.fixture(scope="session")
def kept_widgets() -> dict[tuple[str, str], tuple[Flask, Services]]:
    """By kind and database: to make a widget takes longer than most tests."""
    return {}


@pytest.fixture
def kept_widget(database_url, gateway, compiled_templates, kept_widgets):
    """Gives a widget of a kind (`kept_widget(kind, make, clock)`), with a bank and clock of its own
    on tables that are empty."""
    opened = []

    def find(kind: str, make: Callable[[], Flask], clock: Clock) -> Flask:
        key = (kind, database_url)
        if key not in kept_widgets:
            app = make()
            app.jinja_env.bytecode_cache = compiled_templates
            kept_widgets[key] = (app, app.extensions["widget"])
        app, made = kept_widgets[key]
        app.extensions["widget"] = replace(made, gateway=gateway, clock=clock)
        opened.append(made.database)
        return app

    yield find
    for each in opened:
        each.close()


@pytest.fixture
def widget(kept_widget, database_url, gateway):
    """A widget for practice."""
    return kept_widget("practice", lambda: make_widget(database_url, gateway), MovableClock())


@pytest.fixture(scope="session")
def aurora():
    """The settings of a provider that is served."""
    with provider() as settings:
        yield settings


@pytest.fixture
def clock():
    return SteppedClock()


@pytest.fixture
def empty_live(kept_widget, database_url, gateway, aurora, clock):
    """A widget to which people sign in at a provider; nobody is in its books."""
    return kept_widget("live", lambda: live_widget(database_url, gateway, [aurora], clock), clock)


@pytest.fixture
def sign_in(widget, bank):
    def enter(
        locale: str = "en", role: str = "owner", scenario: str = "company-account"
    ) -> Customer:
        return Customer(widget, bank, locale, role, scenario)

    return enter


@pytest.fixture
def no_answer(gateway):
    """Within a block, calls of the gateway's that get no answer; it gives what was asked."""

    @contextmanager
    def of(*names: str):
        asked = []

        def call(_self, *arguments):
            asked.append(arguments)
            raise GatewayUnavailableError("down")

        with pytest.MonkeyPatch.context() as patch:
            for name in names:
                patch.setattr(type(gateway), name, call)
            yield asked

    return of


@pytest.fixture
def lost(gateway):
    """Within a block, calls of one of the gateway's that are done, and lose their answer."""

    @contextmanager
    def of(name: str):
        real = getattr(type(gateway), name)

        def call(self, *arguments):
            real(self, *arguments)
            raise GatewayUnavailableError("lost")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(gateway), name, call)
            yield

    return of


@pytest.fixture
def charges(bank):
    """The charges that moved money, by the bank's own book."""
    store = bank.extensions["store"]
    return lambda: [(each.amount.minor, each.amount.currency) for each in store.charges()]


@pytest.fixture
def bank_address(bank):
    server = make_server("127.0.0.1", 0, bank, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
