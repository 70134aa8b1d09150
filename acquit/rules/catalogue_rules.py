"""The rules over a catalogue: each finding at its line and column, exceptions, corrections."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

import polib

from acquit.catalogue.po import has_text, open_po
from acquit.catalogue.po_strings import find_string, put_string
from acquit.files import write_text
from acquit.problems import Location, Problem, read_text
from acquit.rules.labels import NAME as LABEL_TWICE
from acquit.rules.labels import ambiguous_labels
from acquit.rules.rule import Controls, Finding, Pair, Rule
from acquit.rules.spelling import misspelt

#: How a translator allows a rule's exception, in a comment of the message's own.
_ALLOWED = re.compile(r"\bacquit: allow ([\w-]+(?:, ?[\w-]+)*)")
_STEP = re.compile(r"^(?:step|alternative) \d", re.MULTILINE)
#: A correction can make another possible; they come to an end long before this.
_ROUNDS = 8


@dataclass(frozen=True)
class RuleProblem:
    """What a rule finds, where it stands."""

    rule: str
    problem: Problem


def as_stored(each: RuleProblem) -> list[object]:
    """Return it as JSON has it; `restored` makes it anew."""
    problem = each.problem
    return [each.rule, *astuple(problem.location), problem.message, problem.hint]


def restored(stored: Sequence[Any]) -> RuleProblem:
    """Return what `as_stored` was given."""
    rule, *where, message, hint = stored
    return RuleProblem(rule, Problem(Location(*where), message, hint))


@dataclass(frozen=True)
class CatalogueRules:
    """A language's rules for the catalogues of the pages, or of the product.

    Messages of the product with a context are labels. Translations that aren't finished are left
    out: nobody reads them.
    """

    locale: str
    rules: tuple[Rule, ...]
    controls: Controls
    is_product: bool = False
    #: Words that are right, whatever a dictionary says; None where spelling isn't looked at.
    spelling: frozenset[str] | None = None

    def find(self, entry: polib.POEntry) -> Iterator[tuple[int | None, str, Finding]]:
        """Yield what the rules find in a message: in which plural form, by which rule."""
        for form, pair in self._pairs(entry):
            for rule, finding in findings(pair, entry.tcomment, self.rules):
                yield form, rule.name, finding

    def check_whole(
        self, path: Path, catalogue: polib.POFile, lines: Sequence[str]
    ) -> Iterator[RuleProblem]:
        """Yield what only all messages together tell: labels that are told apart by nobody."""
        for entry, finding in ambiguous_labels(catalogue) if self.is_product else ():
            if LABEL_TWICE not in allowed(entry.tcomment):
                yield _problem(path, lines, entry, None, LABEL_TWICE, finding)
        if self.spelling is not None:
            for entry, form, rule, finding in self._misspelt(catalogue, self.spelling):
                yield _problem(path, lines, entry, form, rule, finding)

    def _misspelt(
        self, catalogue: polib.POFile, known: frozenset[str]
    ) -> Iterator[tuple[polib.POEntry, int | None, str, Finding]]:
        pairs = [(entry, *each) for entry in catalogue for each in self._pairs(entry)]
        texts = [pair.masked for _, _, pair in pairs]
        for number, rule, finding in misspelt(texts, self.locale, known):
            entry, form, _ = pairs[number]
            if rule not in allowed(entry.tcomment):
                yield entry, form, rule, finding

    def fix(self, path: Path) -> int:
        """Correct a catalogue in place, and return how many translations changed.

        What isn't corrected stays as it is, letter for letter. Raises Problems.
        """
        lines = read_text(path, str(path)).split("\n")
        changed = 0
        for entry in reversed(list(open_po(path))):  # the lines above stay where they are
            for form, pair in reversed(list(self._pairs(entry))):
                text = corrected(pair, entry.tcomment, self.rules)
                if text != pair.text:
                    string = find_string(lines, entry.linenum or 1, form)
                    lines = put_string(lines, string, text, form)
                    changed += 1
        if changed:
            write_text(path, "\n".join(lines))
        return changed

    def _pairs(self, entry: polib.POEntry) -> Iterator[tuple[int | None, Pair]]:
        """Yield an entry's translation, or each of its plural forms by number."""
        if entry.obsolete or entry.fuzzy:
            return
        is_step = not self.is_product and bool(_STEP.search(entry.comment or ""))
        context = entry.msgctxt if self.is_product else None
        forms: list[tuple[int | None, str]] = [(None, entry.msgstr)]
        if entry.msgid_plural:
            forms = sorted(entry.msgstr_plural.items())
        for form, text in forms:
            source = entry.msgid if form in (None, 0) else entry.msgid_plural
            if has_text(text):
                pair = Pair(source, text, self.locale, context, is_step, self.controls)
                yield form, pair


def at_entry(
    path: Path, lines: Sequence[str], entry: polib.POEntry, form: int | None, offset: int
) -> Location:
    """Return where a character of a translation, or of a plural form, stands in its file."""
    line, column = find_string(lines, entry.linenum or 1, form).at(offset)
    return Location(str(path), line, column)


def _problem(
    path: Path,
    lines: Sequence[str],
    entry: polib.POEntry,
    form: int | None,
    rule: str,
    finding: Finding,
) -> RuleProblem:
    location = at_entry(path, lines, entry, form, finding.start)
    return RuleProblem(rule, Problem(location, finding.message, finding.said_hint))


def allowed(comment: str) -> set[str]:
    """Return the rules from which a translator's comment excepts its message."""
    return {name for each in _ALLOWED.findall(comment or "") for name in re.split(", ?", each)}


def findings(pair: Pair, comment: str, rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, Finding]]:
    """Yield what the rules find in a translation, but what its comment allows."""
    excepted = allowed(comment)
    for rule in rules:
        if rule.name not in excepted:
            yield from ((rule, finding) for finding in rule.find(pair))


def corrected(pair: Pair, comment: str, rules: tuple[Rule, ...]) -> str:
    """Return a translation with all that rules can correct; once more changes nothing."""
    for _ in range(_ROUNDS):
        found = [f for _, f in findings(pair, comment, rules) if f.replacement is not None]
        text, end = pair.text, len(pair.text) + 1
        for finding in sorted(found, key=lambda f: (f.start, f.end), reverse=True):
            if finding.end <= end:  # those that overlap are corrected one after the other
                text = text[: finding.start] + (finding.replacement or "") + text[finding.end :]
                end = finding.start
        if text == pair.text:
            break
        pair = replace(pair, text=text)
    return pair.text
