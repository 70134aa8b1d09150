"""The widget and its bank in one process, the network between them left out."""

import httpx
import pytest

from tests.widget.customer import BANK, HELP, ORIGIN, Customer
from widget.application import create_app
from widget.bank.application import create_bank
from widget.bank.client import SandboxGateway
from widget.practice.door import PracticeDoor
from widget.serving import PAYEE
from widget.settings import Settings


@pytest.fixture
def bank(tmp_path):
    app = create_bank(
        database=f"sqlite:///{tmp_path}/bank.sqlite3",
        client_secret="between-the-two",
        public_origin=BANK,
        help_origins=(HELP,),
        client_origin=ORIGIN,
    )
    yield app
    app.extensions["store"]._database.close()


@pytest.fixture
def gateway(bank):
    return SandboxGateway("http://bank", "between-the-two", httpx.WSGITransport(app=bank))


@pytest.fixture
def widget(tmp_path, gateway):
    settings = Settings(
        origin=ORIGIN,
        database=f"sqlite:///{tmp_path}/widget.sqlite3",
        secret="the-widget-s-own",
        help_origins=(HELP,),
        bank_public=BANK,
        payee=PAYEE,
        sign_ins="20/minute",
    )
    app = create_app(settings, gateway, PracticeDoor(settings.sign_ins))
    yield app
    app.extensions["widget"].database.close()


@pytest.fixture
def sign_in(widget, bank):
    def enter(
        locale: str = "en", role: str = "owner", scenario: str = "company-account"
    ) -> Customer:
        return Customer(widget, bank, locale, role, scenario)

    return enter


@pytest.fixture
def charges(bank):
    """The charges that moved money, by the bank's own book."""
    store = bank.extensions["store"]
    return lambda: [(charge.minor, charge.currency) for charge in store.charges()]
