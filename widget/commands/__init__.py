"""What is run by `flask --app widget`: workers, and changes of the books."""

from flask import Flask

from widget.commands import books, refunds, transfers, workers
from widget.core.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Add the commands."""
    workers.init_app(app, settings)
    books.init_app(app)
    transfers.init_app(app)
    refunds.init_app(app)
