"""Rendering one page with the sample product, as a reader of a language sees it."""

import re
from collections.abc import Sequence
from pathlib import Path

import polib
import pytest
from markdown import Markdown

from acquit.problems import Problem, Problems
from acquit.procedure.extension import ProcedureExtension
from acquit.procedure.extract import DEFAULT_EXTENSIONS

HEAD = """---
procedure:
  scenario: company
  role: owner
---
# Pay {: #pay }

Pay an invoice.

"""

#: Extensions beside the toolkit's own, without and with tabs and fences.
OTHER = ("admonition", "attr_list", "tables", "footnotes", "pymdownx.details", "toc")
TABS = (*OTHER, "pymdownx.tabbed", "pymdownx.superfences")
STEPS = "1. Select {invoices}.\n"


def catalogue(folder: Path, locale: str, domain: str, messages: dict[str, str]) -> None:
    """Write a catalogue; a key `context|message` has a context."""
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": locale}
    for key, text in messages.items():
        context, bar, msgid = key.partition("|")
        entry = polib.POEntry(msgid=msgid if bar else key, msgstr=text)
        if bar:
            entry.msgctxt = context
        po.append(entry)
    path = folder / locale / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))


def extension(
    folder: Path | str = "nowhere", locale: str = "en", **options: object
) -> ProcedureExtension:
    return ProcedureExtension(
        product="tests.support.sample",
        folder=str(folder),
        product_folder=str(folder),
        product_domain="product",
        locale=locale,
        **options,
    )


def render(
    source: str,
    folder: Path | str = "nowhere",
    locale: str = "en",
    extensions: Sequence[str] = DEFAULT_EXTENSIONS,
    **options: str,
) -> str:
    own = extension(folder, locale, extensions=list(extensions), **options)
    return Markdown(extensions=[*extensions, own]).convert(source)


def problems(
    source: str,
    folder: Path | str = "nowhere",
    locale: str = "en",
    extensions: Sequence[str] = DEFAULT_EXTENSIONS,
) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        render(source, folder, locale, extensions)
    return caught.value.problems


def only_problem(source: str, **options: object) -> Problem:
    found = problems(source, **options)  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


def told(source: str, message: str, **options: object) -> Problem:
    """The problem that says something, whatever else is told."""
    found = problems(f"{source}\n", **options)  # type: ignore[arg-type]
    return next((each for each in found if message in each.message), None) or pytest.fail(
        f"{found}"
    )


def with_data(data: str) -> str:
    """The front matter and title, with `data`."""
    return HEAD.replace("owner\n", f"owner\n  data: {{{data}}}\n")


def names_used(body: str) -> list[str]:
    """The controls that a walk of a procedure uses, in their order."""
    return [name for name, _ in uses(render(f"{HEAD}{body}\n"))]


def uses(html: str) -> list[tuple[str, str]]:
    """The references that a walk uses, in their order."""
    found = re.findall(
        r'data-(?:control|value-of)="(\w+)"[^>]*?data-n="(\d+)"[^>]*? data-use="(\w+)"|'
        r'data-n="(\d+)" data-use="(\w+)" data-value-of="(\w+)"',
        html,
    )
    rows = [(int(n or m), name or value, use or other) for name, n, use, m, other, value in found]
    return [(name, use) for _, name, use in sorted(rows)]
