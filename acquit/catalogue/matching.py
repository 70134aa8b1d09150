"""Which lost translation a new message inherits, as a proposal that a person must confirm."""

from collections.abc import Sequence

import polib
from rapidfuzz import fuzz, process

from acquit.catalogue.po import texts
from acquit.text.references import mentions, substitute

#: Below this likeness, of 100, a translation is no help to the translator.
LIKENESS = 75.0
#: Shorter messages are alike by chance.
LEAST_WORDS = 4


class LostTranslations:
    """Translations whose messages are gone."""

    def __init__(self, entries: Sequence[polib.POEntry]):
        self._entries = entries
        self._texts = [entry.msgid for entry in entries]
        self._by_skeleton: dict[tuple[str | None, str], polib.POEntry] = {}
        for entry in entries:
            self._by_skeleton.setdefault((entry.msgctxt, _skeleton(entry.msgid)), entry)

    def nearest(self, fresh: polib.POEntry) -> polib.POEntry | None:
        """Return what a message may inherit; None where nothing is near enough.

        Of one that differs in its references only they are put into the translation. One that
        differs in its words must have the same references.
        """
        if len(fresh.msgid.split()) < LEAST_WORDS:
            return None
        same = self._by_skeleton.get((fresh.msgctxt, _skeleton(fresh.msgid)))
        if same is not None and same.msgid != fresh.msgid:
            return _with_references(same, fresh)
        names = _names(fresh.msgid)
        found = process.extract(
            fresh.msgid, self._texts, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=20
        )
        for _, _, index in found:  # the likest first
            entry = self._entries[index]
            if entry.msgctxt == fresh.msgctxt and _names(entry.msgid) == names:
                return entry
        return None


def _skeleton(text: str) -> str:
    return substitute(text, lambda _: "{}")


def _names(text: str) -> list[str]:
    return sorted(mention.written for mention in mentions(text))


def _with_references(entry: polib.POEntry, fresh: polib.POEntry) -> polib.POEntry | None:
    """Return a copy with the references of another message; None where one would be two."""
    pairs = zip(mentions(entry.msgid), mentions(fresh.msgid), strict=True)
    renamed: dict[str, str] = {}
    for old, new in pairs:
        if renamed.setdefault(old.written, new.written) != new.written:
            return None
    moved = [
        substitute(text, lambda mention: renamed.get(mention.written, mention.written))
        for text in texts(entry)
    ]
    copied = polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        tcomment=entry.tcomment,
        flags=list(entry.flags),
        previous_msgid=entry.previous_msgid,
        previous_msgctxt=entry.previous_msgctxt,
        previous_msgid_plural=entry.previous_msgid_plural,
    )
    if entry.msgid_plural:
        copied.msgstr_plural = dict(zip(sorted(entry.msgstr_plural), moved, strict=True))
    else:
        copied.msgstr = moved[0]
    return copied
