"""The widget as its environment says, for WSGI servers and for `flask --app widget`.

There is no live gateway and no way of signing in yet: what is deployed is practice, on a sandbox
bank of its own.
"""

import os
from collections.abc import Mapping

from flask import Flask

from widget.application import create_app
from widget.bank.client import SandboxGateway
from widget.practice.door import PracticeDoor
from widget.serving import PAYEE
from widget.settings import MailServer, Settings

#: What must be set, and what it is.
WANTED = {
    "ACQUIT_DATABASE": "the database's address, such as postgresql+psycopg://…",
    "ACQUIT_SECRET": "what forms are signed with: at least 32 characters",
    "ACQUIT_ORIGIN": "the widget's own origin, as browsers reach it",
    "ACQUIT_HELP_ORIGINS": "the origins that embed it, with spaces between them",
    "ACQUIT_BANK": "the bank's origin, as browsers reach it",
    "ACQUIT_BANK_SECRET": "what the widget and the bank know each other by",
}
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """Settings that are missing or no good; the message lists all of them."""


def from_environment(environment: Mapping[str, str] = os.environ) -> Flask:
    """Return the widget. Raises SettingsError, OutdatedSchemaError."""
    missing = [f"  {name}: {what}" for name, what in WANTED.items() if not environment.get(name)]
    secret = environment.get("ACQUIT_SECRET", "")
    if secret and len(secret) < SHORTEST_SECRET:
        missing.append(f"  ACQUIT_SECRET has fewer than {SHORTEST_SECRET} characters")
    if missing:
        raise SettingsError("These settings are missing or no good:\n" + "\n".join(missing))
    settings = Settings(
        origin=environment["ACQUIT_ORIGIN"],
        database=environment["ACQUIT_DATABASE"],
        secret=secret,
        help_origins=tuple(environment["ACQUIT_HELP_ORIGINS"].split()),
        bank_public=environment["ACQUIT_BANK"],
        payee=PAYEE,
        sign_ins=environment.get("ACQUIT_SIGN_INS", Settings.sign_ins),
        mail=_mail(environment),
    )
    inside = environment.get("ACQUIT_BANK_INSIDE", environment["ACQUIT_BANK"])
    gateway = SandboxGateway(inside, environment["ACQUIT_BANK_SECRET"])
    return create_app(settings, gateway, PracticeDoor(settings.sign_ins))


def _mail(environment: Mapping[str, str]) -> MailServer | None:
    server = environment.get("ACQUIT_MAIL_SERVER")
    if not server:
        return None
    host, _, port = server.partition(":")
    return MailServer(
        host=host,
        port=int(port or 25),
        sender=environment.get("ACQUIT_MAIL_SENDER", f"billing@{host}"),
        starttls=environment.get("ACQUIT_MAIL_STARTTLS") == "1",
        user=environment.get("ACQUIT_MAIL_USER", ""),
        password=environment.get("ACQUIT_MAIL_PASSWORD", ""),
    )
