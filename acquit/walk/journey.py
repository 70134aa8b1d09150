"""Acting once, then waiting while the product goes to its next document."""

import time
from collections.abc import Callable
from itertools import count

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

from acquit.walk.failure import Kind, fail
from acquit.walk.plan import Reference
from acquit.walk.waiting import POLL_MS, is_gone

#: How long a document may take to be replaced, in seconds.
LONGEST_JOURNEY = 30.0


class Journey:
    """One frame's way from document to document."""

    def __init__(self, frame: Frame):
        self._frame = frame
        self._marks = count(1)
        self._downloads = 0
        frame.page.on("download", self._count_download)

    def _count_download(self, _: object) -> None:
        self._downloads += 1

    def act(self, action: Callable[[], object], reference: Reference) -> None:
        """Do something once, never again, then wait while the document is being replaced."""
        mark = next(self._marks)
        downloads = self._downloads
        self._frame.evaluate("(id) => __acquit.mark(id)", mark)
        action()
        end = time.monotonic() + LONGEST_JOURNEY
        while time.monotonic() < end:
            try:
                state = self._frame.evaluate("(id) => __acquit.state(id)", mark)
            except PlaywrightError as error:
                if not is_gone(error):
                    raise
                state = "leaving"
            if state == "arrived":
                self._frame.wait_for_load_state("domcontentloaded")
                return
            if state == "here":
                return
            if self._downloads > downloads:
                self._frame.evaluate("() => __acquit.stay()")
                return
            self._frame.page.wait_for_timeout(POLL_MS)
        message = f"after {LONGEST_JOURNEY:.0f} seconds the next page had not come"
        raise fail(Kind.STUCK, message, reference)
