"""The walk's mouse: it reaches what a reader could, and nothing that is covered."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NoReturn

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk import pressing
from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Reference
from acquit.walk.screen import Screen
from acquit.walk.settling import REST
from acquit.walk.waiting import is_gone, poll

#: What can't be used is told beforehand, so that a slow machine has time, in milliseconds.
LONG_MS = 30_000
#: How long the browser may try to reach a control before the walk looks again.
_TRIAL_MS = 400
#: How often a control may move away between a look at it and the press.
_PRESSES = 10
_COVER = re.compile(r"(<[^>]*>).*?intercepts pointer events", re.DOTALL)

#: Where on an element to click: none means its middle.
Spot = dict[Literal["x", "y"], float]
Box = Mapping[str, Any]
#: In the window, in CSS pixels.
Point = tuple[float, float]

#: Whether the mouse would meet an element that stands still; its frame is scrolled to it.
_MEETS_STILL = """async (e, spot) => {
  const at = (box) => (spot ? [box.x + spot.x, box.y + spot.y]
    : [box.x + box.width / 2, box.y + box.height / 2]);
  const isOutside = ([x, y]) => x < 0 || y < 0 || x >= innerWidth || y >= innerHeight;
  if (!e.isConnected) return false;
  if (isOutside(at(e.getBoundingClientRect()))) {
    e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }
  const before = e.getBoundingClientRect();
  if (document.getAnimations().length) {
    // Frames that aren't on the screen draw nothing.
    await new Promise((done) => { requestAnimationFrame(done); setTimeout(done, 40); });
  }
  const box = e.getBoundingClientRect();
  if (["x", "y", "width", "height"].some((side) => box[side] !== before[side])) return false;
  const met = e.getRootNode().elementFromPoint(...at(box));
  return met !== null && !met.matches("iframe, object") && (e === met || e.contains(met));
}"""
#: The same once the page around is at rest; the press that follows is for the element alone.
_MEETS = f"""async (e, [spot, isPress]) => {{
  await ({REST});
  const isMet = await ({_MEETS_STILL})(e, spot);
  if (isMet && isPress) {pressing.AIM};
  return isMet;
}}"""
#: In the page around the frame, which is of another origin.
_MEETS_FRAME = f"""([x, y, isPress]) => {{
  const met = document.elementFromPoint(x, y);
  const isMet = met !== null && met.matches("iframe");
  if (isMet && isPress) {pressing.AIM_AROUND};
  return isMet;
}}"""
#: Neither a control itself nor, by the product's own word, the label of another.
_IS_PLACE = """(e, name) => {
  if (e.closest("a, button, option, summary, [role=button], [role=link], [role=option]")) {
    return false;
  }
  const holder = e.closest("[data-control]");
  return !holder || holder.dataset.control === name ||
    holder.innerText.trim() !== e.innerText.trim();
}"""


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

    def read_page(self, references: Sequence[Reference]) -> None:
        """Read what the steps name. Who sees the page needs nothing more."""

    def hear(self, reference: Reference, places: Sequence[Reference]) -> None:
        """Make sure of a control that was found by sight, next to its places."""

    def hear_result(self, result: Reference) -> None:
        """Make sure of a result that was seen."""

    def reach(self, reference: Reference, handle: ElementHandle, spot: Spot | None = None) -> None:
        """Bring it into view and wait until nothing covers it.

        Raises WalkError when something covers it, StaleError when it isn't there any longer.
        """
        if not self._open_point(handle, spot):
            self._await_open(reference, handle, spot)

    def _await_open(self, reference: Reference, handle: ElementHandle, spot: Spot | None) -> None:
        """Wait by the browser's own trial: it says the same, and takes ten times as long."""
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
        try:
            for _ in range(_PRESSES):
                point = self._open_point(handle, spot, is_press=True)
                if not point:
                    self._await_open(reference, handle, spot)
                if not (point or self.on_press):
                    pressing.end(self._screen.frame)
                    handle.click(timeout=LONG_MS, position=spot)  # type: ignore[arg-type]
                    break
                if self._press(handle, point, spot):
                    break
            else:
                message = f"the {reference.kind} “{reference.label}” moves away from the mouse"
                raise fail(Cause.UNUSABLE, message, reference)
        except PlaywrightError as error:
            if "not attached" in str(error):
                raise StaleError from error
            if not is_gone(error):  # else the click has taken the document away
                _raise_unusable(reference, str(error))
        self.clicks += 1

    def _press(self, handle: ElementHandle, point: Point | None, spot: Spot | None) -> bool:
        """Click in two halves; False when it had moved, and nothing was pressed.

        A field that was typed into is left when the mouse goes down.
        """
        frame, mouse = self._screen.frame, self._screen.frame.page.mouse
        if point:
            mouse.move(*point)
        else:
            handle.hover(timeout=LONG_MS, position=spot)  # type: ignore[arg-type]
            pressing.aim(frame, handle)
        mouse.down()
        is_met = pressing.has_met(handle)
        on_press = self.on_press
        if is_met and on_press:
            self.on_press = None
            on_press()
        mouse.up()
        pressing.end(frame)
        return is_met

    def leave(self) -> bool:
        """Leave the field that was typed into, as a click beside it does; False if none was."""
        on_press, self.on_press = self.on_press, None
        if on_press is None:
            return False
        self._screen.frame.evaluate("() => document.activeElement && document.activeElement.blur()")
        on_press()
        return True

    def texts(self, places: Sequence[Reference]) -> list[ElementHandle]:
        """The elements that show one of the places' texts, in the order of the page."""
        found: list[tuple[float, float, int, ElementHandle]] = []
        for place in places:
            texts = self._screen.frame.get_by_text(place.label, exact=place.kind != "value")
            for handle in texts.element_handles():
                box = handle.bounding_box() if handle.is_visible() else None
                if box and handle.evaluate(_IS_PLACE, place.name):
                    found.append((box["y"], box["x"], len(found), handle))
        return [handle for *_, handle in sorted(found)]

    def point_at(self, handle: ElementHandle) -> None:
        """Move the mouse over something, as a reader does to see what else is there."""
        box = self._into_view(handle)
        if box:
            self._screen.frame.page.mouse.move(*_middle(box))

    def _into_view(self, handle: ElementHandle) -> Box | None:
        """Scroll the help page, too, where the frame shows its control below the window's edge."""
        page = self._screen.frame.page
        size, box = page.viewport_size, handle.bounding_box()
        if not (size and box) or 0 <= _middle(box)[1] < size["height"]:
            return box
        try:
            handle.scroll_into_view_if_needed(timeout=_TRIAL_MS)
        except PlaywrightTimeoutError:
            return None  # which the click will tell
        box = handle.bounding_box()
        if box and not 0 <= _middle(box)[1] < size["height"]:
            page.evaluate("(y) => window.scrollBy(0, y - innerHeight / 2)", _middle(box)[1])
            return handle.bounding_box()
        return box

    def _open_point(
        self, handle: ElementHandle, spot: Spot | None, *, is_press: bool = False
    ) -> Point | None:
        """Where in the window the mouse would meet the control, and the frame around it.

        If it `is_press`, what is pressed next is for the control alone.
        """
        try:
            is_met = bool(handle.evaluate(_MEETS, [spot, is_press]))
        except PlaywrightError as error:
            if is_gone(error):
                raise StaleError from error
            raise
        box = self._into_view(handle) if is_met else None
        if not box:
            return None
        point = (box["x"] + spot["x"], box["y"] + spot["y"]) if spot else _middle(box)
        parent = self._screen.frame.parent_frame
        is_open = parent is None or parent.evaluate(_MEETS_FRAME, [*point, is_press])
        return point if is_open else None


def _middle(box: Box) -> Point:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _raise_unusable(reference: Reference, text: str) -> NoReturn:
    what = f"the {reference.kind} “{reference.label}”"
    cover = _COVER.search(text)
    if cover:
        raise fail(Cause.COVERED, f"{what} is covered by {cover[1]}", reference)
    first = text.splitlines()[0]
    raise fail(Cause.UNUSABLE, f"{what} can’t be used: {first}", reference)
