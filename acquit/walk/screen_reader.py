"""The walk's screen reader: it knows a screen by its accessibility tree, and uses the keyboard."""

from collections.abc import Sequence

from playwright.sync_api import Error as PlaywrightError

from acquit.walk.accessibility import Node, is_live, named, read_tree, stands_by
from acquit.walk.failure import Cause, fail
from acquit.walk.keyboard import Keyboard
from acquit.walk.plan import Reference
from acquit.walk.screen import ROLES
from acquit.walk.waiting import is_gone, poll

_HOLDS_FOCUS = """(label) => {
  const at = document.activeElement;
  return at !== document.body && at.textContent.replace(/\\s+/g, " ").includes(label);
}"""


class ScreenReader(Keyboard):
    """Finds what the walk found by sight in the accessibility tree, too, or says that it isn't
    there; what a page promises must be told without anybody looking for it."""

    #: When the document began that was on the screen before the last action.
    _began = 0.0

    def read_page(self, references: Sequence[Reference]) -> None:
        """Look for all that the page's steps name among what is read of the page."""
        page = self._screen.frame.page
        tree = read_tree(page.locator("[data-procedure]").first.aria_snapshot())
        words = tree.words()
        for reference in references:
            if reference.label and " ".join(reference.label.split()) not in words:
                message = f"a screen reader isn’t told “{reference.label}” on the page"
                raise fail(Cause.UNREACHED, message, reference)

    def hear(self, reference: Reference, places: Sequence[Reference]) -> None:
        """Find a control by its role, its name, and what is read on the way to it."""
        tree = self._tree()
        what = f"{reference.kind} “{reference.label}”"
        found = named(tree, ROLES.get(reference.kind, (reference.kind,)), reference.label)
        if not found and reference.kind != "file":
            message = f"a screen reader finds no {what}"
            raise fail(Cause.UNREACHED, message, reference)
        labels = [place.label for place in places]
        if found and labels and not any(stands_by(tree, node, labels) for node in found):
            beside = " or ".join(f"“{label}”" for label in labels)
            message = f"a screen reader isn’t told that the {what} belongs to {beside}"
            raise fail(Cause.UNREACHED, message, reference)
        self._began = self._origin()

    def hear_result(self, result: Reference) -> None:
        """Find a result's words; a message within the same document must be announced."""
        label = " ".join(result.label.split())
        patience = self._screen.patience

        def is_read() -> bool:
            return (label in self._tree().words()) is (result.use != "gone")

        if not poll(self._screen.frame, is_read, patience):
            there = "is still told of" if result.use == "gone" else "isn’t told of"
            message = f"a screen reader {there} “{result.label}”"
            raise fail(Cause.UNREACHED, message, result)
        if result.use == "gone" or result.kind != "text":
            return
        is_new = self._origin() != self._began
        if not (is_new or is_live(self._tree(), label) or self._holds_focus(label)):
            message = f"“{result.label}” appears, and no screen reader says so: give it role=status"
            raise fail(Cause.UNREACHED, message, result)

    def _tree(self) -> Node:
        return read_tree(self._screen.frame.locator("body").aria_snapshot())

    def _origin(self) -> float:
        try:
            return float(self._screen.frame.evaluate("() => performance.timeOrigin"))
        except PlaywrightError as error:
            if is_gone(error):
                return 0.0
            raise

    def _holds_focus(self, label: str) -> bool:
        return bool(self._screen.frame.evaluate(_HOLDS_FOCUS, label))
