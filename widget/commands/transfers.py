"""Commands about money that came by the bank, or went back there."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup

from widget.commands.reading import amount_of, one_of
from widget.core.card_numbers import without_card_numbers
from widget.core.currencies import is_currency
from widget.payments import transfers, unmatched_transfers
from widget.storage.models import EntryKind
from widget.web.services import services

group = AppGroup("transfer", help="Keep transfers without a reference, match them, take back.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.command("record-transfer")(record_transfer)
    app.cli.add_command(group)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a transfer is refused for."""
    try:
        yield
    except transfers.TransferError as error:
        raise click.ClickException(without_card_numbers(str(error))) from error


_which = click.option(
    "--invoice", type=int, help="Which invoice it is, if several have the reference."
)


@click.argument("reference")
@click.argument("amount")
@_which
@click.option(
    "--transfer",
    metavar="ID",
    help="The bank's own id, which is booked once. Without it, the same amount under the same"
    " reference on the same day is taken for the same transfer.",
)
def record_transfer(reference: str, amount: str, invoice: int | None, transfer: str | None) -> None:
    """Book a transfer by its payment reference; AMOUNT in major units, such as 240.00."""
    shared = services()
    with _told():
        found = transfers.find_by_reference(shared.database, reference, invoice)
        read = amount_of(amount, found.currency)
        now = shared.clock()
        name = transfer or f"{found.id} {read.minor} {now:%Y-%m-%d}"
        done = transfers.record_transfer(shared.database, found, read, now, name)
    click.echo(f"Booked {read.printed('en')} for invoice {done.invoice.number}, as “{name}”.")
    _say(done)


def _say(done: transfers.Booked) -> None:
    left = done.invoice.to_pay
    click.echo(
        f"  settled of it: {done.allocated.printed('en')}; left to pay: {left.printed('en')}"
    )
    click.echo(f"  credit on the account: {done.credit.printed('en')}")


@group.command("keep")
@click.argument("id")
@click.argument("amount")
@click.argument("currency", callback=one_of(is_currency, "currency of ISO 4217, such as EUR"))
@click.option("--from", "sender", default="", help="What the bank says of who sent it.")
def keep(id: str, amount: str, currency: str, sender: str) -> None:
    """Keep a transfer that quotes no reference we know; ID is the bank's own."""
    shared = services()
    read, who = amount_of(amount, currency), without_card_numbers(sender)
    with _told():
        unmatched_transfers.keep(shared.database, id, read, who, shared.clock())
    click.echo(f"Kept {read.printed('en')} as “{id}”, until it is matched:")
    click.echo(f"  flask --app widget transfer match {id} REFERENCE")


@group.command("list")
def list_kept() -> None:
    """List the transfers that wait to be matched."""
    kept = unmatched_transfers.waiting(services().database)
    for each in kept:
        day = f"{each.received_at:%Y-%m-%d}"
        click.echo(f"{day}  {each.amount.printed('en'):>14}  {each.transfer}  {each.sender}")
    if not kept:
        click.echo("No transfer waits.")


@group.command("match")
@click.argument("id")
@click.argument("reference")
@_which
def match(id: str, reference: str, invoice: int | None) -> None:
    """Book a kept transfer for the invoice that has a payment REFERENCE."""
    shared = services()
    with _told():
        found = transfers.find_by_reference(shared.database, reference, invoice)
        kept, done = unmatched_transfers.match(shared.database, id, found, shared.clock())
    click.echo(f"Booked {kept.amount.printed('en')} for invoice {done.invoice.number}.")
    _say(done)


@group.command("return")
@click.argument("id")
@click.option(
    "--booked-by-mistake",
    is_flag=True,
    help="It never came, or came for another invoice: its customer gets no letter.",
)
def take_back(id: str, booked_by_mistake: bool) -> None:
    """Book that the bank returned a transfer, or that a cheque bounced; ID as it was booked.

    To book it anew for another invoice, give record-transfer another --transfer ID, such as ID-2.
    """
    shared = services()
    kind = EntryKind.CORRECTION if booked_by_mistake else EntryKind.RETURN
    if kept := unmatched_transfers.give_back(shared.database, id, shared.clock()):
        click.echo(f"Given back: {kept.amount.printed('en')}, which nobody had matched.")
        return
    with _told():
        amount, invoice = transfers.take_back(shared.database, id, kind, shared.clock())
    click.echo(f"Taken back: {amount.printed('en')}, which had come for {invoice.number}.")
    click.echo(f"  left to pay of it: {invoice.to_pay.printed('en')}")
