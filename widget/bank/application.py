"""The bank's application factory."""

from flask import Flask

from widget import errors, languages, security
from widget.bank import api, pages
from widget.bank.store import Store
from widget.database import Database


def create_bank(
    *,
    database: str,
    client_secret: str,
    public_origin: str,
    help_origins: tuple[str, ...],
    client_origin: str,
) -> Flask:
    """Return the bank as a WSGI application.

    `public_origin` is its own address for browsers, `client_origin` that of the widget, whose
    frame shows the bank inside the pages of `help_origins`.
    """
    app = Flask("widget.bank", template_folder="../templates", static_folder="../static")
    app.config.update(CLIENT_SECRET=client_secret, PUBLIC_ORIGIN=public_origin)
    app.config["CLIENT_ORIGIN"] = client_origin
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["help_origins"] = help_origins
    app.extensions["store"] = Store(Database(database))
    languages.init_app(app)
    security.init_app(
        app, origin=public_origin, ancestors=help_origins, form_targets=(client_origin,)
    )
    errors.init_app(app)
    app.register_blueprint(api.bp)
    app.register_blueprint(pages.bp)
    return app
