"""All that can be known of a project without a browser: pages, catalogues, language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib
from markdown import Markdown

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogue
from acquit.catalogue.po import is_finished, open_po
from acquit.catalogue.reading import po_paths, read_catalogue
from acquit.problems import Location, Problem, Problems, shortened
from acquit.procedure.extract import page_fingerprint
from acquit.procedure.links import wrong_with_translation
from acquit.procedure.page_checks import wrong_with_tags
from acquit.procedure.structure import differences
from acquit.product import Product, load
from acquit.rules.catalogue_rules import CatalogueRules, RuleProblem
from acquit.rules.glossary import glossary_files, read_glossary, words
from acquit.rules.registry import rules_for
from acquit.rules.rule import Controls
from acquit.rules.spelling import programs
from acquit.site.findings_cache import FindingsCache, Found
from acquit.site.messages import changed_pages, page_files, read_all_pages
from acquit.site.settings import Settings, from_here, name_of

#: What problems go by that no rule of language finds.
PAGE, CATALOGUE, STRUCTURE, STALE = "page", "catalogue", "structure", "stale"
_SNIPPET = b"8<-"
#: What only references of a text tell nothing of: marks of Markdown, tags, links, footnotes.
_MARKUP = re.compile(r"[*_`\[\]<>\\^]|\{[:.#]")


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
        self._cache.save()
        once = {each.problem: each for each in found}
        return [once[problem] for problem in sorted(once)]

    def _check_pages(self) -> Iterator[RuleProblem]:
        present: dict[str, str] = {}
        is_whole = True
        for path in page_files(self.settings):
            name = name_of(path, self.settings.root)

            def find(path: Path = path) -> Found:
                pages, problems = read_all_pages(self.settings, self.product, [path])
                hashed = page_fingerprint(pages[0], self.product) if pages else ""
                return [RuleProblem(PAGE, problem) for problem in problems], hashed

            content = path.read_bytes()
            # What a page takes in of other files isn't known before it is read.
            kept = find() if _SNIPPET in content else self._cache.get(name, content, find)
            found, present[name] = kept
            is_whole = is_whole and not found
            yield from found
        if is_whole:
            for problem in changed_pages(self.settings, present):
                yield RuleProblem(STALE, problem)

    @cached_property
    def _cache(self) -> FindingsCache:
        config = self.settings.config
        salt = [repr(sorted(self.product.controls.items())), repr(self.product.scenarios)]
        salt += [repr(self.product.roles), repr(config.markdown_extensions)]
        salt += [repr(config.mdx_configs)]
        return FindingsCache(self.settings.root / ".acquit/check.json", salt)

    def fix(self) -> Iterator[tuple[Path, int]]:
        """Correct what rules can correct, and yield the files with how many messages changed."""
        for locale in self.locales:
            for path, rules in self._rules(locale):
                if count := rules.fix(path):
                    yield path, count

    def _check_locale(self, locale: str) -> Iterator[RuleProblem]:
        for path, rules in self._rules(locale):

            def find(path: Path = path, rules: CatalogueRules = rules) -> Found:
                return self._check_catalogue(path, rules), ""

            # A translation is held against the labels and terms of its language, too.
            glossary = [each.read_bytes() for each in glossary_files(path.parents[2], locale)]
            content = b"\0".join([path.read_bytes(), repr(rules.controls).encode(), *glossary])
            kept = find() if self.spelling else self._cache.get(str(path), content, find)
            yield from kept[0]

    def _check_catalogue(self, path: Path, rules: CatalogueRules) -> list[RuleProblem]:
        formats = ALL_FORMATS if rules.is_product else OF_PAGES
        try:
            catalogue = open_po(path)
        except Problems as error:
            return [RuleProblem(CATALOGUE, problem) for problem in error.problems]
        wrong = check_catalogue(path, rules.locale, formats, catalogue)
        found = [RuleProblem(CATALOGUE, problem) for problem in wrong]
        if not rules.is_product:
            lost = structure_problems(path, catalogue, self._comparer)
            found += [RuleProblem(STRUCTURE, problem) for problem in lost]
        return [*found, *rules.check(path, catalogue)]

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


def structure_problems(
    path: Path, catalogue: Iterable[polib.POEntry], comparer: Markdown
) -> Iterator[Problem]:
    """Yield what finished translations of pages lose or invent, as a build tells it.

    `comparer` is no page's own instance.
    """
    hint = "a translation keeps the references, bold, code and links of its source"
    for entry in catalogue:
        if entry.obsolete or not is_finished(entry) or entry.msgid_plural:
            continue
        text, location = entry.msgstr, Location(str(path), entry.linenum or 1)
        if _MARKUP.search(entry.msgid + text):
            for what in differences(comparer, entry.msgid, text):
                about = f"the translation of {shortened(entry.msgid)!r} {what}"
                yield Problem(location, about, hint)
        for wrong in (*wrong_with_translation(text), *wrong_with_tags(text)):
            yield wrong.at(location)
