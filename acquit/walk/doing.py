"""What one act has at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.failure import Cause, WalkError, fail
from acquit.walk.plan import Reference
from acquit.walk.pointing import Pointer
from acquit.walk.screen import Screen
from acquit.walk.waiting import is_gone, poll
from acquit.walk.wanted import Wanted


@dataclass(frozen=True)
class Doing:
    """A control that was found, what the page wants of it, and what follows on the page."""

    reference: Reference
    handle: ElementHandle
    screen: Screen
    pointer: Pointer
    wanted: Wanted
    following: Sequence[Reference] = ()

    @property
    def frame(self) -> Frame:
        """The frame in which the control stands."""
        return self.screen.frame

    def click(self, handle: ElementHandle | None = None) -> None:
        """Click the control, or a part of it."""
        self.pointer.click(self.reference, handle or self.handle)

    def becomes(self, look: Callable[[], object]) -> bool:
        """Whether something becomes true; so it is where the act took the document away."""
        is_left = False

        def has_become() -> bool:
            nonlocal is_left
            try:
                return bool(look())
            except PlaywrightError as error:
                is_left = is_gone(error)
                if is_left:
                    return True
                raise

        return bool(poll(self.frame, has_become, self.screen.patience))

    def fail(self, kind: Cause, message: str, there: Sequence[str] = ()) -> WalkError:
        """Return the error that ends the walk here."""
        return fail(kind, message, self.reference, list(there))

    def not_taken(self, value: str, held: Any, hint: str = "") -> WalkError:
        """Return the error for a control that doesn't hold what it was given."""
        message = f"“{self.reference.label}” doesn’t take “{value}”: it holds “{held}”"
        return self.fail(Cause.NOT_TAKEN, message + (f"; {hint}" if hint else ""))
