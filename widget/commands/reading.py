"""Reading what is typed after a command."""

from collections.abc import Callable

import click

from widget.billing.amounts import AmountError, read_amount
from widget.core.card_numbers import without_card_numbers
from widget.core.money import Money

#: No amount is refused for being large.
_NO_LIMIT = 10**15


def amount_of(text: str, currency: str) -> Money:
    """Read an amount in major units, such as 12.50. Raises BadParameter."""
    try:
        return read_amount(text, currency, "en", Money(_NO_LIMIT, currency))
    except AmountError as error:
        message = without_card_numbers(f"“{text}” is no amount of money: {error}")
        raise click.BadParameter(message) from error


def one_of(known: Callable[[str], bool], what: str) -> Callable[..., str]:
    """Take a value only if it is known."""

    def taken(_: click.Context, __: click.Parameter, value: str) -> str:
        if not known(value):
            raise click.BadParameter(f"“{value}” is no {what}")
        return value

    return taken
