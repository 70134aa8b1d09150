"""Bringing a project's catalogues up to date: extract, then merge into each language."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polib

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogues
from acquit.catalogue.locales import chain
from acquit.catalogue.merging import merge, merge_region, new_catalogue, template, write
from acquit.catalogue.po import is_finished
from acquit.catalogue.provenance import behind, read_provenance, unknown_pages
from acquit.catalogue.reading import open_po, po_path, read_catalogue
from acquit.catalogue.records import PERSON
from acquit.problems import Problem, Problems, read_text
from acquit.procedure.extract import (
    page_fingerprint,
    page_messages,
    read_source,
    references,
)
from acquit.procedure.page import Page
from acquit.product import Product, load
from acquit.site.editions import keep_editions
from acquit.site.extract import site_messages
from acquit.site.recording import record
from acquit.site.settings import Settings, from_here, name_of
from acquit.site.stamping import stamp_pages
from acquit.text.references import PARTS

HEADER = "Messages of {}. Comments say where each stands and what each {{name}} is."


def update(settings: Settings, by: str = PERSON) -> Iterator[str]:
    """Update every catalogue and its records, and yield a line for each.

    What was translated since the last time is recorded as made `by` a person, or a machine.
    Then comes one for each page that is behind, and for each translation that can't be right.
    Raises Problems, before anything is written.
    """
    product = load(settings.options.product)
    pages = read_pages(settings, product)
    wrong = _wrong(settings)
    # A region shares the records of its wider language.
    present = {page.path: page_fingerprint(page, product) for page in pages}
    list(changed_pages(settings, present))  # what can't be read is told before anything is written
    for options, pot in (
        (settings.options.product_catalogue, None),
        (settings.options.catalogue, docs_template(settings, product, pages)),
    ):
        folder = settings.root / options.folder
        pot_path = folder / f"{options.domain}.pot"
        if pot is None:
            if not pot_path.exists():  # the product keeps its catalogue in a way of its own
                for locale in settings.languages:
                    if (path := po_path(folder, locale, options.domain)).exists():
                        record(settings, options.domain, folder, open_po(path), locale, by)
                continue
            pot = _without_dates(open_po(pot_path), options.domain)
        write(pot, pot_path)
        for locale in settings.languages:
            if locale != settings.options.source_locale:
                yield _update_locale(settings, product, options.domain, folder, pot, locale, by)
    for locale in settings.languages:
        if locale != settings.options.source_locale:
            for name in stamp_pages(settings, locale, present):
                yield f"{locale}: {name} is recorded as translated"
            for name in keep_editions(settings, locale, pages, product):
                yield f"{locale}: {name} is kept as it is now"
    for problem in dict.fromkeys([*changed_pages(settings, present), *wrong]):
        yield f"{problem.location}: {problem.message}; {problem.hint}"


def _wrong(settings: Settings) -> list[Problem]:
    """Return what can't be right in the catalogues. Raises Problems with what can't be read."""
    found: list[Problem] = []
    unreadable: list[Problem] = []
    options = settings.options
    kinds = ((options.product_catalogue, ALL_FORMATS), (options.catalogue, OF_PAGES))
    for catalogue, formats in kinds:
        folder = from_here(settings.root, catalogue.folder)
        for locale in settings.languages:
            if locale == options.source_locale:
                continue
            try:
                found += check_catalogues(folder, catalogue.domain, locale, formats)
            except Problems as error:
                unreadable += error.problems
    if unreadable:
        raise Problems(unreadable)
    return found


def changed_pages(settings: Settings, present: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what says that a page changed since its translation. Raises Problems.

    `present` are the hashes of the pages as they are, by their files.
    """
    folder = from_here(settings.root, settings.options.catalogue.folder)
    docs = name_of(settings.docs_dir, settings.root)
    present = {path.removeprefix(docs + "/"): hashed for path, hashed in present.items()}
    problems: list[Problem] = []
    for locale in settings.languages:
        if locale == settings.options.source_locale:
            continue
        found = read_provenance(folder, locale)
        problems += found.problems
        problems += unknown_pages(found.records.values(), present)
        for name, page in found.records.items():
            if name in present and (late := behind(page, present[name])):
                yield late
    if problems:
        raise Problems(problems)


def _update_locale(
    settings: Settings,
    product: Product,
    domain: str,
    folder: Path,
    pot: polib.POFile,
    locale: str,
    by: str,
) -> str:
    labels = _labels(settings, product, locale)

    def comment(entry: polib.POEntry) -> str:
        """Beside a source label, translators need the label in their own language."""
        lines = entry.comment.split("\n")
        return "\n".join(line + labels.get(line, "") for line in lines)

    path = po_path(folder, locale, domain)
    is_region = any(wider in settings.languages for wider in chain(locale)[1:])
    merged = (merge_region if is_region else merge)(pot, path, locale, comment)
    changed = write(merged, path)
    record(settings, domain, folder, merged, locale, by)
    current = [entry for entry in merged if not entry.obsolete]
    done = list(filter(is_finished, current))
    fuzzy = sum(entry.fuzzy for entry in current)
    state = "changed" if changed else "unchanged"
    name = path.relative_to(settings.root)
    if is_region:
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


def docs_template(settings: Settings, product: Product, pages: Iterable[Page]) -> polib.POFile:
    """Extract the pages and mkdocs.yml."""
    entries = [
        polib.POEntry(msgid=text, occurrences=[("mkdocs.yml", "")])
        for text in site_messages(settings.config)
    ]
    for page in pages:
        for message in page_messages(page, product):
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


def read_pages(settings: Settings, product: Product) -> list[Page]:
    """Read every page of the project. Raises Problems with all that is wrong in them."""
    pages, problems = read_all_pages(settings, product)
    if problems:
        raise Problems(problems)
    return pages


def read_all_pages(
    settings: Settings, product: Product, paths: Iterable[Path] | None = None
) -> tuple[list[Page], list[Problem]]:
    """Read every page that can be read, or these, and say all that is wrong in them."""
    config = settings.config
    extensions = [str(name) for name in config.markdown_extensions]
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in page_files(settings) if paths is None else paths:
        name = name_of(path, settings.root)
        try:
            source = read_text(path, name)
        except Problems as error:
            problems += error.problems
            continue
        with contextlib.chdir(settings.root):  # where relative paths in options start
            pages.append(read_source(name, source, product, extensions, config.mdx_configs))
        problems += pages[-1].problems
    return pages, problems


def page_files(settings: Settings) -> Iterator[Path]:
    """Yield the pages' files, in their order."""
    for path in sorted(settings.docs_dir.rglob("*.md")):
        if not _is_excluded(settings.config, path.relative_to(settings.docs_dir).as_posix()):
            yield path


def _is_excluded(config: object, name: str) -> bool:
    patterns = getattr(config, "exclude_docs", None)
    return bool(patterns and patterns.match_file(name))


def _without_dates(pot: polib.POFile, domain: str) -> polib.POFile:
    """A product's template as its own tool wrote it, less what changes at every extraction."""
    clean = new_catalogue("", HEADER.format(f"the product ({domain})"))
    for entry in pot:
        entry.occurrences = sorted({(name, "") for name, _ in entry.occurrences})
        clean.append(entry)
    return clean
