"""Waiting for what a product shows: asked again and again, never longer than it needs."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

POLL_MS = 40


def poll(frame: Frame, look: Callable[[], Any], patience: float) -> Any:
    """Call `look` until it returns something true or patience (seconds) ends; return its answer."""
    end = time.monotonic() + patience
    while True:
        found = None
        try:
            found = look()
        except PlaywrightError as error:
            # The document was replaced while we looked: look again in the new one.
            if not is_gone(error):
                raise
        if found or time.monotonic() >= end:
            return found
        frame.page.wait_for_timeout(POLL_MS)


def is_gone(error: PlaywrightError) -> bool:
    """Whether the error says that the document looked at was replaced meanwhile."""
    text = str(error)
    return any(
        sign in text
        for sign in (
            "Execution context was destroyed",
            "Cannot find context",
            "not attached to the DOM",
            "different execution context",
            "__acquit is not defined",
            "JSHandles can be evaluated only in the context they were created",
        )
    )
