"""The commands that serve pages and product: as they are built, or as they are written."""

import signal
import threading

import click

from acquit.commands.options import PORT, PSEUDO, offered
from acquit.preview.serving import previewing
from acquit.site.pseudo import can_be_pseudo
from acquit.site.running import running
from acquit.site.serving import Stack
from acquit.site.settings import read_settings


@click.command()
@PORT
@PSEUDO
@click.pass_context
def serve(ctx: click.Context, port: int, pseudo: bool) -> None:
    """Build the pages and serve them with the product, until Ctrl-C."""
    with (
        offered(ctx, pseudo) as settings,
        running(settings, first_port=port, say=click.echo) as stack,
    ):
        say_addresses(stack)
        wait_for_interrupt()


@click.command()
@PORT
@click.pass_context
def preview(ctx: click.Context, port: int) -> None:
    """Serve the pages as you write: what you save is on the screen at once.

    Point at a text, on a page or in the product, to see its message, where it is written, its state
    and its notes. Pseudo-languages are in the menu of languages.
    """
    found = offered(ctx, can_be_pseudo(read_settings(ctx.obj)))
    with found as settings, previewing(settings, port) as stack:
        say_addresses(stack)
        wait_for_interrupt()


def say_addresses(stack: Stack) -> None:
    """Say where each server is reached, and how it ends."""
    for name, address in stack.public.items():
        click.echo(f"{name:>8}  {address}/")
    click.echo("Stop with Ctrl-C.")


def wait_for_interrupt() -> None:
    """Return at Ctrl-C or when the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    click.echo("\nStopped.")
