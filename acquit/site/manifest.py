"""The list of a language's procedures that a build leaves, for walks and for its own summary."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from acquit import strings
from acquit.procedure.context import Context
from acquit.procedure.page import Page
from acquit.site.findings import Findings
from acquit.site.settings import MANIFEST


def root_texts(site_name: str, context: Context) -> dict[str, str]:
    """Return what the pages above the languages say in one; `site_name` is HTML."""
    return {
        "site": Markup(site_name).unescape(),  # noqa: S704 - it becomes text
        "not_found": context.string(strings.NOT_FOUND),
        "home": context.string(strings.GO_HOME),
    }


def listed(name: str, url: str, page: Page | None) -> dict[str, Any]:
    """Return what the list says of a procedure's page; `url` is the site's own."""
    return {"page": name, "url": url, "lines": source_lines(page), "steps": _steps(page)}


def _steps(page: Page | None) -> dict[str, str]:
    """Return the step that each control of a page is first used in: `step 2`, `the result`."""
    if page is None or page.task is None:
        return {}
    where = {
        id(block): f"step {step.number}"
        for step in page.task.all_steps()
        for block in (step.command, *step.results)
        if block
    }
    where |= {id(block): "the result" for block in page.task.results}
    uses = [(use, at) for block, at in where.items() for use in page.uses.get(block, ())]
    found = {use.mention.name: at for use, at in reversed(uses) if use.number is not None}
    return dict(reversed(found.items()))


def source_lines(page: Page | None) -> dict[str, int]:
    """Return the line of each step in a page's source, by the step's number; and that of each
    reference that a walk uses, by its own with `#`."""
    if page is None or page.task is None:
        return {}
    steps = page.task.all_steps()
    lines = {step.number: step.command.location.line for step in steps if step.command}
    uses = [use for own in page.uses.values() for use in own if use.number is not None]
    return lines | {f"#{use.number}": use.location.line for use in uses}


def write_manifest(
    site: Path,
    locale: str,
    procedures: Sequence[dict[str, Any]],
    found: Findings,
    says: Mapping[str, str],
    notes: Sequence[str] = (),
) -> None:
    """Write it beside the language's pages; `notes` come after those of the findings.

    `says` is what the pages above the languages say in this one.
    """
    manifest = {
        "locale": locale,
        "procedures": procedures,
        "says": says,
        "untranslated": len(found.untranslated),
        "behind": len(found.behind),
        "notes": [*found.notes, *notes],
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (site / MANIFEST).write_text(text, encoding="utf-8")
