"""A page's last complete edition in a language: what readers get while its translation waits.

It lies beside the catalogue as `editions/<page>.md`, the source as it was when each of its messages
was translated, and `editions/<page>.po`, their translations.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from acquit.catalogue.merging import new_catalogue, write
from acquit.catalogue.po import open_po, texts
from acquit.catalogue.reading import Catalogue, Key, Translation, chain
from acquit.catalogue.records import State, key_of
from acquit.files import write_text
from acquit.problems import Location, Problem, read_text
from acquit.procedure.context import HOLD, Context
from acquit.procedure.extension import ProcedureExtension
from acquit.procedure.extract import page_messages, read_source
from acquit.procedure.page import Page
from acquit.site.pages import KnownPage
from acquit.site.recording import Recorded
from acquit.site.settings import Settings, fallback_of, from_here, name_of

FOLDER = "editions"
_HEADER = "A page as it was when all of it was translated. `acquit sync` writes it."
#: States of a translation that readers may be shown.
_COMPLETE = frozenset((State.CURRENT, State.MACHINE))


@dataclass(frozen=True)
class Edition:
    """A page as it was: where it lies, its source, and what that says in its language."""

    path: str
    source: str
    catalogue: Catalogue

    def problem(self, page: str) -> Problem:
        """Say that readers get it in the place of the page as it is now."""
        message = f"{page} isn’t translated as it is now: its last complete edition is shown"
        return Problem(Location(self.path), message, "translate what has changed, then run sync")


def _paths(folder: Path, locale: str, name: str) -> tuple[Path, Path]:
    source = folder / locale / FOLDER / name
    return source, source.with_suffix(".po")


def keep_editions(settings: Settings, found: Recorded, pages: Iterable[KnownPage]) -> Iterator[str]:
    """Keep each page that is complete in a language which holds editions, and yield its name.

    `found` is the language's catalogue. Raises Problems.
    """
    locale = found.locale
    if fallback_of(settings.options, locale) != HOLD:
        return
    folder = from_here(settings.root, settings.options.catalogue.folder)
    docs = name_of(settings.docs_dir, settings.root)
    known = {key_of(e.msgid, e.msgctxt, e.msgid_plural): e for e in found.entries}
    for page in pages:
        entries = [known.get(key_of(m.text, m.context)) for m in page.messages]
        complete = [each for each in entries if each and found.state(each) in _COMPLETE]
        if not entries or len(complete) < len(entries):
            continue
        name = page.path.removeprefix(docs + "/")
        source_path, path = _paths(folder, locale, name)
        catalogue = new_catalogue(locale, _HEADER)
        for each in {id(each): each for each in complete}.values():
            catalogue.append(
                polib.POEntry(msgid=each.msgid, msgctxt=each.msgctxt, msgstr=each.msgstr)
            )
        text = read_text(settings.root / page.path, page.path)
        if any([write_text(source_path, text), write(catalogue, path)]):
            yield name


def read_edition(folder: Path, locale: str, name: str) -> Edition | None:
    """Return a page's last complete edition; None where none was kept. Raises Problems.

    A region has its wider language's.
    """
    for owner in chain(locale):
        source_path, path = _paths(folder, owner, name)
        if source_path.exists() and path.exists():
            break
    else:
        return None
    messages: dict[Key, Translation] = {}
    for entry in open_po(path):
        location = Location(str(path), entry.linenum or 1)
        messages[entry.msgctxt, entry.msgid] = Translation(texts(entry)[0], owner, location)
    source = read_text(source_path, str(source_path))
    return Edition(str(source_path), source, Catalogue(locale, messages))


def held_edition(
    extension: ProcedureExtension, folder: Path, name: str, source: str
) -> Edition | None:
    """Return the edition that readers get in the place of a page, which isn't translated as it is.

    None where its language holds none, where the page is complete, and where the product isn't as
    the edition says any more. `folder` is that of the catalogues. Raises Problems.
    """
    extension.forget_edition()
    context = extension.context
    if context.fallback != HOLD or context.is_variant:
        return None
    edition = read_edition(folder, context.locale, name)

    def read(text: str) -> Page:
        get = extension.getConfig
        options = get("extensions"), get("extension_configs")
        return read_source(name, text, context.product, *options)

    if edition is None or _is_complete(read(source), context):
        return None
    return None if read(edition.source).problems else edition


def _is_complete(page: Page, context: Context) -> bool:
    for message in page_messages(page, context.product):
        found = context.catalogue.find(message.text, message.context)
        if found is None or context.state(message.text, found, message.context) is State.STALE:
            return False
    return True
