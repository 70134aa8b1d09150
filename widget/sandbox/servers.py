"""WSGI factories for practice: the widget and its sandbox bank, each told everyone's address."""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from flask import Flask

from widget.application import create_app
from widget.core.settings import SAMPLE_PAYEE, Settings
from widget.gateways.stripe.gateway import StripeGateway
from widget.sandbox.bank.application import create_bank
from widget.sandbox.practice.access import PracticeAccess
from widget.sandbox.repeating import practice_clock
from widget.storage import schema
from widget.storage.database import Database

#: Practice data lasts as long as the process, unless a folder is named.
FOLDER_VARIABLE = "ACQUIT_PRACTICE_FOLDER"
SECRET_VARIABLE = "ACQUIT_PRACTICE_SECRET"  # noqa: S105 - the variable's name, not its value

_own_secret = secrets.token_urlsafe(32)


class Address(Protocol):
    """Where a server is reached: by browsers, and from this machine."""

    @property
    def public(self) -> str: ...  # noqa: D102
    @property
    def local(self) -> str: ...  # noqa: D102


def widget(addresses: Mapping[str, Address], database_url: str = "") -> Flask:
    """Return the widget in practice mode, on a database of its own unless one is given."""
    secret = os.environ.get(SECRET_VARIABLE, _own_secret)
    settings = Settings(
        origin=addresses["widget"].public,
        database=database_url or _database("widget"),
        secret=secret,
        help_origins=(addresses["help"].public,),
        gateway_pages=(addresses["bank"].public,),
        payee=SAMPLE_PAYEE,
        sign_ins=os.environ.get("ACQUIT_SIGN_INS", Settings.sign_ins),
    )
    database = Database(settings.database)
    schema.upgrade(database)
    database.close()
    gateway = StripeGateway(secret, secret, settings.origin, addresses["bank"].local)
    return create_app(settings, gateway, PracticeAccess(settings.sign_ins), practice_clock)


def bank(addresses: Mapping[str, Address]) -> Flask:
    """Return the sandbox bank."""
    return create_bank(
        database=_database("bank"),
        client_secret=os.environ.get(SECRET_VARIABLE, _own_secret),
        public_origin=addresses["bank"].public,
        help_origins=(addresses["help"].public,),
        client_origin=addresses["widget"].public,
        events_to=f"{addresses['widget'].local}/gateway/events",
    )


def _database(name: str) -> str:
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        folder = tempfile.mkdtemp(prefix="acquit-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder).mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder}/{name}.sqlite3"
