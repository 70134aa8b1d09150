"""Tiny help pages over tiny products: one rule of the walk each."""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from werkzeug.wrappers import Request, Response

from acquit.site.serving import Server
from acquit.walk.screen import prepare
from acquit.walk.walker import Walk, Walker
from tests.support import sample
from tests.support.acting import DONE, RESULT
from tests.support.pages import HEAD, render
from tests.support.sheets import Sheet

Spoil = Callable[[str], str]


@dataclass
class Tiny:
    """A help page at `/`, and a product whose screens are `/1`, `/2`, …"""

    server: Server
    walker: Walker
    screens: list[str] = field(default_factory=list)
    page: str = ""
    #: Answers a request itself, where a test needs more than screens.
    answer: Callable[[Request], Response | None] = lambda request: None
    #: How the product answers its screens.
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def respond(self, request: Request) -> Response:
        answered = self.answer(request)
        if answered is not None:
            return answered
        if request.path == "/":
            return Response(self.page, content_type="text/html; charset=utf-8")
        if request.path == "/file":
            headers = {"Content-Disposition": "attachment; filename=invoice.txt"}
            return Response("an invoice", headers=headers)
        if request.path == "/broken":
            return Response("no", 500)
        if not request.path[1:].isdigit():
            return Response("", 404)
        body = self.screens[int(request.path[1:]) - 1]
        text = f"<!doctype html><html lang=en><title>Tiny</title><body>{body}</body></html>"
        answer = Response(text, self.status, content_type="text/html; charset=utf-8")
        answer.headers.extend(self.headers)
        return answer

    def walk(
        self,
        steps: str,
        *screens: str,
        data: str = "",
        index: int = 0,
        spoil: Spoil = lambda page: page,
        controls: Mapping[str, tuple[str, str]] | None = None,
    ) -> Walk:
        """Walk a page with these steps over a product with these screens.

        `controls`, kind and label by name, are added to the sample product's.
        """
        head = HEAD.replace("owner\n", f"owner\n  data: {{{data}}}\n") if data else HEAD
        own = {name: sample.Control(*control) for name, control in (controls or {}).items()}
        before = dict(sample.CONTROLS)
        sample.CONTROLS.update(own)
        try:
            text = render(head + steps, frame=self.server.address.public + "/1")
        finally:
            sample.CONTROLS.clear()
            sample.CONTROLS.update(before)
        self.page = "<!doctype html><html lang=en><body>" + spoil(text) + "</body></html>"
        self.screens = list(screens)
        return self.walker.walk(self.server.address.public + "/", index)


def attribute(name: str, value: object) -> Spoil:
    """Give the article an attribute, in place of its own."""
    text = html.escape(value if isinstance(value, str) else json.dumps(value))

    def spoil(page: str) -> str:
        page = re.sub(rf' {name}="[^"]*"', "", page, count=1)
        return page.replace(" data-procedure=", f' {name}="{text}" data-procedure=', 1)

    return spoil


def together(*spoils: Spoil) -> Spoil:
    """Spoil a page in several ways."""

    def spoil(page: str) -> str:
        for each in spoils:
            page = each(page)
        return page

    return spoil


def replacing(old: str, new: str) -> Spoil:
    """Write something else, where the page must hold it."""

    def spoil(page: str) -> str:
        assert old in page, page
        return page.replace(old, new)

    return spoil


@pytest.fixture(scope="module")
def tiny(browser):
    tiny = Tiny(Server(), Walker(browser, {}, evidence=None))
    tiny.server.app = Request.application(lambda request: tiny.respond(request))
    tiny.server.start()
    yield tiny
    tiny.server.close()


@pytest.fixture
def do(tiny, browser):
    """Do one step, without much patience, with controls of its own:
    `do(step, screen, control=(kind, label), …)`."""
    usual = tiny.walker
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8)

    def walk(
        step: str, *screens: str, data: str = "", spoil: Spoil = lambda page: page, **controls
    ):
        known = {"done": ("text", "Done"), "go": ("button", "Go"), **controls}
        first, *others = screens
        return tiny.walk(
            f"1. {step}{RESULT}", DONE + first, *others, data=data, spoil=spoil, controls=known
        )

    yield walk
    tiny.walker = usual


@pytest.fixture
def answering(tiny):
    """Let a test answer the product's requests; None leaves one to the tiny product."""

    def answer(responder: Callable[[Request], Response | None]) -> None:
        tiny.answer = responder

    yield answer
    tiny.answer = lambda request: None


@pytest.fixture(scope="module")
def sheet(browser):
    context = browser.new_context(viewport={"width": 800, "height": 600})
    prepare(context)
    yield Sheet(context.new_page())
    context.close()
