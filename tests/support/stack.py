"""The help site, the widget and the bank, each under a name of its own; and ways to spoil them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from acquit.site.serving import Stack

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOSTS = {"help": "help.example.com", "widget": "pay.example.com", "bank": "bank.example.net"}

Rewrite = Callable[[str, str], str]


def rewriting(app: "WSGIApplication", rewrite: Rewrite) -> "WSGIApplication":
    """Wrap an application: `rewrite(path, text)` changes each text it answers with."""

    @Request.application
    def changed(request: Request) -> Response:
        plain = {k: v for k, v in request.environ.items() if k != "HTTP_ACCEPT_ENCODING"}
        response = Response.from_app(app, plain)
        if response.mimetype in ("text/html", "text/css", "text/javascript"):
            response.direct_passthrough = False
            text = rewrite(request.path, response.get_data(as_text=True))
            response.set_data(text.encode())
        return response

    return changed


@contextmanager
def serving(stack: Stack, name: str, app: "WSGIApplication") -> Iterator[None]:
    """Serve another application under a name for a while."""
    server = stack.servers[name]
    before, server.app = server.app, app
    try:
        yield
    finally:
        server.app = before


@contextmanager
def rewritten(stack: Stack, name: str, rewrite: Rewrite) -> Iterator[None]:
    """Change what a server answers for a while."""
    with serving(stack, name, rewriting(stack.servers[name].app, rewrite)):
        yield


def replace(pattern: str, replacement: str, *, path: str = "") -> Rewrite:
    """A rewrite that must be able to apply: a pattern, on paths that end so."""
    compiled = re.compile(pattern, re.DOTALL)

    def rewrite(at: str, text: str) -> str:
        return compiled.sub(replacement, text) if at.endswith(path) else text

    return rewrite
