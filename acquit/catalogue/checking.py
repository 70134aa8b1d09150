"""What gettext's tools would refuse of a catalogue, and what they let pass: told with its line."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from acquit.catalogue.locales import chain, known
from acquit.catalogue.placeholders import BRACES, PERCENT, wrong_braces, wrong_percents
from acquit.catalogue.plurals import numbers_of_forms, read_rule, usual_header
from acquit.catalogue.po import has_text, header_line, open_po
from acquit.catalogue.reading import po_paths
from acquit.problems import Location, Problem, Wrong, shortened

#: What fills in the product's messages; the pages' hold references only, and a % is a sign there.
ALL_FORMATS = frozenset((PERCENT, BRACES))
OF_PAGES = frozenset((BRACES,))

#: Unicode's category Cc.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_FORMATS = {PERCENT: wrong_percents, BRACES: wrong_braces}


def check_catalogues(
    folder: Path, domain: str, locale: str, formats: frozenset[str] = ALL_FORMATS
) -> list[Problem]:
    """Check the catalogues that `locale` reads: its own and the wider ones. Raises Problems."""
    return [
        problem
        for owner, path in po_paths(folder, domain, locale)
        for problem in check_catalogue(path, owner, formats)
    ]


def check_catalogue(
    path: Path,
    locale: str,
    formats: frozenset[str] = ALL_FORMATS,
    catalogue: polib.POFile | None = None,
) -> list[Problem]:
    """Check headers, plural forms, and each finished message.

    `catalogue` is what stands there, where it is read already. Raises Problems.
    """
    catalogue = open_po(path) if catalogue is None else catalogue
    problems = check_header(path, locale, catalogue)
    count = None if problems else number_of_forms_in(catalogue)
    for entry in catalogue:
        if entry.obsolete or entry.fuzzy:
            continue
        location = Location(str(path), entry.linenum or 1)
        problems += [wrong.at(location) for wrong in wrong_with_entry(entry, count, formats)]
    return problems


def check_header(path: Path, locale: str, catalogue: polib.POFile) -> list[Problem]:
    """Return what is wrong with a catalogue's header."""
    return [
        wrong.at(Location(str(path), header_line(path, name)))
        for name, wrong in _header(catalogue, locale)
    ]


def _header(catalogue: polib.POFile, locale: str) -> Iterator[tuple[str, Wrong]]:
    """Yield the names of headers, and what is wrong with each."""
    header = {name.lower(): value for name, value in catalogue.metadata.items()}
    charset = re.search(r"charset=([^\s;]*)", header.get("content-type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        message = f"the header says charset={shortened(charset[1], 20)}, but the file is UTF-8"
        yield "Content-Type", Wrong(message, "write charset=UTF-8")
    language = header.get("language", "").replace("-", "_")
    if language and not _agree(language, locale):
        message = f"the header says Language: {shortened(language, 20)}, in the folder of {locale}"
        hint = f"write Language: {locale}, or put the file where it belongs"
        yield "Language", Wrong(message, hint)
    usual = f"write Plural-Forms: {usual_header(locale)}"
    if "plural-forms" not in header:
        if any(entry.msgid_plural for entry in catalogue if not entry.obsolete):
            message = "the header has no Plural-Forms, and there are plurals"
            yield "Plural-Forms", Wrong(message, usual)
        return
    try:
        count, _ = read_rule(header["plural-forms"])
    except ValueError as error:
        message = f"gettext can't use the header Plural-Forms: {error}"
        yield "Plural-Forms", Wrong(message, usual)
        return
    if count not in numbers_of_forms(locale):
        wanted = " or ".join(map(str, sorted(numbers_of_forms(locale))))
        message = f"the header Plural-Forms has {count} forms; {locale} has {wanted}"
        yield "Plural-Forms", Wrong(message, usual)


def _agree(language: str, locale: str) -> bool:
    """Whether a header names the folder's language, its region or its script left out or not."""
    return known(language) is not None and (language in chain(locale) or locale in chain(language))


def number_of_forms_in(catalogue: polib.POFile) -> int | None:
    """Return how many plural forms a catalogue's header says; None where it doesn't."""
    header = catalogue.metadata.get("Plural-Forms")
    return read_rule(header)[0] if header else None


def wrong_with_entry(
    entry: polib.POEntry, count: int | None, formats: frozenset[str]
) -> Iterator[Wrong]:
    """Yield what is wrong with a message, which has so many forms (None: nobody knows)."""
    about = f"the translation of {shortened(entry.msgid)!r}"
    forms = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    if not any(map(has_text, forms.values())):
        return
    if entry.msgid_plural and count and sorted(forms) != list(range(count)):
        hint = f"give it msgstr[0] to msgstr[{count - 1}]" if count > 1 else "give it msgstr[0]"
        yield Wrong(f"{about} has {len(forms)} plural forms, not {count}", hint)
    sources = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    for form in filter(has_text, forms.values()):
        for flag in formats.intersection(entry.flags):
            for wrong in _FORMATS[flag](sources, form):
                yield Wrong(f"{about} {wrong}", _HINTS[flag])
        for wrong in _characters(sources, form, formats):
            yield Wrong(f"{about} {wrong}", "take it out, or mend it as its source has it")


_HINTS = {
    PERCENT: "write the placeholders as the source has them, and a percent sign as %%",
    BRACES: "a translation keeps the references, bold, code and links of its source",
}


def _characters(sources: tuple[str, ...], form: str, formats: frozenset[str]) -> Iterator[str]:
    """Yield the control characters that no source has; a page's text may be wrapped."""
    wanted = set("".join(sources)) | (set() if PERCENT in formats else set("\n\t"))
    for character in sorted({*_CONTROL.findall(form)} - wanted):
        yield f"has the control character U+{ord(character):04X}"
    for where, ends in (("begins", str.startswith), ("ends", str.endswith)):
        if ends(form, "\n") and not any(ends(source, "\n") for source in sources):
            yield f"{where} with a line break that its source doesn't have"
        if not ends(form, "\n") and all(ends(source, "\n") for source in sources):
            yield f"{where} without the line break of its source"
