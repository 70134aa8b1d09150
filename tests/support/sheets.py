"""A screen without a help page or a walk: for what is decided by looking at it once."""

from dataclasses import dataclass

from playwright.sync_api import Page

from acquit.walk.changes import Changes
from acquit.walk.failure import WalkError
from acquit.walk.plan import Reference
from acquit.walk.screen import Screen


def reference(kind: str, label: str, use: str = "act") -> Reference:
    """A reference as a page would make it; its name is its label's first word."""
    name = label.lower().split()[0]
    return Reference(name, kind, use, label, 1, "1", "Look at it.")


@dataclass
class Sheet:
    """A page that shows one screen after another."""

    page: Page

    def show(self, body: str) -> Screen:
        """Show a screen, far enough from the window's edges to be turned."""
        html = f"<!doctype html><html lang=en><body style='margin:100px'>{body}</body></html>"
        self.page.set_content(html)
        return Screen(self.page.main_frame, patience=0)

    def look(self, kind: str, label: str, body: str) -> str:
        """Nothing, or why something named can't be found on a screen."""
        screen = self.show(body)
        try:
            if kind in ("status", "text", "heading", "value"):
                screen.require(reference(kind, label))
            else:
                screen.find(reference(kind, label), [])
        except WalkError as error:
            return error.failure.message
        return ""

    def find(self, body: str, control: Reference, *places: Reference) -> str:
        """The id of what is found next to places, and its row; or why it isn't."""
        screen = self.show(body)
        try:
            handle, row, *_ = screen.find(control, list(places))
        except WalkError as error:
            return f"{error.failure.cause}: {error.failure.message}"
        return f"{handle.get_attribute('id')} in {row}" if row else str(handle.get_attribute("id"))

    def changes(self, body: str, script: str, result: Reference, row: str = "") -> str:
        """Nothing, or why a result is no change after a script has run."""
        screen = self.show(body)
        changes = Changes(screen, [result])
        changes.note()
        self.page.evaluate(script)
        try:
            (changes.require_gone if result.use == "gone" else changes.require)(result, row)
        except WalkError as error:
            return f"{error.failure.cause}: {error.failure.message}"
        return ""
