"""The MkDocs plugin: glue between MkDocs' events and the Markdown extension."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from acquit import strings
from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogues
from acquit.catalogue.locales import PSEUDO
from acquit.catalogue.provenance import MACHINE, Record, read_provenance, unknown_pages
from acquit.catalogue.records import State
from acquit.problems import Location, Problem, Problems, read_text
from acquit.procedure.metadata import Metadata
from acquit.procedure.translating import check_string
from acquit.product import ProductError
from acquit.site.about import About, about, front_matter, keywords
from acquit.site.alternates import Alternates
from acquit.site.assets import compact
from acquit.site.claiming import Claims
from acquit.site.content_cache import ContentCache
from acquit.site.editions import held_edition
from acquit.site.excluded import outside_menus, warn_of_excluded
from acquit.site.extension import make_extension
from acquit.site.findings import Findings
from acquit.site.languages import set_theme_language
from acquit.site.manifest import listed, root_texts, write_manifest
from acquit.site.menus import Menus
from acquit.site.pages import project_salt
from acquit.site.proofs import ProofsError
from acquit.site.search_folding import fold_accents
from acquit.site.settings import (
    Options,
    addresses,
    choose_language,
    from_here,
    name_of,
    require_statement,
    site_address,
)
from acquit.site.structured_data import how_to
from acquit.site.templates import prepare
from acquit.site.texts import Known, as_html, theme_strings
from acquit.site.theme_output import mended
from acquit.site.wording import name_permalinks, translate

log = get_plugin_logger(__name__)

THEME = Path(__file__).parent.parent / "theme"


@contextmanager
def refused() -> Iterator[None]:
    """Let MkDocs end with what is wrong."""
    try:
        yield
    except (Problems, ProductError, ProofsError) as error:
        raise PluginError(str(error)) from error


class AcquitPlugin(BasePlugin[Options]):
    """One language per build: `acquit build` runs one build for each."""

    @event_priority(100)  # before the search plugin, which asks the theme for its language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the site into the build's language."""
        options = self.config
        self.root = Path(config.config_file_path or ".").resolve().parent
        with refused():
            self.locale = choose_language(options, Path(config.config_file_path or "mkdocs.yml"))
        require_statement(options.statement, Path(config.docs_dir))
        warn_of_excluded()
        self.found = Findings(config.strict)
        self.sources: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.metadata: dict[str, Metadata] = {}
        self.about: dict[str, About] = {}
        self.procedures: list[dict[str, Any]] = []
        with refused():
            self.claims = Claims(self.root, options, datetime.now(UTC).date())
        self.addresses = addresses(options.servers)
        self.known = Known()
        self.extension = make_extension(options, self.locale, self.root, config, self.addresses)
        self.read_catalogues()
        # Pages that the last build found right, and that have not changed, are not checked again.
        salt = project_salt(config, self.context.product)
        self.right = ContentCache(self.root / ".acquit" / "right.json", salt)
        self.extension.right_pages = self.right
        config.markdown_extensions.append(self.extension)  # type: ignore[arg-type]
        set_theme_language(config.theme, self.locale)
        dirs = config.theme.dirs
        dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, "assets/acquit.css")
        translate(config, self._site_text)
        self.known.add(self._site_text(text) for text in strings.STRINGS)
        self.known.add(options.languages.values())
        self.known.add(theme_strings(dirs, config.theme["language"]))
        name_permalinks(config, self.context.string(strings.PERMALINK))
        # An edit of a catalogue is an edit of its pages.
        for catalogue in (options.catalogue, options.product_catalogue):
            path = str(self.root / catalogue.folder)
            if Path(path).is_dir() and path not in config.watch:
                config.watch.append(path)
        site = site_address(self.addresses, config.site_url)
        self.alternates = Alternates(site, options.languages)
        config.site_url = self.alternates.address(self.locale, None)
        return config

    def read_catalogues(self) -> None:
        """Read catalogues, and what is recorded of translations. Raises PluginError."""
        options = self.config
        self.extension.forget_catalogues()
        with refused():
            self.context = self.extension.context
            self.context.read_catalogues()
            self.found.problems += self._wrong_in(options.catalogue, OF_PAGES)
            self.found.doubtful += self._wrong_in(options.product_catalogue, ALL_FORMATS)
        self.records: dict[str, Record] = {}
        if self.locale != options.source_locale:
            folder = from_here(self.root, options.catalogue.folder)
            provenance = read_provenance(folder, self.locale)
            self.records = provenance.records
            self.found.problems += provenance.problems

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
        lost = outside_menus(nav, files)
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
        uri = page.file.src_uri
        if uri not in self.names:
            source = Path(page.file.abs_src_path or uri)
            self.names[uri] = name_of(source, self.root) if source.is_absolute() else str(source)
        return self.names[uri]

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Tell the extension which page comes, or which earlier edition of it."""
        name = self._name(page)
        record = self.records.get(page.file.src_uri)
        source = self.sources.get(name, markdown)
        folder = from_here(self.root, self.config.catalogue.folder)
        with refused():
            edition = held_edition(self.extension, folder, page.file.src_uri, source)
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
            # The title of an empty page is its file's name.
            self.known.add([] if outcome.page.blocks else [str(page.title)])
            if not metadata.is_indexed:
                page.meta["search"] = {"exclude": True}
        if outcome.is_procedure:
            address = self.alternates.address(self.locale, page)
            page.meta["acquit_procedure"] = how_to(
                outcome, str(page.title), address, self.context.tag
            )
            hidden = page.meta.get("hide") or []
            page.meta["hide"] = [*([hidden] if isinstance(hidden, str) else hidden), "toc"]
            name = page.file.src_uri.removesuffix(".md")
            self.procedures.append(listed(name, page.url, outcome.page))
        html, sentence = self.claims.on_page(
            html, self._name(page), page.url, self.extension.context
        )
        self.known.add_html(sentence)
        # Of a foreign theme not all texts are known: only the page's own are held against them.
        return html if config.theme.name == "material" else self._check_texts(html, page)

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: report everything at once."""
        pages = [file.src_uri for file in files.documentation_pages()]
        self.found.problems += unknown_pages(self.records.values(), pages)
        with refused():
            self.found.refuse()
        for problem in self.found.doubtful:
            log.warning(str(problem))
        prepare(env, THEME, self.root / ".acquit" / "templates")
        env.globals["acquit"] = {
            "string": self.context.string,
            "alternates": self.alternates.of,
            "menus": Menus(),
        }

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Link each page to its own translations, by absolute addresses."""
        config.extra["alternate"] = self.alternates.of(page)
        if found := self.about.get(page.file.src_uri):
            context["acquit_about"] = found
            self.known.add(found.sentences)
        if page.file.src_uri == self.config.statement:
            self.known.add_html(tested := self.claims.statement(self.context))
            page.content = (page.content or "") + str(tested)
        context["acquit_default"] = self.alternates.address(self.config.source_locale, page)
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """Leave out of the site map what isn't to be indexed; what is no page leads home."""
        config.extra["alternate"] = self.alternates.of(None)
        if template_name == "sitemap.xml":
            hidden = {name for name, known in self.metadata.items() if not known.is_indexed}
            context["pages"] = [f for f in context["pages"] if f.src_uri not in hidden]
        return context

    def on_post_template(self, output_content: str, **_: Any) -> str:
        """Mend what the theme leaves amiss in what isn't a page."""
        return mended(output_content, self.context.string(strings.SEARCH))

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Mend what the theme leaves amiss."""
        if config.theme.name == "material":
            self._check_texts(output, page)
        return mended(output, self.context.string(strings.SEARCH))

    def _check_texts(self, html: str, page: Page) -> str:
        if self.found.is_strict:
            name = self._name(page)
            source = self.sources.get(name, "")
            self.found.strangers += self.known.problems(html, name, source)
        return html

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Refuse texts that nobody accounts for; leave a list of the procedures for the walk."""
        with refused():
            self.found.refuse()
        self.right.save()
        site = Path(config.site_dir)
        says = root_texts(config.site_name, self.context)
        write_manifest(site, self.locale, self.procedures, self.found, says, self.claims.notes)
        self.claims.write(site, self.locale)
        compact(site)
        fold_accents(site, config.theme["language"])
