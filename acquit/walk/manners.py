"""The manners in which procedures are walked: by mouse, keys or ear, on phones, without scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Route

from acquit.walk.keyboard import Keyboard
from acquit.walk.pointing import Pointer
from acquit.walk.screen_reader import ScreenReader


@dataclass(frozen=True)
class Manner:
    """How a walk goes: the options of its browser context, and what its hands use."""

    name: str
    context: Mapping[str, Any] = field(default_factory=dict)
    hands: type[Pointer] = Pointer
    has_scripts: bool = True

    def prepare(self, context: BrowserContext) -> None:
        """Let no script of page and product load, where the manner has none.

        A browser without any would run no probe either; scripts within a document still run, which
        a product's policy (`script-src`) should forbid.
        """
        if not self.has_scripts:
            context.route("**/*", _without_scripts)


def _without_scripts(route: Route) -> None:
    if route.request.resource_type == "script":
        route.abort()
    else:
        route.continue_()


MOUSE = Manner("mouse")
#: As wide as most phones in use, and what a browser window of 1,280 has at 400 % zoom.
PHONE, ZOOM = {"width": 390, "height": 844}, {"width": 320, "height": 256}

MANNERS = {
    manner.name: manner
    for manner in (
        MOUSE,
        Manner("phone", {"viewport": PHONE, "has_touch": True, "is_mobile": True}),
        Manner("zoom", {"viewport": ZOOM}),
        Manner("no-script", has_scripts=False),
        Manner("keyboard", hands=Keyboard),
        Manner("screen-reader", hands=ScreenReader),
    )
}
