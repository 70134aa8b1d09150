"""Commands about money that came by the bank."""

import click
from flask import Flask

from widget.commands.reading import amount_of
from widget.core.card_numbers import without_card_numbers
from widget.payments import transfers
from widget.web.services import services


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.command("record-transfer")(record_transfer)


@click.argument("reference")
@click.argument("amount")
@click.option("--invoice", type=int, help="Which invoice it is, if several have the reference.")
@click.option(
    "--transfer",
    metavar="ID",
    help="The bank's own id, which is booked once. Without it, the same amount under the same"
    " reference on the same day is taken for the same transfer.",
)
def record_transfer(reference: str, amount: str, invoice: int | None, transfer: str | None) -> None:
    """Book a transfer by its payment reference; AMOUNT in major units, such as 240.00."""
    shared = services()
    try:
        found = transfers.find_by_reference(shared.database, reference, invoice)
        read = amount_of(amount, found.currency)
        now = shared.clock()
        name = transfer or f"{found.id} {read.minor} {now:%Y-%m-%d}"
        done = transfers.record_transfer(shared.database, found, read, now, name)
    except transfers.TransferError as error:
        raise click.ClickException(without_card_numbers(str(error))) from error
    left = done.invoice.to_pay
    click.echo(f"Booked {read.printed('en')} for invoice {done.invoice.number}.")
    click.echo(
        f"  settled of it: {done.allocated.printed('en')}; left to pay: {left.printed('en')}"
    )
    click.echo(f"  credit on the account: {done.credit.printed('en')}")
