"""The texts that say where the next control stands."""

from collections.abc import Callable

from acquit.walk.failure import Cause
from acquit.walk.plan import Reference, is_within
from acquit.walk.record import Walk
from acquit.walk.screen import Screen


class Places:
    """The places that hold now; they end with their step."""

    def __init__(self, screen: Screen, walk: Walk, around: Callable[[Reference], list[Reference]]):
        self._screen = screen
        #: Where the page says that what is only looked at stands.
        self._around = around
        self._walk = walk
        self._places: list[Reference] = []
        #: Whether a control has been found by them: the next place starts anew.
        self.are_spent = False

    @property
    def now(self) -> list[Reference]:
        """The places of the next control."""
        return list(self._places)

    def enter(self, step: str) -> None:
        """Go to a step: places of the steps that it is part of stay."""
        kept = [place for place in self._places if is_within(step, place.step)]
        if len(kept) < len(self._places):
            self._leave(kept)

    def add(self, place: Reference) -> None:
        """Add a place; after an action places start anew."""
        if self.are_spent:
            self._places, self.are_spent = [], False
        self._places.append(place)

    def acted(self) -> None:
        """Something was done: the next place starts anew."""
        self.are_spent = bool(self._places)

    def leave(self) -> None:
        """End the steps."""
        self._leave([])

    def check(self) -> None:
        """Of texts named together at least one must be visible."""
        if self.are_spent or not self._places:
            return
        found = next((place for place in self._places if self._screen.sees(place)), None)
        if found is None:
            self._screen.require(self._places[0], Cause.NO_PLACE)
        self._walk.seen.add((found or self._places[0]).name)

    def _check_each(self) -> None:
        """All must be visible; of those that “or” joins, one."""
        if self.are_spent:
            return
        groups: list[list[Reference]] = []
        for place in self._places:
            if groups and place.is_alternative:
                groups[-1].append(place)
            else:
                groups.append([place])
        for group in groups:
            visible = [p for p in group if self._screen.sees(p, self._around(p))]
            if not visible:
                self._screen.require(group[0], Cause.NO_PLACE, self._around(group[0]))
            for place in visible or group[:1]:
                around = self._around(place)
                self._walk.seen |= {each.name for each in (place, *around)}
                if not around and self._screen.is_in_one_item(place):
                    self._walk.unplaced.append(place.label)

    def _leave(self, kept: list[Reference]) -> None:
        # Places that no control followed were checks of their own.
        self._check_each()
        self._places = kept
        self.are_spent = self.are_spent and bool(kept)
