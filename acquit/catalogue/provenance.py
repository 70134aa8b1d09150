"""Where a translated page comes from: from which content of its source, by whom, and when."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from acquit.catalogue.reading import chain
from acquit.problems import Location, Problem, Problems, Wrong, did_you_mean, read_text, shortened
from acquit.text.days import parse_day
from acquit.yamltree import YamlFile, pairs

FILE = "provenance.yml"
LENGTH = 16
HUMAN, MACHINE = "human", "machine"
TRANSLATIONS = (HUMAN, MACHINE)

#: Each key, what it must look like, and what to tell a writer of it.
_FORMS = {
    "source": (rf"[0-9a-f]{{{LENGTH}}}", "`acquit sync` writes it: take the file as git has it"),
    "commit": (r"[0-9a-f]{7,40}", "write a commit as git does: 7 to 40 hexadecimal digits"),
    "translation": ("|".join(TRANSLATIONS), "write human or machine"),
    "locale": (r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", "write a language and its region: fr-FR"),
    "handed_over": (r"\d{4}-\d{2}-\d{2}", "write year, month and day: 2026-11-22"),
}


@dataclass(frozen=True)
class Record:
    """What is recorded of one page's translation, and where that is written."""

    page: str
    source: str
    commit: str
    translation: str
    locale: str
    handed_over: date
    location: Location

    @property
    def is_machine(self) -> bool:
        """Whether no person translated the page."""
        return self.translation == MACHINE


@dataclass(frozen=True)
class Provenance:
    """What is recorded of the translations into a language, by page."""

    records: dict[str, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def fingerprint(texts: Iterable[str]) -> str:
    """Return the hash of a page's messages: of what it says, not of how it is laid out."""
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()[:LENGTH]


def behind(record: Record | None, present: str) -> Problem | None:
    """Say that a page has changed since its translation; None if it hasn't."""
    if record is None or record.source == present:
        return None
    message = (
        f"{record.page} has changed since its translation: {record.source} is recorded, "
        f"its hash is now {present}"
    )
    hint = "translate what waits (`acquit status`), then `acquit sync` records the page"
    return Problem(record.location, message, hint)


def read_provenance(folder: Path, locale: str) -> Provenance:
    """Read what is recorded for a language; the nearest language comes first."""
    found = Provenance()
    for name in chain(locale):
        path = folder / name / FILE
        if not path.exists():
            continue
        try:
            text = read_text(path, str(path))
        except Problems as error:
            found.problems.extend(error.problems)
            continue
        file = YamlFile(str(path), text, "provenance")
        for record in list(_records(file, name)):
            found.records.setdefault(record.page, record)
        found.problems.extend(file.problems)
    return found


def unknown_pages(records: Iterable[Record], pages: Collection[str]) -> Iterator[Problem]:
    """Report each record of a page that isn't there."""
    for record in records:
        if record.page not in pages:
            hint = did_you_mean(record.page, pages)
            yield Problem(record.location, f"unknown page {record.page}", hint)


def _records(file: YamlFile, locale: str) -> Iterator[Record]:
    seen: dict[str, int] = {}
    for key, value in pairs(file.root):
        if key.value in seen:
            hint = f"it stands in line {seen[key.value]} already: keep the later translation"
            file.report(key, f"{key.value} stands twice", hint)
        seen.setdefault(key.value, file.location_of(key).line)
        if record := _record(file, key, value, locale):
            yield record


def _record(file: YamlFile, key: yaml.ScalarNode, node: yaml.Node, locale: str) -> Record | None:
    if not isinstance(node, yaml.MappingNode):
        hint = "give it " + ", ".join(_FORMS)
        message = f"nothing is said of {key.value}"
        file.report(key, message, hint)
        return None
    before = len(file.problems)
    values: dict[str, str] = {}
    for name, value in pairs(node):
        if name.value not in _FORMS:
            hint = did_you_mean(name.value, _FORMS)
            file.report(name, f"unknown key `{name.value}`", hint)
            continue
        text = value.value if isinstance(value, yaml.ScalarNode) else ""
        values[name.value] = text
        if wrong := _wrong(name.value, text, locale):
            file.report(value, *wrong)
    for needed, (_, hint) in _FORMS.items():
        if needed not in values:
            message = f"{key.value} has no `{needed}`"
            file.report(key, message, hint)
    day = parse_day(values.get("handed_over", ""))
    if len(file.problems) > before or day is None:
        return None
    return Record(
        page=key.value,
        source=values["source"],
        commit=values["commit"],
        translation=values["translation"],
        locale=values["locale"],
        handed_over=day,
        location=file.location_of(key),
    )


def _wrong(name: str, text: str, locale: str) -> Wrong | None:
    """Say what is wrong with a value, and what to do; None if nothing is."""
    form, hint = _FORMS[name]
    message = f"`{name}` can't be {shortened(text)!r}"
    if not re.fullmatch(form, text) or (name == "handed_over" and not parse_day(text)):
        return Wrong(message, hint)
    if name == "locale":
        try:
            language = Locale.parse(text, sep="-").language
        except (UnknownLocaleError, ValueError):
            return Wrong(message, hint)
        if language != locale.split("_")[0]:
            return Wrong(message, f"this file tells of translations into {locale}")
    return None
