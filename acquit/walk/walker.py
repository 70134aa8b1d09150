"""The walker: opens a built page, does its steps in the frame, checks each result."""

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from acquit.product import Driver
from acquit.site.settings import PATIENCE
from acquit.walk import pressing, settling, traffic
from acquit.walk.album import Album
from acquit.walk.course import Course
from acquit.walk.dialogs import Dialogs
from acquit.walk.failure import Cause, Failure, WalkError, fail, located
from acquit.walk.manners import MOUSE, Manner
from acquit.walk.plan import Plan
from acquit.walk.reading import open_tabs, read_plan
from acquit.walk.record import Walk
from acquit.walk.screen import prepare
from acquit.walk.tabs import prepare_tabs

__all__ = ["FRAME", "Walk", "Walker"]

FRAME = "iframe[data-acquit-frame]"


class Walker:
    """Walks pages in one browser, each walk in a fresh context.

    `drivers` complete foreign pages; `evidence` is the folder for traces and screenshots, or None
    to leave none. `manner` is how a walk goes; an `album` takes pictures on the way. What isn't
    there after `patience` seconds of the product's time is missing.
    """

    def __init__(
        self,
        browser: Browser,
        drivers: Mapping[str, Driver],
        evidence: Path | None,
        patience: float = PATIENCE,
        manner: Manner = MOUSE,
        album: Album | None = None,
        **context_options: Any,
    ):
        self._browser = browser
        self._drivers = drivers
        self._evidence = evidence
        self._patience = patience
        self._manner = manner
        self._album = album
        self._context_options = {**manner.context, **context_options}

    def plan(self, url: str) -> Plan | None:
        """Read the procedure of the page at `url`; None if it has none or can't be opened."""
        context = self._browser.new_context(**self._context_options)
        try:
            page = context.new_page()
            page.goto(url, wait_until="domcontentloaded")
            return read_plan(page)
        except PlaywrightError:
            return None  # the walk itself will say why
        finally:
            context.close()

    def walk(self, url: str, index: int = 0) -> Walk:
        """Do walk number `index` of the page at `url`. Failures are returned, not raised."""
        started = time.monotonic()
        context = self._browser.new_context(**self._context_options)
        walk = Walk(page=url, locale="")
        try:
            prepare(context)
            prepare_tabs(context)
            settling.prepare(context)
            pressing.prepare(context)
            self._manner.prepare(context)
            traffic.watch(context)
            if self._evidence:
                context.tracing.start(snapshots=True)
            self._walk(context.new_page(), url, index, walk)
            walk.passed = walk.failure is None
            if self._evidence:
                self._keep_evidence(context, walk, self._evidence)
        finally:
            context.close()
        walk.seconds = time.monotonic() - started
        return walk

    def _walk(self, page: Page, url: str, index: int, walk: Walk) -> None:
        dialogs = Dialogs(page.context)
        try:
            page.goto(url, wait_until="load")
        except PlaywrightError as error:
            message = f"the page can’t be opened: {str(error).splitlines()[0]}"
            walk.failure = Failure(Cause.STUCK, message, page=url)
            return
        plan = read_plan(page)
        if plan is None:
            walk.failure = Failure(Cause.NOTHING_ACTED, "the page has no procedure", page=url)
            return
        walk.page, walk.locale = plan.page, plan.locale
        walk.alternative = plan.alternative(index)
        walk.named = dict(plan.named)
        walk.hash, walk.of = plan.hash, plan.walks()
        try:
            if plan.gap:
                raise fail(Cause.GAP, plan.gap)
            open_tabs(page, plan.path(index)[1])
            frame = _frame(page)
            _send(frame, plan.routes()[index].address)
            course = Course(
                frame,
                plan,
                index,
                walk,
                self._drivers,
                dialogs,
                self._patience,
                self._manner.hands,
                self._album,
            )
            course.run()
            if not walk.acted:
                raise fail(Cause.NOTHING_ACTED, "the page asks for no action")
        except WalkError as error:
            walk.failure = located(error.failure, plan)
        except PlaywrightError as error:
            message = f"the browser gave up: {str(error).splitlines()[0]}"
            walk.failure = located(Failure(Cause.STUCK, message), plan)

    def _keep_evidence(self, context: BrowserContext, walk: Walk, folder: Path) -> None:
        """Keep a trace and a picture of a walk that failed."""
        if walk.failure is None:
            context.tracing.stop()
            return
        parts = (walk.page.removesuffix(".md"), walk.locale, walk.alternative)
        name = re.sub(r"[^\w.]+", "-", "-".join(filter(None, parts))).strip("-")
        folder.mkdir(parents=True, exist_ok=True)
        trace, picture = folder / f"{name}.zip", folder / f"{name}.png"
        pages = context.pages
        if pages:
            pages[-1].screenshot(path=picture, full_page=True)
        context.tracing.stop(path=trace)
        walk.failure = replace(walk.failure, trace=str(trace), screenshot=str(picture))


def _frame(page: Page) -> Frame:
    # By the page itself: to select, the driver would put its own engine into the page first.
    found = page.evaluate_handle("(frame) => document.querySelector(frame)", FRAME).as_element()
    frame = found.content_frame() if found else None
    if frame is None:
        raise fail(Cause.NO_WIDGET, "the page embeds no widget")
    return frame


def _send(frame: Frame, address: str) -> None:
    """Open the product in another scenario than the page itself does."""
    if not address:
        return
    try:
        frame.goto(urljoin(frame.page.url, address), wait_until="load")
    except PlaywrightError as error:
        message = f"the product can’t be opened at {address}: {str(error).splitlines()[0]}"
        raise fail(Cause.STUCK, message) from error
