"""The payment widget: a Flask application in which customers do what the help pages say."""

from widget.application import create_app

__all__ = ["create_app"]
