"""Servers on loopback: the built site, and the product's own applications."""

import errno
import gzip
import mimetypes
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from werkzeug.security import safe_join
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from acquit.problems import MendableError
from acquit.product import resolve
from acquit.site.settings import HELP, Address, is_address

LOOPBACK = "127.0.0.1"
_OTHER_PORT = "name another: --port 8100 (make: PORT=8100)"

WsgiApp = Callable[[Any, Any], Iterable[bytes]]


class PortTakenError(MendableError):
    """Another program uses the port, or we may not."""


class _QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing of requests: what matters is reported by whoever asked."""


class Server:
    """A server whose port is bound when it is made, so that its address is known beforehand.

    `app` may be set later, and changed while it serves.
    """

    def __init__(
        self, port: int = 0, host: str = "localhost", context: ssl.SSLContext | None = None
    ):
        self.app: WsgiApp = _not_ready
        self._socket = _bind(port)
        self._server: BaseWSGIServer = make_server(
            LOOPBACK,
            0,
            lambda environ, start: _closed_at_its_end(self.app(environ, start)),
            threaded=True,
            request_handler=_QuietHandler,
            ssl_context=context,
            fd=self._socket.fileno(),
        )
        scheme = "https" if context else "http"
        self.port: int = self._socket.getsockname()[1]
        self.address = Address(
            f"{scheme}://{host}:{self.port}", f"{scheme}://{LOOPBACK}:{self.port}"
        )
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._is_serving = False

    def start(self) -> None:
        """Serve in a thread."""
        self._is_serving = True
        self._thread.start()

    def close(self) -> None:
        """Stop, and free the port."""
        if self._is_serving:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._socket.close()


def _closed_at_its_end(answer: Iterable[bytes]) -> Iterator[bytes]:
    """Close an answer when it ends, or is given up: the server forgets to if its reader is gone."""
    try:
        yield from answer
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((LOOPBACK, port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} is taken; stop what uses it, or {_OTHER_PORT}"
        else:
            message = f"port {port} can't be used: {error.strerror}; {_OTHER_PORT}"
        raise PortTakenError(message) from error
    bound.listen(128)
    return bound


def _not_ready(environ: Any, start: Any) -> Iterable[bytes]:
    return Response("starting\n", 503)(environ, start)


def files(folder: Path) -> WsgiApp:
    """Return an application that serves a folder as a static host does."""

    @Request.application
    def serve(request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response("only GET and HEAD\n", 405, headers={"Allow": "GET, HEAD"})
        path = _file(folder, request.path)
        if path and path.is_dir() and not request.path.endswith("/"):
            query = "?" + request.query_string.decode("latin-1") if request.query_string else ""
            return redirect(quote(request.path) + "/" + query, 301)
        if path and path.is_dir():
            path /= "index.html"
        status = 200
        if path is None or not path.is_file() or request.path.endswith(path.name + "/"):
            lost = _file(folder, request.path.split("/")[1] + "/404.html")
            status, path = 404, lost or _file(folder, "404.html")
        if path is None or not path.is_file():
            return Response("not found\n", 404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        answer = Response(path.read_bytes(), status, content_type=_with_charset(kind))
        return _compressed(answer, request) if "charset" in answer.content_type else answer

    return serve


def _compressed(answer: Response, request: Request) -> Response:
    """Compress a text as hosts do, for browsers that take it."""
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings.best_match(["gzip"]):
        answer.data = gzip.compress(answer.data, mtime=0)
        answer.content_encoding = "gzip"
    return answer


def _file(folder: Path, path: str) -> Path | None:
    """The file or folder at an address's path; None if there can be none."""
    found = safe_join(str(folder), path.lstrip("/"))
    try:
        return Path(found) if found and Path(found).exists() else None
    except (OSError, ValueError):  # a name too long, or with a NUL
        return None


def _with_charset(kind: str) -> str:
    is_text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))  # as SVG is
    return f"{kind}; charset=utf-8" if is_text else kind


class Stack:
    """The help site and the product's servers: bound together, then told of one another.

    `hosts` gives public names other than localhost; ports count up from `first_port`, or are
    free ones if that is 0.
    """

    def __init__(
        self,
        servers: Mapping[str, str],
        *,
        first_port: int = 0,
        hosts: Mapping[str, str] | None = None,
        context: ssl.SSLContext | None = None,
    ):
        self.servers: dict[str, Server] = {}
        self.addresses: dict[str, Address] = {}
        self._factories = {n: s for n, s in servers.items() if not is_address(s)}
        try:
            for offset, name in enumerate((HELP, *servers)):
                if name in servers and name not in self._factories:
                    elsewhere = servers[name].rstrip("/")
                    self.addresses[name] = Address(elsewhere, elsewhere)
                    continue
                port = first_port + offset if first_port else 0
                server = Server(port, (hosts or {}).get(name, "localhost"), context)
                self.servers[name] = server
                self.addresses[name] = server.address
        except PortTakenError:
            self.close()
            raise

    @property
    def public(self) -> dict[str, str]:
        """Each server's address for browsers."""
        return {name: address.public for name, address in self.addresses.items()}

    def start_product(self) -> None:
        """Make the product's applications and serve them. Raises ProductError."""
        for name, factory in self._factories.items():
            self.servers[name].app = resolve(factory)(self.addresses)
            self.servers[name].start()

    def start_help(self, site: Path) -> None:
        """Serve the built site."""
        self.servers[HELP].app = files(site)
        self.servers[HELP].start()

    def close(self) -> None:
        """Stop everything."""
        for server in self.servers.values():
            server.close()

    def __enter__(self) -> "Stack":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
