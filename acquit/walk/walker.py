"""The walker: opens a built page, does its steps in the frame, checks each result."""

import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from acquit.product import Driver
from acquit.site.settings import PATIENCE
from acquit.walk.acting import Hands, is_page
from acquit.walk.failure import Failure, Kind, WalkError, fail, located
from acquit.walk.news import News
from acquit.walk.plan import Plan, Reference, read_plan
from acquit.walk.screen import Screen, prepare

FRAME = "iframe[data-acquit-frame]"


@dataclass
class Walk:
    """One walk: a page, a language, an alternative, and what came of it."""

    page: str
    locale: str
    alternative: str = ""
    steps: int = 0
    acted: int = 0
    checked: int = 0
    outside: int = 0
    passed: bool = False
    seconds: float = 0.0
    failure: Failure | None = None

    def as_dict(self) -> dict[str, Any]:
        """The walk for the report; `failure` is there only if it failed."""
        out = {**asdict(self), "seconds": round(self.seconds, 2)}
        del out["failure"]
        return {**out, "failure": self.failure.as_dict()} if self.failure else out


class Walker:
    """Walks pages in one browser, each walk in a fresh context.

    `drivers` complete foreign pages; `evidence` is the folder for traces and screenshots, or None
    to leave none. What isn't there after `patience` seconds is missing.
    """

    def __init__(
        self,
        browser: Browser,
        drivers: Mapping[str, Driver],
        evidence: Path | None,
        patience: float = PATIENCE,
        **context_options: Any,
    ):
        self._browser = browser
        self._drivers = drivers
        self._evidence = evidence
        self._patience = patience
        self._context_options = context_options

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
        try:
            page.goto(url, wait_until="load")  # which waits for the frame as well
        except PlaywrightError as error:
            message = f"the page can’t be opened: {str(error).splitlines()[0]}"
            walk.failure = Failure(Kind.STUCK, message, page=url)
            return
        plan = read_plan(page)
        if plan is None:
            walk.failure = Failure(Kind.NOTHING_ACTED, "the page has no procedure", page=url)
            return
        walk.page, walk.locale = plan.page, plan.locale
        walk.alternative = plan.alternative(index)
        try:
            if plan.gap:
                raise fail(Kind.GAP, plan.gap)
            self._do(_frame(page), plan, index, walk)
            if not walk.acted:
                raise fail(Kind.NOTHING_ACTED, "the page asks for no action")
        except WalkError as error:
            walk.failure = located(error.failure, plan)
        except PlaywrightError as error:
            message = f"the browser gave up: {str(error).splitlines()[0]}"
            walk.failure = located(Failure(Kind.STUCK, message), plan)

    def _do(self, frame: Frame, plan: Plan, index: int, walk: Walk) -> None:
        steps, references = plan.path(index)
        walk.steps = len([step for step in steps if not step.outside])
        walk.outside = len(steps) - walk.steps
        screen = Screen(frame, self._patience)
        news = News(screen, [ref for ref in references if ref.use == "result"])
        hands = Hands(screen, plan, self._drivers)
        places = _Places(screen)
        row = ""
        for reference in references:
            places.enter(reference.step)
            if reference.use == "place":
                places.add(reference)
                walk.checked += 1
            elif reference.use == "result":
                news.require(reference, row)
                walk.checked += 1
            elif reference.use == "act":
                if is_page(reference):
                    places.check()
                    news.note()
                    hands.complete_page(reference)
                else:
                    handle, header = screen.find(reference, places.now, spent=places.are_spent)
                    row = header if places.now else row
                    news.note()
                    hands.act(reference, handle)
                places.acted()
                walk.acted += 1
        places.leave()

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
            pages[0].screenshot(path=picture, full_page=True)
        context.tracing.stop(path=trace)
        walk.failure = replace(walk.failure, trace=str(trace), screenshot=str(picture))


class _Places:
    """The texts that say where the next control stands; they end with their step."""

    def __init__(self, screen: Screen):
        self._screen = screen
        self._places: list[Reference] = []
        #: Whether a control has been found by them: the next place starts anew.
        self.are_spent = False

    @property
    def now(self) -> list[Reference]:
        """The places of the next control."""
        return list(self._places)

    def enter(self, step: str) -> None:
        """Go to a step: places of the steps that it is part of stay."""
        kept = [p for p in self._places if f"{step}.".startswith(f"{p.step}.")]
        if len(kept) < len(self._places):
            self._leave(kept)

    def add(self, place: Reference) -> None:
        """Add a place; after an action places start anew."""
        if self.are_spent:
            self._places, self.are_spent = [], False
        self._places.append(place)

    def acted(self) -> None:
        """Something was done: the next place starts anew."""
        self.are_spent = bool(self._places)

    def leave(self) -> None:
        """End the steps."""
        self._leave([])

    def check(self) -> None:
        """Of texts named together at least one must be visible."""
        if self.are_spent or not self._places:
            return
        if not any(self._screen.sees(place) for place in self._places):
            self._screen.require(self._places[0], Kind.NO_PLACE)

    def _leave(self, kept: list[Reference]) -> None:
        # Places that no control followed were checks of their own.
        self.check()
        self._places = kept
        self.are_spent = self.are_spent and bool(kept)


def _frame(page: Page) -> Frame:
    handle = page.query_selector(FRAME)
    frame = handle.content_frame() if handle else None
    if frame is None:
        raise fail(Kind.NO_WIDGET, "the page embeds no widget")
    return frame
