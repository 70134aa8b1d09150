"""How far each page's translation is, and what there is to do, message by message."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import polib

from acquit.catalogue.records import State, key
from acquit.problems import shortened
from acquit.site.recording import Recorded, recorded
from acquit.site.settings import Settings
from acquit.text.references import mentions

#: What waits for somebody, the most urgent first.
WAITING = (State.MISSING, State.FUZZY, State.STALE, State.MACHINE)


@dataclass(frozen=True)
class Waiting:
    """A message that waits for somebody: where, why, and what changed in its source."""

    path: str
    line: int
    state: State
    source: str
    translation: str
    #: The old source and the new, by words: `[-old-] {+new+}`; empty where the old isn't known.
    difference: str = ""
    #: Controls whose labels were translated otherwise after this message was translated.
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageStatus:
    """A page, or what no page holds, in one language: how many messages are in each state."""

    page: str
    counts: dict[State, int]
    waiting: tuple[Waiting, ...]

    @property
    def total(self) -> int:
        """How many messages it has."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class LanguageStatus:
    """A language's pages, then its product."""

    locale: str
    pages: tuple[PageStatus, ...]


def status(settings: Settings, locales: Sequence[str]) -> Iterator[LanguageStatus]:
    """Yield how far the languages are. Raises Problems."""
    for locale in locales:
        labels = recorded(settings, locale, is_product=True)
        pages = recorded(settings, locale)
        found: list[PageStatus] = []
        if pages is not None:
            found += _by_page(pages, labels)
        if labels is not None:
            found.append(_page(labels.path.name, labels.entries, labels, None))
        yield LanguageStatus(locale, tuple(found))


def _by_page(pages: Recorded, labels: Recorded | None) -> Iterator[PageStatus]:
    for name, entries in pages.by_page().items():
        yield _page(name, entries, pages, labels)


def _page(
    name: str, entries: Sequence[polib.POEntry], found: Recorded, labels: Recorded | None
) -> PageStatus:
    states = [(entry, found.state(entry)) for entry in entries]
    counts = Counter(state for _, state in states)
    waiting = []
    for entry, state in states:
        changed = _changed_labels(entry, found, labels)
        if state in WAITING or changed:
            old = entry.previous_msgid
            difference = word_difference(old, entry.msgid) if old else ""
            where = (str(found.path), entry.linenum or 1)
            waiting.append(Waiting(*where, state, entry.msgid, entry.msgstr, difference, changed))
    return PageStatus(name, {state: counts[state] for state in State}, tuple(waiting))


def _changed_labels(
    entry: polib.POEntry, found: Recorded, labels: Recorded | None
) -> tuple[str, ...]:
    """The controls of a message whose labels are younger than its translation."""
    own = found.records.get(key(entry))
    if own is None or labels is None:
        return ()
    days = {
        each.msgctxt: record.on
        for each in labels.entries
        if each.msgctxt and (record := labels.records.get(key(each)))
    }
    named = dict.fromkeys(mention.name for mention in mentions(entry.msgid))
    return tuple(name for name in named if name in days and days[name] > own.on)


def word_difference(old: str, new: str) -> str:
    """Return what changed, word by word, as git marks it: `[-old-]`, `{+new+}`."""
    before, after = old.split(), new.split()
    pieces: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += before[a:b]
            continue
        pieces += [f"[-{' '.join(before[a:b])}-]"] if b > a else []
        pieces += [f"{{+{' '.join(after[c:d])}+}}"] if d > c else []
    return " ".join(pieces)


def as_text(found: LanguageStatus) -> Iterator[str]:
    """A line for each page, then what is to do."""
    yield f"{found.locale}:"
    width = max((len(page.page) for page in found.pages), default=0)
    for page in found.pages:
        waits = [f"{page.counts[state]} {state}" for state in WAITING if page.counts[state]]
        done = page.total - sum(page.counts[state] for state in WAITING)
        said = "".join(f"  {each}" for each in waits)
        yield f"  {page.page:{width}}  {done} of {page.total}{said}"
    told: set[tuple[str, int]] = set()
    waiting = [each for page in found.pages for each in page.waiting]
    made = len({(each.path, each.line) for each in waiting if each.state is State.MACHINE})
    if made:
        yield f"  {made} made by a machine wait for a review: `acquit review PAGE --locale …`"
    for each in waiting:
        if each.state is State.MACHINE and not each.labels:
            continue
        if (each.path, each.line) in told:  # several pages may have a message
            continue
        told.add((each.path, each.line))
        yield f"{each.path}:{each.line}: {each.state}: {shortened(each.source)!r}"
        if each.difference:
            yield f"  {each.difference}"
        if each.labels:
            yield f"  its labels changed: {', '.join(each.labels)}"


def as_dict(found: LanguageStatus) -> dict[str, object]:
    """The same for programs."""
    return {
        "locale": found.locale,
        "pages": [
            {
                "page": page.page,
                "total": page.total,
                **{str(state): count for state, count in page.counts.items()},
                "waiting": [
                    {
                        "path": each.path,
                        "line": each.line,
                        "state": str(each.state),
                        "source": each.source,
                        "translation": each.translation,
                        "difference": each.difference,
                        "labels": list(each.labels),
                    }
                    for each in page.waiting
                ],
            }
            for page in found.pages
        ],
    }
