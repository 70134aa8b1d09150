"""The application factory."""

from flask import Flask, redirect, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from widget import commands
from widget.core.clock import Clock, system_clock
from widget.core.gateway import Gateway
from widget.core.languages import tag
from widget.core.settings import Settings
from widget.screens import invoices, messages, one_time, payment_methods, portal, support
from widget.screens.invoices.addresses import NumberConverter, in_address
from widget.storage import schema
from widget.storage.database import Database
from widget.web import errors, gateway_events, languages, security
from widget.web.security import FormTokens
from widget.web.service_names import service_name
from widget.web.services import AccountAccess, Services


def create_app(
    settings: Settings, gateway: Gateway, access: AccountAccess, clock: Clock = system_clock
) -> Flask:
    """Return the widget as a WSGI application. Raises OutdatedSchemaError, CatalogueError."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024  # and no SECRET_KEY: there are no sessions
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        help_origins=settings.help_origins, access_note=access.note, is_practice=access.is_practice
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    app.url_map.converters["number"] = NumberConverter
    app.jinja_env.filters.update(in_address=in_address, service_name=service_name)
    languages.init_app(app)
    database = _opened(settings.database)
    tokens = FormTokens(settings.secret)
    app.extensions["widget"] = Services(
        settings.origin, database, gateway, access, tokens, settings.payee, settings.limits, clock
    )
    security.init_app(
        app,
        origin=settings.origin,
        ancestors=settings.help_origins,
        form_targets=settings.gateway_pages,
        may_be_framed=access.may_be_framed,
    )
    errors.init_app(app)
    for blueprint in (
        portal.bp,
        invoices.bp,
        one_time.bp,
        payment_methods.bp,
        messages.bp,
        support.bp,
    ):
        prefix = f"/<locale>{access.prefix}{blueprint.url_prefix or ''}"
        app.register_blueprint(blueprint, url_prefix=prefix)
    app.register_blueprint(gateway_events.bp)
    access.init_app(app)
    app.add_url_rule("/", "start", lambda: _enter(access), methods=["GET"])
    app.add_url_rule("/<locale>/", "start_in", lambda: _enter(access), methods=["GET"])
    commands.init_app(app, settings)
    return app


def _opened(url: str) -> Database:
    database = Database(url)
    try:
        schema.check(database)
    finally:
        database.close()  # no connection is left open for workers that are forked from here
    return database


def _enter(access: AccountAccess) -> Response:
    """Lead to where customers come in, in the address's language or the reader's own."""
    languages.guess_locale(request.path)
    return redirect(url_for(access.entrance, locale=tag()), 302)
