"""What a check found, for people and for tools: text, JSON, GitHub's annotations, SARIF 2.1.0."""

import json
from collections.abc import Callable, Sequence

from acquit import __version__
from acquit.rules.catalogue_rules import RuleProblem

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(found: Sequence[RuleProblem]) -> str:
    """Each as `path:line:column: sentence [rule]`, its hint below."""
    lines = []
    for each in found:
        problem = each.problem
        lines.append(f"{problem.location}: {problem.message} [{each.rule}]")
        lines += [f"  hint: {problem.hint}"] if problem.hint else []
    return "\n".join(lines)


def as_json(found: Sequence[RuleProblem]) -> str:
    """A list of objects, with the fields of a problem and its rule."""
    return json.dumps(
        [
            {
                "path": each.problem.location.path,
                "line": each.problem.location.line,
                "column": each.problem.location.column,
                "rule": each.rule,
                "message": each.problem.message,
                "hint": each.problem.hint,
            }
            for each in found
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(found: Sequence[RuleProblem]) -> str:
    """GitHub's workflow commands, which annotate a pull request."""
    lines = []
    for each in found:
        location, problem = each.problem.location, each.problem
        text = _escaped(". ".join(filter(None, (problem.message, problem.hint))))
        where = f"file={location.path},line={location.line},col={location.column}"
        lines.append(f"::error {where},title={each.rule}::{text}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    return text


def as_sarif(found: Sequence[RuleProblem]) -> str:
    """A log of SARIF 2.1.0 (OASIS), as code scanning reads it."""
    names = sorted({each.rule for each in found})
    results = []
    for each in found:
        location, problem = each.problem.location, each.problem
        region = {"startLine": location.line, "startColumn": location.column}
        results.append(
            {
                "ruleId": each.rule,
                "ruleIndex": names.index(each.rule),
                "level": "error",
                "message": {"text": ". ".join(filter(None, (problem.message, problem.hint)))},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": location.path},
                            "region": region,
                        }
                    }
                ],
            }
        )
    driver = {"name": "acquit", "version": __version__, "rules": [{"id": name} for name in names]}
    runs = [{"tool": {"driver": driver}, "results": results}]
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": runs}
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[RuleProblem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
