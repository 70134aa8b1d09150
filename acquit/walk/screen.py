"""The product's screen in its frame: finding what a page names."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import BrowserContext, ElementHandle, Frame

from acquit.kinds import PAGE, PLACES
from acquit.site.settings import PATIENCE
from acquit.walk.failure import Kind, fail
from acquit.walk.plan import Reference
from acquit.walk.waiting import poll

Note = dict[str, Any]


def prepare(context: BrowserContext) -> None:
    """Put the probe into every document of a context."""
    context.add_init_script(files("acquit.walk").joinpath("probe.js").read_text("utf-8"))


class Screen:
    """One frame; it stays the same object on the way to a bank and back."""

    def __init__(self, frame: Frame, patience: float = PATIENCE):
        self.frame = frame
        self.patience = patience

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

        found: tuple[ElementHandle, str] | None = poll(self.frame, look, self.patience)
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

        poll(self.frame, look, self.patience if patience is None else patience)
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


def _asked(reference: Reference) -> dict[str, str]:
    return {"label": reference.label, "kind": reference.kind, "control": reference.name}


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
