"""What each translation was made from, by whom and when: kept by commands, never by hand.

A record holds both texts as hashes: the source that somebody translated, and the translation as it
was then. Where the source is another one now and the translation is the same, nobody has read it
since: only an edit, or a review, makes it current. It lies beside the catalogue, where gettext's
tools, Weblate and Poedit leave it alone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

import polib

from acquit.catalogue.po import has_translation, is_finished, texts
from acquit.files import write_text
from acquit.problems import Location, Problem, Problems, read_text
from acquit.text.days import parse_day

#: Who made a translation, where it was no machine.
PERSON = "person"
_LENGTH = 16
Key = str
Records = Mapping[Key, "MessageRecord"]


class State(StrEnum):
    """What is to be done with a translation: nothing where it is current."""

    CURRENT = "current"
    MACHINE = "machine"
    STALE = "stale"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True)
class MessageRecord:
    """A translation's origin: hashes of the two texts, who made it (a machine's name), the day."""

    source: Key
    translation: str
    by: str
    on: date

    @property
    def is_machine(self) -> bool:
        """Whether no person has edited or reviewed it."""
        return self.by != PERSON


def key(entry: polib.POEntry) -> Key:
    """Return the hash of a message: its context, its text, its plural."""
    return key_of(entry.msgid, entry.msgctxt, entry.msgid_plural)


def key_of(text: str, context: str | None = None, plural: str = "") -> Key:
    """Return the hash of a message."""
    return _hash(context or "", text, plural or "")


def translation_hash(entry: polib.POEntry) -> str:
    """Return the hash of a translation, all its plural forms together."""
    return hash_of(*texts(entry))


def hash_of(*forms: str) -> str:
    """Return the hash of a translation's text, or of its plural forms."""
    return _hash(*forms)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:_LENGTH]


def state(entry: polib.POEntry, records: Records) -> State:
    """Return what is to be done with a message's translation."""
    if not has_translation(entry):
        return State.MISSING
    if not is_finished(entry):
        return State.FUZZY
    return state_of(key(entry), translation_hash(entry), records)


def state_of(message: Key, translation: str, records: Records) -> State:
    """Return what is to be done with a finished translation, by the hashes of both texts."""
    record = records.get(message)
    if record is None or record.translation != translation:
        return State.CURRENT  # edited since the records were kept: by a person
    if record.source != message:
        return State.STALE
    return State.MACHINE if record.is_machine else State.CURRENT


def updated(
    records: Records, catalogue: Iterable[polib.POEntry], by: str, on: date
) -> dict[Key, MessageRecord]:
    """Return the records after a catalogue was merged, and perhaps edited since the last time.

    What was edited was so `by` somebody, `on` a day. A translation that moved to another source
    keeps what it was made from, whether its mark `fuzzy` was taken off or not.
    """
    entries = [entry for entry in catalogue if has_translation(entry)]
    here = {key(entry) for entry in entries if not entry.obsolete}
    moved = {each.translation: each for k, each in records.items() if k not in here}
    found: dict[Key, MessageRecord] = {}
    for entry in entries:
        own, translation = key(entry), translation_hash(entry)
        record = records.get(own)
        if record is None:
            # Whose source changed is the same translation under another key.
            record = moved.get(translation)
        if record is None or (record.translation != translation and is_finished(entry)):
            made_from = own if is_finished(entry) else _previous(entry) or own
            record = MessageRecord(made_from, translation, by, on)
        found[own] = record
    return found


def _previous(entry: polib.POEntry) -> Key | None:
    if entry.previous_msgid is None:
        return None
    context = entry.previous_msgctxt or entry.msgctxt
    return key_of(entry.previous_msgid, context, entry.previous_msgid_plural or "")


def reviewed(records: Records, entry: polib.POEntry, on: date) -> dict[Key, MessageRecord]:
    """Return the records after a person has read a message's two texts, and found them right."""
    record = MessageRecord(key(entry), translation_hash(entry), PERSON, on)
    return {**records, key(entry): record}


def records_path(folder: Path, locale: str, domain: str) -> Path:
    """Return where a catalogue's records lie."""
    return folder / locale / records_name(domain)


def records_name(domain: str) -> str:
    """Return what the file is called, in the language's folder."""
    return f"{domain}.records.json"


def read_records(path: Path) -> dict[Key, MessageRecord]:
    """Read a catalogue's records; none where none were kept. Raises Problems."""
    if not path.exists():
        return {}
    try:
        listed = json.loads(read_text(path, str(path)))
        return {each: _record(found) for each, found in listed.items()}
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        hint = "take the file as git has it: commands write it, nobody by hand"
        problem = Problem(Location(str(path)), f"not the records of a catalogue: {error}", hint)
        raise Problems([problem]) from error


def _record(found: Mapping[str, str]) -> MessageRecord:
    day = parse_day(found["on"])
    if day is None:
        raise ValueError(f"{found['on']!r} is no day")
    return MessageRecord(found["source"], found["translation"], found["by"], day)


def write_records(path: Path, records: Records) -> bool:
    """Write records, a line each, if they changed; say whether they did."""
    lines = [
        f"  {json.dumps(each)}: {json.dumps(_as_dict(record), ensure_ascii=False)}"
        for each, record in sorted(records.items())
    ]
    return write_text(path, "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n")


def _as_dict(record: MessageRecord) -> dict[str, str]:
    return {
        "source": record.source,
        "translation": record.translation,
        "by": record.by,
        "on": record.on.isoformat(),
    }


def renamed(
    records: Records, before: Iterable[polib.POEntry], after: Iterable[polib.POEntry]
) -> dict[Key, MessageRecord]:
    """Return the records after a control got another name, which is no change of a text.

    The entries are the same catalogue's, in the same order.
    """
    both = list(zip(before, after, strict=True))
    keys = {key(old): key(new) for old, new in both}
    hashes = {translation_hash(old): translation_hash(new) for old, new in both}
    return {
        keys.get(each, each): replace(
            record,
            source=keys.get(record.source, record.source),
            translation=hashes.get(record.translation, record.translation),
        )
        for each, record in records.items()
    }
