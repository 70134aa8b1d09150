"""Acting on a control as a reader would, by its kind."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from acquit.kinds import PAGE, TYPED
from acquit.product import Driver
from acquit.site.settings import PATIENCE
from acquit.walk.failure import Kind, fail
from acquit.walk.journey import Journey
from acquit.walk.plan import Plan, Reference
from acquit.walk.screen import Screen

_TIMEOUT_MS = PATIENCE * 1000
_COVER = re.compile(r"(<[^>]*>).*?intercepts pointer events", re.DOTALL)


class Hands:
    """Does what a reference asks for."""

    def __init__(self, screen: Screen, plan: Plan, drivers: Mapping[str, Driver]):
        self._screen = screen
        self._journey = Journey(screen.frame)
        self._plan = plan
        self._drivers = drivers

    def complete_page(self, reference: Reference) -> None:
        """Complete a foreign page, known by its heading."""
        self._screen.require(reference, Kind.FOREIGN_PAGE)
        driver = self._drivers.get(reference.name)
        if driver is None:
            message = f"no driver completes the page “{reference.label}”"
            raise fail(Kind.FOREIGN_PAGE, message, reference)
        value = self._plan.values.get(reference.name, "")

        def action() -> None:
            try:
                driver(self._screen.frame, value)
            except PlaywrightError as error:
                message = f"the page “{reference.label}” can’t be completed: {_first_line(error)}"
                raise fail(Kind.FOREIGN_PAGE, message, reference) from error

        self._journey.act(action, reference)

    def act(self, reference: Reference, handle: ElementHandle) -> None:
        """Click, fill or choose. Raises WalkError when the control can't be used."""

        def action() -> None:
            try:
                self._action(reference, handle)()
            except PlaywrightError as error:
                raise _unusable(reference, error) from error

        self._journey.act(action, reference)

    def _action(self, reference: Reference, handle: ElementHandle) -> Callable[[], object]:
        kind = reference.kind
        if kind in TYPED:
            value = self._printed(reference)

            def fill() -> None:
                handle.fill(value, timeout=_TIMEOUT_MS)
                taken = handle.evaluate("(e) => 'value' in e ? e.value : e.textContent")
                if taken != value:
                    message = f"“{reference.label}” doesn’t take “{value}”: it holds “{taken}”"
                    raise fail(Kind.NOT_TAKEN, message, reference)
                if kind == "searchbox":
                    handle.press("Enter")

            return fill
        if kind == "combobox":
            option = self._option(reference, handle)
            return lambda: handle.select_option(label=option, timeout=_TIMEOUT_MS)
        if kind == "radiogroup":
            radio = self._radio(reference, handle)
            return lambda: radio.check(timeout=_TIMEOUT_MS)
        if kind == "checkbox":
            return lambda: handle.check(timeout=_TIMEOUT_MS)
        return lambda: handle.click(timeout=_TIMEOUT_MS)

    def _printed(self, reference: Reference) -> str:
        """What the page tells the reader to type: a value that isn't shown can't be typed."""
        value = self._plan.printed.get(reference.name)
        if value is None:
            message = f"the page doesn’t show what to enter in “{reference.label}”"
            raise fail(Kind.NO_VALUE, message, reference)
        return value

    def _option(self, reference: Reference, handle: ElementHandle) -> str:
        options: list[str] = handle.evaluate(
            """(select) => [...select.options]
                .filter((o) => !o.disabled && o.value !== "" && o.label.trim() !== "")
                .map((o) => o.label)"""
        )
        return options[_chosen(reference, self._wanted(reference), options)]

    def _radio(self, reference: Reference, handle: ElementHandle) -> ElementHandle:
        radios = handle.query_selector_all("input[type=radio]:enabled")
        labels = [
            radio.evaluate("(r) => [...r.labels].map((l) => l.textContent.trim()).join(' ')")
            for radio in radios
        ]
        return radios[_chosen(reference, self._wanted(reference), labels)]

    def _wanted(self, reference: Reference) -> str | None:
        """The option that the page shows; None where the page leaves it to the reader."""
        return self._printed(reference) if reference.name in self._plan.values else None


def _chosen(reference: Reference, wanted: str | None, options: list[str]) -> int:
    """The option that the page names, else the first."""
    plain = [" ".join(option.split()) for option in options]
    if wanted is None and plain:
        return 0
    if wanted in plain:
        return plain.index(wanted)
    message = f"“{reference.label}” has no option “{wanted or ''}”"
    raise fail(Kind.NO_OPTION, message, reference, plain)


def _unusable(reference: Reference, error: PlaywrightError) -> Exception:
    what = f"the {reference.kind} “{reference.label}”"
    cover = _COVER.search(str(error))
    if cover:
        return fail(Kind.COVERED, f"{what} is covered by {cover[1]}", reference)
    return fail(Kind.UNUSABLE, f"{what} can’t be used: {_first_line(error)}", reference)


def is_page(reference: Reference) -> bool:
    """Whether the reference is a page of somebody else's."""
    return reference.kind == PAGE


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
