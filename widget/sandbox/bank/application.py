"""The bank's application factory."""

import httpx
from flask import Flask, Response

from widget.sandbox.bank import pages
from widget.sandbox.bank.events import Teller
from widget.sandbox.bank.faults import Faults
from widget.sandbox.bank.faults import init_app as init_faults
from widget.sandbox.bank.stripe_api import (
    interface,
    reversal_routes,  # noqa: F401 - its addresses are the interface's
    routes,  # noqa: F401
)
from widget.sandbox.bank.stripe_api.book import Book
from widget.storage.database import Database
from widget.web import errors, languages, security

NO_FAULTS = Faults()


def create_bank(
    *,
    database: str,
    client_secret: str,
    public_origin: str,
    help_origins: tuple[str, ...],
    client_origin: str,
    faults: Faults = NO_FAULTS,
    events_to: str | None = None,
    transport: httpx.BaseTransport | None = None,
    shows_all_methods: bool = False,
    events_secret: str | None = None,
) -> Flask:
    """Return the bank as a WSGI application.

    `public_origin` is its own address for browsers, `client_origin` that of the widget, whose
    frame shows the bank inside the pages of `help_origins`. After each request it tells what
    happened to the address `events_to`, if there is one, signed with `events_secret`, or with what
    requests are; `transport` replaces the network then. With `shows_all_methods` customers are
    offered those, too, whose payments are disputed later.
    """
    app = Flask(
        "widget.sandbox.bank", template_folder="../../templates", static_folder="../../static"
    )
    app.config.update(CLIENT_SECRET=client_secret, PUBLIC_ORIGIN=public_origin)
    app.config["CLIENT_ORIGIN"] = client_origin
    app.config["SHOWS_ALL_METHODS"] = shows_all_methods
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["help_origins"] = help_origins
    store = app.extensions["store"] = Book(Database(database), client_secret)
    if events_to:
        teller = app.extensions["teller"] = Teller(
            store, events_to, events_secret or client_secret, faults, transport
        )

        @app.after_request
        def tell(response: Response) -> Response:
            response.call_on_close(teller.tell)
            return response

    init_faults(app, faults)
    languages.init_app(app)
    security.init_app(
        app,
        origin=public_origin,
        ancestors=help_origins,
        form_targets=(client_origin,),
        may_be_framed=lambda: True,
    )
    errors.init_app(app)
    app.register_blueprint(interface.bp)
    app.register_blueprint(pages.bp)
    return app
