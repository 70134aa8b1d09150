"""Messages come, go, change and return; translators finish some. Nothing is lost, or invented."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from acquit.catalogue.merging import merge, template, write
from acquit.catalogue.po import has_text, has_translation, is_finished, open_po, texts


class Key(NamedTuple):
    """What a translation belongs to."""

    context: str | None
    text: str
    plural: str


def key(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt, entry.msgid, entry.msgid_plural)


#: Some are alike, and inherit from each other; some differ only in context, or in being plural.
MESSAGES = [
    Key(None, "Pay the invoice before the end of the month.", ""),
    Key(None, "Pay the invoice after the end of the month.", ""),
    Key(None, "Pay the invoices after the end of the month.", ""),
    Key("button", "Pay the invoice after the end of the month.", ""),
    Key(None, "Select {pay}, then the {card} that you pay with.", ""),
    Key(None, "Select {pay}, then the {card} you pay with.", ""),
    Key(None, "Pay", ""),
    Key("button", "Pay", ""),
    Key(None, "{n} invoice is due at the end of the month", ""),
    Key(None, "{n} invoice is due at the end of the month", "{n} invoices are due then"),
    Key(None, "{n} invoice is due at the end of the month", "{n} invoices are due"),
    Key(None, 'A "quoted" \\ text\nof two lines', ""),
]

written = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from(["\\", '"', "\n", "\t", "\u2028", "\x0b", "\x85", "\u00a0", "-", " "]),
    ),
    max_size=130,
) | st.sampled_from(["", " ", "\u00a0", "Payez la facture.", "Payez, puis choisissez {card}."])


@dataclass
class Work:
    """What a translator does to one message of the catalogue."""

    index: int
    forms: tuple[str, str]
    marks: str


@dataclass
class Round:
    """The messages of the pages, a page may say one twice; then what the translators do."""

    messages: list[Key]
    work: list[Work] = field(default_factory=list)


works = st.builds(
    Work,
    st.integers(0, 20),
    st.tuples(written, written),
    st.sampled_from(["finished", "finished", "fuzzy", "unchanged fuzzy"]),
)


def one_of_each(keys: list[Key]) -> list[Key]:
    """A message is singular or plural, not both at once."""
    found: dict[tuple[str | None, str], Key] = {}
    return [each for each in keys if found.setdefault(each[:2], each) == each]


rounds = st.builds(
    Round,
    st.lists(st.sampled_from(MESSAGES), max_size=9).map(one_of_each),
    st.lists(works, max_size=6),
)


def pages(messages: list[Key]) -> polib.POFile:
    """A template as extraction makes it."""
    return template(
        [
            polib.POEntry(msgid=text, msgctxt=context, msgid_plural=plural)
            for context, text, plural in messages
        ],
        "Test.",
    )


class Office:
    """The translators' office: it knows what was finished, and for which message."""

    def __init__(self, path: Path):
        self.path = path
        self.finished: dict[Key, list[str]] = {}
        self.order: list[Key] = []
        self.fuzzy: dict[Key, tuple[list[str], str | None]] = {}

    def merge(self, messages: list[Key]) -> None:
        write(merge(pages(messages), self.path, "fr", lambda entry: entry.comment), self.path)
        once = self.path.read_bytes()
        again = merge(pages(messages), self.path, "fr", lambda entry: entry.comment)
        assert not write(again, self.path)
        assert self.path.read_bytes() == once
        self.check(messages)

    def check(self, messages: list[Key]) -> None:
        found = open_po(self.path)
        live = [entry for entry in found if not entry.obsolete]
        obsolete = [entry for entry in found if entry.obsolete]
        assert [key(entry) for entry in live] == list(dict.fromkeys(messages))
        assert len({key(entry)[:2] for entry in found}) == len(found)
        for entry in live:
            if is_finished(entry):
                assert texts(entry) == self.finished.get(key(entry)), "nobody finished this"
        kept = {key(entry): entry for entry in found}
        same_message = {key(entry)[:2]: entry for entry in live}
        for each, forms in list(self.finished.items()):
            if each in kept:
                assert is_finished(kept[each])
                assert texts(kept[each]) == forms
            else:  # the message has become plural, or is no longer: what was said is there
                entry = same_message[each[:2]]
                assert entry.fuzzy
                said = [*texts(entry), *entry.tcomment.split("\n")]
                assert forms[0] in said
                del self.finished[each]
        for each, (forms, previous) in self.fuzzy.items():
            if each in kept:
                entry = kept[each]
                assert (entry.fuzzy, texts(entry), entry.previous_msgid) == (True, forms, previous)
        self.remember(found)
        names = [key(entry) for entry in obsolete]
        stayed = [each for each in self.order if each in names]
        assert [each for each in names if each in stayed] == stayed
        self.order = names

    def remember(self, catalogue: polib.POFile) -> None:
        self.fuzzy = {
            key(entry): (texts(entry), entry.previous_msgid)
            for entry in catalogue
            if entry.fuzzy and has_translation(entry)
        }

    def do(self, work: list[Work]) -> None:
        catalogue = open_po(self.path)
        live = [entry for entry in catalogue if not entry.obsolete]
        for each in work if live else ():
            entry = live[each.index % len(live)]
            if each.marks != "unchanged fuzzy":
                self.translate(entry, each.forms)
            entry.fuzzy = each.marks != "finished"
            self.finished.pop(key(entry), None)
            if is_finished(entry):
                self.finished[key(entry)] = texts(entry)
        write(catalogue, self.path)
        self.remember(catalogue)
        for entry in open_po(self.path):  # what was written is what is read
            if not entry.obsolete and key(entry) in self.finished:
                assert texts(entry) == self.finished[key(entry)]

    def translate(self, entry: polib.POEntry, forms: tuple[str, str]) -> None:
        if entry.msgid_plural:
            entry.msgstr_plural = dict(enumerate(forms))
        else:
            entry.msgstr = forms[0]


@settings(max_examples=200)
@given(st.lists(rounds, min_size=2, max_size=6))
def test_nothing_is_lost_and_nothing_is_invented(history):
    with TemporaryDirectory() as folder:
        office = Office(Path(folder, "fr", "LC_MESSAGES", "docs.po"))
        for each in history:
            office.merge(each.messages)
            office.do(each.work)
        office.merge(MESSAGES[:9])
        office.merge([])
        office.merge(MESSAGES[:9])


@settings(max_examples=300)
@given(written)
def test_what_is_written_is_read(text):
    """Also what polib takes for the end of a line."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        catalogue = pages([Key(None, "Pay", "")])
        catalogue[0].msgstr = text
        catalogue[0].previous_msgid = text
        catalogue[0].flags = ["fuzzy"]
        write(catalogue, path)
        (read,) = open_po(path)
        assert (read.msgstr, read.previous_msgid) == (text, text)
        assert has_text(text) is any(c.isprintable() and not c.isspace() for c in read.msgstr)
