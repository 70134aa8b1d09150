"""What a page tells its reader to enter or to choose: what isn't shown can't be known."""

from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Plan, Reference


class Wanted:
    """The values of a page."""

    def __init__(self, plan: Plan):
        self._plan = plan

    def text(self, reference: Reference) -> str:
        """What the page shows as the value of a control. Raises WalkError when it shows none."""
        shown = self._plan.printed.get(reference.name)
        if shown is None:
            message = f"the page doesn’t show what to enter in “{reference.label}”"
            raise fail(Cause.NO_VALUE, message, reference)
        return shown

    def typed(self, reference: Reference) -> str | None:
        """The same as a field of dates, times or numbers takes it, if it is one of these."""
        return self._plan.typed.get(reference.name)

    def choices(self, reference: Reference) -> list[str]:
        """The options that the page shows; none where it leaves them to the reader."""
        given = self._plan.values.get(reference.name)
        if given is None:
            return []
        shown = self.text(reference)
        if isinstance(given, str):
            return [shown]
        for each in given:
            if each not in shown:
                message = f"the page doesn’t show “{each}” as a choice of “{reference.label}”"
                raise fail(Cause.NO_VALUE, message, reference)
        return given

    def given(self, reference: Reference) -> list[str]:
        """What `data` gives a control, shown or not: a driver's case, a file's name, `off`."""
        given = self._plan.values.get(reference.name, [])
        return [given] if isinstance(given, str) else given
