"""`acquit`: finds the command, and shows what people can mend as a message."""

import sys
from importlib import import_module
from pathlib import Path

import click

from acquit import __version__
from acquit.problems import MendableError, Problems

#: Where each command is. What a command doesn't use isn't imported: a hook of commits runs often.
COMMANDS = {
    "add-locale": "writing:add_locale",
    "browser": "walking:browser",
    "build": "building:build",
    "check": "writing:check",
    "messages": "writing:sync",  # what sync was called first
    "preview": "serving:preview",
    "propose": "walking:propose",
    "rename": "writing:rename",
    "review": "writing:review",
    "serve": "serving:serve",
    "status": "writing:status",
    "sync": "writing:sync",
    "walk": "walking:walk",
}


class _Commands(click.Group):
    """Shows what people can mend as a message, never as a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        module, _, attribute = COMMANDS.get(name, "").partition(":")
        if not module:
            return None
        command: click.Command = getattr(import_module(f"acquit.commands.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Problems as error:
            click.echo(error, err=True)
            count = len(error.problems)
            click.echo(f"{count} problem{'s' if count != 1 else ''}", err=True)
        except MendableError as error:
            click.echo(f"acquit: {error}" if error.is_ours else error, err=True)
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


if __name__ == "__main__":
    main(prog_name="acquit")
