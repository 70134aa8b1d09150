"""The MkDocs plugin: glue between MkDocs' events and the Markdown extension."""

import json
import os
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from acquit import strings
from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogues
from acquit.catalogue.provenance import Record, read_provenance, unknown_pages
from acquit.catalogue.reading import language_tag
from acquit.problems import Problem, Problems, read_text
from acquit.procedure.extension import LOCALE_VARIABLE, ProcedureExtension
from acquit.procedure.metadata import Metadata
from acquit.procedure.page import check_string
from acquit.product import ProductError
from acquit.site.about import about
from acquit.site.languages import folder_name, read_languages, theme_language
from acquit.site.settings import (
    HELP,
    MANIFEST,
    Options,
    addresses,
    default_addresses,
    fill_in,
    from_here,
)

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
        options.source_locale = folder_name(options.source_locale)
        asked = options.locale or os.environ.get(LOCALE_VARIABLE) or options.source_locale
        self.locale = folder_name(asked)
        if self.locale not in options.languages:
            known = ", ".join(options.languages)
            raise PluginError(f"no language {self.locale!r} in mkdocs.yml; there are: {known}")
        self.problems: list[Problem] = []
        self.untranslated: list[Problem] = []
        self.behind: list[Problem] = []
        self.sources: dict[str, str] = {}
        self.metadata: dict[str, Metadata] = {}
        self.procedures: list[dict[str, str]] = []
        self.addresses = addresses(options.servers)
        self.extension = self._extension()
        try:
            self.context = self.extension.context
            self.context.read_catalogues()
            self.problems += self._wrong_in(options.catalogue, OF_PAGES)
            self.doubtful = self._wrong_in(options.product_catalogue, ALL_FORMATS)
        except (Problems, ProductError) as error:
            raise PluginError(str(error)) from error
        self.records: dict[str, Record] = {}
        if self.locale != options.source_locale:
            folder = from_here(self.root, options.catalogue.folder)
            self.records = read_provenance(folder, self.locale, self.problems)
        config.markdown_extensions.append(self.extension)  # type: ignore[arg-type]
        self._set_language(config)
        dirs = config.theme.dirs
        dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, "assets/acquit.css")
        config.site_name = self._site_text(config.site_name)
        if config.copyright:
            config.copyright = self._site_text(config.copyright)
        config.nav = self._translate_nav(config.nav)
        for text in strings.STRINGS:
            self._site_text(text)
        # Bound addresses come first, then the project's own, then the one of `acquit serve`.
        site = self.addresses.get(HELP) or config.site_url or default_addresses({})[HELP]
        self.base = site.rstrip("/") + "/"
        config.site_url = f"{self.base}{self.context.tag}/"
        return config

    def _wrong_in(self, catalogue: Any, formats: frozenset[str]) -> list[Problem]:
        if self.locale == self.config.source_locale:
            return []
        folder = from_here(self.root, catalogue.folder)
        return check_catalogues(folder, catalogue.domain, self.locale, formats)

    def _set_language(self, config: MkDocsConfig) -> None:
        language = theme_language(self.locale, config.theme.dirs)
        config.theme["language"] = language or "en"
        config.theme["acquit_tag"] = self.context.tag
        if language is None:
            tag = self.context.tag
            log.warning(
                f"the theme says nothing in {tag}, and is left in English: put its strings into "
                f"partials/languages/{tag}.html in your custom_dir"
            )

    def _extension(self) -> ProcedureExtension:
        options = self.config
        return ProcedureExtension(
            product=options.product,
            folder=str(from_here(self.root, options.catalogue.folder)),
            domain=options.catalogue.domain,
            product_folder=str(from_here(self.root, options.product_catalogue.folder)),
            product_domain=options.product_catalogue.domain,
            source_locale=options.source_locale,
            locale=self.locale,
            frame=fill_in(options.frame, self.addresses),
            script=fill_in(options.script, self.addresses),
        )

    def _site_text(self, text: str) -> str:
        self.problems += check_string(text, self.context)
        if gap := self.context.gap(text):
            self.untranslated.append(Problem("mkdocs.yml", 1, 1, *gap))
        return self.context.string(text)

    def _translate_nav(self, item: Any) -> Any:
        if isinstance(item, list):
            return [self._translate_nav(entry) for entry in item]
        if isinstance(item, dict):
            return {self._site_text(k): self._translate_nav(v) for k, v in item.items()}
        return item

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Read the page here: MkDocs would stop at the first that isn't UTF-8."""
        if not page.file.abs_src_path:
            return None
        path, text = self._name(page), ""
        try:
            text = read_text(Path(page.file.abs_src_path), path)
        except Problems as error:
            self.problems += error.problems
        self.sources[path] = text
        return text

    def _name(self, page: Page) -> str:
        """The page's file as its writer knows it: relative to the project."""
        source = Path(page.file.abs_src_path or page.file.src_uri)
        return source.relative_to(self.root).as_posix() if source.is_absolute() else str(source)

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Tell the extension which page comes."""
        name = self._name(page)
        record = self.records.get(page.file.src_uri)
        self.extension.open_page(name, self.sources.get(name, markdown), record)
        return None

    def on_page_content(
        self, html: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Collect what rendering found; the short description is the page's meta description."""
        outcome = self.extension.outcome
        self.problems += outcome.problems
        self.untranslated += outcome.untranslated
        self.behind += [outcome.behind] if outcome.behind else []
        if outcome.description:
            page.meta["description"] = str(escape(outcome.description))
        if outcome.page:
            metadata = outcome.page.metadata
            self.metadata[page.file.src_uri] = metadata
            if metadata.author:
                page.meta["author"] = str(escape(metadata.author))
            if not metadata.is_indexed:
                page.meta["search"] = {"exclude": True}
        if outcome.is_procedure:
            page.meta["hide"] = [*page.meta.get("hide", []), "toc"]
            name = page.file.src_uri.removesuffix(".md")
            self.procedures.append({"page": name, "url": page.url})
        return None

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: report everything at once."""
        pages = [file.src_uri for file in files.documentation_pages()]
        self.problems += unknown_pages(self.records.values(), pages)
        if config.strict:
            self.problems += self.untranslated + self.behind + self.doubtful
        if self.problems:
            raise PluginError(str(Problems(self.problems)))
        for problem in self.doubtful:
            log.warning(str(problem))
        env.globals["acquit"] = {"string": self.context.string}

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Link each page to its own translations, by absolute addresses."""
        config.extra["alternate"] = [
            {"lang": language_tag(locale), "name": name, "link": self._address(locale, page)}
            for locale, name in self.config.languages.items()
        ]
        name = page.file.src_uri
        metadata = self.metadata.get(name, Metadata())
        context["acquit_about"] = about(metadata, self.records.get(name), self.context)
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
        name = self.context.string(strings.SEARCH)
        dialog = 'data-md-component="search" role="dialog"'
        output = output.replace(dialog, f'{dialog} aria-label="{name}"')
        # The theme's script asks for a site map beside every `rel="alternate"` that it finds, but
        # ours lead to pages. To browsers and search engines a space in `rel` means nothing.
        return output.replace('<link rel="alternate" href=', '<link rel="alternate " href=')

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Leave a list of the procedures for the walk."""
        manifest = {
            "locale": self.locale,
            "procedures": self.procedures,
            "untranslated": len(self.untranslated),
            "behind": len(self.behind),
        }
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        Path(config.site_dir, MANIFEST).write_text(text, encoding="utf-8")
