"""The commands of those who write and translate: thin, each over one module."""

import gc
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar, cast

import click

from acquit.catalogue.po import texts
from acquit.catalogue.records import PERSON
from acquit.commands.options import LOCALES
from acquit.rules.reports import FORMATS
from acquit.rules.spelling import programs
from acquit.site.adding import add_locale as add_language
from acquit.site.checking import Checker
from acquit.site.messages import update
from acquit.site.recording import reviews
from acquit.site.renaming import rename as rename_control
from acquit.site.settings import (
    read_settings,
    translations,
)
from acquit.site.status import as_dict, as_text
from acquit.site.status import status as status_of
from acquit.site.status_page import as_html

F = TypeVar("F", bound=Callable[..., None])


def _with_catalogues(command: F) -> F:
    """Collect no garbage meanwhile: catalogues are many objects, which all live to the end.

    To look through them again and again costs a third of such a command.
    """

    @wraps(command)
    def run(*args: object, **options: object) -> None:
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            command(*args, **options)
        finally:
            if was_enabled:
                gc.enable()

    return cast(F, run)


@click.command()
@click.option(
    "--machine", metavar="NAME", help="What was translated since the last sync, a machine made."
)
@click.pass_context
@_with_catalogues
def sync(ctx: click.Context, machine: str | None) -> None:
    """Extract the pages' messages and merge them into each language's catalogues."""
    for line in update(read_settings(ctx.obj), machine or PERSON):
        click.echo(line)


@click.command()
@LOCALES
@click.option("--json", "is_json", is_flag=True, help="For programs.")
@click.option("--html", type=click.Path(path_type=Path), help="Write it as a page for writers.")
@click.pass_context
@_with_catalogues
def status(ctx: click.Context, locales: tuple[str, ...], is_json: bool, html: Path | None) -> None:
    """Say how far each page's translation is, and which messages wait for somebody."""
    settings = read_settings(ctx.obj)
    found = list(status_of(settings, translations(settings, locales)))
    if html is not None:
        html.write_text(as_html(found), encoding="utf-8")
        click.echo(f"{html} is written")
        return
    if is_json:
        click.echo(json.dumps([as_dict(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        for line in as_text(each):
            click.echo(line)


@click.command()
@click.argument("what", metavar="PAGE|WORDS")
@LOCALES
@click.pass_context
def review(ctx: click.Context, what: str, locales: tuple[str, ...]) -> None:
    """Ask about each translation of a page, or with WORDS in its source, that waits for a review.

    Both texts are shown. What is found right is current from then on; what isn't, is edited.
    """
    settings = read_settings(ctx.obj)
    count = 0
    for each in reviews(settings, what, translations(settings, locales)):
        for entry in each.entries:
            count += 1
            click.echo(f"{each.found.path}:{entry.linenum} ({each.found.state(entry)})")
            if entry.previous_msgid:
                click.echo(f"  was:  {entry.previous_msgid}")
            for source in filter(None, (entry.msgid, entry.msgid_plural)):
                click.echo(f"  {settings.options.source_locale}:   {source}")
            for form in texts(entry):
                click.echo(f"  {each.found.locale}:   {form}")
            if click.confirm("Is the translation right?", default=False) and not each.accept(entry):
                click.echo("It has been edited meanwhile: ask for its review again.")
    if not count:
        click.echo(
            f"Nothing waits for a review, of a page or in a message with the words {what!r}."
        )


@click.command("add-locale")
@click.argument("language")
@click.pass_context
def add_locale(ctx: click.Context, language: str) -> None:
    """Add a LANGUAGE (de, fr-CA): its line in mkdocs.yml, and its catalogues."""
    for line in add_language(read_settings(ctx.obj), language):
        click.echo(line)


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_context
def rename(ctx: click.Context, old: str, new: str) -> None:
    """Rename a control in every page and catalogue, and say where the product names it."""
    for line in rename_control(read_settings(ctx.obj), old, new):
        click.echo(line)


@click.command()
@LOCALES
@click.option("--fix", is_flag=True, help="Correct what can be corrected without a person.")
@click.option(
    "--spelling", is_flag=True, help="Ask Hunspell and Grammalecte, too, where they are installed."
)
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
@_with_catalogues
def check(
    ctx: click.Context,
    locales: tuple[str, ...],
    fix: bool,
    spelling: bool,
    form: str,
    files: tuple[str, ...],
) -> None:
    """Check all that needs no browser: pages, catalogues, the language of translations.

    FILES limit what is told: hooks of commits name those that changed.
    """
    settings = read_settings(ctx.obj)
    checker = Checker(settings, translations(settings, locales), spelling)
    for locale in checker.locales if spelling else ():
        asked = " and ".join(programs(locale)) or "nothing: install hunspell with a dictionary"
        click.echo(f"{locale}: spelling is checked by {asked}", err=True)
    if fix:
        for path, count in checker.fix():
            click.echo(f"{path}: {count} corrected", err=True)
    found = checker.check()
    places = {file: [Path(file), settings.docs_dir / file] for file in files}
    there = {file: next(filter(Path.exists, found), None) for file, found in places.items()}
    named = {path.resolve() for path in there.values() if path}
    if missing := [file for file, path in there.items() if path is None]:
        raise click.BadParameter(f"no such file: {', '.join(missing)}", param_hint="FILES")

    def is_asked(path: str) -> bool:
        """Pages are named from the project's folder, catalogues from this one."""
        return not named.isdisjoint({(settings.root / path).resolve(), Path(path).resolve()})

    found = [each for each in found if not named or is_asked(each.problem.location.path)]
    if found or form != "text":
        click.echo(FORMATS[form](found))
    if found:
        click.echo(f"{len(found)} problem{'s' if len(found) != 1 else ''}", err=True)
        sys.exit(1)
