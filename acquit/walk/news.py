"""News: a result must have been absent before, or show something else, or more often."""

from collections import Counter

from acquit.walk.failure import Kind, fail
from acquit.walk.plan import Reference
from acquit.walk.screen import Screen
from acquit.walk.waiting import poll


class News:
    """Remembers what was on the screen before each action."""

    def __init__(self, screen: Screen, results: list[Reference]):
        self._screen = screen
        self._results = {result.name: result for result in results}
        self._noted: dict[str, Counter[str]] = {name: Counter() for name in self._results}

    def note(self) -> None:
        """Note every occurrence of the results' labels, inert parts included."""
        for name, result in self._results.items():
            found = Counter(n["text"] for n in self._screen.notes(result, everywhere=True))
            # The most ever seen at once: what comes back isn't new.
            self._noted[name] |= found

    def require(self, result: Reference, row: str) -> None:
        """Raise WalkError unless the result is news; in a table, it must be in the row `row`."""
        elsewhere: list[str] = []
        present: list[str] = []
        foreign: list[str] = []

        def look() -> bool:
            elsewhere.clear()
            notes = self._screen.notes(result, everywhere=False)
            present[:] = [note["text"] for note in notes]
            counts = Counter(present)
            noted = self._noted.get(result.name, Counter())
            fresh = [n for n in notes if counts[n["text"]] > noted[n["text"]]]
            foreign[:] = [n["foreign"] for n in fresh if n["foreign"]]
            fresh = [n for n in fresh if not n["foreign"]]
            bound = bool(row) and row in self._screen.rows()
            right = [n for n in fresh if not bound or n["row"] in (None, row)]
            elsewhere.extend(n["row"] for n in fresh if n not in right)
            return bool(right)

        if poll(self._screen.frame, look, self._screen.patience):
            return
        if elsewhere:
            message = f"“{result.label}” appeared in the row “{elsewhere[0]}”, not in “{row}”"
            raise fail(Kind.WRONG_ROW, message, result)
        if foreign:
            message = f"“{result.label}” is shown as {foreign[0]}, not as {result.name}"
            raise fail(Kind.WRONG_CONTROL, message, result)
        if present:
            message = f"nothing new says “{result.label}”: it was there before"
            raise fail(Kind.NO_NEWS, message, result)
        message = f"no {result.kind} “{result.label}”"
        raise fail(Kind.NO_NEWS, message, result, self._screen.texts(result))
