"""Merging: what translators have done meets what the pages say now."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path

import polib

from acquit.catalogue.reading import open_po
from acquit.procedure.references import mentions

#: Below this likeness a translation is no help to the translator.
LIKENESS = 0.75
#: Shorter messages are alike by chance.
LEAST_WORDS = 4

BRACES = "python-brace-format"
WIDTH = 100

Comment = Callable[[polib.POEntry], str]


def new_catalogue(locale: str, header: str) -> polib.POFile:
    """Return an empty catalogue (locale `""` for a template) with the headers gettext wants."""
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.header = header
    catalogue.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if locale:
        catalogue.metadata["Language"] = locale
    return catalogue


def template(entries: Iterable[polib.POEntry], header: str) -> polib.POFile:
    """Return a template: each message once, with every place it comes from."""
    catalogue = new_catalogue("", header)
    known: dict[tuple[str | None, str], polib.POEntry] = {}
    for entry in entries:
        earlier = known.get((entry.msgctxt, entry.msgid))
        if earlier is None:
            known[entry.msgctxt, entry.msgid] = entry
            catalogue.append(entry)
            continue
        earlier.occurrences += [o for o in entry.occurrences if o not in earlier.occurrences]
        comments = [*earlier.comment.split("\n"), *entry.comment.split("\n")]
        earlier.comment = "\n".join(dict.fromkeys(filter(None, comments)))
    for entry in catalogue:
        # Flags are ours alone: "100 % of" is no printf format, `{name}` is a brace format.
        entry.flags = [BRACES] if any(mentions(entry.msgid)) else []
    return catalogue


def merge(pot: polib.POFile, path: Path, locale: str, comment: Comment) -> polib.POFile:
    """Return the catalogue at `path` brought up to date with its template.

    Translations are kept; a changed message inherits the likest lost one as fuzzy, its old text
    beside it. `comment` says what stands above a message for translators of this language.
    """
    old = open_po(path) if path.exists() else new_catalogue(locale, pot.header)
    done = {(entry.msgctxt, entry.msgid): entry for entry in old}
    wanted = {(entry.msgctxt, entry.msgid) for entry in pot}
    lost = [e for key, e in done.items() if key not in wanted and e.msgstr]
    merged = new_catalogue(locale, old.header or pot.header)
    merged.metadata = {**old.metadata, **merged.metadata}
    for fresh in pot:
        earlier = done.get((fresh.msgctxt, fresh.msgid))
        entry = polib.POEntry(
            msgid=fresh.msgid,
            msgid_plural=fresh.msgid_plural,
            msgctxt=fresh.msgctxt,
            occurrences=fresh.occurrences,
            flags=list(fresh.flags),
        )
        if earlier and not earlier.obsolete:
            _inherit(entry, earlier, fuzzy=earlier.fuzzy)
        elif earlier:
            _inherit(entry, earlier, fuzzy=False)
        elif near := _nearest(fresh, lost):
            _inherit(entry, near, fuzzy=True)
            entry.previous_msgid = near.msgid
        entry.comment = comment(fresh)
        merged.append(entry)
    for entry in lost:
        entry.obsolete = True
        entry.occurrences, entry.comment = [], ""
        merged.append(entry)
    return merged


def _inherit(entry: polib.POEntry, earlier: polib.POEntry, *, fuzzy: bool) -> None:
    entry.msgstr = earlier.msgstr
    if entry.msgid_plural:
        entry.msgstr_plural = dict(earlier.msgstr_plural)
    entry.tcomment = earlier.tcomment
    if fuzzy:
        entry.flags.insert(0, "fuzzy")
        entry.previous_msgid = earlier.previous_msgid


def _nearest(fresh: polib.POEntry, lost: list[polib.POEntry]) -> polib.POEntry | None:
    if len(fresh.msgid.split()) < LEAST_WORDS:
        return None
    names = sorted(mention.written for mention in mentions(fresh.msgid))
    best, likeness = None, LIKENESS
    for entry in lost:
        same = sorted(m.written for m in mentions(entry.msgid)) == names
        ratio = SequenceMatcher(None, entry.msgid, fresh.msgid).ratio()
        if same and ratio >= likeness and entry.msgctxt == fresh.msgctxt:
            best, likeness = entry, ratio
    return best


def write(catalogue: polib.POFile, path: Path) -> bool:
    """Write a catalogue if it changed; say whether it did."""
    text = str(catalogue)
    text = text if text.endswith("\n") else text + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
