"""A proxy that ends TLS, as one stands before a deployment."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import trustme
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

#: What belongs to one connection, and isn't handed on.
_HOPS = {"connection", "transfer-encoding", "content-length", "content-encoding", "server", "date"}


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None: ...


class Proxy:
    """Hands requests on to `behind`, an address that may be set later."""

    def __init__(self) -> None:
        self.behind = ""
        self._client = httpx.Client(
            trust_env=False, timeout=60, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def answer(self, request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers if name != "Content-Length"]
        headers.append(("X-Forwarded-For", request.remote_addr or ""))
        answer = self._client.request(
            request.method,
            self.behind + request.full_path.removesuffix("?"),
            headers=headers,
            content=request.get_data(),
        )
        kept = [(n, v) for n, v in answer.headers.multi_items() if n.lower() not in _HOPS]
        return Response(answer.content, answer.status_code, kept)

    def close(self) -> None:
        self._client.close()


@contextmanager
def tls_proxy(name: str) -> Iterator[tuple[Proxy, int]]:
    """A proxy with a certificate for a name, and the port on which it listens."""
    proxy = Proxy()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(name, "127.0.0.1").configure_cert(context)
    server = make_server(
        "127.0.0.1",
        0,
        Request.application(proxy.answer),
        threaded=True,
        ssl_context=context,
        request_handler=_Quiet,
    )
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield proxy, server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        proxy.close()
