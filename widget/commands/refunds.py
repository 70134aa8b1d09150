"""The command that pays back."""

import click
from flask import Flask

from widget.commands.reading import amount_of
from widget.payments.refunds import RefundError, Refunds, find_payment
from widget.storage.models import RefundState
from widget.web.services import services


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.command("refund")(refund)


@click.argument("payment")
@click.argument("amount", required=False)
def refund(payment: str, amount: str | None) -> None:
    """Pay a PAYMENT back, by the reference that its customer knows; all of it, or an AMOUNT.

    AMOUNT in major units, such as 12.50. What it had paid is due again.
    """
    shared = services()
    try:
        attempt = find_payment(shared.database, payment)
        asked = amount_of(amount, attempt.currency) if amount else None
        refunds = Refunds(shared.database, shared.gateway, shared.clock())
        request = refunds.refund(attempt, asked)
    except RefundError as error:
        raise click.ClickException(str(error)) from error
    said = request.amount.printed("en")
    if request.state is RefundState.REQUESTED:
        click.echo(f"The gateway hasn't answered yet: {said} are asked for by the next reconcile.")
    elif request.state is RefundState.REFUSED:
        raise click.ClickException(f"The refund of {said} failed at the gateway: see its case.")
    else:
        click.echo(f"Paid back: {said} of payment {attempt.reference}.")
