"""Merging: what translators have done meets what the pages say now."""

from collections.abc import Callable, Iterable
from pathlib import Path

import polib

from acquit.catalogue.matching import LostTranslations
from acquit.catalogue.placeholders import BRACES
from acquit.catalogue.plurals import number_of_forms, usual_header
from acquit.catalogue.po import WIDTH, has_text, has_translation, open_po
from acquit.files import write_text
from acquit.text.references import mentions

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


def merge(
    pot: polib.POFile,
    path: Path,
    locale: str,
    comment: Comment,
    old: polib.POFile | None = None,
) -> polib.POFile:
    """Return the catalogue at `path` brought up to date with its template.

    Translations are kept, the fuzzy ones as fuzzy; those of messages that are gone stay as obsolete
    until the message comes back. A new message inherits the likest lost one as fuzzy, its old text
    beside it. `comment` says what stands above a message for translators of this language; `old`
    is what lies at `path`, where it is read already.
    """
    old = old or _opened(path, locale, pot)
    done = _by_key(old)
    current = {_key(entry) for entry in old if not entry.obsolete}
    wanted = {_key(entry) for entry in pot}
    lost = [e for key, e in done.items() if key not in wanted and has_translation(e)]
    proposals = LostTranslations(lost)
    merged = new_catalogue(locale, old.header or pot.header)
    # What the file says of its language stays: a contradiction is reported, not painted over.
    language = old.metadata.get("Language") or locale
    merged.metadata = {**old.metadata, **merged.metadata, "Language": language}
    if any(entry.msgid_plural for entry in (*pot, *lost)):
        merged.metadata.setdefault("Plural-Forms", usual_header(locale))
    forms = number_of_forms(merged.metadata.get("Plural-Forms"), locale)
    for fresh in pot:
        entry = _untranslated(fresh, comment)
        earlier = done.get(_key(fresh))
        if earlier is None or (_key(fresh) not in current and not has_translation(earlier)):
            earlier = proposals.nearest(fresh)
        if earlier:
            _inherit(entry, earlier)
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), "") | entry.msgstr_plural
        merged.append(entry)
    return _with_obsolete(merged, lost)


def merge_region(
    pot: polib.POFile,
    path: Path,
    locale: str,
    comment: Comment,
    old: polib.POFile | None = None,
) -> polib.POFile:
    """Return a region's catalogue brought up to date: what it says otherwise than its language.

    What it lacks the wider language says, so no message is added. What it said of a message that
    has changed is proposed as fuzzy; what is gone stays as obsolete until it comes back.
    """
    old = old or _opened(path, locale, pot)
    done = {known: entry for known, entry in _by_key(old).items() if has_translation(entry)}
    merged = new_catalogue(locale, old.header or pot.header)
    merged.metadata = {**old.metadata, **merged.metadata}
    if any(entry.msgid_plural for entry in done.values()):
        merged.metadata.setdefault("Plural-Forms", usual_header(locale))
    for fresh in pot:
        if entry := done.pop(_key(fresh), None):
            entry.obsolete = False
            entry.occurrences, entry.comment = fresh.occurrences, comment(fresh)
            kept = [flag for flag in entry.flags if flag == "fuzzy"]
            entry.flags = [*kept, *fresh.flags]
            merged.append(entry)
    proposals = LostTranslations(list(done.values()))
    present = {_key(entry) for entry in merged}
    for fresh in pot if done else ():
        earlier = proposals.nearest(fresh) if _key(fresh) not in present else None
        if earlier is None:
            continue
        entry = _untranslated(fresh, comment)
        _inherit(entry, earlier)
        merged.append(entry)
    return _with_obsolete(merged, done.values())


def _opened(path: Path, locale: str, pot: polib.POFile) -> polib.POFile:
    return open_po(path) if path.exists() else new_catalogue(locale, pot.header)


def _untranslated(fresh: polib.POEntry, comment: Comment) -> polib.POEntry:
    """Return a template's message as an entry of a catalogue."""
    return polib.POEntry(
        msgid=fresh.msgid,
        msgid_plural=fresh.msgid_plural,
        msgctxt=fresh.msgctxt,
        occurrences=fresh.occurrences,
        flags=list(fresh.flags),
        comment=comment(fresh),
    )


def _with_obsolete(merged: polib.POFile, gone: Iterable[polib.POEntry]) -> polib.POFile:
    """Return a catalogue with what no page says any more at its end."""
    for entry in gone:
        entry.obsolete = True
        entry.occurrences, entry.comment = [], ""
        merged.append(entry)
    return merged


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _by_key(old: polib.POFile) -> dict[tuple[str | None, str], polib.POEntry]:
    """What the translators have, each message once, as gettext wants it.

    A translation that is live beats one that is obsolete; of two such, a finished one wins.
    """

    def worth(entry: polib.POEntry) -> tuple[bool, bool, bool]:
        return has_translation(entry), not entry.obsolete, not entry.fuzzy

    best: dict[tuple[str | None, str], polib.POEntry] = {}
    for entry in old:
        known = best.get(_key(entry))
        if known is None or worth(entry) > worth(known):
            best[_key(entry)] = entry
    return best


def _inherit(entry: polib.POEntry, earlier: polib.POEntry) -> None:
    """Give a message an earlier one's translation: finished only if it was so for the same text."""
    entry.tcomment = earlier.tcomment
    if not has_translation(earlier):
        return
    if bool(entry.msgid_plural) is bool(earlier.msgid_plural):
        entry.msgstr = earlier.msgstr
        entry.msgstr_plural = dict(earlier.msgstr_plural)
    elif entry.msgid_plural:
        entry.msgstr_plural = {0: earlier.msgstr}
    else:
        # The other forms have no place any more but for the translator's comments.
        entry.msgstr, *others = filter(has_text, earlier.msgstr_plural.values())
        lines = [" ".join(form.split()) for form in others]
        entry.tcomment = "\n".join(filter(None, (earlier.tcomment, *lines)))
    is_same = _key(entry) == _key(earlier) and entry.msgid_plural == earlier.msgid_plural
    if is_same and not earlier.fuzzy:
        return
    entry.flags.insert(0, "fuzzy")
    if is_same or (earlier.fuzzy and earlier.previous_msgid is not None):
        entry.previous_msgctxt = earlier.previous_msgctxt
        entry.previous_msgid = earlier.previous_msgid
        entry.previous_msgid_plural = earlier.previous_msgid_plural
    else:
        entry.previous_msgid = earlier.msgid
        entry.previous_msgid_plural = earlier.msgid_plural or None


def write(catalogue: polib.POFile, path: Path) -> bool:
    """Write a catalogue if it changed; say whether it did."""
    text = str(catalogue)
    return write_text(path, text if text.endswith("\n") else text + "\n")
