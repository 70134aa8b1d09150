"""The commands of walks: doing what the pages say, and what a red walk proposes."""

import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from acquit.commands.options import LOCALES, PSEUDO, offered
from acquit.product import load
from acquit.site.build import BuildError
from acquit.site.languages import folder_name
from acquit.site.proofs import find_key, write_proofs
from acquit.site.running import running
from acquit.site.settings import HELP, name_of, read_settings
from acquit.walk.browser import find_or_install
from acquit.walk.manners import MANNERS, MOUSE
from acquit.walk.proposing import proposals, read_report
from acquit.walk.proving import proofs_of
from acquit.walk.running import (
    as_report,
    is_success,
    nothing_done,
    page_name,
    require_pages,
    summary,
    targets,
    walk_all,
)
from acquit.walk.unproven import unused

#: Where a problem of a page stands.
_PAGE = re.compile(r"(\S+\.md):\d+:\d+: ")


@contextmanager
def _said_of_others(pages: Sequence[str], docs: str) -> Iterator[None]:
    """Say so where a site can't be built for other pages than those that are to be walked."""
    try:
        yield
    except BuildError as error:
        lines = [line for line in str(error).splitlines() if line[:1].strip()]
        told = {found[1] if (found := _PAGE.match(line)) else "" for line in lines}
        # A file's name is enough for a page: so it may be any page of that name.
        wanted = tuple(f"/{page_name(page, docs)}.md" for page in pages)
        if not pages or "" in told or any(each.endswith(wanted) for each in told):
            raise
        hint = "mend those pages, or leave drafts out by exclude_docs in mkdocs.yml"
        raise BuildError(f"{error}\nNothing of this is about {', '.join(pages)}: {hint}") from error


@click.command()
@click.argument("pages", nargs=-1)
@LOCALES
@PSEUDO
@click.option("--site", help="A site that runs already; default: build and serve this project.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the walks as JSON.")
@click.option(
    "--manner",
    type=click.Choice(list(MANNERS)),
    default=MOUSE.name,
    help="How; zoom is 400 %, keyboard and screen-reader go without a mouse.",
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Take pictures of each step, light and dark, into this folder, with a contact sheet.",
)
@click.option(
    "--prove",
    is_flag=True,
    help="Write what the walks prove into the project's file of proofs, for builds to claim.",
)
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
    manner: str,
    pictures: Path | None,
    prove: bool,
    patience: float | None,
) -> None:
    """Do every documented step in a real browser, in each language."""
    if report and not report.parent.is_dir():
        raise click.BadParameter(f"no folder {report.parent}", param_hint="--report")
    if prove and site:
        message = "a site that runs already may say anything of itself: prove without --site"
        raise click.BadParameter(message, param_hint="--prove")
    started = time.monotonic()
    with ExitStack() as stack:
        settings = stack.enter_context(offered(ctx, pseudo))
        product = load(settings.options.product)
        docs = name_of(settings.docs_dir, settings.root)
        if pictures:
            stack.enter_context(product.still())
        chosen = tuple(map(folder_name, locales)) or tuple(settings.languages)
        if site is None:
            require_pages(settings, pages)
            with _said_of_others(pages, docs):
                here = stack.enter_context(running(settings, locales=chosen, say=click.echo))
            site = here.public[HELP]
        limit = settings.options.patience if patience is None else patience
        wanted = targets(site, chosen, pages, docs)
        walks = walk_all(product, wanted, click.echo, limit, MANNERS[manner], pictures)
    click.echo(summary(walks, time.monotonic() - started))
    if not pages and is_success(walks):
        for line in unused(walks, product.controls):
            click.echo(f"Not used: {line}")
    if pictures:
        click.echo(f"Contact sheet: {pictures / 'index.html'}")
    if prove:
        path = settings.root / settings.options.proofs.file
        found = list(proofs_of(walks, datetime.now(UTC).date(), manner))
        walked = [(f"{docs}/{target.page}.md", target.locale, manner) for target in wanted]
        write_proofs(path, find_key(settings.root, make=True), found, walked)
        whole = sum(not proof.gap for proof in found)
        click.echo(f"{path.name}: {whole} of {len(found)} pages proven")
    if report:
        report.write_text(as_report(walks), encoding="utf-8")
    if not is_success(walks):
        if why := nothing_done(walks):
            click.echo(f"acquit: {why}", err=True)
        sys.exit(1)


@click.command()
def browser() -> None:
    """Find a Chromium for the walks, or install one."""
    click.echo(f"Browser: {find_or_install(click.echo)}")


@click.command()
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--patch", is_flag=True, help="Print the changes for `git apply`, and ask nothing.")
@click.pass_context
def propose(ctx: click.Context, report: Path, patch: bool) -> None:
    """Propose labels that a walk's REPORT (of `walk --report`) shows to be renamed, and ask.

    Accepted ones are changed in the catalogue, or where the product says its own label.
    """
    settings = read_settings(ctx.obj)
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
