"""Finding with a reader's patience, eyes and mouse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from playwright.sync_api import ElementHandle

from acquit.walk.plan import Reference
from acquit.walk.pointing import Pointer
from acquit.walk.screen import Found, Screen
from acquit.walk.waiting import poll

#: Words of the row around a text that no other row has, and that are no link or button.
_ROW = """(e) => {
  const plain = (at) => at.innerText.replace(/\\s+/gu, " ").trim();
  const row = e.closest("tr, [role=row]");
  if (!row) return "";
  const cells = [...document.querySelectorAll("td, th, [role=cell], [role=rowheader]")].map(plain);
  const isOwn = (text) => text && cells.filter((other) => other === text).length === 1;
  return [...row.children].filter((cell) => !cell.querySelector("a, button, input, select"))
    .map(plain).find(isOwn) || "";
}"""


@contextmanager
def at_once(screen: Screen) -> Iterator[None]:
    """Look only once meanwhile."""
    patience, screen.patience = screen.patience, 0
    try:
        yield
    finally:
        screen.patience = patience


class Finder:
    """Finds a control next to its places; what they show only to the mouse is found as well."""

    def __init__(
        self,
        screen: Screen,
        pointer: Pointer,
        reference: Reference,
        places: list[Reference],
        spent: bool,
    ):
        self._screen = screen
        self._pointer = pointer
        self._reference = reference
        self._places = places
        self._spent = spent
        #: How many of the texts were pointed at, and what stood beside the last.
        self._pointed = 0
        self._beside: Found | None = None

    def find(self) -> Found:
        """Return the control. Raises WalkError when it isn't there."""
        if not self._places:
            return self._screen.find(self._reference, [], spent=self._spent)
        found: Found | None = self._glimpse(self._places) or poll(
            self._screen.frame, self._by_pointing, self._screen.patience
        )
        if found:
            return found
        with at_once(self._screen):  # which says what there is instead
            return self._screen.find(self._reference, self._places, spent=self._spent)

    def _glimpse(self, places: list[Reference]) -> Found | None:
        return self._screen.glimpse(self._reference, places, spent=self._spent)

    def _by_pointing(self) -> Found | None:
        """Point at each text that is a place, the first at the end, and look beside it."""
        with at_once(self._screen):
            if not any(self._screen.sees(place) for place in self._places):
                return None
        texts = self._pointer.texts(self._places)
        while self._pointed < len(texts):
            text = texts[-1 - self._pointed]
            self._pointer.point_at(text)
            self._beside = self._look_beside(text)
            if self._beside is None:
                return None
            self._pointed += 1
        return self._glimpse(self._places) or self._beside

    def _look_beside(self, text: ElementHandle) -> Found | None:
        """Look in the row of a text only: other rows show theirs when they are pointed at."""
        row = text.evaluate(_ROW)
        narrowed = [replace(self._places[0], name="", kind="text", label=row)] if row else []
        return self._glimpse(narrowed or self._places)


def is_there(screen: Screen, reference: Reference) -> bool:
    """Whether what a reference names can be seen now."""
    with at_once(screen):
        return screen.sees(reference)
