"""What a built page tells its readers to do, read from its DOM and nothing else."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


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


@dataclass
class Step:
    """A step as the page shows it."""

    number: str
    words: str
    outside: bool
    references: list[Reference] = field(default_factory=list)
    substeps: list["Step"] = field(default_factory=list)
    choices: list[list["Step"]] = field(default_factory=list)

    def walks(self) -> int:
        """How many walks it takes to do every alternative once; lists aren't multiplied."""
        below = [sum(max(1, a.walks()) for a in choice) for choice in self.choices]
        below += [step.walks() for step in self.substeps]
        return max(below, default=1)

    def below(self, index: int) -> Iterator[tuple["Step", int]]:
        """The steps directly below that walk `index` does, each with the number of its own walk."""
        for step in self.substeps:
            yield step, index % step.walks()
        for choice in self.choices:
            rest = index % sum(alternative.walks() for alternative in choice)
            for alternative in choice:
                if rest < alternative.walks():
                    yield alternative, rest
                    break
                rest -= alternative.walks()

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
        late = [ref for ref in own if below and ref.use == "result" and ref.number > first]
        yield from (ref for ref in own if ref not in late)
        yield from below
        yield from late


@dataclass
class Plan:
    """A page's procedure."""

    page: str
    locale: str
    values: Mapping[str, str]
    printed: Mapping[str, str]
    steps: list[Step]
    results: list[Reference]
    gap: str = ""

    def walks(self) -> int:
        """How many walks the page takes."""
        return max((step.walks() for step in self.steps), default=1)

    def path(self, index: int) -> tuple[list[Step], list[Reference]]:
        """The steps and references of a walk: steps in the page's order, then by number."""
        steps = [below for step in self.steps for below in step.path(index % step.walks())]
        references = [ref for step in self.steps for ref in step.ordered(index % step.walks())]
        return steps, references + self.results

    def alternative(self, index: int) -> str:
        """The name of a walk: the alternatives it takes (`5.b`), or nothing."""
        steps, _ = self.path(index)
        return "+".join(s.number for s in steps if s.number[-1:].isalpha())


_READ = """() => {
  const plain = (text) => text.replace(/\\s+/gu, " ").trim();
  const article = document.querySelector("[data-procedure]");
  if (!article) return null;
  const isShown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const reference = (e) => ({
    name: e.dataset.control || e.dataset.valueOf, kind: e.dataset.kind || "value",
    use: e.dataset.use, label: plain(e.textContent), number: Number(e.dataset.n),
    shown: isShown(e),
  });
  const step = (li) => {
    const own = (e) => e.closest("li[data-step]") === li;
    const copy = li.cloneNode(true);
    copy.querySelectorAll("ol, ul").forEach((list) => list.remove());
    const children = [...li.querySelectorAll("li[data-step]")]
      .filter((e) => e.parentElement.closest("li[data-step]") === li);
    const lists = [...new Set(children.map((e) => e.parentElement))];
    const isChoice = (list) => list.firstElementChild.hasAttribute("data-alternative");
    const steps = (list) => children.filter((e) => e.parentElement === list).map(step);
    return {
      number: li.dataset.step, outside: li.hasAttribute("data-outside"),
      words: plain(copy.textContent),
      references: [...li.querySelectorAll("[data-n]")].filter(own).map(reference),
      substeps: lists.filter((list) => !isChoice(list)).flatMap(steps),
      choices: lists.filter(isChoice).map(steps),
    };
  };
  const all = [...article.querySelectorAll("li[data-step]")];
  const top = all.filter((li) => !li.parentElement.closest("li[data-step]"));
  const results = [...article.querySelectorAll("[data-part=result]")]
    .filter((e) => !e.closest("li[data-step]"));
  return {
    ...article.dataset,
    found: all.length,
    steps: top.map(step),
    stepCount: article.dataset.steps,
    results: results.map((e) => ({
      words: plain(e.textContent), references: [...e.querySelectorAll("[data-n]")].map(reference),
    })),
  };
}"""


def read_plan(page: Page) -> Plan | None:
    """Read the procedure of the page that is open; None if it has none."""
    raw = page.evaluate(_READ)
    if raw is None:
        return None
    steps = [_step(step) for step in raw["steps"]]
    results = [
        _reference(ref, "result", block["words"])
        for block in raw["results"]
        for ref in block["references"]
    ]
    everything = [ref for step in raw["steps"] for ref in _all(step)]
    everything += [ref for block in raw["results"] for ref in block["references"]]
    printed = {r["name"]: r["label"] for r in everything if r["kind"] == "value" and r["shown"]}
    numbers = sorted(ref["number"] for ref in everything)
    gap = _gap(numbers, int(raw["references"]), raw["found"], int(raw["stepCount"]))
    hidden = [ref["label"] for ref in everything if not ref["shown"] and ref["kind"] != "value"]
    if hidden and not gap:
        gap = f"the page names “{hidden[0]}”, but doesn’t show it"
    return Plan(
        page=raw["procedure"],
        locale=raw["locale"],
        values=json.loads(raw["values"]),
        printed=printed,
        steps=steps,
        results=results,
        gap=gap,
    )


def _gap(numbers: list[int], total: int, steps: int, step_total: int) -> str:
    missing = sorted(set(range(1, total + 1)) - set(numbers))
    if missing:
        return f"reference {missing[0]} of {total} is missing from the page"
    if len(numbers) != total:
        return f"the page holds {len(numbers)} references, its source {total}"
    if steps != step_total:
        return f"the page holds {steps} steps, its source {step_total}"
    return ""


def _all(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from step["references"]
    for below in [*step["substeps"], *(a for choice in step["choices"] for a in choice)]:
        yield from _all(below)


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        number=raw["number"],
        words=raw["words"],
        outside=raw["outside"],
        references=[_reference(ref, raw["number"], raw["words"]) for ref in raw["references"]],
        substeps=[_step(step) for step in raw["substeps"]],
        choices=[[_step(step) for step in choice] for choice in raw["choices"]],
    )


def _reference(raw: Mapping[str, Any], step: str, words: str) -> Reference:
    return Reference(
        name=raw["name"],
        kind=raw["kind"],
        use=raw["use"],
        label=raw["label"],
        number=raw["number"],
        step=step,
        words=words,
    )
