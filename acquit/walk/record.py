"""What is written down of a walk."""

from dataclasses import asdict, dataclass, field
from typing import Any

from acquit.walk.failure import Failure


@dataclass
class Walk:
    """One walk: a page, a language, an alternative, and what came of it."""

    page: str
    locale: str
    alternative: str = ""
    steps: int = 0
    acted: int = 0
    checked: int = 0
    outside: int = 0
    passed: bool = False
    #: The page's `data-hash`, and how many walks it takes.
    hash: str = ""
    of: int = 0
    seconds: float = 0.0
    failure: Failure | None = None
    #: Controls by name: seen on the screen, used, and those used that carry no `data-control`.
    seen: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    unmarked: set[str] = field(default_factory=set)
    #: Controls that the product's screens carry, whether seen or not, each with the last step whose
    #: screen has it; not written into the report.
    carried: dict[str, str] = field(default_factory=dict)
    #: Conditional steps by number: those whose condition was met, and those left out.
    met: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    #: Steps by number that are none of the product's.
    elsewhere: list[str] = field(default_factory=list)
    #: Controls by name in which Enter was pressed, though the page doesn't say so.
    sent: set[str] = field(default_factory=set)
    #: The step of the last act by number, where the page names nothing that is seen after it.
    unchecked: str = ""
    #: Labels that stood in one of several items, where the page doesn't say in which.
    unplaced: list[str] = field(default_factory=list)
    #: Steps by number that were done, and that the page's guide didn't tick.
    unticked: list[str] = field(default_factory=list)
    #: The label of each control that the page names anywhere; not written into the report.
    named: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The walk for the report; `failure` is there only if it failed."""
        out = {**asdict(self), "seconds": round(self.seconds, 2)}
        for name in ("seen", "used", "unmarked", "sent"):
            out[name] = sorted(out[name])
        del out["failure"], out["named"], out["carried"]
        return {**out, "failure": self.failure.as_dict()} if self.failure else out
