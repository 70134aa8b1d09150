"""A help site and a live widget that it may show in frames: two sites, by HTTPS.

The bank, which can't be framed, and the provider are of other sites again.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from flask import Flask
from werkzeug.wrappers import Request, Response

from acquit.site.build import build
from acquit.site.serving import Server, files
from acquit.site.settings import read_settings
from tests.support.applications import BANK_SECRET, settings_for
from tests.support.project import copy, edit
from widget.application import create_app
from widget.billing import opening
from widget.core.clock import system_clock
from widget.core.money import Money
from widget.core.roles import Role
from widget.core.settings import ProviderSettings
from widget.gateways.stripe.gateway import StripeGateway
from widget.live.access import LiveAccess
from widget.live.providers import CALLBACK
from widget.sandbox.bank.application import create_bank
from widget.sandbox.provider.application import Client, create_provider
from widget.storage.models import PaysBy

HELP, PAY, BANK = "help.example.com", "pay.example.net", "bank.example.org"
#: Somebody with two accounts, as the provider knows them.
SUBJECT = "camille"


@dataclass(frozen=True)
class LiveSite:
    """Where all of it is served, and the bank's and the widget's applications."""

    help: str
    pay: str
    widget: Flask
    bank: Flask
    server: Server

    def page(self, locale: str, name: str = "make-an-immediate-payment") -> str:
        """The address of a page of help."""
        return f"{self.help}/{locale}/how-to/{name}/"

    def charges(self) -> list[int]:
        """What the bank has charged, in minor units."""
        return [each.amount.minor for each in self.bank.extensions["store"].charges()]

    @contextmanager
    def nothing_partitioned(self) -> Iterator[None]:
        """Serve the widget for a while as a browser sees it that doesn't know `Partitioned`."""

        @Request.application
        def changed(request: Request) -> Response:
            answer = Response.from_app(self.widget, request.environ)
            cookies = answer.headers.getlist("Set-Cookie")
            answer.headers.setlist("Set-Cookie", [c.replace("; Partitioned", "") for c in cookies])
            return answer

        self.server.app = changed
        try:
            yield
        finally:
            self.server.app = self.widget


@contextmanager
def live_site(folder: Path, database: str) -> Iterator[LiveSite]:
    """Serve all of it, with two accounts, each with invoices."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HELP, PAY, BANK, "127.0.0.1").configure_cert(context)
    servers = {name: Server(0, name, context) for name in (HELP, PAY, BANK)}
    # What asks from here knows no authority of ours: it takes doors without TLS.
    inside, login = Server(0), Server(0, "127.0.0.1")
    at = {name: server.address.public for name, server in servers.items()}
    client = Client("acquit", "of-no-use", f"{at[PAY]}{CALLBACK}/aurora")
    provider = ProviderSettings("Aurora", login.address.public, client.id, client.secret)
    bank = create_bank(
        database=f"sqlite:///{folder}/bank.sqlite3",
        client_secret=BANK_SECRET,
        public_origin=at[BANK],
        help_origins=(),
        client_origin=at[PAY],
    )
    widget = _widget(database, at, provider, inside.address.local)
    site = LiveSite(at[HELP], at[PAY], widget, bank, servers[PAY])
    servers[HELP].app = files(_help(folder, site))
    servers[PAY].app, servers[BANK].app = widget, bank
    inside.app, login.app = bank, create_provider(provider.issuer, client)
    started = [*servers.values(), inside, login]
    try:
        for server in started:
            server.start()
        yield site
    finally:
        for server in started:
            server.close()
        widget.extensions["widget"].database.close()


def _help(folder: Path, site: LiveSite) -> Path:
    """Build the help site, with the way to accounts; practice isn't served."""
    options = (
        f"      account: {site.pay}/{{locale}}/{{screen}}\n"
        f"      account_frame: {site.pay}/{{locale}}/embedded/\n      frame: "
    )
    (folder / "project").mkdir()
    project = copy(folder / "project")
    edit(project / "mkdocs.yml", "      frame: ", options)
    settings = read_settings(project / "mkdocs.yml")
    elsewhere = dict.fromkeys(settings.servers, "https://practice.example.com")
    build(settings, folder / "site", addresses={"help": site.help, **elsewhere})
    return folder / "site"


def _widget(database: str, at: dict[str, str], provider: ProviderSettings, bank: str) -> Flask:
    settings = settings_for(
        database,
        origin=at[PAY],
        help_origins=(at[HELP],),
        gateway_pages=(at[BANK],),
        providers=(provider,),
        sign_ins="1000/minute",
    )
    access = LiveAccess(
        settings.providers, settings.origin, settings.secret, settings.sign_ins, in_frames=True
    )
    gateway = StripeGateway(BANK_SECRET, BANK_SECRET, settings.origin, bank)
    app = create_app(settings, gateway, access)
    now = system_clock()
    with app.extensions["widget"].database.write() as session:
        for name in ("Aurora", "Boreal"):
            account = opening.open_account(session, name, "EUR", "UTC", PaysBy.TRANSFER)
            person = opening.add_person(session, account, "Camille", "c@example.com", Role.OWNER)
            person.issuer, person.subject = provider.issuer, SUBJECT
            for number in range(1, 9):
                line = opening.Line("storage", Money(number * 1000, "EUR"))
                opening.add_invoice(session, account, f"{name}-{number}", [line], now.date(), now)
    return app
