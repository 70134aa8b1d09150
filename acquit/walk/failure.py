"""Why a walk failed, in a sentence: page, language, step, the words, what was there instead."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from acquit.walk.plan import Plan, Reference

_ADDRESS = re.compile(r"(\w+://[^\s\"'<>?#]*)[^\s\"'<>”’]*")
_TAG = re.compile(r"<(\w[\w-]*)(\s[^<>]*)>")
_KEPT = re.compile(r"\b(?:id|class|role)=(?:\"[^\"]*\"|'[^']*')")
#: Long, with figures among the letters: nothing that a person wrote.
_TOKEN = re.compile(r"(?<![\w-])(?=(?:[\w-]*?(?:[A-Za-z]\d|\d[A-Za-z])){2})[\w-]{20,}")
_SEGMENT = re.compile(r"(?<=[^/]/)[^/\s\"'<>?#]{20,}")
_WRITTEN = re.compile(r"[a-z]+(?:[-_.][a-z0-9]+)*")


def without_secrets(text: str) -> str:
    """Return a message without tokens, queries, and attributes that could hold them."""
    text = _TAG.sub(lambda tag: f"<{' '.join([tag[1], *_KEPT.findall(tag[2])])}>", text)
    text = _ADDRESS.sub(r"\1", text)
    text = _SEGMENT.sub(lambda part: part[0] if _WRITTEN.fullmatch(part[0]) else "…", text)
    return _TOKEN.sub("…", text)


class Cause(StrEnum):
    """What went wrong."""

    GAP = "gap"
    NO_WIDGET = "no-widget"
    NOTHING_ACTED = "nothing-acted"
    NO_PLACE = "no-place"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    NOT_SHOWN = "not-shown"
    WRONG_CONTROL = "wrong-control"
    DISABLED = "disabled"
    COVERED = "covered"
    NO_VALUE = "no-value"
    NO_OPTION = "no-option"
    NOT_TAKEN = "not-taken"
    UNUSABLE = "unusable"
    FOREIGN_PAGE = "foreign-page"
    NO_CHANGE = "no-change"
    WRONG_ROW = "wrong-row"
    OTHER_SIDE = "other-side"
    DIALOG = "dialog"
    STUCK = "stuck"
    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    DEAD_LINK = "dead-link"
    NOT_GONE = "not-gone"
    GUIDE = "guide"
    UNREACHED = "unreached"


@dataclass(frozen=True)
class Failure:
    """A failed walk's reason. `nearest` are labels on the screen, likest first."""

    cause: Cause
    message: str
    page: str = ""
    locale: str = ""
    #: The reference's number on the page, and its line in the source; 0 where nobody says it.
    number: int = 0
    line: int = 0
    step: str = ""
    words: str = ""
    control: str = ""
    label: str = ""
    nearest: list[str] = field(default_factory=list)
    #: What may be the reason, where nothing else is known of it.
    perhaps: str = ""
    screenshot: str = ""
    trace: str = ""

    def __post_init__(self) -> None:
        # Whatever wrote the message, a browser's words among them: it may be read by anybody.
        object.__setattr__(self, "message", without_secrets(self.message))
        object.__setattr__(self, "nearest", [without_secrets(text) for text in self.nearest])

    def sentence(self) -> str:
        """The failure as people read it."""
        where = f"{self.page}{f':{self.line}' if self.line else ''} ({self.locale})"
        if self.step:
            where += f", step {self.step}" if self.step != "result" else ", result"
        if self.words:
            where += f" “{self.words}”"
        there = ""
        if self.nearest:
            there = "; there is: " + ", ".join(f"“{label}”" for label in self.nearest)
        return f"{where}: {self.message}{self.perhaps}{there}"

    def is_like(self, other: "Failure") -> bool:
        """Whether another walk of the page got stuck at the same place, for the same cause."""
        return (self.cause, self.step, self.number) == (other.cause, other.step, other.number)

    def as_dict(self) -> dict[str, object]:
        """The failure for the report."""
        return {**asdict(self), "cause": self.cause.value}


class WalkError(Exception):
    """Ends a walk."""

    def __init__(self, failure: Failure):
        super().__init__(failure.message)
        self.failure = failure


def fail(
    cause: Cause, message: str, reference: Reference | None = None, there: list[str] | None = None
) -> WalkError:
    """Return the error that ends a walk at a reference."""
    label = reference.label if reference else ""
    likest = get_close_matches(label, there or [], n=3, cutoff=0.3)
    nearest = [*likest, *(text for text in there or [] if text not in likest)][:5]
    return WalkError(
        Failure(
            cause=cause,
            message=message,
            number=reference.number if reference else 0,
            step=reference.step if reference else "",
            words=reference.words if reference else "",
            control=reference.name if reference else "",
            label=label,
            nearest=[text for text in nearest if text != label],
        )
    )


def shown_as(reference: Reference, shown: str) -> WalkError:
    """Return the error for a label that stands there as another control's, by its name."""
    message = f"“{reference.label}” is shown as {shown}, not as {reference.name}"
    message += f": where the page means that, write {{{shown}}}"
    return fail(Cause.WRONG_CONTROL, message, reference)


def seen_elsewhere(
    reference: Reference, around: Sequence[Reference], rows: Sequence[str]
) -> WalkError:
    """Return the error for what is seen, and not in the place that its sentence names."""
    places = " or ".join(f"“{place.label}”" for place in around)
    where = "".join(f" in the row “{row}”" for row in rows[:1])
    return fail(Cause.WRONG_ROW, f"“{reference.label}” is there{where}, not by {places}", reference)


def on_other_side(reference: Reference, side: str) -> WalkError:
    """Return the error for what isn't on the side of the screen that its sentence names."""
    message = f"the {reference.kind} “{reference.label}” isn’t on the side that the sentence says"
    message += f" ({side}); that may differ from screen to screen: leave it out"
    return fail(Cause.OTHER_SIDE, message, reference)


def located(failure: Failure, plan: Plan) -> Failure:
    """Return the failure with its page and language."""
    return replace(failure, page=plan.page, locale=plan.locale)
