"""Where the walk is: the frame in the help page, a tab that opened, or the page itself."""

from dataclasses import replace

from playwright.sync_api import BrowserContext, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.failure import WalkError
from acquit.walk.screen import Screen

#: Addresses of a tab that has no document yet.
_EMPTY = ("", ":")

#: Tells what opens elsewhere than in its own frame, and refuses the tabs that browsers refuse.
_WATCH = """(() => {
  if (window.__acquitTabs) return;
  const tabs = { elsewhere: 0, blocked: 0 };
  window.__acquitTabs = tabs;
  const isElsewhere = (target) => {
    const name = target.toLowerCase();
    if (["", "_self"].includes(name)) return false;
    if (["_top", "_parent"].includes(name)) return window.top !== window;
    return ![...document.querySelectorAll("iframe")].some((frame) => frame.name === target);
  };
  const note = (event, own) => {
    const base = document.querySelector("base[target]");
    const target = own || (base ? base.target : "");
    if (!event.defaultPrevented && isElsewhere(target)) tabs.elsewhere += 1;
  };
  // What a walk asks a document counts as its reader's doing to the browser, and not to us.
  let acted = -Infinity;
  for (const type of ["pointerdown", "pointerup", "keydown"]) {
    window.addEventListener(type, ({ isTrusted }) => {
      if (isTrusted) acted = performance.now();
    }, true);
  }
  const open = window.open;
  window.open = function (address, target, features) {
    if (!navigator.userActivation.isActive || performance.now() - acted > 5000) {
      tabs.blocked += 1;
      return null;
    }
    if (isElsewhere(target === undefined ? "_blank" : String(target))) tabs.elsewhere += 1;
    return open.call(this, address, target, features);
  };
  window.addEventListener("click", (event) => {
    const link = event.composedPath().find((e) => e.matches && e.matches("a[href], area[href]"));
    if (link) note(event, link.getAttribute("target"));
  });
  window.addEventListener("submit", (event) => {
    const own = event.submitter && event.submitter.getAttribute("formtarget");
    note(event, own || event.target.getAttribute("target"));
  });
})();"""


def prepare_tabs(context: BrowserContext) -> None:
    """Put what watches tabs into every document of a context."""
    context.add_init_script(_WATCH)


class Tabs:
    """Keeps a screen on the tab that opened last; when it closes, on the one before."""

    def __init__(self, screen: Screen):
        self._screen = screen
        self._home = screen.frame
        self._opened: list[Page] = []
        #: How often the walk has gone to another frame.
        self.moves = 0
        page = screen.frame.page
        page.on("framedetached", self._detached)
        page.context.on("page", self._open)

    @property
    def frame(self) -> Frame:
        """The frame in which the walk is."""
        return self._screen.frame

    def explained(self, error: WalkError) -> WalkError:
        """The error, with the tab that was refused: it may be what is missing."""
        try:
            blocked = self.frame.evaluate("() => window.__acquitTabs && __acquitTabs.blocked")
        except PlaywrightError:
            return error
        if not blocked:
            return error
        message = (
            f"{error.failure.message}; the product opened a tab without a click, "
            "which browsers don’t allow"
        )
        return WalkError(replace(error.failure, message=message))

    def _open(self, page: Page) -> None:
        def enter_once(_: object = None) -> None:
            # A tab that only downloads never gets a document.
            if page not in self._opened and page.url not in _EMPTY:
                self._enter(page)

        page.on("framenavigated", enter_once)
        enter_once()

    def _enter(self, page: Page) -> None:
        self._opened.append(page)
        page.on("close", self._close)
        self._move()

    def _close(self, page: Page) -> None:
        if page in self._opened:
            self._opened.remove(page)
            self._move()

    def _detached(self, frame: Frame) -> None:
        """The frame is gone: the product has taken the place of the help page around it."""
        if frame == self._home:
            self._home = frame.page.main_frame
            self._move()

    def _move(self) -> None:
        self._screen.frame = self._opened[-1].main_frame if self._opened else self._home
        self.moves += 1
