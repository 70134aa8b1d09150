"""The commands: thin, each over one module."""

import signal
import sys
import threading
import time
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

import click

from acquit import __version__
from acquit.preview.serving import previewing
from acquit.problems import Problems
from acquit.product import ProductError, load
from acquit.site.build import BuildError
from acquit.site.build import build as build_site
from acquit.site.languages import folder_name
from acquit.site.pseudo import can_be_pseudo, with_pseudo
from acquit.site.renaming import RenameError
from acquit.site.running import running
from acquit.site.serving import PortTakenError, Stack
from acquit.site.settings import (
    FIRST_PORT,
    HELP,
    Settings,
    SettingsError,
    read_settings,
)
from acquit.walk.browser import NoBrowserError, find_or_install
from acquit.walk.running import (
    SiteError,
    as_report,
    is_success,
    nothing_done,
    summary,
    targets,
    walk_all,
)
from acquit.walk.unproven import unused
from acquit.writers import COMMANDS

_MENDABLE = (
    NoBrowserError,
    PortTakenError,
    ProductError,
    RenameError,
    SettingsError,
    SiteError,
)


class _Commands(click.Group):
    """Shows what writers can mend as a message, never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BuildError as error:
            click.echo(error, err=True)
        except Problems as error:
            click.echo(error, err=True)
            count = len(error.problems)
            click.echo(f"{count} problem{'s' if count != 1 else ''}", err=True)
        except _MENDABLE as error:
            click.echo(f"acquit: {error}", err=True)
        sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The project's mkdocs.yml.",
)
@click.pass_context
def main(ctx: click.Context, config_file: Path) -> None:
    """Payment procedures written once, shown in every language, proved in a browser."""
    sys.path.insert(0, str(config_file.resolve().parent))
    ctx.obj = config_file


for _name, _command in COMMANDS.items():
    main.add_command(_command, _name)


_PSEUDO = click.option(
    "--pseudo", is_flag=True, help="In pseudo-languages, too: en-XA, longer; ar-XB, right to left."
)


def _offered(ctx: click.Context, pseudo: bool) -> AbstractContextManager[Settings]:
    """Return the project's settings, with pseudo-languages for as long as they are used."""
    settings = read_settings(ctx.obj)
    return with_pseudo(settings) if pseudo else nullcontext(settings)


@main.command()
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@_PSEUDO
@click.option("--strict", is_flag=True, help="Refuse broken links, gaps, outdated pages.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Where the languages go.",
)
@click.pass_context
def build(
    ctx: click.Context, locales: tuple[str, ...], pseudo: bool, strict: bool, site_dir: Path
) -> None:
    """Build the pages: one MkDocs process per language, side by side."""
    with _offered(ctx, pseudo) as settings:
        build_site(settings, site_dir.resolve(), locales=locales, strict=strict, say=click.echo)


@main.command()
@click.argument("pages", nargs=-1)
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@_PSEUDO
@click.option("--site", help="A site that runs already; default: build and serve this project.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the walks as JSON.")
@click.option(
    "--patience",
    type=click.FloatRange(min=0, min_open=True),
    help="Seconds after which what isn't there is missing; default: the project's `patience`.",
)
@click.pass_context
def walk(
    ctx: click.Context,
    pages: tuple[str, ...],
    locales: tuple[str, ...],
    pseudo: bool,
    site: str | None,
    report: Path | None,
    patience: float | None,
) -> None:
    """Do every documented step in a real browser, in each language."""
    if report and not report.parent.is_dir():
        raise click.BadParameter(f"no folder {report.parent}", param_hint="--report")
    started = time.monotonic()
    with ExitStack() as stack:
        settings = stack.enter_context(_offered(ctx, pseudo))
        product = load(settings.options.product)
        chosen = tuple(map(folder_name, locales)) or tuple(settings.languages)
        if site is None:
            here = stack.enter_context(running(settings, locales=chosen, say=click.echo))
            site = here.public[HELP]
        limit = settings.options.patience if patience is None else patience
        walks = walk_all(product, targets(site, chosen, pages), click.echo, limit)
    click.echo(summary(walks, time.monotonic() - started))
    if not pages and is_success(walks):
        for line in unused(walks, product.controls):
            click.echo(f"Not used: {line}")
    if report:
        report.write_text(as_report(walks), encoding="utf-8")
    if not is_success(walks):
        if why := nothing_done(walks):
            click.echo(f"acquit: {why}", err=True)
        sys.exit(1)


@main.command()
def browser() -> None:
    """Find a Chromium for the walks, or install one."""
    click.echo(f"Browser: {find_or_install(click.echo)}")


_PORT = click.option(
    "--port",
    type=click.IntRange(1, 65000),
    default=FIRST_PORT,
    show_default=True,
    help="Port of the help site.",
)


@main.command()
@_PORT
@_PSEUDO
@click.pass_context
def serve(ctx: click.Context, port: int, pseudo: bool) -> None:
    """Build the pages and serve them with the product, until Ctrl-C."""
    with (
        _offered(ctx, pseudo) as settings,
        running(settings, first_port=port, say=click.echo) as stack,
    ):
        _say_addresses(stack)
        wait_for_interrupt()


@main.command()
@_PORT
@click.pass_context
def preview(ctx: click.Context, port: int) -> None:
    """Serve the pages as you write: what you save is on the screen at once.

    Point at a text, on a page or in the product, to see its message, where it is written, its state
    and its notes. Pseudo-languages are in the menu of languages.
    """
    offered = _offered(ctx, can_be_pseudo(read_settings(ctx.obj)))
    with offered as settings, previewing(settings, port) as stack:
        _say_addresses(stack)
        wait_for_interrupt()


def _say_addresses(stack: Stack) -> None:
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
