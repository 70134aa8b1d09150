"""The MkDocs plugin: glue between MkDocs' events and the Markdown extension."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from acquit import strings
from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogues
from acquit.catalogue.locales import PSEUDO
from acquit.catalogue.provenance import MACHINE, Record, read_provenance, unknown_pages
from acquit.catalogue.reading import language_tag
from acquit.catalogue.records import State
from acquit.problems import Location, Problem, Problems, read_text
from acquit.procedure.extension import LOCALE_VARIABLE
from acquit.procedure.metadata import Metadata
from acquit.procedure.page import check_string
from acquit.product import ProductError
from acquit.site.about import About, about, front_matter, keywords
from acquit.site.editions import held_edition
from acquit.site.excluded import warn_of_excluded
from acquit.site.extension import make_extension
from acquit.site.findings import Findings
from acquit.site.languages import (
    PSEUDO_NAMES,
    PSEUDO_VARIABLE,
    folder_name,
    read_languages,
    set_theme_language,
)
from acquit.site.settings import (
    HELP,
    MANIFEST,
    Options,
    addresses,
    default_addresses,
    from_here,
    name_of,
)
from acquit.site.texts import Known, as_html, theme_strings
from acquit.site.wording import translate

log = get_plugin_logger(__name__)

THEME = Path(__file__).parent.parent / "theme"


class AcquitPlugin(BasePlugin[Options]):
    """One language per build: `acquit build` runs one build for each."""

    @event_priority(100)  # before the search plugin, which asks the theme for its language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the site into the build's language."""
        options = self.config
        self.root = Path(config.config_file_path or ".").resolve().parent
        try:
            config_file = Path(config.config_file_path or "mkdocs.yml")
            options.languages = read_languages(options.languages, config_file)
        except Problems as error:
            raise PluginError(str(error)) from error
        if os.environ.get(PSEUDO_VARIABLE):
            options.languages.update(PSEUDO_NAMES)
        options.source_locale = folder_name(options.source_locale)
        wanted = options.locale or os.environ.get(LOCALE_VARIABLE) or options.source_locale
        self.locale = folder_name(wanted)
        if self.locale not in options.languages:
            known = ", ".join(options.languages)
            raise PluginError(f"no language {self.locale!r} in mkdocs.yml; there are: {known}")
        warn_of_excluded()
        self.found = Findings(config.strict)
        self.sources: dict[str, str] = {}
        self.metadata: dict[str, Metadata] = {}
        self.about: dict[str, About] = {}
        self.procedures: list[dict[str, str]] = []
        self.addresses = addresses(options.servers)
        self.known = Known()
        self.extension = make_extension(options, self.locale, self.root, config, self.addresses)
        self.read_catalogues()
        config.markdown_extensions.append(self.extension)  # type: ignore[arg-type]
        set_theme_language(config.theme, self.locale)
        dirs = config.theme.dirs
        dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, "assets/acquit.css")
        translate(config, self._site_text)
        self.known.add(self._site_text(text) for text in strings.STRINGS)
        self.known.add(options.languages.values())
        self.known.add(theme_strings(dirs, config.theme["language"]))
        self._name_permalinks(config)
        # An edit of a catalogue is an edit of its pages.
        for catalogue in (options.catalogue, options.product_catalogue):
            path = str(self.root / catalogue.folder)
            if Path(path).is_dir() and path not in config.watch:
                config.watch.append(path)
        # Bound addresses come first, then the project's own, then the one of `acquit serve`.
        site = self.addresses.get(HELP) or config.site_url or default_addresses({})[HELP]
        self.base = site.rstrip("/") + "/"
        config.site_url = f"{self.base}{self.context.tag}/"
        return config

    def read_catalogues(self) -> None:
        """Read catalogues, and what is recorded of translations. Raises PluginError."""
        options = self.config
        self.extension.forget_catalogues()
        try:
            self.context = self.extension.context
            self.context.read_catalogues()
            self.found.problems += self._wrong_in(options.catalogue, OF_PAGES)
            self.found.doubtful += self._wrong_in(options.product_catalogue, ALL_FORMATS)
        except (Problems, ProductError) as error:
            raise PluginError(str(error)) from error
        self.records: dict[str, Record] = {}
        if self.locale != options.source_locale:
            folder = from_here(self.root, options.catalogue.folder)
            provenance = read_provenance(folder, self.locale)
            self.records = provenance.records
            self.found.problems += provenance.problems

    def _name_permalinks(self, config: MkDocsConfig) -> None:
        toc = config.mdx_configs.get("toc") or {}
        if toc.get("permalink") and "permalink_title" not in toc:
            toc["permalink_title"] = self.context.string(strings.PERMALINK)

    def _wrong_in(self, catalogue: Any, formats: frozenset[str]) -> list[Problem]:
        if self.locale in (self.config.source_locale, *PSEUDO):
            return []
        folder = from_here(self.root, catalogue.folder)
        return check_catalogues(folder, catalogue.domain, self.locale, formats)

    def _site_text(self, text: str) -> str:
        """Return a text of mkdocs.yml in the build's language: templates take it for HTML."""
        self.found.problems += check_string(text, self.context)
        if gap := self.context.gap(text):
            self.found.untranslated.append(gap.at(Location("mkdocs.yml")))
        shown = as_html(self.context.string(text), text)
        self.known.add([shown])
        return shown

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Tell of pages that no reader will find."""
        there = {page.file.src_uri for page in nav.pages}
        pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
        lost = [file.src_uri for file in pages if file.src_uri not in there]
        if config.nav is not None and lost:
            self.found.notes.append(f"missing from `nav` in mkdocs.yml: {', '.join(lost)}")

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Read the page here: MkDocs would stop at the first that isn't UTF-8."""
        if not page.file.abs_src_path:
            return None
        path, text = self._name(page), ""
        try:
            text = read_text(Path(page.file.abs_src_path), path)
        except Problems as error:
            self.found.problems += error.problems
        self.sources[path] = text
        return text

    def _name(self, page: Page) -> str:
        """The page's file as its writer knows it: relative to the project."""
        source = Path(page.file.abs_src_path or page.file.src_uri)
        return name_of(source, self.root) if source.is_absolute() else str(source)

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Tell the extension which page comes, or which earlier edition of it."""
        name = self._name(page)
        record = self.records.get(page.file.src_uri)
        source = self.sources.get(name, markdown)
        folder = from_here(self.root, self.config.catalogue.folder)
        try:
            edition = held_edition(self.extension, folder, page.file.src_uri, source)
        except Problems as error:
            raise PluginError(str(error)) from error
        if edition is None:
            self.extension.open_page(name, source, record)
            return None
        self.found.behind.append(edition.problem(name))
        self.extension.open_page(edition.path, edition.source, None, edition.catalogue)
        self.sources[name] = edition.source
        markdown, page.meta = get_data(edition.source)
        return markdown

    def on_page_content(
        self, html: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Collect what rendering found; the short description is the page's meta description."""
        outcome = self.extension.outcome
        self.found.add(outcome)
        self.known.add(escape(text) for text in outcome.texts)
        if outcome.description:
            page.meta["description"] = str(escape(outcome.description))
        record = self.records.get(page.file.src_uri)
        if record and State.MACHINE in outcome.states:  # a message of it, or of its region's words
            record = replace(record, translation=MACHINE)
        if outcome.page:
            metadata = outcome.page.metadata
            self.metadata[page.file.src_uri] = metadata
            context = self.extension.context
            page.meta.update(front_matter(metadata, context))
            self.known.add(str(page.meta[n]) for n in ("title", "description") if n in page.meta)
            self.known.add(escape(word) for word in keywords(metadata, context))
            self.about[page.file.src_uri] = about(metadata, record, context)
            if not outcome.page.blocks:  # the title of an empty page is its file's name
                self.known.add([str(page.title)])
            if not metadata.is_indexed:
                page.meta["search"] = {"exclude": True}
        if outcome.is_procedure:
            page.meta["acquit_procedure"] = True
            hidden = page.meta.get("hide") or []
            page.meta["hide"] = [*([hidden] if isinstance(hidden, str) else hidden), "toc"]
            name = page.file.src_uri.removesuffix(".md")
            self.procedures.append({"page": name, "url": page.url})
        if not self._knows_theme(config):
            self._check_texts(html, page)
        return None

    def _knows_theme(self, config: MkDocsConfig) -> bool:
        """Whether all texts of the theme are known; else only what the page itself says is held
        against them."""
        return config.theme.name == "material"

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: report everything at once."""
        pages = [file.src_uri for file in files.documentation_pages()]
        self.found.problems += unknown_pages(self.records.values(), pages)
        self._refuse()
        for problem in self.found.doubtful:
            log.warning(str(problem))
        env.globals["acquit"] = {"string": lambda text: self.context.string(text)}

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Link each page to its own translations, by absolute addresses."""
        config.extra["alternate"] = [
            {"lang": language_tag(locale), "name": name, "link": self._address(locale, page)}
            for locale, name in self.config.languages.items()
        ]
        if found := self.about.get(page.file.src_uri):
            context["acquit_about"] = found
            self.known.add(found.sentences)
        context["acquit_default"] = self._address(self.config.source_locale, page)
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """Leave out of the site map what search engines are told not to index."""
        if template_name == "sitemap.xml":
            hidden = {name for name, known in self.metadata.items() if not known.is_indexed}
            context["pages"] = [f for f in context["pages"] if f.src_uri not in hidden]
        return context

    def _address(self, locale: str, page: Page) -> str:
        return f"{self.base}{language_tag(locale)}/{page.url.removeprefix('./')}"

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Mend what the theme leaves amiss: an unnamed dialog, requests for lists we don't have."""
        if self._knows_theme(config):
            self._check_texts(output, page)
        name = escape(self.context.string(strings.SEARCH))
        dialog = 'data-md-component="search" role="dialog"'
        output = output.replace(dialog, f'{dialog} aria-label="{name}"')
        # The theme's script asks for a site map beside every `rel="alternate"` that it finds, but
        # ours lead to pages. To browsers and search engines a space in `rel` means nothing.
        return output.replace('<link rel="alternate" href=', '<link rel="alternate " href=')

    def _check_texts(self, html: str, page: Page) -> None:
        if self.found.is_strict:
            name = self._name(page)
            source = self.sources.get(name, "")
            self.found.strangers += self.known.problems(html, name, source)

    def _refuse(self) -> None:
        try:
            self.found.refuse()
        except Problems as error:
            raise PluginError(str(error)) from error

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Refuse texts that nobody accounts for; leave a list of the procedures for the walk."""
        self._refuse()
        manifest = {
            "locale": self.locale,
            "procedures": self.procedures,
            "untranslated": len(self.found.untranslated),
            "behind": len(self.found.behind),
            "notes": self.found.notes,
        }
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        Path(config.site_dir, MANIFEST).write_text(text, encoding="utf-8")
