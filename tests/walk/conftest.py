"""Tiny help pages over tiny products: one rule of the walk each."""

from dataclasses import dataclass, field

import pytest
from werkzeug.wrappers import Request, Response

from acquit.site.serving import Server
from acquit.walk.screen import prepare
from acquit.walk.walker import Walk, Walker
from tests.pages import HEAD, render
from tests.walk.sheets import Sheet


@dataclass
class Tiny:
    """A help page at `/`, and a product whose screens are `/1`, `/2`, …"""

    server: Server
    walker: Walker
    screens: list[str] = field(default_factory=list)
    page: str = ""
    #: How the product answers its screens.
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def respond(self, request: Request) -> Response:
        if request.path == "/":
            return Response(self.page, content_type="text/html; charset=utf-8")
        if request.path == "/file":
            headers = {"Content-Disposition": "attachment; filename=invoice.txt"}
            return Response("an invoice", headers=headers)
        if request.path == "/broken":
            return Response("no", 500)
        body = self.screens[int(request.path[1:]) - 1]
        html = f"<!doctype html><html lang=en><title>Tiny</title><body>{body}</body></html>"
        answer = Response(html, self.status, content_type="text/html; charset=utf-8")
        answer.headers.extend(self.headers)
        return answer

    def walk(
        self, steps: str, *screens: str, data: str = "", index: int = 0, spoil=lambda page: page
    ) -> Walk:
        """Walk a page with these steps over a product with these screens."""
        head = HEAD.replace("owner\n", f"owner\n  data: {{{data}}}\n") if data else HEAD
        html = render(head + steps, frame=self.server.address.public + "/1")
        self.page = "<!doctype html><html lang=en><body>" + spoil(html) + "</body></html>"
        self.screens = list(screens)
        return self.walker.walk(self.server.address.public + "/", index)


@pytest.fixture(scope="module")
def tiny(browser):
    tiny = Tiny(Server(), Walker(browser, {}, evidence=None))
    tiny.server.app = Request.application(lambda request: tiny.respond(request))
    tiny.server.start()
    yield tiny
    tiny.server.close()


@pytest.fixture(scope="module")
def sheet(browser):
    context = browser.new_context(viewport={"width": 800, "height": 600})
    prepare(context)
    yield Sheet(context.new_page())
    context.close()
