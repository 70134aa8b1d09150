"""Commands that put accounts, people, usage and invoices into the books."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import available_timezones

import click
from email_validator import EmailNotValidError
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from widget.billing import opening
from widget.commands.reading import amount_of, one_of
from widget.core.clock import day_in
from widget.core.currencies import is_currency
from widget.core.languages import tags
from widget.core.mail_addresses import mailable
from widget.core.money import Money
from widget.core.roles import Role
from widget.live.invitations import send_invitation
from widget.live.people import people_of
from widget.storage.account_transactions import account_transaction
from widget.storage.models import Account, Invoice, PaysBy
from widget.storage.ownership import AccountSession
from widget.web.services import services

accounts = AppGroup("account", help="Open accounts, and list them.")
people = AppGroup("person", help="Let people into accounts, and list them.")
invoices = AppGroup("invoice", help="Issue invoices, and list them.")
usage = AppGroup("usage", help="Add what was used.")

_T = TypeVar("_T")
_day = click.DateTime(["%Y-%m-%d"])


def init_app(app: Flask) -> None:
    """Add the commands."""
    for group in (accounts, people, invoices, usage):
        app.cli.add_command(group)


def _email(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return mailable(value)
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from error


@accounts.command("add")
@click.argument("name")
@click.option(
    "--currency",
    required=True,
    callback=one_of(is_currency, "currency of ISO 4217, such as EUR"),
    help="Of all that is ever in it (ISO 4217).",
)
@click.option(
    "--time-zone",
    default="UTC",
    show_default=True,
    callback=one_of(available_timezones().__contains__, "time zone, such as Europe/Paris"),
    help="Whose midnight ends its days and months.",
)
@click.option(
    "--pays-by",
    type=click.Choice([each.value for each in PaysBy]),
    default=PaysBy.TRANSFER.value,
    show_default=True,
    help="How it pays when it does nothing.",
)
def add_account(name: str, currency: str, time_zone: str, pays_by: str) -> None:
    """Open an account, with a billing profile of the same NAME."""
    with services().database.write() as session:
        account = opening.open_account(session, name, currency, time_zone, PaysBy(pays_by))
    click.echo(f"Account {account.id}: {name}, {currency}, {time_zone}, pays by {pays_by}.")
    click.echo(f"  next: flask --app widget person add {account.id} NAME EMAIL --role owner")


@accounts.command("list")
def list_accounts() -> None:
    """List the accounts that aren't practice's."""
    mine = select(Account).where(Account.is_practice.is_(False)).order_by(Account.id)
    with services().database.read() as session:
        for account in session.scalars(mine):
            click.echo(f"{account.id:8}  {account.currency}  {account.name}")


@people.command("add")
@click.argument("account", type=int)
@click.argument("name")
@click.argument("email", callback=_email)
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What they may do.",
)
@click.option("--issuer", help="Where they sign in, if that is known: the provider's issuer.")
@click.option("--subject", help="What the provider calls them (`sub`).")
@click.option(
    "--language",
    default="en",
    show_default=True,
    callback=one_of(lambda tag: tag in tags(), "language of the widget, such as en"),
    help="Of their invitation.",
)
def add_person(
    account: int,
    name: str,
    email: str,
    role: str,
    issuer: str | None,
    subject: str | None,
    language: str,
) -> None:
    """Let NAME into an ACCOUNT; letters go to EMAIL.

    They are invited by a letter, unless it is known as whom they sign in.
    """
    if (issuer is None) != (subject is None):
        raise click.UsageError("--issuer and --subject belong together: give both, or none.")
    now = services().clock()

    def add(session: AccountSession, of: Account) -> None:
        person = opening.add_person(session, of, name, email, Role(role))
        person.issuer, person.subject = issuer, subject
        if subject is None:
            send_invitation(session, person, language, now)

    try:
        _in(account, add)
    except IntegrityError as error:
        raise click.ClickException(f"{subject} of {issuer} is in account {account}.") from error
    click.echo(f"{name} is {role} of account {account}.")
    if subject is None:
        click.echo("  an invitation waits for: flask --app widget send-mail")


@people.command("list")
@click.argument("account", type=int)
def list_people(account: int) -> None:
    """List the people of an ACCOUNT, and how they sign in."""
    found = _in(account, lambda session, of: people_of(session, of.id))
    for person in found:
        known = f"{person.subject} of {person.issuer}" if person.subject else "invited"
        click.echo(f"{person.id:8}  {person.role:13}  {person.name} <{person.email}>  {known}")


@usage.command("add")
@click.argument("account", type=int)
@click.argument("line", metavar="SERVICE=AMOUNT")
@click.option("--on", type=_day, help="The day of it (2026-11-29); today, if none is given.")
def add_usage(account: int, line: str, on: datetime | None) -> None:
    """Add what was used in an ACCOUNT: it is invoiced with its month, or the next."""

    def add(session: AccountSession, of: Account) -> opening.Line:
        read = _line(line, of.currency)
        day = on.date() if on else day_in(of.time_zone, services().clock())
        opening.add_usage(session, of, read, day)
        return read

    read = _in(account, add)
    click.echo(f"Added {read.amount.printed('en')} of {read.service}.")


@invoices.command("add")
@click.argument("account", type=int)
@click.argument("number")
@click.argument("lines", nargs=-1, required=True, metavar="SERVICE=AMOUNT…")
@click.option("--on", type=_day, help="The day of it (2026-11-29); today, if none is given.")
def add_invoice(account: int, number: str, lines: tuple[str, ...], on: datetime | None) -> None:
    """Issue an invoice NUMBER of an ACCOUNT; amounts in major units, such as storage=12.50.

    Below zero (storage=-12.50) it is a credit note, which pays what is open.
    """
    now = services().clock()

    def add(session: AccountSession, of: Account) -> tuple[Money, Money, str]:
        read = [_line(line, of.currency) for line in lines]
        day = on.date() if on else day_in(of.time_zone, now)
        invoice = opening.add_invoice(session, of, number, read, day, now)
        return invoice.amount, invoice.to_pay, invoice.payment_reference or ""

    try:
        amount, to_pay, reference = _in(account, add)
    except opening.NumberTakenError as error:
        raise click.ClickException(f"There is an invoice {number} already.") from error
    click.echo(f"Invoice {number}: {amount.printed('en')}, left to pay: {to_pay.printed('en')}.")
    click.echo(f"  transfers for it quote {reference}")


@invoices.command("list")
@click.argument("account", type=int)
def list_invoices(account: int) -> None:
    """List the invoices of an ACCOUNT, the newest first, with what transfers quote."""

    def found(session: AccountSession, of: Account) -> Sequence[Invoice]:
        mine = select(Invoice).where(Invoice.account_id == of.id)
        newest = mine.order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        return session.scalars(newest).all()

    for invoice in _in(account, found):
        amount, left = invoice.amount.printed("en"), invoice.to_pay.printed("en")
        quoted = invoice.payment_reference
        click.echo(f"{invoice.issued_on}  {invoice.number}  {amount}, left: {left}  {quoted}")


def _in(account_id: int, act: Callable[[AccountSession, Account], _T]) -> _T:
    """Do something in an account's transaction. Raises ClickException where there is none."""
    database = services().database
    with database.read() as session:
        found = session.get(Account, account_id)
    if found is None or found.is_practice:
        raise click.ClickException(
            f"There is no account {account_id}: flask --app widget account list names them."
        )
    with account_transaction(database, account_id) as session:
        return act(session, session.get_one(Account, account_id))


def _line(text: str, currency: str) -> opening.Line:
    """Read `storage=12.50`, or what is given back: `storage=-12.50`. Raises BadParameter."""
    service, equals, amount = text.rpartition("=")
    if not equals or not service.strip():
        raise click.BadParameter(f"“{text}” names no service: write storage=12.50")
    read = amount_of(amount.removeprefix("-"), currency)
    given = Money(-read.minor, currency) if amount.startswith("-") else read
    return opening.Line(service.strip(), given)
