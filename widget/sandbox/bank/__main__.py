"""`python -m widget.sandbox.bank`: the bank alone, for any client of Stripe's Checkout."""

import socket
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

import click
from werkzeug.serving import make_server

from widget.sandbox.bank.application import create_bank
from widget.sandbox.bank.faults import Faults

_HOST = "127.0.0.1"
_BACKLOG = 64


class _Fault(click.ParamType[tuple[str, int | float | bool]]):
    """`no_answer=3`: a field of Faults, and its value."""

    name = "NAME=VALUE"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int | float | bool]:
        """Return the fault's name and its value, or say which faults there are."""
        usual = asdict(Faults())
        name, _, text = value.partition("=")
        if name not in usual:
            self.fail(f"no fault “{name}”; there are: {', '.join(usual)}", param, ctx)
        kind: type[int | float | bool] = type(usual[name])
        try:
            return name, text in ("", "yes") if kind is bool else kind(text)
        except ValueError:
            self.fail(f"“{text}” is no number: {name}=3 means every third request", param, ctx)


def _origin(ctx: click.Context, param: click.Parameter, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise click.BadParameter("an address such as http://localhost:8000 is needed")
    return f"{parts.scheme}://{parts.netloc}"


@click.command()
@click.option("--port", type=int, default=4242, show_default=True, help="0 takes a free one.")
@click.option(
    "--client",
    required=True,
    callback=_origin,
    help="The client's origin: customers are sent back there, and nowhere else.",
)
@click.option(
    "--secret",
    default="sk_test_sandbox",
    show_default=True,
    help="The API key, and what events are signed with.",
)
@click.option("--events-secret", default=None, help="What events are signed with, if not that.")
@click.option("--events-to", default=None, help="The address at which the client takes events.")
@click.option(
    "--fault",
    "faults",
    type=_Fault(),
    multiple=True,
    help="What goes wrong: no_answer=3 for every third answer.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the bank keeps its book; without it all is forgotten at the end.",
)
def main(
    port: int,
    client: str,
    secret: str,
    events_secret: str | None,
    events_to: str | None,
    faults: tuple[tuple[str, int | float | bool], ...],
    folder: Path | None,
) -> None:
    """Play Stripe's Checkout on this machine, until Ctrl-C: pages, payments, events and faults.

    What it plays, and where it differs: docs/project/bank.md.
    """
    with tempfile.TemporaryDirectory(prefix="acquit-bank-") as passing, socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((_HOST, port))
        except OSError as error:
            raise click.ClickException(f"port {port} can’t be used: {error.strerror}") from error
        found.listen(_BACKLOG)
        kept = folder or Path(passing)
        kept.mkdir(parents=True, exist_ok=True)
        origin = f"http://{_HOST}:{found.getsockname()[1]}"
        app = create_bank(
            database=f"sqlite:///{kept.resolve()}/bank.sqlite3",
            client_secret=secret,
            public_origin=origin,
            help_origins=(),
            client_origin=client,
            faults=replace(Faults(), **dict(faults)),  # type: ignore[arg-type]
            events_to=events_to,
            shows_all_methods=True,
            events_secret=events_secret,
        )
        server = make_server(_HOST, port, app, threaded=True, fd=found.fileno())
        click.echo(f"The bank is at {origin}; its API key is {secret}. Ctrl-C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("The bank has closed.")


if __name__ == "__main__":
    main(prog_name="python -m widget.sandbox.bank")
