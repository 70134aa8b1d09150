"""What can be known of a catalogue: its gettext, its structure, its language; message by message.

What was found in a message is good for as long as the message is the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from markdown import Markdown

from acquit.catalogue.checking import (
    ALL_FORMATS,
    OF_PAGES,
    check_header,
    number_of_forms_in,
    wrong_with_entry,
)
from acquit.catalogue.po import is_finished, open_po
from acquit.problems import Location, Problems, Wrong, read_text, shortened
from acquit.procedure.links import wrong_with_translation
from acquit.procedure.page_checks import wrong_with_tags
from acquit.procedure.structure import differences
from acquit.rules.catalogue_rules import CatalogueRules, RuleProblem, at_entry
from acquit.site.content_cache import ContentCache, hash_of

#: What problems go by that no rule of language finds.
CATALOGUE, STRUCTURE = "catalogue", "structure"
#: What only references of a text tell nothing of: marks of Markdown, tags, links, footnotes.
_MARKUP = re.compile(r"[*_`\[\]<>\\^]|\{[:.#]")
_KEPT = "a translation keeps the references, bold, code and links of its source"

#: A rule, the plural form, the offset (None: the message as a whole), a message, a hint.
_Stored = Sequence[object]


@dataclass(frozen=True)
class CatalogueChecker:
    """Checks catalogues by a language's rules; `comparer` is no page's own instance."""

    rules: CatalogueRules
    comparer: Markdown
    #: Where what is found is kept, below a name for each catalogue; None: nowhere.
    folder: Path | None = None
    #: What findings depend on, beside the message and the toolkit.
    salt: tuple[str, ...] = ()

    def check(self, path: Path) -> list[RuleProblem]:
        """Return what is wrong in a catalogue."""
        try:
            catalogue = open_po(path)
        except Problems as error:
            return [RuleProblem(CATALOGUE, problem) for problem in error.problems]
        header = check_header(path, self.rules.locale, catalogue)
        found = [RuleProblem(CATALOGUE, problem) for problem in header]
        count = None if header else number_of_forms_in(catalogue)
        cache = self._cache(path, count)
        lines = read_text(path, str(path)).split("\n")
        for entry in catalogue:
            if entry.obsolete or entry.fuzzy:
                continue

            def find(entry: polib.POEntry = entry) -> list[_Stored]:
                return [*self._find(entry, count)]

            name = f"{entry.msgctxt}\0{entry.msgid}"
            stored = cache.get(name, _content(entry), find) if cache else find()
            found += [_restored(each, path, lines, entry) for each in stored]
        if cache:
            cache.save()
        return [*found, *self.rules.check_whole(path, catalogue, lines)]

    def _cache(self, path: Path, count: int | None) -> ContentCache | None:
        if self.folder is None:
            return None
        name = hash_of(str(path).encode("utf-8"))
        return ContentCache(self.folder / f"{name}.json", [*self.salt, str(count)])

    def _find(self, entry: polib.POEntry, count: int | None) -> Iterator[_Stored]:
        formats = ALL_FORMATS if self.rules.is_product else OF_PAGES
        for wrong in wrong_with_entry(entry, count, formats):
            yield [CATALOGUE, None, None, *wrong]
        if not self.rules.is_product:
            for wrong in structure_wrong(entry, self.comparer):
                yield [STRUCTURE, None, None, *wrong]
        for form, rule, finding in self.rules.find(entry):
            yield [rule, form, finding.start, finding.message, finding.said_hint]


def _content(entry: polib.POEntry) -> bytes:
    parts = (entry.msgid, entry.msgid_plural, entry.msgctxt, entry.msgstr, entry.msgstr_plural)
    return repr((*parts, entry.flags, entry.comment, entry.tcomment)).encode("utf-8")


def _restored(
    stored: _Stored, path: Path, lines: Sequence[str], entry: polib.POEntry
) -> RuleProblem:
    rule, form, offset, message, hint = stored
    wrong = Wrong(str(message), str(hint))
    if offset is None:
        return RuleProblem(str(rule), wrong.at(Location(str(path), entry.linenum or 1)))
    where = at_entry(path, lines, entry, None if form is None else int(str(form)), int(str(offset)))
    return RuleProblem(str(rule), wrong.at(where))


def structure_wrong(entry: polib.POEntry, comparer: Markdown) -> Iterator[Wrong]:
    """Yield what a finished translation of a page's message loses or invents, as a build says."""
    if entry.obsolete or not is_finished(entry) or entry.msgid_plural:
        return
    text = entry.msgstr
    if _MARKUP.search(entry.msgid + text):
        for what in differences(comparer, entry.msgid, text):
            yield Wrong(f"the translation of {shortened(entry.msgid)!r} {what}", _KEPT)
    yield from wrong_with_translation(text)
    yield from wrong_with_tags(text)
