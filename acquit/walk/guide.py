"""The page's guide, which ticks steps off: it must tick what was done, and nothing else."""

from collections.abc import Iterable

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Reference, is_within
from acquit.walk.waiting import poll

#: The steps that the guide ticks; None where there is no guide, or the product doesn't speak to it.
_TICKED = """() => document.querySelector("aside[data-follows]") &&
  [...document.querySelectorAll("[data-step][data-done]")].map((e) => e.dataset.step)"""


class Guide:
    """Looks at the guide of the page in which the product's frame stands."""

    def __init__(self, frame: Frame, references: Iterable[Reference]):
        """`references` are those of the walk."""
        self._page = frame.page
        self._frame = frame
        self._asked: dict[str, set[int]] = {}
        for reference in references:
            if reference.use == "act" and reference.kind != "value":
                self._asked.setdefault(reference.step, set()).add(reference.number)
        self._acted: set[int] = set()

    def acted(self, reference: Reference) -> None:
        """Note what the walk has done."""
        self._acted.add(reference.number)

    def check(self) -> None:
        """Raise WalkError when a step is ticked that wasn't done, or not to its end."""
        early = sorted(step for step in self._ticked() or () if not self._is_done(step))
        if early:
            message = f"the page ticks step {early[0]} off, which wasn’t done yet"
            message += ": what was done before it, a key for example, has done what it says too"
            raise fail(Cause.GUIDE, message + "; leave one of them out")

    def missed(self, patience: float) -> list[str]:
        """Return the steps that were done, and that the guide doesn't tick before `patience` ends.

        Nothing where the page has no guide, or the product doesn't speak to it.
        """
        self.check()
        done = {step for step in self._asked if self._is_done(step)}
        if self._ticked() is None:
            return []
        poll(self._frame, lambda: done <= set(self._ticked() or ()), patience)
        self.check()
        return sorted(done - set(self._ticked() or done))

    def _is_done(self, step: str) -> bool:
        """Whether all was done that a step asks for, and the steps that it consists of."""
        asked = [numbers for number, numbers in self._asked.items() if is_within(number, step)]
        return bool(asked) and all(numbers <= self._acted for numbers in asked)

    def _ticked(self) -> list[str] | None:
        try:
            return self._page.evaluate(_TICKED)  # type: ignore[no-any-return]
        except PlaywrightError:  # the product has taken the window, or closed it
            return None
