"""Changes: a result must have been absent before, or show something else, or more often."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from acquit.walk.answers import status_of
from acquit.walk.failure import Cause, fail, seen_elsewhere, shown_as
from acquit.walk.plan import Reference
from acquit.walk.screen import Note, Screen
from acquit.walk.waiting import poll

#: A label and a value of the same name are two things to look for.
Key = tuple[str, str]


def _key(result: Reference) -> Key:
    return result.name, result.kind


class Changes:
    """Remembers what was on the screen before each action.

    `results` are the references that must have changed, and those that must be gone.
    """

    def __init__(self, screen: Screen, results: list[Reference]):
        self._screen = screen
        self._results = {_key(result): result for result in results}
        self._noted: dict[Key, Counter[str]] = {key: Counter() for key in self._results}
        #: In which items each was seen.
        self._stood: dict[Key, set[str | None]] = {key: set() for key in self._results}
        #: What values they had: none, words, or an amount.
        self._sorts = dict.fromkeys(self._results, 0)

    def note(self) -> None:
        """Note every occurrence of the results' labels, inert parts included."""
        if not self._results:
            return
        every = self._screen.notes(list(self._results.values()), everywhere=True)
        for key, notes in zip(self._results, every, strict=True):
            found = Counter(n["text"] for n in notes)
            # The most ever seen at once: what comes back isn't new.
            self._noted[key] |= found
            self._stood[key] |= {n["row"] for n in notes}
            self._sorts[key] = max([self._sorts[key], *(n["sort"] for n in notes)])

    def require(self, result: Reference, row: str, around: Sequence[Reference] = ()) -> None:
        """Raise WalkError unless the result is new; not in another item like `row`.

        Where the page says in what it is seen, it must stand `around` it.
        """
        elsewhere: list[str] = []
        present: list[str] = []
        foreign: list[str] = []
        right: list[Note] = []

        def look() -> bool:
            [notes] = self._screen.notes([result], everywhere=False, row=row, around=around)
            present[:] = [note["text"] for note in notes]
            counts = Counter(present)
            noted = self._noted.get(_key(result), Counter())
            fresh = [n for n in notes if counts[n["text"]] > noted[n["text"]]]
            # A value that is there no longer hasn't changed.
            fresh = [n for n in fresh if n["sort"] >= self._sorts.get(_key(result), 0)]
            foreign[:] = [n["foreign"] for n in fresh if n["foreign"]]
            fresh = [n for n in fresh if not n["foreign"]]
            right[:] = [n for n in fresh if n["elsewhere"] is None]
            elsewhere[:] = [n["elsewhere"] for n in fresh if n["elsewhere"] is not None]
            return bool(right)

        if poll(self._screen.frame, look, self._screen.patience):
            if result.kind == "link":
                self._require_answer(result, right[0])
            return
        self._require_all(around)
        if elsewhere and around:
            raise seen_elsewhere(result, around, [header for header in elsewhere if header])
        if elsewhere:
            message = (
                f"“{result.label}” appeared in the row “{elsewhere[0]}”, not in “{row}”, where"
            )
            message += " the last place stands: in a later step name a place in the other row, or a"
            message += " heading around both: under {heading}, …"
            raise fail(Cause.WRONG_ROW, message, result)
        if foreign:
            raise shown_as(result, foreign[0])
        if present:
            message = f"nothing new says “{result.label}”: it was there before, and if something"
            message += " has changed, the screen says it otherwise"
            message += "; where the page is right, write it below the step that makes it appear, as"
            message += " a step of its own that only looks (“Check that …”), or, where it is only"
            how = "in words" if result.kind == "value" else f"as {{{result.name}.label}}"
            message += f" mentioned, {how}"
            raise fail(Cause.NO_CHANGE, message + self._screen.unsent(), result)
        message = f"no {result.kind} “{result.label}”"
        raise self._screen.missing(Cause.NO_CHANGE, message, result, self._screen.texts(result))

    def require_gone(self, result: Reference, row: str, around: Sequence[Reference] = ()) -> None:
        """Raise WalkError unless a label that was there is gone: from `row`, if it still stands,
        or from what the page says that it stands in."""
        if around:
            self._require_all(around)
            row = self._screen.row_of(around)
        stood = self._stood.get(_key(result), set())
        is_bound = bool(row) and row in self._screen.rows()
        is_elsewhere = is_bound and stood.isdisjoint((None, row))
        if not self._noted.get(_key(result)) or is_elsewhere:
            where = f"in the row “{row}”" if is_elsewhere else "on the screen"
            message = f"“{result.label}” was never {where}, so it can’t go away"
            raise fail(Cause.NOT_GONE, message, result)
        left: list[Note] = []

        def look() -> bool:
            [notes] = self._screen.notes([result], everywhere=False, row=row, around=around)
            bound = bool(row) and row in self._screen.rows()
            own = [n for n in notes if not n["foreign"]]
            own = [n for n in own if not around or n["elsewhere"] is None]
            left[:] = [n for n in own if not bound or n["row"] in (None, row)]
            return not left

        if not poll(self._screen.frame, look, self._screen.patience):
            where = f" in the row “{left[0]['row']}”" if left and left[0]["row"] else ""
            message = f"“{result.label}” is still there{where}"
            raise fail(Cause.NOT_GONE, message, result)

    def _require_all(self, around: Sequence[Reference]) -> None:
        for place in around:
            self._screen.require(place, Cause.NO_PLACE)

    def _require_answer(self, result: Reference, note: Note) -> None:
        """A link must lead somewhere; whether it does is asked of the product itself only."""
        written, address = note["href"] or ("", "")
        if written.strip() in ("", "#") or address.startswith("javascript:"):
            message = f"the link “{result.label}” leads nowhere"
            raise fail(Cause.DEAD_LINK, message, result)
        frame = self._screen.frame
        there, here = urlsplit(address), urlsplit(frame.url)
        if there.scheme not in ("http", "https") or there[:2] != here[:2]:
            return
        status = status_of(frame, address)
        if status == 0:
            raise fail(Cause.DEAD_LINK, f"the link “{result.label}” isn’t answered", result)
        if status >= 400:
            message = f"the link “{result.label}” is answered with {status}"
            raise fail(Cause.DEAD_LINK, message, result)
