"""The walk's mouse: it reaches what a reader could, and nothing that is covered."""

import re
from collections.abc import Callable
from typing import Any, Literal, NoReturn

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk.failure import Kind, fail
from acquit.walk.plan import Reference
from acquit.walk.screen import Screen
from acquit.walk.waiting import is_gone, poll

#: What can't be used is told beforehand, so that a slow machine has time, in milliseconds.
LONG_MS = 30_000
#: How long the browser may try to reach a control before the walk looks again.
_TRIAL_MS = 400
_COVER = re.compile(r"(<[^>]*>).*?intercepts pointer events", re.DOTALL)

#: Where on an element to click: none means its middle.
Spot = dict[Literal["x", "y"], float]


class StaleError(Exception):
    """The control was replaced before anything was done with it: it must be found anew."""


class Pointer:
    """Clicks, once what is to be clicked lies open to the mouse."""

    def __init__(self, screen: Screen):
        self._screen = screen
        #: Called once while the mouse is pressed: what the field left by it holds then.
        self.on_press: Callable[[], None] | None = None
        #: How often it has clicked: from then on nothing may be done anew.
        self.clicks = 0

    def reach(self, reference: Reference, handle: ElementHandle, spot: Spot | None = None) -> None:
        """Bring it into view and wait until nothing covers it.

        Raises WalkError when something does, StaleError when it isn't there any longer.
        """
        self._into_view(handle)
        last = ""

        def is_free() -> bool:
            nonlocal last
            try:
                handle.click(trial=True, timeout=_TRIAL_MS, position=spot)  # type: ignore[arg-type]
            except PlaywrightTimeoutError as error:
                last = str(error)
                return False
            except PlaywrightError as error:
                if is_gone(error):
                    raise StaleError from error
                raise
            return True

        if not poll(self._screen.frame, is_free, self._screen.patience) and _COVER.search(last):
            _raise_unusable(reference, last)
        # What is only slow, or never still, is left to the click itself.

    def click(self, reference: Reference, handle: ElementHandle, spot: Spot | None = None) -> None:
        """Click it, once. Raises WalkError when it can't be clicked, StaleError when it is gone."""
        self.reach(reference, handle, spot)
        try:
            if self.on_press:
                self._press(handle, spot)
            else:
                handle.click(timeout=LONG_MS, position=spot)  # type: ignore[arg-type]
        except PlaywrightError as error:
            if "not attached" in str(error):
                raise StaleError from error
            if not is_gone(error):  # else the click has taken the document away
                _raise_unusable(reference, str(error))
        self.clicks += 1

    def _press(self, handle: ElementHandle, spot: Spot | None) -> None:
        """Click in two halves: a field that was typed into is left when the mouse goes down."""
        mouse = self._screen.frame.page.mouse
        handle.hover(timeout=LONG_MS, position=spot)  # type: ignore[arg-type]
        mouse.down()
        on_press, self.on_press = self.on_press, None
        if on_press:
            on_press()
        mouse.up()

    def leave(self) -> bool:
        """Leave the field that was typed into, as a click beside it does; False if none was."""
        on_press, self.on_press = self.on_press, None
        if on_press is None:
            return False
        self._screen.frame.evaluate("() => document.activeElement && document.activeElement.blur()")
        on_press()
        return True

    def point_at(self, label: str) -> bool:
        """Move the mouse over a text, as a reader does to see what else is there."""
        frame = self._screen.frame
        for handle in frame.get_by_text(label, exact=True).element_handles():
            if handle.is_visible():
                self._into_view(handle)
                box = handle.bounding_box()
                if box:
                    frame.page.mouse.move(*_middle(box))
                    return True
        return False

    def _into_view(self, handle: ElementHandle) -> None:
        """Scroll the help page, too, where the frame shows its control below the window's edge."""
        page = self._screen.frame.page
        size, box = page.viewport_size, handle.bounding_box()
        if not (size and box) or 0 <= _middle(box)[1] < size["height"]:
            return
        try:
            handle.scroll_into_view_if_needed(timeout=_TRIAL_MS)
        except PlaywrightTimeoutError:
            return  # which the click will tell
        box = handle.bounding_box()
        if box and not 0 <= _middle(box)[1] < size["height"]:
            page.evaluate("(y) => window.scrollBy(0, y - innerHeight / 2)", _middle(box)[1])


def _middle(box: Any) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _raise_unusable(reference: Reference, text: str) -> NoReturn:
    what = f"the {reference.kind} “{reference.label}”"
    cover = _COVER.search(text)
    if cover:
        raise fail(Kind.COVERED, f"{what} is covered by {cover[1]}", reference)
    first = text.splitlines()[0]
    raise fail(Kind.UNUSABLE, f"{what} can’t be used: {first}", reference)
