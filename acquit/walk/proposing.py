"""After a red walk: the label that a control seems to have now, as a change a person may accept.

A walk that finds no control of a label, and a label on the screen that no control of the product
has, tells of a rename. Nothing is changed by itself: a walk stays red until somebody accepts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from acquit.catalogue.po import open_po
from acquit.catalogue.po_strings import find_string, put_string
from acquit.catalogue.reading import po_paths, read_catalogue
from acquit.files import write_text
from acquit.problems import Location, Problem, Problems, read_text
from acquit.product import Product
from acquit.site.settings import Settings
from acquit.walk.failure import Cause

#: Failures that a rename would have.
_RENAMED = (Cause.MISSING, Cause.NO_PLACE, Cause.NOT_SHOWN)
_SOURCES = ("*.py", "*.html", "*.js")


@dataclass(frozen=True)
class Proposal:
    """A label that changed in one language: what pages say, what the screen shows.

    `path` is the file in which it is changed: a catalogue, or for the source language a file of the
    product; None where nobody can tell which line of it.
    """

    control: str
    locale: str
    old: str
    new: str
    page: str
    step: str
    words: str
    screenshot: str
    path: Path | None
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> tuple[str, str]:
        """The sentence of the page, as it is and as it would be."""
        return self.words, self.words.replace(self.old, self.new)

    def patch(self) -> str:
        """The change, as `git apply` takes it."""
        if self.path is None:
            return ""
        name = self.path.as_posix()
        before, after = self.before.splitlines(True), self.after.splitlines(True)
        return "".join(unified_diff(before, after, f"a/{name}", f"b/{name}"))

    def accept(self, root: Path) -> None:
        """Make the change in a project's folder."""
        if self.path is not None:
            write_text(root / self.path, self.after)


def proposals(
    report: Mapping[str, Any], settings: Settings, product: Product
) -> Iterator[Proposal]:
    """Yield what the failures of a walk's report propose, each label once. Raises Problems."""
    proposed: set[tuple[str, str]] = set()
    for walk in report.get("walks", ()):
        failure = walk.get("failure") or {}
        locale, control = failure.get("locale", ""), failure.get("control", "")
        if failure.get("cause") not in _RENAMED or control not in product.controls:
            continue
        new = _unknown(failure.get("nearest", ()), settings, product, locale)
        if new is None or (locale, control) in proposed:
            continue
        proposed.add((locale, control))
        old = failure["label"]
        path, before, after = _change(settings, control, locale, old, new)
        yield Proposal(
            control=control,
            locale=locale,
            old=old,
            new=new,
            page=failure.get("page", ""),
            step=failure.get("step", ""),
            words=failure.get("words", ""),
            screenshot=failure.get("screenshot", ""),
            path=path,
            before=before,
            after=after,
        )


def read_report(path: Path) -> Mapping[str, Any]:
    """Read what `acquit walk --report` wrote. Raises Problems for any other file."""
    try:
        report = json.loads(read_text(path, str(path)))
        if isinstance(report, dict) and isinstance(report.get("walks"), list):
            return report
    except ValueError:
        pass
    hint = "write one with `acquit walk --report FILE`"
    raise Problems([Problem(Location(str(path)), "not the report of a walk", hint)])


def _unknown(labels: list[str], settings: Settings, product: Product, locale: str) -> str | None:
    """The likest label of a screen that no control has in a language."""
    options = settings.options.product_catalogue
    catalogue = read_catalogue(settings.root / options.folder, options.domain, locale)
    known = {catalogue.text(each.label, name) for name, each in product.controls.items()}
    return next((label for label in labels if label not in known), None)


def _change(
    settings: Settings, control: str, locale: str, old: str, new: str
) -> tuple[Path | None, str, str]:
    """The file in which a label stands, as it is and as it would be."""
    if locale == settings.options.source_locale:
        return _in_product(settings, control, old, new)
    options = settings.options.product_catalogue
    for _, path in po_paths(settings.root / options.folder, options.domain, locale):
        for entry in open_po(path):
            if entry.msgctxt == control and not entry.obsolete and entry.msgstr == old:
                text = read_text(path, str(path))
                lines = text.split("\n")
                string = find_string(lines, entry.linenum or 1)
                changed = "\n".join(put_string(lines, string, new))
                return path.relative_to(settings.root), text, changed
    return None, "", ""


def _in_product(
    settings: Settings, control: str, old: str, new: str
) -> tuple[Path | None, str, str]:
    """The one line of the product's sources that names the control and its label."""
    root = settings.root / settings.options.product.split(".")[0]
    found = []
    for path in sorted(path for pattern in _SOURCES for path in root.rglob(pattern)):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if f'"{old}"' in line and f'"{control}"' in line:
                found.append((path, lines, number))
    if len(found) != 1:
        return None, "", ""
    path, lines, number = found[0]
    changed = [*lines]
    changed[number] = changed[number].replace(f'"{old}"', f'"{new}"')
    return path.relative_to(settings.root), "\n".join(lines), "\n".join(changed)
