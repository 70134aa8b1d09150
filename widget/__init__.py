"""The payment widget: a Flask application in which customers do what the help pages say."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """Return the widget as its environment says: what `flask --app widget` looks for.

    Raises SettingsError, OutdatedSchemaError.
    """
    # Whoever imports a part needn't load it all.
    from widget.wsgi import from_environment

    app = from_environment()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector needn't look through it again
    return app
