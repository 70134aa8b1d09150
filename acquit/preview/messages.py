"""What a writer is told of each message: its texts, where they stand, their state, the notes."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polib

from acquit.catalogue.locales import PSEUDO, chain
from acquit.catalogue.po import texts
from acquit.catalogue.pseudo import pseudo_catalogue
from acquit.catalogue.reading import open_po
from acquit.site.recording import recorded
from acquit.site.settings import Settings, from_here

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Message:
    """A message in one language.

    `texts` are its translations, one for each plural form; `source_locations` is where its source
    is written, `location` where its translation is: both as `path:line`, or a path.
    """

    source: str
    context: str = ""
    texts: tuple[str, ...] = ()
    source_locations: tuple[str, ...] = ()
    location: str = ""
    state: str = ""
    note: str = ""
    #: What was translated, where the source is another one now.
    previous_source: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it for a script; what isn't known is left out."""
        return {name: value for name, value in asdict(self).items() if value}


def read_messages(
    settings: Settings, locale: str, *, is_product: bool = False
) -> dict[Key, Message]:
    """Return what a language's catalogues say, those of its wider languages last.

    In the source language, and in pseudo-languages, that is the template. Raises Problems.
    """
    found: dict[Key, Message] = {}
    if locale == settings.options.source_locale or locale in PSEUDO:
        every = _of_template(settings, locale, is_product)
    else:
        every = _of_catalogues(settings, locale, is_product)
    for message in every:
        found.setdefault((message.context or None, message.source), message)
    return found


def _of_template(settings: Settings, locale: str, is_product: bool) -> Iterator[Message]:
    options = settings.options.product_catalogue if is_product else settings.options.catalogue
    path = from_here(settings.root, options.folder) / f"{options.domain}.pot"
    if not path.is_file():
        return
    pot = open_po(path)
    translated = pseudo_catalogue(pot, locale) if locale in PSEUDO else pot
    for entry, made in zip(pot, translated, strict=True):
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        shown = texts(made) if locale in PSEUDO else sources
        yield _message(entry, tuple(shown), "", "")


def _of_catalogues(settings: Settings, locale: str, is_product: bool) -> Iterator[Message]:
    for name in chain(locale):
        catalogue = recorded(settings, name, is_product=is_product)
        if catalogue is None:
            continue
        for entry in catalogue.entries:
            shown = tuple(filter(None, texts(entry)))
            location = f"{catalogue.path}:{entry.linenum}"
            yield _message(entry, shown, location, catalogue.state(entry))


def _message(entry: polib.POEntry, shown: tuple[str, ...], location: str, state: str) -> Message:
    places = (f"{name}:{line}" if line else name for name, line in entry.occurrences)
    return Message(
        source=entry.msgid,
        context=entry.msgctxt or "",
        texts=shown,
        source_locations=tuple(places),
        location=location,
        state=str(state),
        note="\n".join(filter(None, (entry.tcomment, entry.comment))),
        previous_source=entry.previous_msgid or "",
    )


def as_json(messages: Mapping[Key, Message]) -> list[dict[str, Any]]:
    """Return messages for a script."""
    return [message.as_dict() for message in messages.values()]
