"""What may be the reason of a failure, where nothing else is known of it."""

from collections.abc import Callable, Mapping

from acquit.walk.diagnosis import SAYS
from acquit.walk.failure import Cause, Failure
from acquit.walk.plan import Step

#: Failures that may come of what wasn't done before.
_MAY_DEPEND = (Cause.MISSING, Cause.NO_PLACE, Cause.NO_CHANGE, Cause.NOT_GONE, Cause.FOREIGN_PAGE)


def perhaps(
    failure: Failure,
    steps: Mapping[str, Step],
    carried: Mapping[str, str],
    without: str,
    unnamed_page: Callable[[], str],
) -> str:
    """What of the page wasn't done, and may be why something isn't there; "" where nothing is.

    `steps` are the walk's by number, `carried` the step whose screen has each control, `without`
    the optional step that was left out, and `unnamed_page` finds the other site's page on the
    screen that no step names.
    """
    if failure.cause not in _MAY_DEPEND or SAYS in failure.message:
        return ""
    if page := unnamed_page():
        hint = f"; the screen is the page {{{page}}}, which the steps don’t name: write what is"
        return f"{hint} done on the {{{page}}} page, and what is given there, as data"
    is_missing = failure.cause is not Cause.NOT_GONE
    if is_missing and (step := carried.get(failure.control)):
        return f"; the screen on which step {step} is done has it"
    numbers = list(steps)
    before = numbers[: numbers.index(failure.step)] if failure.step in numbers else numbers
    hints = ""
    if outside := [number for number in before if steps[number].outside]:
        hints = f"; perhaps it depends on step {outside[0]}, which is .outside and wasn’t done"
    if without and _is_before(without, failure.step):
        hints += f"; perhaps it depends on step {without}, which is .optional and was"
        hints += " left out: then it belongs to it, as a substep"
    if failure.cause is Cause.NO_CHANGE and any(number[-1:].isalpha() for number in before):
        hints += "; perhaps it comes of another bullet or tab, of which one is done in each"
        hints += " walk"
    if failure.cause is Cause.MISSING and failure.words.rstrip().endswith(":"):
        hints += "; where the sentence only announces what is below it, write"
        hints += f" {{{failure.control}.label}}"
    return hints


def _is_before(number: str, other: str) -> bool:
    """Whether a step comes before another, or (`result`) before what follows them all."""

    def order(step: str) -> list[int]:
        return [int(part) if part.isdigit() else ord(part[0]) for part in step.split(".")]

    return not other[:1].isdigit() or order(number) < order(other)
