"""What a deployment lacks, though its settings are right: `flask --app widget check`."""

from collections.abc import Iterator

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from widget.core.clock import Clock
from widget.core.roles import Role
from widget.core.settings import SAMPLE_PAYEE, Encryption, Settings
from widget.storage.database import Database
from widget.storage.models import (
    Account,
    Attempt,
    AttemptState,
    GatewayEvent,
    Mail,
    Person,
    RefundRequest,
    RefundState,
)
from widget.storage.schedule import LONGEST

#: So many accounts are named at the most.
_NAMED = 10


def lacking(settings: Settings, database: Database, clock: Clock) -> Iterator[str]:
    """Yield what a deployment lacks, each with what to do."""
    yield from _of_settings(settings)
    try:
        yield from _of_database(database, clock)
        if settings.providers:
            yield from _of_people(database)
    except OperationalError:
        yield "The database gives no answer: check ACQUIT_DATABASE, and that the server runs."


def _of_settings(settings: Settings) -> Iterator[str]:
    origins = (settings.origin, *settings.gateway_pages, *settings.help_origins)
    if settings.trial:  # what answers in Stripe's place is on this machine
        origins = (settings.origin,)
    for origin in [origin for origin in origins if origin.startswith("http://")]:
        yield f"{origin} is not encrypted: serve it by https."
    if settings.trial:
        yield f"No money moves: {settings.trial}."
    if settings.payee == SAMPLE_PAYEE:
        yield "Invoices name the sample payee: set ACQUIT_PAYEE_NAME, _ADDRESS, _IBAN and _BIC."
    if settings.mail is None:
        yield "No mail server is set: letters wait. Name one in ACQUIT_MAIL_SERVER."
    elif settings.mail.encryption is Encryption.NONE:
        yield "Letters go to the mail server in clear: set ACQUIT_MAIL_STARTTLS, or port 465."
    if not settings.limits:
        yield "Each payment may be 10,000 of any currency: set ACQUIT_LIMITS to your own."


def _of_database(database: Database, clock: Clock) -> Iterator[str]:
    long_ago = clock() - LONGEST
    with database.read() as session:
        if database.engine.dialect.name == "sqlite":
            yield "SQLite serves one machine only: name a PostgreSQL in ACQUIT_DATABASE."
        elif session.scalar(text("SHOW statement_timeout")) == "0":
            yield "Statements may take for ever: set query_timeout in PgBouncer's configuration."
        asked = RefundRequest.state == RefundState.REQUESTED
        old = select(func.count()).select_from(RefundRequest).where(asked)
        if waiting := session.scalar(old.where(RefundRequest.created_at < long_ago)):
            yield f"{waiting} refunds have waited for hours: their cases say more."
        for table, command in ((Attempt, "reconcile"), (Mail, "send-mail")):
            late = select(func.count()).select_from(table).where(table.due_at < long_ago)
            if waiting := session.scalar(late):
                yield (
                    f"{waiting} rows have waited for {command} for hours:"
                    f" run it, with --every {60 if command == 'reconcile' else 10}."
                )


def _of_people(database: Database) -> Iterator[str]:
    """Accounts that nobody can sign in to as an owner."""
    owners = select(Person.account_id).where(
        Person.role == Role.OWNER, Person.removed_at.is_(None), Person.subject.is_not(None)
    )
    real = (Account.is_practice.is_(False),)
    with database.read() as session:
        if not session.scalar(select(func.count()).select_from(Account).where(*real)):
            yield "There is no account yet: flask --app widget account add NAME --currency EUR."
        without = select(Account).where(*real, Account.id.not_in(owners)).order_by(Account.id)
        found = session.scalars(without.limit(_NAMED)).all()
        if found:
            names = ", ".join(f"{account.id} ({account.name})" for account in found)
            yield (
                f"These accounts have no owner who can sign in: {names}. Their invitations wait to"
                " be accepted, or flask --app widget person add sends one."
            )
        last = session.scalar(
            select(GatewayEvent.is_found).order_by(GatewayEvent.received_at.desc()).limit(1)
        )
        paid = select(Attempt.id).where(Attempt.state == AttemptState.SUCCEEDED).limit(1)
        if last is True or (last is None and session.scalar(paid) is not None):
            yield (
                "The gateway doesn’t tell what happens: let Stripe send its events to"
                " /gateway/events, signed with what stands in ACQUIT_STRIPE_EVENTS."
            )
