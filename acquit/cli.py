"""The commands: thin, each over one module."""

import json
import signal
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import click

from acquit import __version__
from acquit.catalogue.records import PERSON
from acquit.problems import Problems
from acquit.product import ProductError, load
from acquit.rules.reports import FORMATS
from acquit.site.adding import add_locale as add_language
from acquit.site.build import BuildError
from acquit.site.build import build as build_site
from acquit.site.checking import Checker
from acquit.site.languages import folder_name
from acquit.site.messages import update
from acquit.site.recording import reviews
from acquit.site.renaming import RenameError
from acquit.site.renaming import rename as rename_control
from acquit.site.running import running
from acquit.site.serving import PortTakenError
from acquit.site.settings import (
    FIRST_PORT,
    HELP,
    Settings,
    SettingsError,
    read_settings,
    translations,
)
from acquit.site.status import as_dict, as_text
from acquit.site.status import status as status_of
from acquit.walk.browser import NoBrowserError, find_or_install
from acquit.walk.proposing import proposals, read_report
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


def _settings(ctx: click.Context) -> Settings:
    return read_settings(ctx.obj)


@main.command()
@click.option(
    "--machine", metavar="NAME", help="What was translated since the last sync, a machine made."
)
@click.pass_context
def sync(ctx: click.Context, machine: str | None) -> None:
    """Extract the pages' messages and merge them into each language's catalogues."""
    for line in update(_settings(ctx), machine or PERSON):
        click.echo(line)


@main.command()
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@click.option("--json", "is_json", is_flag=True, help="For programs.")
@click.pass_context
def status(ctx: click.Context, locales: tuple[str, ...], is_json: bool) -> None:
    """Say how far each page's translation is, and which messages wait for somebody."""
    settings = _settings(ctx)
    found = list(status_of(settings, translations(settings, locales)))
    if is_json:
        click.echo(json.dumps([as_dict(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        for line in as_text(each):
            click.echo(line)


@main.command()
@click.argument("what", metavar="PAGE|WORDS")
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@click.pass_context
def review(ctx: click.Context, what: str, locales: tuple[str, ...]) -> None:
    """Ask about each translation of a page, or with WORDS in its source, that waits for a review.

    Both texts are shown. What is found right is current from then on; what isn't, is edited.
    """
    settings = _settings(ctx)
    count = 0
    for each in reviews(settings, what, translations(settings, locales)):
        for entry in each.entries:
            count += 1
            click.echo(f"{each.found.path}:{entry.linenum} ({each.found.state(entry)})")
            if entry.previous_msgid:
                click.echo(f"  was:  {entry.previous_msgid}")
            click.echo(f"  {settings.options.source_locale}:   {entry.msgid}")
            click.echo(f"  {each.found.locale}:   {entry.msgstr}")
            if click.confirm("Is the translation right?", default=False):
                each.accept(entry)
    if not count:
        click.echo("Nothing waits for a review.")


main.add_command(sync, "messages")  # as it was called first


@main.command("add-locale")
@click.argument("language")
@click.pass_context
def add_locale(ctx: click.Context, language: str) -> None:
    """Add a LANGUAGE (de, fr-CA): its line in mkdocs.yml, and its catalogues."""
    for line in add_language(_settings(ctx), language):
        click.echo(line)


@main.command()
@click.argument("old")
@click.argument("new")
@click.pass_context
def rename(ctx: click.Context, old: str, new: str) -> None:
    """Rename a control in every page and catalogue, and say where the product names it."""
    for line in rename_control(_settings(ctx), old, new):
        click.echo(line)


@main.command()
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@click.option("--fix", is_flag=True, help="Correct what can be corrected without a person.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="For people, for programs, for GitHub's annotations, for code scanning.",
)
@click.argument("files", nargs=-1, type=click.Path())
@click.pass_context
def check(
    ctx: click.Context, locales: tuple[str, ...], fix: bool, form: str, files: tuple[str, ...]
) -> None:
    """Check all that needs no browser: pages, catalogues, the language of translations.

    FILES limit what is told: hooks of commits name those that changed.
    """
    checker = Checker(_settings(ctx), tuple(map(folder_name, locales)))
    if fix:
        for path, count in checker.fix():
            click.echo(f"{path}: {count} corrected", err=True)
    found = checker.check()
    names = {str(Path(file)) for file in files}
    found = [each for each in found if not names or each.problem.location.path in names]
    if found or form != "text":
        click.echo(FORMATS[form](found))
    if found:
        click.echo(f"{len(found)} problem{'s' if len(found) != 1 else ''}", err=True)
        sys.exit(1)


@main.command()
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
@click.option("--strict", is_flag=True, help="Refuse broken links, gaps, outdated pages.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Where the languages go.",
)
@click.pass_context
def build(ctx: click.Context, locales: tuple[str, ...], strict: bool, site_dir: Path) -> None:
    """Build the pages: one MkDocs process per language, side by side."""
    build_site(_settings(ctx), site_dir.resolve(), locales=locales, strict=strict, say=click.echo)


@main.command()
@click.argument("pages", nargs=-1)
@click.option("--locale", "locales", multiple=True, help="Only this language; may be repeated.")
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
    site: str | None,
    report: Path | None,
    patience: float | None,
) -> None:
    """Do every documented step in a real browser, in each language."""
    settings = _settings(ctx)
    product = load(settings.options.product)
    if report and not report.parent.is_dir():
        raise click.BadParameter(f"no folder {report.parent}", param_hint="--report")
    chosen = tuple(map(folder_name, locales)) or tuple(settings.languages)
    started = time.monotonic()
    with ExitStack() as stack:
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
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--patch", is_flag=True, help="Print the changes for `git apply`, and ask nothing.")
@click.pass_context
def propose(ctx: click.Context, report: Path, patch: bool) -> None:
    """Propose labels that a walk's REPORT (of `walk --report`) shows to be renamed, and ask.

    Accepted ones are changed in the catalogue, or where the product says its own label.
    """
    settings = _settings(ctx)
    product = load(settings.options.product)
    count = 0
    for each in proposals(read_report(report), settings, product):
        count += 1
        if patch:
            click.echo(each.patch(), nl=False)
            continue
        was, would = each.sentence
        click.echo(f"{each.page} ({each.locale}), step {each.step}: {each.control}")
        click.echo(f"  is:    {was}\n  would: {would}")
        click.echo(f"  the screen shows “{each.new}”, and no control is called “{each.old}”")
        if each.screenshot:
            click.echo(f"  picture: {each.screenshot}")
        if each.path is None:
            click.echo("  nobody can tell where the product says it: change it there")
        elif click.confirm(f"Change it in {each.path}?", default=False):
            each.accept(settings.root)
    if not count:
        click.echo("Nothing looks renamed.", err=patch)


@main.command()
def browser() -> None:
    """Find a Chromium for the walks, or install one."""
    click.echo(f"Browser: {find_or_install(click.echo)}")


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65000),
    default=FIRST_PORT,
    show_default=True,
    help="Port of the help site.",
)
@click.pass_context
def serve(ctx: click.Context, port: int) -> None:
    """Build the pages and serve them with the product, until Ctrl-C."""
    settings = _settings(ctx)
    with running(settings, first_port=port, say=click.echo) as stack:
        for name, address in stack.public.items():
            click.echo(f"{name:>8}  {address}/")
        click.echo("Stop with Ctrl-C.")
        wait_for_interrupt()


def wait_for_interrupt() -> None:
    """Return at Ctrl-C or when the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    click.echo("\nStopped.")
