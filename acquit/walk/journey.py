"""Acting once, then waiting while the product goes to its next document."""

import time
from collections.abc import Callable
from itertools import count
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk import traffic
from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Reference
from acquit.walk.tabs import Tabs
from acquit.walk.waiting import LONGEST_JOURNEY, is_gone, poll

#: How long the browser waits for a tab before the walk looks what became of it.
_SLICE_MS = 400


class Journey:
    """The walk's way from document to document, and from tab to tab."""

    def __init__(self, tabs: Tabs, patience: float):
        self._tabs = tabs
        self._patience = patience
        self._marks = count(1)
        self._downloads = 0
        context = tabs.frame.page.context
        self._watch_downloads(context)

    def _watch_downloads(self, context: BrowserContext) -> None:
        def watch(page: Page) -> None:
            page.on("download", self._count_download)

        for page in context.pages:
            watch(page)
        context.on("page", watch)

    def _count_download(self, _: object) -> None:
        self._downloads += 1

    def act(self, action: Callable[[], object], reference: Reference) -> None:
        """Do something once, never again, then wait while the document is being replaced."""
        frame, mark = self._tabs.frame, next(self._marks)
        moves, downloads = self._tabs.moves, self._downloads
        _ask(frame, "(id) => { __acquit.mark(id); __acquitTabs.elsewhere = 0; }", mark)
        traffic.forget(frame)
        action()
        end = time.monotonic() + LONGEST_JOURNEY
        while time.monotonic() < end:
            if self._tabs.moves > moves:
                self._arrive(downloads)
                return
            state, elsewhere = _ask(frame, _STATE, mark) or ("leaving", 0)
            if state == "arrived":
                frame.wait_for_load_state("domcontentloaded")
                return
            if self._downloads > downloads:
                _ask(frame, "() => __acquit.stay()")
                return
            if state == "here":
                if elsewhere:
                    self._await_tab(frame, moves, downloads)
                return
        message = f"after {LONGEST_JOURNEY:.0f} seconds the next page had not come"
        raise fail(Cause.STUCK, message, reference)

    def _await_tab(self, frame: Frame, moves: int, downloads: int) -> None:
        """Wait for the tab that a link asks for: the browser tells of it when its page answers."""

        def has_come() -> bool:
            return self._tabs.moves > moves or self._downloads > downloads

        if poll(frame, has_come, self._patience) and self._tabs.moves > moves:
            self._arrive(downloads)

    def _arrive(self, downloads: int) -> None:
        """Wait for the document of another tab, unless that tab only downloads."""

        def has_arrived() -> bool:
            if self._downloads > downloads:
                return True
            try:
                self._tabs.frame.wait_for_load_state("domcontentloaded", timeout=_SLICE_MS)
            except PlaywrightTimeoutError:
                return False
            except PlaywrightError as error:
                if not is_gone(error):  # a tab that closes at once
                    raise
            return True

        poll(self._tabs.frame, has_arrived, LONGEST_JOURNEY)


_STATE = "async (id) => [await __acquit.state(id), __acquitTabs.elsewhere]"


def _ask(frame: Frame, script: str, argument: object = None) -> Any:
    """What a document answers; None when it was replaced meanwhile."""
    try:
        return frame.evaluate(script, argument)
    except PlaywrightError as error:
        if not is_gone(error):
            raise
        return None
