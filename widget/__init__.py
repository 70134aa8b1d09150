"""The payment widget: a Flask application in which customers do what the help pages say."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """Return the widget as its environment says: what `flask --app widget` looks for.

    Raises SettingsError, OutdatedSchemaError.
    """
    from widget.deployment import from_environment  # whoever imports a part needn't load it all

    return from_environment()
