"""Reading a built page's procedure from its DOM, and from nothing else."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

from acquit.walk.plan import Part, Plan, Reference, Step

#: What stands in a tab is shown once a reader chooses the tab.
_CHOICES = """const choices = (e) => {
    const block = e.closest(".tabbed-block");
    if (!block) return [];
    const content = block.parentElement;
    const inputs = content.parentElement.querySelectorAll(":scope > input[type=radio]");
    const own = inputs[[...content.children].indexOf(block)];
    return [...(own ? [own] : []), ...choices(content)];
  };"""
_READ = f"""() => {{
  {_CHOICES}"""
_READ += """
  const plain = (text) => text.replace(/\\s+/gu, " ").trim();
  const article = document.querySelector("[data-procedure]");
  if (!article) return null;
  const isShown = (e) => {
    for (const choice of choices(e)) choice.checked = true;
    return e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const chosen = [...document.querySelectorAll(".tabbed-set > input[type=radio]:checked")];
  const reference = (e) => ({
    name: e.dataset.control || e.dataset.valueOf, kind: e.dataset.kind || "value",
    use: e.dataset.use, label: plain(e.textContent), number: Number(e.dataset.n),
    key: e.dataset.key || "", or: "or" in e.dataset,
    any: "any" in e.dataset, sides: e.dataset.sides || "",
    inside: e.dataset.in || "", shown: isShown(e),
  });
  const stepOf = (e) => e.closest("[data-step]");
  const step = (element) => {
    const isRoot = element === article;  // the whole procedure, a step without a number
    const children = [...element.querySelectorAll("[data-step]")]
      .filter((e) => stepOf(e.parentElement) === (isRoot ? null : element));
    const own = [...element.querySelectorAll("[data-n]")].filter((e) => stepOf(e) === element);
    const copy = element.cloneNode(true);
    copy.querySelectorAll("ol, ul, .tabbed-set").forEach((list) => list.remove());
    return {
      number: element.dataset.step || "", words: isRoot ? "" : plain(copy.textContent),
      outside: element.hasAttribute("data-outside"),
      optional: element.hasAttribute("data-optional"),
      conditional: element.hasAttribute("data-conditional"),
      references: own.map(reference),
      parts: [...new Set(children.map((e) => e.parentElement))].map((list) => {
        const steps = children.filter((e) => e.parentElement === list);
        return {is_choice: steps[0].hasAttribute("data-alternative"), steps: steps.map(step)};
      }),
    };
  };
  const results = [...article.querySelectorAll("[data-part=result]")].filter((e) => !stepOf(e));
  const read = {
    ...article.dataset,
    found: article.querySelectorAll("[data-step]").length,
    stepCount: article.dataset.steps,
    procedure: step(article),
    page: article.dataset.procedure,
    // What a table of a step says that is entered.
    cells: [...article.querySelectorAll("[data-step] [data-value-of]:not([data-n])")]
      .filter(isShown).map((e) => [e.dataset.valueOf, plain(e.textContent)]),
    closing: results.map((e) => ({
      words: plain(e.textContent), references: [...e.querySelectorAll("[data-n]")].map(reference),
    })),
    // A key stands on no screen.
    named: Object.fromEntries([...document.querySelectorAll("strong[data-control]")]
      .filter((e) => e.dataset.kind !== "key")
      .map((e) => [e.dataset.control, plain(e.textContent)])),
  };
  for (const choice of chosen) choice.checked = true;
  return read;
}"""


_OPEN = f"""(numbers) => {{
  {_CHOICES}
  for (const e of document.querySelectorAll("[data-procedure] [data-n]")) {{
    if (!numbers.includes(Number(e.dataset.n))) continue;
    for (const choice of choices(e)) choice.checked = true;
  }}
}}"""


def open_tabs(page: Page, references: Iterable[Reference]) -> None:
    """Choose the tabs in which a walk's references stand, as who reads them does."""
    page.evaluate(_OPEN, [reference.number for reference in references])


def read_plan(page: Page) -> Plan | None:
    """Read the procedure of the page that is open; None if it has none."""
    raw = page.evaluate(_READ)
    if raw is None:
        return None
    results = [
        _reference(ref, "result", block["words"])
        for block in raw["closing"]
        for ref in block["references"]
    ]
    everything = list(_all(raw["procedure"]))
    everything += [ref for block in raw["closing"] for ref in block["references"]]
    printed = dict(raw["cells"])
    printed |= {r["name"]: r["label"] for r in everything if r["kind"] == "value" and r["shown"]}
    further = json.loads(raw.get("scenarios") or "[]")
    return Plan(
        page=raw["page"],
        hash=raw.get("hash") or "",
        locale=raw["locale"],
        values=json.loads(raw["values"]),
        typed=json.loads(raw.get("typed") or "{}"),
        printed=printed,
        procedure=_step(raw["procedure"]),
        results=results,
        scenarios={each["scenario"]: each["address"] for each in further},
        named=raw["named"],
        gap=_gap(everything, raw) or _hidden(everything),
    )


def _gap(everything: list[Mapping[str, Any]], raw: Mapping[str, Any]) -> str:
    """What the page lost of its source, by the numbers that the build gave it."""
    numbers = [ref["number"] for ref in everything]
    total, steps, found = int(raw["references"]), int(raw["stepCount"]), raw["found"]
    missing = sorted(set(range(1, total + 1)) - set(numbers))
    if missing:
        return f"reference {missing[0]} of {total} is missing from the page"
    if len(numbers) != total:
        return f"the page holds {len(numbers)} references, its source {total}"
    if found != steps:
        return f"the page holds {found} steps, its source {steps}"
    return ""


def _hidden(everything: list[Mapping[str, Any]]) -> str:
    """A label that no reader sees. Of a value to enter the walk says so when it needs it."""
    for ref in everything:
        is_value = ref["kind"] == "value" and ref["use"] in ("act", "label")
        if not ref["shown"] and not is_value:
            return f"the page names “{ref['label']}”, but doesn’t show it"
    return ""


def _all(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from step["references"]
    for part in step["parts"]:
        for below in part["steps"]:
            yield from _all(below)


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        number=raw["number"],
        words=raw["words"],
        outside=raw["outside"],
        optional=raw["optional"],
        conditional=raw["conditional"],
        references=[_reference(ref, raw["number"], raw["words"]) for ref in raw["references"]],
        parts=[
            Part([_step(step) for step in part["steps"]], part["is_choice"])
            for part in raw["parts"]
        ],
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
        key=raw["key"],
        is_alternative=raw["or"],
        is_any=raw["any"],
        sides=tuple(raw["sides"].split()),
        inside=tuple(map(int, raw["inside"].split())),
    )
