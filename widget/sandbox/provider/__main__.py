"""`python -m widget.sandbox.provider`: a provider to try sign-in with, on this machine."""

import click
from flask import Flask
from werkzeug.serving import make_server

from widget.sandbox.provider.application import Client, create_provider

_HOST = "127.0.0.1"


@click.command()
@click.option("--port", type=int, default=9400, show_default=True, help="0 takes a free one.")
@click.option("--redirect-uri", required=True, help="Where people are sent back to.")
@click.option("--client-id", default="acquit", show_default=True)
@click.option("--client-secret", default="of-no-use-elsewhere", show_default=True)
def main(port: int, redirect_uri: str, client_id: str, client_secret: str) -> None:
    """Play a provider of OpenID Connect, until Ctrl-C: whoever comes says who they are."""
    server = make_server(_HOST, port, Flask(__name__), threaded=True)
    issuer = f"http://{_HOST}:{server.server_port}"
    server.app = create_provider(issuer, Client(client_id, client_secret, redirect_uri))
    click.echo(f"The provider is at {issuer}; its client is {client_id}. Ctrl-C ends it.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("The provider has closed.")


if __name__ == "__main__":
    main(prog_name="python -m widget.sandbox.provider")
