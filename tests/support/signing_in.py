"""People who sign in at a provider, without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpx
from flask import Flask
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from tests.support.applications import settings_for
from tests.support.screen import Screen
from widget.application import create_app
from widget.core.clock import Clock
from widget.core.gateway import Gateway
from widget.core.settings import ProviderSettings
from widget.live.access import LiveAccess
from widget.live.providers import CALLBACK
from widget.sandbox.provider.application import Client, Tampering, create_provider

HTTPS = "https://pay.example.com"
#: A site that may show accounts in its pages.
HELP_SITE = "https://help.example.org"
#: A frame's first screen.
FRAME = "/en/embedded/sign-in/"


def client(name: str) -> Client:
    """What a provider of a name knows the widget by."""
    slug = ProviderSettings(name, "", "", "").slug
    return Client("acquit", "of-no-use", f"{HTTPS}{CALLBACK}/{slug}")


def provider_at(port: int, name: str = "Aurora") -> ProviderSettings:
    """The settings of a provider that is served at a port of this machine."""
    known = client(name)
    return ProviderSettings(name, f"http://127.0.0.1:{port}", known.id, known.secret)


@contextmanager
def provider(
    tampering: Tampering | None = None, name: str = "Aurora"
) -> Iterator[ProviderSettings]:
    """A provider that is reached at its issuer's address; yields its settings."""
    server = make_server("127.0.0.1", 0, Flask("none"), threaded=True)
    settings = provider_at(server.server_port, name)
    server.app = create_provider(settings.issuer, client(name), tampering)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield settings
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def live_widget(
    database: str,
    gateway: Gateway,
    providers: list[ProviderSettings],
    clock: Clock,
    *,
    in_frames: bool = True,
) -> Flask:
    """A widget to which people sign in, at top level and in frames of the help site."""
    settings = settings_for(
        database,
        origin=HTTPS,
        help_origins=(HELP_SITE,) if in_frames else (),
        providers=tuple(providers),
        sign_ins="1000/minute",
    )
    access = LiveAccess(
        settings.providers,
        settings.origin,
        settings.secret,
        settings.sign_ins,
        in_frames=in_frames,
    )
    return create_app(settings, gateway, access, clock)


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, widget: Flask, locale: str = "en"):
        self.client = widget.test_client()
        self.locale = locale

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, base_url=HTTPS, **more)

    def post(self, path: str, origin: str = HTTPS, **fields: str) -> TestResponse:
        headers = {"Origin": origin}
        # As a frame's script does with a button that was seen.
        pressed = {"pressed": "1"} if "/embedded/" in path else {}
        return self.client.post(path, base_url=HTTPS, data=fields | pressed, headers=headers)

    def send(self, page: TestResponse, needed: str, path: str, /, **choices: str) -> TestResponse:
        """Send the form of a page that holds `needed`, a CSS selector."""
        form = Screen(page).form(needed)
        return self.post(form.action or path, **{**form.hidden, **choices})

    def leave(self, path: str = "", number: int = 0) -> str:
        """Go from a sign-in page to a provider; return the address there."""
        path = path or f"/{self.locale}/sign-in/"
        page = self.get(path)
        assert page.status_code == 200, page.text
        form = Screen(page).form(f"[name=provider][value='{number}']")
        sent = self.post(f"/{self.locale}/sign-in/", **form.hidden)
        assert sent.status_code == 200, sent.text
        return str(Screen(sent).attribute("a.button", "href"))

    def sign_in(self, subject: str, path: str = "", number: int = 0) -> TestResponse:
        """Sign in as somebody; return what comes of it, at the first address that isn't ours."""
        return self.come_back(granted(self.leave(path, number), subject))

    def come_back(self, address: str) -> TestResponse:
        """Follow a provider's answer."""
        parts = urlsplit(address)
        return self.get(f"{parts.path}?{parts.query}")

    def code_for(self, window: str, person: int | None = None) -> str:
        """Hand a sign-in over to the frame that has opened a window; return the code."""
        page = self.get(window)
        form = Screen(page).form("[name=person]")
        first = Screen(page).attribute("[name=person]", "value")
        sent = self.post(form.action, **{**form.hidden, "person": str(person or first)})
        assert sent.status_code == 200, sent.text
        return Screen(sent).attribute("body", "data-code")

    def window(self) -> str:
        """Come to a frame that nobody is signed in to; return what it opens in a window."""
        page = self.get(FRAME)
        if page.status_code == 302:  # it asks for itself, to see what the browser keeps
            page = self.get(page.location)
        return Screen(page).attribute("[data-window]", "data-window")

    def take(self, code: str, to: str = "") -> TestResponse:
        """Take a code into a frame, as its script does."""
        return self.post(FRAME, code=code, to=to)

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name, domain="pay.example.com")
        return found.value if found else None


def granted(address: str, subject: str, choice: str = "sign-in") -> str:
    """Say at a provider who somebody is; return where it sends them back."""
    fields = {"subject": subject, "choice": choice}
    answer = httpx.post(address, data=fields, trust_env=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]
