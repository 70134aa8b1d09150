"""Waiting for what a product shows: asked again and again, never longer than it needs."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

from acquit.walk.traffic import is_busy

POLL_MS = 40

#: How long a document may take to be replaced, and anything else at most, in seconds.
LONGEST_JOURNEY = 30.0

#: A wait holds at least so many looks: a slow machine looks slowly.
_LOOKS = 5


def poll(frame: Frame, look: Callable[[], Any], patience: float) -> Any:
    """Call `look` until it returns something true or patience (seconds) ends; return its answer.

    Only the product's own time counts: none passes while it waits for its server, and little while
    its page doesn't answer.
    """
    end = time.monotonic() + max(patience, LONGEST_JOURNEY)
    waited = 0.0
    while True:
        began = time.monotonic()
        found = None
        try:
            found = look()
        except PlaywrightError as error:
            # The document was replaced while we looked: look again in the new one.
            if not is_gone(error):
                raise
        if found or waited >= patience or began >= end:
            return found
        pause(frame)
        if not is_busy(frame):
            waited += min(time.monotonic() - began, patience / _LOOKS)


def pause(frame: Frame, milliseconds: int = POLL_MS) -> None:
    """Wait a moment, in which the browser's events arrive, though the frame's tab may close."""
    pages = [page for page in frame.page.context.pages if not page.is_closed()]
    for page in (frame.page, *pages):
        try:
            page.wait_for_timeout(milliseconds)
            return
        except PlaywrightError as error:
            if not is_gone(error):
                raise


def is_gone(error: PlaywrightError) -> bool:
    """Whether the error says that the document was replaced meanwhile, or its tab closed."""
    text = str(error)
    return any(
        sign in text
        for sign in (
            "Execution context was destroyed",
            "Execution context is not available in detached frame",
            "Cannot find context",
            "Frame was detached",
            "has been closed",
            "not attached to the DOM",
            "different execution context",
            "from a different document",
            "__acquit is not defined",
            # A document that has no body yet.
            "Cannot read properties of null",
            "JSHandles can be evaluated only in the context they were created",
        )
    )
