"""Entering text as people do: click the field, select what is in it, type."""

import re
import unicodedata
from collections.abc import Sequence

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from acquit.kinds import KEY
from acquit.walk.doing import Doing
from acquit.walk.failure import Cause
from acquit.walk.plan import Reference
from acquit.walk.pointing import LONG_MS
from acquit.walk.waiting import is_gone

#: Fields that have a notation of their own, and how much of a date and time each takes.
_NOTATIONS = {
    "date": slice(0, 10),
    "month": slice(0, 7),
    "time": slice(None),
    "datetime-local": slice(0, 16),
}
_HELD = """(e) => new Promise((done) => setTimeout(() => setTimeout(() =>
    done("value" in e ? e.value : e.textContent))))"""
_STATE = """(e) => ({
    type: e.matches("input") ? e.type : "", held: "value" in e ? e.value : e.textContent,
    fixed: Boolean(e.readOnly) || e.getAttribute("aria-readonly") === "true",
    disabled: e.matches(":disabled, [aria-disabled=true]"),
})"""


def enter(doing: Doing) -> None:
    """Enter what the page shows. Raises WalkError when the field holds something else then."""
    type_into(doing, doing.handle, doing.wanted.text(doing.reference))


def search(doing: Doing) -> None:
    """Enter it and press Enter, unless the page names the key itself."""
    enter(doing)
    if not names_enter(doing.reference, doing.following):
        try:
            doing.handle.press("Enter", timeout=LONG_MS)
        except PlaywrightError as error:
            if not is_gone(error):  # else the key has taken the document away
                raise
        doing.pointer.on_press = None  # a field may empty itself once it is sent


def names_enter(field: Reference, following: Sequence[Reference]) -> bool:
    """Whether the page itself says to press Enter in a field."""
    key = following[0] if following else None
    return key is not None and (key.step, key.kind, key.key) == (field.step, KEY, "Enter")


def type_into(doing: Doing, field: ElementHandle, text: str) -> None:
    """Type a text into a field."""
    state = field.evaluate(_STATE)
    if state["disabled"] or state["fixed"]:
        why = "disabled" if state["disabled"] else "read-only"
        raise doing.not_taken(text, state["held"], f"it is {why}")
    typed = doing.wanted.typed(doing.reference)
    doing.click(field)
    if state["type"] in _NOTATIONS:
        _set(doing, field, text, (typed or "")[_NOTATIONS[state["type"]]])
        return
    value = typed if typed and state["type"] == "number" else text
    field.select_text(timeout=LONG_MS)
    doing.frame.page.keyboard.type(value)
    held = field.evaluate(_HELD)
    if not holds(held, value):
        raise doing.not_taken(value, held)
    doing.pointer.on_press = lambda: _still_holds(doing, field, value, state["held"])


def _set(doing: Doing, field: ElementHandle, text: str, value: str) -> None:
    """Set a field whose keys differ with the browser's language."""
    if not value:
        hint = "in `data`, write a date or a time without quotes"
        raise doing.not_taken(text, field.evaluate(_HELD), hint)
    try:
        field.fill(value, timeout=LONG_MS)
    except PlaywrightError as error:
        if "Malformed value" not in str(error):
            raise
        raise doing.not_taken(text, field.evaluate(_HELD)) from error
    held = field.evaluate(_HELD)
    if not held.startswith(value):
        raise doing.not_taken(text, held)


def _still_holds(doing: Doing, field: ElementHandle, value: str, before: str) -> None:
    """Raise WalkError when a field empties or resets itself as soon as it is left."""
    try:
        held, is_left = field.evaluate(
            """(e) => ["value" in e ? e.value : e.textContent,
                e.isConnected && e.getRootNode().activeElement !== e]"""
        )
    except PlaywrightError as error:
        if is_gone(error):
            return
        raise
    if is_left and held in ("", before) and not holds(held, value):
        raise doing.not_taken(value, held, "it was left and took it back")


def holds(held: str, value: str) -> bool:
    """Whether a field holds what was typed, though it writes it in groups or adds a currency."""
    # One separator and three digits may be a decimal's: it must not be lost.
    if re.fullmatch(r"\D*\d{1,3}[.,]\d{3}\D*", value) and not re.search(r"\d\D+\d", held):
        return False
    if _bare(held) == _bare(value):
        return True
    # A telephone number, a day or an account's number is written with marks between.
    marks = "-/():" + ("." if held.count(".") > 1 else "")
    bare = _bare(held)
    return bare[:1] + "".join(c for c in bare[1:] if c not in marks) == _bare(value) or (
        bare[:1] == "(" and "".join(c for c in bare if c not in marks) == _bare(value)
    )


def _bare(text: str) -> str:
    """A text without spaces, signs of currency, and the marks between groups of three digits."""
    plain = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Sc")
    grouped = r"(?<![\d.,'’])(?!0)\d{1,3}(?:[.,'’]\d{3})+(?!\d)"
    plain = re.sub(grouped, lambda m: re.sub(r"\D", "", m[0]), plain)
    # What is less than one may lose its last noughts.
    return re.sub(r"^(-?\d+)(?:[.,]0+|([.,]\d*[1-9])0+)$", r"\1\2", plain)


def press_key(doing: Doing) -> None:
    """Press the key that the page names, where the focus is."""
    doing.pointer.on_press = None
    doing.frame.evaluate("() => window.focus()")
    try:
        doing.frame.page.keyboard.press(doing.reference.key)
    except PlaywrightError as error:
        if is_gone(error):
            return
        message = (
            f"the key “{doing.reference.label}” can’t be pressed: {str(error).splitlines()[0]}"
        )
        raise doing.fail(Cause.UNUSABLE, message) from error
