"""Bringing a project's catalogues up to date: extract, then merge into each language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES
from acquit.catalogue.locales import chain
from acquit.catalogue.merging import merge, merge_region, new_catalogue, template, write
from acquit.catalogue.po import is_finished
from acquit.catalogue.provenance import Provenance, behind, read_provenance, unknown_pages
from acquit.catalogue.reading import open_po, po_path, read_catalogue
from acquit.catalogue.records import PERSON, read_records, records_path
from acquit.problems import Problem, Problems
from acquit.procedure.extract import references
from acquit.product import Product, load
from acquit.site.catalogues import Catalogues
from acquit.site.editions import keep_editions
from acquit.site.extract import site_messages
from acquit.site.pages import KnownPage, known_pages
from acquit.site.recording import Recorded, record
from acquit.site.settings import Settings, from_here, name_of, translations
from acquit.site.stamping import Commits, stamp_pages
from acquit.text.references import PARTS

HEADER = "Messages of {}. Comments say where each stands and what each {{name}} is."


def update(settings: Settings, by: str = PERSON) -> Iterator[str]:
    """Update every catalogue and its records, and yield a line for each.

    What was translated since the last time is recorded as made `by` a person, or a machine.
    Then comes one for each page that is behind, and for each translation that can't be right.
    Raises Problems, before anything is written.
    """
    product = load(settings.options.product)
    pages = list(known_pages(settings, product))
    if problems := [problem for page in pages for problem in page.problems]:
        raise Problems(problems)
    catalogues = Catalogues(settings)
    present = {page.path: page.fingerprint for page in pages}
    provenance = read_all_provenance(settings)
    list(changed_pages(settings, present, provenance))  # raises before anything is written
    found: dict[str, Recorded] = {}
    for options, pot in (
        (settings.options.product_catalogue, None),
        (settings.options.catalogue, docs_template(settings, pages)),
    ):
        folder = settings.root / options.folder
        pot_path = folder / f"{options.domain}.pot"
        if pot is None:
            if not pot_path.exists():  # the product keeps its catalogue in a way of its own
                for locale in settings.languages:
                    if old := catalogues.at(po_path(folder, locale, options.domain)):
                        record(settings, options.domain, folder, old, locale, by)
                continue
            pot = _without_dates(open_po(pot_path), options.domain)
        write(pot, pot_path)
        for locale in translations(settings):
            merging = _Merging(settings, product, options.domain, folder, locale)
            merged, is_changed = merging.merge(pot, catalogues)
            record(settings, options.domain, folder, merged, locale, by)
            found[locale] = merging.recorded(merged)
            yield merging.line(merged, is_changed)
    commits, is_stamped = Commits(settings), False
    for locale in found:
        # Of a region's pages the wider language says where they come from.
        if not any(wider in found for wider in chain(locale)[1:]):
            own = provenance[locale]
            for line in stamp_pages(settings, found[locale], present, own, commits):
                is_stamped = True
                yield line
        for name in keep_editions(settings, found[locale], pages):
            yield f"{locale}: {name} is complete: this edition is kept for readers"
    catalogues.keep()
    provenance = read_all_provenance(settings) if is_stamped else provenance
    late = changed_pages(settings, present, provenance)
    for problem in dict.fromkeys([*late, *catalogues.wrong]):
        yield f"{problem.location}: {problem.message}; {problem.hint}"


def read_all_provenance(
    settings: Settings, locales: Iterable[str] | None = None
) -> dict[str, Provenance]:
    """Return what is recorded of pages, by the language (each, or these) that they are put into."""
    folder = from_here(settings.root, settings.options.catalogue.folder)
    chosen = translations(settings) if locales is None else locales
    return {locale: read_provenance(folder, locale) for locale in chosen}


def changed_pages(
    settings: Settings, present: Mapping[str, str], provenance: Mapping[str, Provenance]
) -> Iterator[Problem]:
    """Yield what says that a page changed since its translation. Raises Problems.

    `present` are the hashes of the pages as they are, by their files.
    """
    docs = name_of(settings.docs_dir, settings.root)
    present = {path.removeprefix(docs + "/"): hashed for path, hashed in present.items()}
    problems: list[Problem] = []
    for found in provenance.values():
        problems += found.problems
        problems += unknown_pages(found.records.values(), present)
        for name, page in found.records.items():
            if name in present and (late := behind(page, present[name])):
                yield late
    if problems:
        raise Problems(problems)


@dataclass(frozen=True)
class _Merging:
    """Bringing one language's catalogue of a domain up to date with its template."""

    settings: Settings
    product: Product
    domain: str
    folder: Path
    locale: str

    @property
    def formats(self) -> frozenset[str]:
        """The formats of placeholders that its messages may have."""
        is_product = self.domain == self.settings.options.product_catalogue.domain
        return ALL_FORMATS if is_product else OF_PAGES

    @property
    def path(self) -> Path:
        return po_path(self.folder, self.locale, self.domain)

    @property
    def is_region(self) -> bool:
        """Whether a wider language of the project says what it doesn't."""
        return any(wider in self.settings.languages for wider in chain(self.locale)[1:])

    def merge(self, pot: polib.POFile, catalogues: Catalogues) -> tuple[polib.POFile, bool]:
        """Return the merged catalogue, and whether that changed its file."""
        labels = _labels(self.settings, self.product, self.locale)

        def comment(entry: polib.POEntry) -> str:
            """Beside a source label, translators need the label in their own language."""
            lines = entry.comment.split("\n")
            return "\n".join(line + labels.get(line, "") for line in lines)

        old = catalogues.at(self.path)
        known = {(e.msgctxt, e.msgid): e.flags for e in old or () if not e.obsolete}
        join = merge_region if self.is_region else merge
        merged = join(pot, self.path, self.locale, comment, old)
        # A merge makes nothing wrong but by what comes back, and by flags that are new.
        finished = [entry for entry in merged if not entry.obsolete and is_finished(entry)]
        fresh = [e for e in finished if known.get((e.msgctxt, e.msgid)) != e.flags]
        is_changed = write(merged, self.path)
        catalogues.written(self.path, self.locale, self.formats, fresh)
        return merged, is_changed

    def recorded(self, merged: polib.POFile) -> Recorded:
        """Return what was merged, with its records."""
        records = records_path(self.folder, self.locale, self.domain)
        current = [entry for entry in merged if not entry.obsolete]
        return Recorded(self.locale, self.path, records, current, read_records(records))

    def line(self, merged: polib.POFile, is_changed: bool) -> str:
        """Say how far it is."""
        current = [entry for entry in merged if not entry.obsolete]
        done = list(filter(is_finished, current))
        fuzzy = sum(entry.fuzzy for entry in current)
        state = "changed" if is_changed else "unchanged"
        name = self.path.relative_to(self.settings.root)
        if self.is_region:
            return f"{name}: {len(done)} of its own, {fuzzy} fuzzy ({state})"
        return f"{name}: {len(done)} of {len(current)} translated, {fuzzy} fuzzy ({state})"


def _labels(settings: Settings, product: Product, locale: str) -> dict[str, str]:
    options = settings.options.product_catalogue
    catalogue = read_catalogue(settings.root / options.folder, options.domain, locale)
    found = {}
    for name, control in product.controls.items():
        label = catalogue.find(control.label, name)
        for part in PARTS:
            written = f"{{{name}.{part}}}" if part else f"{{{name}}}"
            for line in references(written, product):
                found[line] = f" → “{label.text}”" if label else " → not yet translated"
    return found


def docs_template(settings: Settings, pages: Iterable[KnownPage]) -> polib.POFile:
    """Extract the pages and mkdocs.yml."""
    entries = [
        polib.POEntry(msgid=text, occurrences=[("mkdocs.yml", "")])
        for text in site_messages(settings.config)
    ]
    for page in pages:
        for message in page.messages:
            comment = "\n".join(dict.fromkeys(message.comments))
            entries.append(
                polib.POEntry(
                    msgid=message.text,
                    msgctxt=message.context,
                    comment=comment,
                    occurrences=[(page.path, "")],
                )
            )
    return template(entries, HEADER.format("the pages"))


def _without_dates(pot: polib.POFile, domain: str) -> polib.POFile:
    """A product's template as its own tool wrote it, less what changes at every extraction."""
    clean = new_catalogue("", HEADER.format(f"the product ({domain})"))
    for entry in pot:
        entry.occurrences = sorted({(name, "") for name, _ in entry.occurrences})
        clean.append(entry)
    return clean
