"""The product's screen in its frame: finding what a page names."""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, ElementHandle, Frame, Locator

from acquit.kinds import PAGE, PLACES
from acquit.site.settings import PATIENCE
from acquit.walk.answers import listen
from acquit.walk.diagnosis import missing, unsent
from acquit.walk.failure import Cause, WalkError, on_other_side, seen_elsewhere, shown_as
from acquit.walk.pictures import is_painted
from acquit.walk.plan import Reference
from acquit.walk.unfound import not_found
from acquit.walk.waiting import poll

Note = dict[str, Any]

#: The probe's parts, each after those that it is built on.
PROBE = (
    *("tree", "colour", "clipping", "sight", "words", "items", "paint"),
    *("places", "sides", "find", "changes", "pictures", "diagnosis", "journey", "interface"),
)
#: Kinds that are only read.
_TEXTS = PLACES | {PAGE, "value"}
#: Roles that a kind goes by, where they aren't just its name.
ROLES = {
    "textbox": ("textbox", "spinbutton"),
    "radiogroup": ("radiogroup", "group"),
    "icon": ("button", "link"),
    "file": ("button",),
}
#: What a browser gives no role of its own.
_SELECTORS = {"button": "summary", "file": "input[type=file]"}
#: A new document may get the window of an empty one.
_ONCE = "if (window.__acquit && window.__acquit.document === document) return;"
_INVISIBLE = r"[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]*"


def prepare(context: BrowserContext) -> None:
    """Put the probe into every document of a context."""
    parts = [files("acquit.walk").joinpath(f"probe/{part}.js").read_text("utf-8") for part in PROBE]
    context.add_init_script(f"(() => {{\n'use strict';\n{_ONCE}\n" + "\n".join(parts) + "})();")
    listen(context)


class Found(NamedTuple):
    """A control, the header of the item it stands in (or ""), and its `data-control`, if any.

    `places` are the names of its places that can be read, `carried` the controls that the document
    carries anywhere.
    """

    handle: ElementHandle
    row: str
    control: str | None
    places: list[str]
    carried: list[str]


class Screen:
    """One frame; it stays the same object on the way to a bank and back."""

    def __init__(self, frame: Frame, patience: float = PATIENCE):
        self.frame = frame
        self.patience = patience
        #: The states that the page names: no item is known by one.
        self._statuses: set[str] = set()

    def find(self, reference: Reference, places: list[Reference], *, spent: bool = False) -> Found:
        """Return the control. Raises WalkError when it isn't there, alone, visible and enabled,
        before patience ends; see `glimpse`."""
        seen: dict[str, Any] = {}
        found = self.glimpse(reference, places, spent=spent, patience=self.patience, seen=seen)
        if found:
            return found
        raise not_found(self.missing, reference, places, seen)

    def glimpse(
        self,
        reference: Reference,
        places: list[Reference],
        *,
        spent: bool = False,
        patience: float = 0,
        seen: dict[str, Any] | None = None,
    ) -> Found | None:
        """Return the control if it is there, alone, visible and enabled, before `patience` ends.

        `spent` places have served another control of the step: they lapse when they are gone.
        What was seen instead is put into `seen`.
        """
        self._learn(reference, *places)
        query = {
            **_query(reference),
            "places": [_query(place) for place in places],
            "spent": spent,
            "isAny": reference.is_any,
            "sides": list(reference.sides),
            "statuses": list(self._statuses),
        }

        def look() -> Found | None:
            handles = self._candidates(reference)
            answer = self._ask("__acquit.find(...parameters)", handles, query)
            if seen is not None:
                seen.clear()
                seen.update(answer)
            if answer["status"] == "found":
                handle = handles[answer["index"]]
                row, control = answer["row"] or "", answer["control"]
                return Found(handle, row, control, answer["places"], answer["carried"])
            return None

        found: Found | None = poll(self.frame, look, patience)
        return found

    def _learn(self, *references: Reference) -> None:
        self._statuses |= {ref.label for ref in references if ref.kind == "status"}

    def _ask(self, question: str, *parameters: Any) -> Any:
        """Ask the probe; what no rule can judge is judged by its picture, for this one moment."""
        script = f"(parameters) => {question}"
        answer = self.frame.evaluate(script, list(parameters))
        rounds = 0
        while isinstance(answer, dict) and answer.get("status") == "unsettled" and rounds < 3:
            rounds += 1
            elements = self.frame.evaluate_handle("() => __acquit.unsettled()")
            for handle in elements.get_properties().values():
                element = handle.as_element()
                if element:
                    is_seen = is_painted(element)
                    element.evaluate("(e, isSeen) => __acquit.judge(e, isSeen)", is_seen)
            answer = self.frame.evaluate(script, list(parameters))
        if rounds:
            self.frame.evaluate("() => __acquit.forget()")
        return answer

    def _candidates(self, reference: Reference) -> list[ElementHandle]:
        """The elements of a kind whose accessible name holds the label."""
        kind, name = reference.kind, _spoken(reference.label)
        found: list[Locator] = []
        if kind in _SELECTORS:
            own = self.frame.locator(_SELECTORS[kind])
            # A fold that says something else is no candidate; a file's field has no words.
            found.append(own if kind == "file" else own.filter(has_text=name))
        for role in ROLES.get(kind, (kind,)):
            spoken: Any = role
            found.append(self.frame.get_by_role(spoken, name=name))
        together = found[0]
        for other in found[1:]:
            together = together.or_(other)
        return together.element_handles()

    def sees(self, reference: Reference, around: Sequence[Reference] = ()) -> bool:
        """Whether something is visible `around` it, or gets so before patience ends."""
        return self._look_for(reference, around).get("status") == "found"

    def _look_for(
        self,
        reference: Reference,
        around: Sequence[Reference] = (),
        patience: float | None = None,
    ) -> dict[str, Any]:
        self._learn(reference, *around)
        seen: dict[str, Any] = {}
        where = _query(reference), [_query(place) for place in around], list(self._statuses)

        def look() -> bool:
            if reference.kind in _TEXTS:
                answer = self._ask("__acquit.see(...parameters)", *where)
            else:
                handles = self._candidates(reference)
                answer = self._ask("__acquit.seeControl(...parameters)", handles, *where)
            seen.clear()
            seen.update(answer)
            return bool(seen["status"] == "found")

        poll(self.frame, look, self.patience if patience is None else patience)
        return seen

    def require(
        self,
        reference: Reference,
        kind: Cause = Cause.MISSING,
        around: Sequence[Reference] = (),
    ) -> None:
        """Raise WalkError unless something is visible `around` it before patience ends."""
        seen = self._look_for(reference, around)
        match seen.get("status"):
            case "found":
                return
            case "wrong-control":
                raise shown_as(reference, seen["shown"])
            case "no-place":
                raise not_found(self.missing, reference, around, seen)
            case "elsewhere":
                raise seen_elsewhere(reference, around, seen["rows"])
        message = f"no {reference.kind} “{reference.label}”"
        raise self.missing(kind, message, reference, seen.get("nearby"))

    def require_side(self, reference: Reference) -> None:
        """Raise WalkError if a text is not where the page says: left, right, at the top or bottom.

        Of controls `find` sees to that.
        """
        if not reference.sides or reference.kind not in _TEXTS:
            return
        question = "__acquit.seeSides(...parameters)"
        seen = self._ask(question, _query(reference), list(reference.sides))
        if seen["status"] == "other-side":
            raise on_other_side(reference, seen["side"])

    def unsent(self) -> str:
        """Say for which field the browser didn't send a form; "" where it sent all."""
        return unsent(self._ask)

    def missing(
        self, kind: Cause, message: str, reference: Reference, there: list[str] | None = None
    ) -> WalkError:
        """The error for what isn't there, with what became of it."""
        return missing(self._ask, self.frame, kind, message, reference, there)

    def notes(
        self,
        references: Sequence[Reference],
        *,
        everywhere: bool,
        row: str = "",
        around: Sequence[Reference] = (),
    ) -> list[list[Note]]:
        """Of each reference, each occurrence with the value that belongs to it, and its item.

        `everywhere`: what can't be read now, too; `row`: the item that something was done in;
        `around`: the places in which they should stand.
        """
        self._learn(*references, *around)
        query = [
            {
                "place": _query(reference),
                "elements": None if reference.kind in _TEXTS else self._candidates(reference),
            }
            for reference in references
        ]
        question = "__acquit.notes(...parameters)"
        places = [_query(place) for place in around]
        return list(self._ask(question, query, everywhere, row, list(self._statuses), places))

    def texts(self, reference: Reference) -> list[str]:
        """What the screen says now, for a sentence about what it doesn't say."""
        return list(self._look_for(reference, patience=0).get("nearby", []))

    def carried(self) -> list[str]:
        """The controls that the document carries, by the product's own names."""
        return list(self.frame.evaluate("() => __acquit.carried()"))

    def row_of(self, around: Sequence[Reference]) -> str:
        """The header of the item in which places stand; "" where they stand in none."""
        return str(self._ask("__acquit.rowOf(...parameters)", [_query(each) for each in around]))

    def is_in_one_item(self, reference: Reference) -> bool:
        """Whether one item of several has a status, and others like it don't."""
        question = "__acquit.isInOneItem(...parameters)"
        parameters = _query(reference), list(self._statuses)
        return reference.kind == "status" and bool(self._ask(question, *parameters))

    def rows(self) -> list[str]:
        """The headers of all items."""
        return list(self.frame.evaluate("() => __acquit.rows()"))


def _query(reference: Reference) -> dict[str, str]:
    return {"label": reference.label, "kind": reference.kind, "control": reference.name}


def _spoken(label: str) -> re.Pattern[str]:
    """A label as a part of an accessible name: white space and what is invisible apart."""
    words = [_INVISIBLE.join(re.escape(letter) for letter in word) for word in label.split()]
    return re.compile(rf"{_INVISIBLE}\s+{_INVISIBLE}".join(words))
