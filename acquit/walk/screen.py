"""The product's screen in its frame: finding what a page names, and waiting for its documents."""

import time
from collections.abc import Callable
from importlib.resources import files
from itertools import count
from typing import Any

from playwright.sync_api import BrowserContext, ElementHandle, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.kinds import PAGE, PLACES
from acquit.walk.failure import Kind, fail
from acquit.walk.plan import Reference

#: What isn't there after this is missing, in seconds.
PATIENCE = 2.0
#: How long a document may take to be replaced, in seconds.
LONGEST_JOURNEY = 30.0
POLL_MS = 40

Note = dict[str, Any]


def prepare(context: BrowserContext) -> None:
    """Put the probe into every document of a context."""
    context.add_init_script(files("acquit.walk").joinpath("probe.js").read_text("utf-8"))


class Screen:
    """One frame; it stays the same object on the way to a bank and back."""

    def __init__(self, frame: Frame, patience: float = PATIENCE):
        self.frame = frame
        self._patience = patience
        self._marks = count(1)
        self._downloads = 0
        frame.page.on("download", self._count_download)

    def _count_download(self, _: object) -> None:
        self._downloads += 1

    # Finding: retried. ------------------------------------------------------------------------

    def find(
        self, reference: Reference, places: list[Reference], *, spent: bool = False
    ) -> tuple[ElementHandle, str]:
        """Return the control and the header of the row it stands in (or "").

        `spent` places have served another control of the step: they lapse when they are gone.
        Raises WalkError when it isn't there, alone, visible and enabled, within two seconds.
        """
        asked = {
            "label": reference.label,
            "control": reference.name,
            "places": [_asked(place) for place in places],
            "spent": spent,
        }
        seen: dict[str, Any] = {}

        def look() -> tuple[ElementHandle, str] | None:
            handles = self._candidates(reference)
            answer = self.frame.evaluate(
                "([elements, asked]) => __acquit.find(elements, asked)", [handles, asked]
            )
            seen.clear()
            seen.update(answer)
            if answer["status"] == "found":
                return handles[answer["index"]], answer["row"] or ""
            return None

        found: tuple[ElementHandle, str] | None = self.poll(look)
        if found:
            return found
        raise _not_found(reference, places, seen)

    def _candidates(self, reference: Reference) -> list[ElementHandle]:
        role: Any = reference.kind
        return self.frame.get_by_role(role, name=reference.label, exact=True).element_handles()

    def sees(self, reference: Reference) -> bool:
        """Whether a text, status or heading is visible, or gets so before patience ends."""
        return self._look_for(reference).get("status") == "found"

    def _look_for(self, reference: Reference, patience: float | None = None) -> dict[str, Any]:
        seen: dict[str, Any] = {}

        def look() -> bool:
            seen.clear()
            seen.update(self.frame.evaluate("(place) => __acquit.see(place)", _asked(reference)))
            return bool(seen["status"] == "found")

        self.poll(look, patience)
        return seen

    def require(self, reference: Reference, kind: Kind = Kind.MISSING) -> None:
        """Raise WalkError unless the text is visible within two seconds."""
        seen = self._look_for(reference)
        if seen.get("status") == "found":
            return
        if seen.get("status") == "wrong-control":
            message = f"“{reference.label}” is shown as {seen['shown']}, not as {reference.name}"
            raise fail(Kind.WRONG_CONTROL, message, reference)
        message = f"no {reference.kind} “{reference.label}”"
        raise fail(kind, message, reference, seen.get("nearby"))

    def notes(self, reference: Reference, *, everywhere: bool) -> list[Note]:
        """Each occurrence of a label with the text around it; `everywhere`: inert parts too."""
        asked = _asked(reference)
        if reference.kind in PLACES or reference.kind == PAGE:
            script = "([place, all]) => __acquit.noteText(place, all)"
            return list(self.frame.evaluate(script, [asked, everywhere]))
        script = "([elements, place, all]) => __acquit.noteControls(elements, place, all)"
        handles = self._candidates(reference)
        return list(self.frame.evaluate(script, [handles, asked, everywhere]))

    def texts(self, reference: Reference) -> list[str]:
        """What the screen says now, for a sentence about what it doesn't say."""
        return list(self._look_for(reference, patience=0).get("nearby", []))

    def rows(self) -> list[str]:
        """The headers of all rows."""
        return list(self.frame.evaluate("() => __acquit.rows()"))

    def poll(self, look: Callable[[], Any], patience: float | None = None) -> Any:
        """Call `look` until it returns something true or patience (seconds) ends."""
        end = time.monotonic() + (self._patience if patience is None else patience)
        while True:
            found = None
            try:
                found = look()
            except PlaywrightError as error:
                # The document was replaced while we looked: look again in the new one.
                if not _is_gone(error):
                    raise
            if found or time.monotonic() >= end:
                return found
            self.frame.page.wait_for_timeout(POLL_MS)

    # Acting: never retried. ---------------------------------------------------------------------

    def act(self, action: Callable[[], object], reference: Reference) -> None:
        """Do something once, then wait while the document is being replaced."""
        mark = next(self._marks)
        downloads = self._downloads
        self.frame.evaluate("(id) => __acquit.mark(id)", mark)
        action()
        end = time.monotonic() + LONGEST_JOURNEY
        while time.monotonic() < end:
            try:
                state = self.frame.evaluate("(id) => __acquit.state(id)", mark)
            except PlaywrightError as error:
                if not _is_gone(error):
                    raise
                state = "leaving"
            if state == "arrived":
                self.frame.wait_for_load_state("domcontentloaded")
                return
            if state == "here":
                return
            if self._downloads > downloads:
                self.frame.evaluate("() => __acquit.stay()")
                return
            self.frame.page.wait_for_timeout(POLL_MS)
        message = f"after {LONGEST_JOURNEY:.0f} seconds the next page had not come"
        raise fail(Kind.STUCK, message, reference)


def _asked(reference: Reference) -> dict[str, str]:
    return {"label": reference.label, "kind": reference.kind, "control": reference.name}


def _is_gone(error: PlaywrightError) -> bool:
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


def _not_found(reference: Reference, places: list[Reference], seen: dict[str, Any]) -> Exception:
    what = f"{reference.kind} “{reference.label}”"
    beside = " or ".join(f"“{place.label}”" for place in places)
    where = f" next to {beside}" if places else ""
    there = seen.get("nearby", [])
    match seen.get("status"):
        case "no-place":
            message = f"none of {beside} is on the screen"
            return fail(Kind.NO_PLACE, message, places[0], there)
        case "wrong-place":
            place = next(place for place in places if place.name == seen["control"])
            message = f"“{place.label}” is shown as {seen['shown']}, not as {place.name}"
            return fail(Kind.WRONG_CONTROL, message, place)
        case "ambiguous":
            message = f"{seen['count']} controls are a {what}{where}: which one is meant?"
            return fail(Kind.AMBIGUOUS, message, reference)
        case "not-shown":
            message = f"the {what} shows “{seen['shown']}”"
            return fail(Kind.NOT_SHOWN, message, reference)
        case "wrong-control":
            message = f"the {what} is the control {seen['shown']}, not {reference.name}"
            return fail(Kind.WRONG_CONTROL, message, reference)
        case "disabled":
            return fail(
                Kind.DISABLED, f"the {what}{where} can’t be used: it is disabled", reference
            )
        case _:
            return fail(Kind.MISSING, f"no {what}{where}", reference, there)
