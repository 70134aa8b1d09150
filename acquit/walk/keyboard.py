"""The walk's keyboard: it reaches controls as people do who have no mouse."""

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Reference
from acquit.walk.pointing import Pointer, Spot, StaleError
from acquit.walk.waiting import is_gone

#: More elements than any page has on the way from one end to the other.
_MOST = 300
#: What takes the focus for an element: the control of a label, the summary of a fold.
_TARGET = "(e) => (e.matches('label') && e.control) || e"
#: How to go on: the element has the focus, it lies back or on from there, or among its siblings.
_WAY = """(e) => {
  const at = e.getRootNode().activeElement;
  if (at && (at === e || e.contains(at))) return "here";
  if (!at || at === document.body || !document.hasFocus()) return "Tab";
  const isRadio = (x) => x.matches("[type=radio]");
  const group = (x) => (isRadio(x) ? x.name : x.closest("[role=menu], [role=radiogroup]"));
  const isItem = (x) => x.matches("[type=radio], [role=menuitem], [role=radio]");
  const isBefore = Boolean(at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
  if (isItem(e) && isItem(at) && group(e) && group(e) === group(at)) {
    return isBefore ? "ArrowUp" : "ArrowDown";
  }
  return isBefore ? "Shift+Tab" : "Tab";
}"""
#: Which key uses it; a radio button that an arrow has chosen on the way needs none.
_KEY = """(e) => {
  if (e.matches("[type=radio]") && e.checked) return "";
  if (e.matches("[type=checkbox], [type=radio], [role=checkbox], [role=switch], [role=radio]")) {
    return "Space";
  }
  const isField = "input:not([type=submit], [type=button], [type=reset], [type=image]), textarea";
  return e.matches(`${isField}, select, [contenteditable]`) ? "" : "Enter";
}"""


class Keyboard(Pointer):
    """Goes to controls by Tab and the arrows, and uses them by Enter and the space bar."""

    def reach(self, reference: Reference, handle: ElementHandle, spot: Spot | None = None) -> None:
        """Put the focus on it. Raises WalkError when no key leads there."""
        target = handle.evaluate_handle(_TARGET).as_element() or handle
        keyboard = self._screen.frame.page.keyboard
        try:
            for _ in range(_MOST):
                way = target.evaluate(_WAY)
                if way == "here":
                    self._left()
                    return
                keyboard.press(way)
        except PlaywrightError as error:
            if is_gone(error):
                raise StaleError from error
            raise
        message = f"no key leads to the {reference.kind} “{reference.label}”"
        raise fail(Cause.UNREACHED, message, reference)

    def click(self, reference: Reference, handle: ElementHandle, spot: Spot | None = None) -> None:
        """Go to it and press the key that uses it; a field only takes the focus."""
        self.reach(reference, handle, spot)
        target = handle.evaluate_handle(_TARGET).as_element() or handle
        try:
            if key := target.evaluate(_KEY):
                self._screen.frame.page.keyboard.press(key)
        except PlaywrightError as error:
            if not is_gone(error):  # else the key has taken the document away
                raise
        self.clicks += 1

    def _left(self) -> None:
        """Note that the field typed into before was left."""
        on_press, self.on_press = self.on_press, None
        if on_press:
            on_press()
