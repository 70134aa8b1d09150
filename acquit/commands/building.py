"""The command that builds the pages."""

from pathlib import Path

import click

from acquit.commands.options import LOCALES, PSEUDO, offered
from acquit.site.build import build as build_site


@click.command()
@LOCALES
@PSEUDO
@click.option("--strict", is_flag=True, help="Refuse broken links, gaps, outdated pages.")
@click.option(
    "--again", is_flag=True, help="Build also the languages of which nothing has changed."
)
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Where the languages go.",
)
@click.pass_context
def build(
    ctx: click.Context,
    locales: tuple[str, ...],
    pseudo: bool,
    strict: bool,
    again: bool,
    site_dir: Path,
) -> None:
    """Build the pages: one MkDocs process per language, side by side."""
    with offered(ctx, pseudo) as settings:
        build_site(
            settings,
            site_dir.resolve(),
            locales=locales,
            strict=strict,
            again=again,
            say=click.echo,
        )
