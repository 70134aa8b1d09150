"""What a page's procedure asks for: its steps, and the walks that it takes to do each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reference:
    """A control named on the page: what for, and in which order within its step."""

    name: str
    kind: str
    use: str
    label: str
    number: int
    step: str
    words: str
    #: On the keyboard, by Playwright's name of it.
    key: str = ""
    #: Whether this, or what is named before it: one of them is enough.
    is_alternative: bool = False
    #: Whether it is the reader's choice in which of several like items it is used.
    is_any: bool = False
    #: The sides of the screen on which the page says that it is: left, right, top, bottom.
    sides: tuple[str, ...] = ()
    #: The numbers of the places in which the page says that it is seen.
    inside: tuple[int, ...] = ()


@dataclass
class Part:
    """What stands in one list below a step: substeps in their order, or alternatives."""

    steps: list["Step"]
    is_choice: bool = False

    def walks(self) -> int:
        """How many walks it takes to do every alternative in it once."""
        counts = [step.walks() for step in self.steps]
        return sum(counts) if self.is_choice else max(counts)

    def taken(self, index: int) -> Iterator[tuple["Step", int]]:
        """The steps that walk `index` does, each with the number of its own walk."""
        rest = index % self.walks()
        for step in self.steps:
            if not self.is_choice:
                yield step, index % step.walks()
            elif rest < step.walks():
                yield step, rest
                return
            else:
                rest -= step.walks()


@dataclass
class Step:
    """A step as the page shows it; the whole procedure is one, too, without a number."""

    number: str
    words: str
    outside: bool = False
    optional: bool = False
    conditional: bool = False
    references: list[Reference] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def walks(self) -> int:
        """How many walks it takes to do every alternative once; lists aren't multiplied."""
        return max((part.walks() for part in self.parts), default=1)

    def below(self, index: int) -> Iterator[tuple["Step", int]]:
        """The steps directly below that walk `index` does, in the page's order."""
        for part in self.parts:
            yield from part.taken(index)

    def path(self, index: int) -> Iterator["Step"]:
        """This step and all below it that walk `index` does."""
        yield self
        for step, own in self.below(index):
            yield from step.path(own)

    def ordered(self, index: int) -> Iterator[Reference]:
        """The references in the order of a reader: numbers order those of one step only."""
        own = [] if self.outside else sorted(self.references, key=lambda ref: ref.number)
        below = [ref for step, number in self.below(index) for ref in step.ordered(number)]
        first = min((ref.number for ref in below), default=0)
        checks = ("result", "gone", "around")
        late = [ref for ref in own if below and ref.use in checks and ref.number > first]
        yield from (ref for ref in own if ref not in late)
        yield from below
        yield from late


@dataclass(frozen=True)
class Route:
    """One walk: the alternatives it takes, the optional step it leaves out, its scenario."""

    index: int
    without: str = ""
    scenario: str = ""
    #: Where the frame is sent before the steps; "" where the page itself opens it.
    address: str = ""


@dataclass
class Plan:
    """A page's procedure."""

    page: str
    locale: str
    #: What `data` gives each control, as printed; several texts where several are chosen.
    values: Mapping[str, str | list[str]]
    #: What fields of dates, times and numbers take, however the page prints it.
    typed: Mapping[str, str]
    #: The values that the page shows.
    printed: Mapping[str, str]
    procedure: Step
    results: list[Reference]
    #: Further scenarios: name → address of the frame.
    scenarios: Mapping[str, str] = field(default_factory=dict)
    #: The label of each control that the page names anywhere.
    named: Mapping[str, str] = field(default_factory=dict)
    gap: str = ""
    #: Of the page's procedure, as its build wrote it.
    hash: str = ""

    def routes(self) -> list[Route]:
        """Every alternative, then each optional step left out once, then further scenarios."""
        plain = [Route(index) for index in range(self.procedure.walks())]
        without = []
        left_out = set()
        for route in plain:
            for step in self.procedure.path(route.index):
                if step.optional and not step.outside and step.number not in left_out:
                    left_out.add(step.number)
                    without.append(Route(route.index, without=step.number))
        further = [
            Route(route.index, scenario=scenario, address=address)
            for scenario, address in self.scenarios.items()
            for route in plain
        ]
        return [*plain, *without, *further]

    def walks(self) -> int:
        """How many walks the page takes."""
        return len(self.routes())

    def path(self, index: int) -> tuple[list[Step], list[Reference]]:
        """The steps and references of a walk: steps in the page's order, then by number."""
        route = self.routes()[index]
        steps = [
            step
            for step in self.procedure.path(route.index)
            if step.number and not is_within(step.number, route.without)
        ]
        references = [
            ref
            for ref in self.procedure.ordered(route.index)
            if not is_within(ref.step, route.without)
        ]
        return steps, references + self.results

    def alternative(self, index: int) -> str:
        """The name of a walk: `5.b`, `5.b without 3`, `5.b in other-scenario`, or nothing."""
        route = self.routes()[index]
        steps = self.procedure.path(route.index)
        taken = "+".join(s.number for s in steps if s.number[-1:].isalpha())
        without = f"without {route.without}" if route.without else ""
        scenario = f"in {route.scenario}" if route.scenario else ""
        return " ".join(filter(None, (taken, without, scenario)))


def is_within(step: str, other: str) -> bool:
    """Whether a step, by its number, is another one or stands below it."""
    return bool(other) and f"{step}.".startswith(f"{other}.")
