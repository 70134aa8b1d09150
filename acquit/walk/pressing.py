"""A press of the mouse that meets what it is meant for, or nothing at all."""

from playwright.sync_api import BrowserContext, ElementHandle, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.waiting import is_gone

#: While a press is meant for one element, what begins anywhere else is kept from the document.
_SCRIPT = """(() => {
  if (window.__acquitPress) return;
  const types = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
  let aim = null;
  let hasMet = null;
  const look = (event) => {
    if (!event.isTrusted || aim === null) return;
    if (hasMet === null) {
      const labels = [...(aim.labels || [])];
      hasMet = event.composedPath().some((e) => e === aim || labels.includes(e));
    }
    if (hasMet) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.__acquitPress = {
    aim(target) {
      // Anew each time: a document that writes itself anew forgets who listens.
      for (const type of types) addEventListener(type, look, { capture: true, passive: false });
      [aim, hasMet] = [target, null];
    },
    hasMet: () => hasMet === true,
    end() {
      aim = null;
      if (parent !== window) parent.postMessage({ acquitPress: "ends" }, "*");
    },
  };
  addEventListener("message", ({ data }) => { if (data?.acquitPress === "ends") aim = null; });
})()"""

#: The same, for scripts that look at the target `e` anyway, and at the page around its frame.
AIM = "__acquitPress.aim(e)"
AIM_AROUND = "__acquitPress.aim({})"


def prepare(context: BrowserContext) -> None:
    """Let each document of a context keep off a press that is meant for one element."""
    context.add_init_script(_SCRIPT)


def aim(frame: Frame, target: ElementHandle) -> None:
    """From now on a press in the frame, or the page around it, is for the target alone.

    A page may move between a look at it and the press.
    """
    target.evaluate(f"(e) => {AIM}")
    if frame.parent_frame:
        frame.parent_frame.evaluate(f"() => {AIM_AROUND}")


def has_met(target: ElementHandle) -> bool:
    """Whether the target got the press. If not, nothing has got it, and nothing will."""
    try:
        return bool(target.evaluate("() => __acquitPress.hasMet()"))
    except PlaywrightError as error:
        if not is_gone(error):
            raise
        return True  # the press has taken the document away


def end(frame: Frame) -> None:
    """The press is over, in the page around a frame, too: the next one is for whoever gets it."""
    for each in (frame, frame.parent_frame):
        try:
            if each:
                each.evaluate("() => window.__acquitPress && __acquitPress.end()")
                return
        except PlaywrightError as error:
            if not is_gone(error):
                raise
