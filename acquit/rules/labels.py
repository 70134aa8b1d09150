"""Labels of a product, held against one another: readers must be able to tell controls apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import polib

from acquit.catalogue.po import is_finished
from acquit.rules.rule import Finding

NAME = "label-twice"


def ambiguous_labels(catalogue: Iterable[polib.POEntry]) -> Iterator[tuple[polib.POEntry, Finding]]:
    """Yield labels of one source that differ, and labels that differ in the source only."""
    entries = [e for e in catalogue if e.msgctxt and not e.obsolete and is_finished(e)]
    by_source: dict[str, list[polib.POEntry]] = defaultdict(list)
    by_label: dict[str, list[polib.POEntry]] = defaultdict(list)
    for entry in entries:
        by_source[entry.msgid].append(entry)
        by_label[entry.msgstr.casefold()].append(entry)
    for first, *others in by_source.values():
        for other in others:
            if other.msgstr != first.msgstr:
                message = f"“{other.msgid}” is “{first.msgstr}” in {first.msgctxt}"
                hint = "give both one translation: readers take them for two things"
                yield other, Finding(0, len(other.msgstr), message, hint)
    for first, *others in by_label.values():
        for other in others:
            if other.msgid.casefold() != first.msgid.casefold():
                message = f"“{other.msgstr}” is {first.msgctxt} (“{first.msgid}”) as well"
                hint = "give each a translation of its own: readers can’t tell them apart"
                yield other, Finding(0, len(other.msgstr), message, hint)
