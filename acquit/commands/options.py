"""What several commands take."""

from contextlib import AbstractContextManager, nullcontext

import click

from acquit.site.pseudo import with_pseudo
from acquit.site.settings import FIRST_PORT, Settings, read_settings

LOCALES = click.option(
    "--locale", "locales", multiple=True, help="Only this language; may be repeated."
)
PSEUDO = click.option(
    "--pseudo", is_flag=True, help="In pseudo-languages, too: en-XA, longer; ar-XB, right to left."
)
PORT = click.option(
    "--port",
    type=click.IntRange(1, 65000),
    default=FIRST_PORT,
    show_default=True,
    help="Port of the help site.",
)


def offered(ctx: click.Context, pseudo: bool) -> AbstractContextManager[Settings]:
    """Return the project's settings, with pseudo-languages for as long as they are used."""
    settings = read_settings(ctx.obj)
    return with_pseudo(settings) if pseudo else nullcontext(settings)
