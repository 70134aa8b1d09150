"""All that can be known of a project without a browser: pages, catalogues, language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markdown import Markdown

from acquit.catalogue.reading import po_paths, read_catalogue
from acquit.product import Product, load
from acquit.rules.catalogue_rules import CatalogueRules, RuleProblem, as_stored, restored
from acquit.rules.glossary import glossary_files, read_glossary, words
from acquit.rules.registry import rules_for
from acquit.rules.rule import Controls
from acquit.rules.spelling import programs
from acquit.site.catalogue_checking import CatalogueChecker
from acquit.site.content_cache import ContentCache
from acquit.site.link_checking import LinkChecker
from acquit.site.messages import changed_pages, read_all_provenance
from acquit.site.pages import (
    known_pages,
    outside_nav,
    project_salt,
)
from acquit.site.settings import Settings, from_here

#: What problems of pages go by.
PAGE, STALE = "page", "stale"


@dataclass(frozen=True)
class Checker:
    """Checks a project; `locales` are the translations that are looked at.

    Spelling is looked at where a program knows the language, and what it says is never kept.
    """

    settings: Settings
    locales: Sequence[str]
    spelling: bool = False

    @cached_property
    def product(self) -> Product:
        """What the pages name controls of."""
        return load(self.settings.options.product)

    def check(self) -> list[RuleProblem]:
        """Return what is wrong, as a reader goes through the files, each once.

        What was found in files that haven't changed since the last check is kept.
        """
        found = [*self._check_pages()]
        for locale in self.locales:
            found += self._check_locale(locale)
        if not self.spelling:
            self._cache.save(is_whole=False)
        once = {each.problem: each for each in found}
        return [once[problem] for problem in sorted(once)]

    def _check_pages(self) -> Iterator[RuleProblem]:
        pages = list(known_pages(self.settings, self.product))
        wrong = [problem for page in pages for problem in page.problems]
        wrong += outside_nav(self.settings, [page.path for page in pages])
        wrong += LinkChecker(self.settings, pages).check()
        found = [RuleProblem(PAGE, problem) for problem in wrong]
        yield from found
        if not any(page.problems for page in pages):
            present = {page.path: page.fingerprint for page in pages}
            provenance = read_all_provenance(self.settings, self.locales)
            for problem in changed_pages(self.settings, present, provenance):
                yield RuleProblem(STALE, problem)

    @cached_property
    def _salt(self) -> list[str]:
        """What decides how texts are compared."""
        return project_salt(self.settings.config, self.product)

    @cached_property
    def _cache(self) -> ContentCache:
        return ContentCache(self.settings.root / ".acquit/check.json", [])

    def fix(self) -> Iterator[tuple[Path, int]]:
        """Correct what rules can correct, and yield the files with how many messages changed."""
        for locale in self.locales:
            for path, rules in self._rules(locale):
                if count := rules.fix(path):
                    yield path, count

    def _check_locale(self, locale: str) -> Iterator[RuleProblem]:
        for path, rules in self._rules(locale):
            # A translation is held against the labels and terms of its language, too.
            glossary = [each.read_bytes() for each in glossary_files(path.parents[2], locale)]
            salt = (locale, repr(rules.controls), *(repr(each) for each in glossary), *self._salt)
            kept = None if self.spelling else self.settings.root / ".acquit/check"
            checker = CatalogueChecker(rules, self._comparer, kept, salt)

            def find(path: Path = path, checker: CatalogueChecker = checker) -> list[Any]:
                return [as_stored(each) for each in checker.check(path)]

            content = "\0".join(salt).encode("utf-8") + path.read_bytes()
            found = find() if self.spelling else self._cache.get(str(path), content, find)
            yield from map(restored, found)

    def _rules(self, locale: str) -> Iterator[tuple[Path, CatalogueRules]]:
        """Yield a language's own catalogues, and the rules for each."""
        options = self.settings.options
        folder = from_here(self.settings.root, options.product_catalogue.folder)
        labels = read_catalogue(folder, options.product_catalogue.domain, locale)
        controls = self.product.controls
        labelled = Controls(
            kinds={name: control.kind for name, control in controls.items()},
            labels={name: labels.text(each.label, name) for name, each in controls.items()},
            sources={name: control.label for name, control in controls.items()},
        )
        for catalogue in (options.catalogue, options.product_catalogue):
            folder = from_here(self.settings.root, catalogue.folder)
            terms = read_glossary(folder, locale)
            rules = rules_for(locale, terms)
            known = words(terms) if self.spelling and programs(locale) else None
            is_product = catalogue is options.product_catalogue
            for owner, path in po_paths(folder, catalogue.domain, locale):
                if owner == locale:
                    yield path, CatalogueRules(locale, rules, labelled, is_product, known)

    @cached_property
    def _comparer(self) -> Markdown:
        config = self.settings.config
        extensions = [str(name) for name in config.markdown_extensions]
        return Markdown(extensions=extensions, extension_configs=config.mdx_configs)
