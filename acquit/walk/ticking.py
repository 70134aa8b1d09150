"""Ticking and clearing boxes, switching on and off, choosing radio buttons."""

from playwright.sync_api import ElementHandle

from acquit.walk.doing import Doing
from acquit.walk.pointing import Spot

OFF = "off"

_IS_ON = """(e) => "checked" in e ? e.checked && !e.indeterminate :
    (e.getAttribute("aria-checked") || e.getAttribute("aria-pressed")) === "true" """
#: What of a box is drawn: itself, else its label; there beside the links in it.
_DRAWN = """(e) => {
  const isDrawn = (at) => {
    const box = at.getBoundingClientRect();
    return at.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
      box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
  };
  return isDrawn(e) ? e : [...(e.labels || [])].find(isDrawn) || e;
}"""


def switch(doing: Doing) -> None:
    """Set a box or a switch, or clear it where `data` says `off`."""
    wanted = OFF not in doing.wanted.given(doing.reference)
    if not tick(doing, doing.handle, wanted):
        raise doing.not_taken(*(("on", OFF) if wanted else (OFF, "on")))


def tick(doing: Doing, box: ElementHandle, wanted: bool) -> bool:
    """Click what isn't as wanted; False when that doesn't change it."""
    drawn = box.evaluate_handle(_DRAWN).as_element() or box
    spot: Spot | None = None
    if drawn.evaluate("(e) => e.matches('label') && Boolean(e.querySelector('a, button'))"):
        height = drawn.evaluate("(e) => e.getBoundingClientRect().height")
        spot = {"x": 4, "y": height / 2}
    if box.evaluate(_IS_ON) is wanted:
        doing.pointer.reach(doing.reference, drawn, spot)
        return True
    doing.pointer.click(doing.reference, drawn, spot)
    return doing.becomes(lambda: box.evaluate(_IS_ON) is wanted)
