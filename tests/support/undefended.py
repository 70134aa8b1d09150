"""The widget with a defence taken away: against sharing connections, and against others' rows.

Each leaves a connection in the pool when the server forks its workers.
"""

from flask import Flask
from sqlalchemy import select

import widget.sandbox.practice.logins
import widget.storage.database
import widget.storage.ownership
from widget import create_app
from widget.storage.models import Account


def _connected() -> Flask:
    app = create_app()
    with app.extensions["widget"].database.read() as session:
        session.scalars(select(Account.id).limit(1)).all()
    return app


def defended() -> Flask:
    """The widget as it is."""
    return _connected()


def sharing() -> Flask:
    """Connections survive a fork."""
    setattr(widget.storage.database, "keep_to_one_process", lambda engine: None)  # noqa: B010
    return _connected()


def trusting() -> Flask:
    """Nobody looks whose rows come back."""
    _trust()
    return _connected()


def _trust() -> None:
    widget.storage.ownership.require_owner = lambda found, owner: None
    widget.storage.ownership.require_columns = lambda found, wanted: None
    widget.sandbox.practice.logins.require_login = lambda found, hashed: None
