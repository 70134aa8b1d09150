"""All that can be known of a project without a browser: pages, catalogues, language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown import Markdown

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogue
from acquit.catalogue.po import is_finished, open_po
from acquit.catalogue.reading import po_paths, read_catalogue
from acquit.problems import Location, Problem, Problems, shortened
from acquit.procedure.links import wrong_with_translation
from acquit.procedure.page_checks import wrong_with_tags
from acquit.procedure.structure import differences
from acquit.product import Product, load
from acquit.rules.catalogue_rules import CatalogueRules, RuleProblem
from acquit.rules.glossary import read_glossary
from acquit.rules.registry import rules_for
from acquit.rules.rule import Controls
from acquit.site.messages import changed_pages, read_pages
from acquit.site.settings import Settings, from_here

#: What problems go by that no rule of language finds.
PAGE, CATALOGUE, STRUCTURE, STALE = "page", "catalogue", "structure", "stale"
#: What only references of a text tell nothing of: marks of Markdown, tags, links, footnotes.
_MARKUP = re.compile(r"[*_`\[\]<>\\^]|\{[:.#]")


@dataclass(frozen=True)
class Checker:
    """Checks a project; `locales` are those that are looked at, but the source's."""

    settings: Settings
    locales: tuple[str, ...] = ()

    @cached_property
    def product(self) -> Product:
        """What the pages name controls of."""
        return load(self.settings.options.product)

    def check(self) -> Iterator[RuleProblem]:
        """Yield what is wrong, first of the pages, then of each language's catalogues."""
        try:
            pages = read_pages(self.settings, self.product)
        except Problems as error:
            yield from (RuleProblem(PAGE, problem) for problem in error.problems)
        else:
            for problem in changed_pages(self.settings, self.product, pages):
                yield RuleProblem(STALE, problem)
        for locale in self._translations():
            yield from self._check_locale(locale)

    def fix(self) -> Iterator[tuple[Path, int]]:
        """Correct what rules can correct, and yield the files with how many messages changed."""
        for locale in self._translations():
            for path, rules in self._rules(locale):
                if count := rules.fix(path):
                    yield path, count

    def _translations(self) -> Iterator[str]:
        source = self.settings.options.source_locale
        yield from (each for each in self.locales or self.settings.languages if each != source)

    def _check_locale(self, locale: str) -> Iterator[RuleProblem]:
        for path, rules in self._rules(locale):
            formats = ALL_FORMATS if rules.is_product else OF_PAGES
            try:
                found = [RuleProblem(CATALOGUE, p) for p in check_catalogue(path, locale, formats)]
                if not rules.is_product:
                    found += [
                        RuleProblem(STRUCTURE, p) for p in structure_problems(path, self._comparer)
                    ]
                yield from (*found, *rules.check(path))
            except Problems as error:
                yield from (RuleProblem(CATALOGUE, problem) for problem in error.problems)

    def _rules(self, locale: str) -> Iterator[tuple[Path, CatalogueRules]]:
        """Yield a language's own catalogues, and the rules for each."""
        options = self.settings.options
        folder = from_here(self.settings.root, options.product_catalogue.folder)
        labels = read_catalogue(folder, options.product_catalogue.domain, locale)
        controls = self.product.controls
        known = Controls(
            kinds={name: control.kind for name, control in controls.items()},
            labels={name: labels.text(each.label, name) for name, each in controls.items()},
            sources={name: control.label for name, control in controls.items()},
        )
        for catalogue in (options.catalogue, options.product_catalogue):
            folder = from_here(self.settings.root, catalogue.folder)
            rules = rules_for(locale, read_glossary(folder, locale))
            is_product = catalogue is options.product_catalogue
            for owner, path in po_paths(folder, catalogue.domain, locale):
                if owner == locale:
                    yield path, CatalogueRules(locale, rules, known, is_product)

    @cached_property
    def _comparer(self) -> Markdown:
        config = self.settings.config
        extensions = [str(name) for name in config.markdown_extensions]
        return Markdown(extensions=extensions, extension_configs=config.mdx_configs)


def structure_problems(path: Path, comparer: Markdown) -> Iterator[Problem]:
    """Yield what finished translations of pages lose or invent, as a build tells it.

    `comparer` is no page's own instance. Raises Problems where the catalogue can't be read.
    """
    hint = "a translation keeps the references, bold, code and links of its source"
    for entry in open_po(path):
        if entry.obsolete or not is_finished(entry) or entry.msgid_plural:
            continue
        text, location = entry.msgstr, Location(str(path), entry.linenum or 1)
        if _MARKUP.search(entry.msgid + text):
            for what in differences(comparer, entry.msgid, text):
                about = f"the translation of {shortened(entry.msgid)!r} {what}"
                yield Problem(location, about, hint)
        for wrong in (*wrong_with_translation(text), *wrong_with_tags(text)):
            yield wrong.at(location)


def in_order(found: Iterable[RuleProblem]) -> list[RuleProblem]:
    """Return problems as a reader goes through the files, each once."""
    once = {each.problem: each for each in found}
    return [once[problem] for problem in sorted(once)]
