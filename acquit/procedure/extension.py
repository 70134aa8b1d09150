"""The Python-Markdown extension: the same under MkDocs, ProperDocs and Zensical."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from acquit import strings
from acquit.catalogue.provenance import Record, behind
from acquit.catalogue.reading import Catalogue
from acquit.problems import Problem, Problems, shortened
from acquit.procedure.context import BLOCK, Context
from acquit.procedure.extract import DEFAULT_EXTENSIONS, page_fingerprint
from acquit.procedure.frontmatter import split
from acquit.procedure.lookalikes import check_includes
from acquit.procedure.page import Page, read_page
from acquit.procedure.rendering import PRIORITY, ReferencePattern
from acquit.procedure.source import Body, Source
from acquit.procedure.texts import own_text, spoken_texts, unread_mark
from acquit.procedure.translated_text import restore
from acquit.procedure.translating import Outcome, render
from acquit.product import load

#: Which extension of pymdownx makes something of marks that Markdown leaves as they are.
_MARKS = {"++": "keys", "==": "mark", "~": "tilde", "^": "caret", ":": "emoji"}
#: The reader's language, where the host's options can't say it.
LOCALE_VARIABLE = "ACQUIT_LOCALE"


class RightPages(Protocol):
    """The contents of pages in which nothing was found to be wrong."""

    def knows(self, name: str, content: bytes) -> bool: ...  # noqa: D102
    def keep(self, name: str, content: bytes) -> None: ...  # noqa: D102


class ProcedureExtension(Extension):
    """Turns references into labels, blocks into the reader's language, lists into steps.

    A host that strips the front matter or knows the file's name says so with `open_page` before
    each page; it then collects `outcome.problems` itself. Without it the text that comes in is
    the whole page, and problems are raised.
    """

    def __init__(self, **options: Any):
        self.config = {
            "product": ["", "Dotted path of the module in which the product describes itself"],
            "folder": ["locales", "Folder of the pages' catalogues"],
            "domain": ["docs", "Domain of the pages' catalogues"],
            "product_folder": ["locales", "Folder of the product's catalogues"],
            "product_domain": ["widget", "Domain of the product's catalogues"],
            "source_locale": ["en", "Language that the pages are written in"],
            "locale": ["", "Language of the reader (default: ACQUIT_LOCALE, or the source's)"],
            "frame": [
                "",
                "Address of the widget: {locale}, {scenario}, {role} and {page} filled in",
            ],
            "account": ["", "Address of a reader's own account: {locale} and {screen} filled in"],
            "account_frame": [
                "",
                "Address that shows it in the frame: {locale} and {screen} filled in",
            ],
            "fallback": [BLOCK, "Where a source has changed: block, keep or hold"],
            "extensions": [list(DEFAULT_EXTENSIONS), "The host's other extensions"],
            "extension_configs": [{}, "Their options"],
        }
        super().__init__(**options)
        self.outcome = Outcome()
        self._context: Context | None = None
        #: What an earlier edition of a page is rendered with.
        self._edition: Context | None = None
        self._opened: tuple[str, str] | None = None
        self.record: Record | None = None
        self.elements: list[Element] = []
        #: Where it is kept which pages are right; everything that decides it is theirs to know.
        self.right_pages: RightPages | None = None
        #: Whether each block says which message of the page it is: for previews.
        self.marks_messages = False

    @cached_property
    def comparer(self) -> Markdown:
        """Parses what is compared: made as a page's own instance is, and never one.

        Raises whatever an extension raises that can't be made.
        """
        get = self.getConfig
        return Markdown(extensions=get("extensions"), extension_configs=get("extension_configs"))

    @property
    def context(self) -> Context:
        """What pages are rendered with, read on first use."""
        if self._context is None:
            get = self.getConfig
            source = get("source_locale")
            self._context = Context(
                product=load(get("product")),
                locale=get("locale") or os.environ.get(LOCALE_VARIABLE) or source,
                source_locale=source,
                folder=Path(get("folder")),
                domain=get("domain"),
                product_folder=Path(get("product_folder")),
                product_domain=get("product_domain"),
                frame=get("frame"),
                account=get("account"),
                account_frame=get("account_frame"),
                fallback=get("fallback"),
            )
        return self._edition or self._context

    def forget_edition(self) -> None:
        """Say what the catalogues say now."""
        self._edition = None

    def forget_catalogues(self) -> None:
        """Read catalogues anew for the pages that come next."""
        self._context = self._edition = None

    def open_page(
        self,
        path: str,
        source: str,
        record: Record | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        """Say which page comes next, its whole source, and where its translation comes from.

        An earlier edition of a page has a `catalogue` of its own.
        """
        self._opened = (path, source)
        self.forget_edition()
        self._edition = self.context.saying(catalogue) if catalogue else None
        self.record = record
        self.outcome = Outcome()
        if not split(source)[1].strip():  # Python-Markdown doesn't parse a page that is empty
            page = self.read(Element("div"), source)
            self.outcome = render(page, self.context, [], self.comparer)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102
        md.registerExtension(self)
        keeper = _Keeper(md)
        body = Body(md)
        md.preprocessors.register(keeper, "acquit", 40)
        md.preprocessors.register(body, "acquit-body", Body.PRIORITY)
        md.treeprocessors.register(_Translator(md, self, keeper, body), "acquit", 40)
        md.treeprocessors.register(_Restorer(md), "acquit-restore", _Restorer.PRIORITY)
        md.treeprocessors.register(_Listener(md, self), "acquit-texts", 4)
        md.inlinePatterns.register(ReferencePattern(md, self.elements), "acquit", PRIORITY)

    def reset(self) -> None:  # noqa: D102
        self.elements.clear()

    def read(
        self, md_root: Element, text: str, body: str | None = None, raw: Iterable[object] = ()
    ) -> Page:
        """Read the page whose block tree is `md_root`; see `read_page`."""
        path, source = self._opened or ("<page>", text)
        content, right = "\0".join((source, text, body or "")).encode("utf-8"), self.right_pages
        is_right = right is not None and right.knows(path, content)
        product = self.context.product
        page = read_page(path, source, md_root, product, body, raw, is_right=is_right)
        if right is not None and not page.problems:
            right.keep(path, content)
        return page

    def behind(self, page: Page) -> Problem | None:
        """Say that the page has changed since its translation; None if it hasn't."""
        if self.record is None:
            return None
        return behind(self.record, page_fingerprint(page, self.context.product))

    @property
    def source(self) -> str:
        """The page's whole source, where a host has handed it over."""
        return self._opened[1] if self._opened else ""

    @property
    def is_edition(self) -> bool:
        """Whether it is an earlier edition of the page."""
        return self._edition is not None

    @property
    def is_opened(self) -> bool:
        """Whether a host named the page, and so takes its problems."""
        return self._opened is not None


class _Keeper(Preprocessor):
    """Keeps the source for the cursor, and takes off front matter that no host has read."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        # Markdown itself evens line ends out later.
        self.text = "\n".join(lines).replace("\r", "").removeprefix("\ufeff")
        return split(self.text)[1].split("\n")


class _Translator(Treeprocessor):
    """Runs between block parsing and inline parsing (priority 20)."""

    def __init__(self, md: Markdown, extension: ProcedureExtension, keeper: _Keeper, body: Body):
        super().__init__(md)
        self.extension = extension
        self.keeper = keeper
        self.body = body

    def run(self, root: Element) -> None:
        extension = self.extension
        raw = self.md.htmlStash.rawHtmlBlocks
        page = extension.read(root, self.keeper.text, self.body.text, raw)
        if "snippet" in self.md.preprocessors:
            _, text, first_line = split(extension.source or self.keeper.text)
            snippets: Any = self.md.preprocessors["snippet"]
            folders = [Path(folder) for folder in snippets.base_path]
            page.problems += check_includes(Source(page.path, text, first_line), folders)
        late = extension.behind(page)
        notices = [strings.BEHIND] if late or extension.is_edition else []
        if extension.record and extension.record.is_machine:
            notices.insert(0, strings.MACHINE_TRANSLATED)
        outcome = render(
            page,
            extension.context,
            extension.elements,
            extension.comparer,
            notices,
            self.md.references,
        )
        if extension.marks_messages:
            for number, block in enumerate(page.blocks):
                block.element.set("data-message", str(number))
        outcome.behind = late
        outcome.texts.update(_name_ways_back(root, extension.context))
        extension.outcome = outcome
        if outcome.problems and not extension.is_opened:
            raise Problems(outcome.problems)


def _name_ways_back(root: Element, context: Context) -> Iterator[str]:
    """Put the titles that the extension footnotes writes into the reader's language."""
    for link in root.iter("a"):
        if "footnote-backref" in (link.get("class") or "").split():
            number = re.sub(r"\D", "", link.get("title") or "")
            title = context.string(strings.FOOTNOTE_BACK).replace("{number}", number)
            link.set("title", title)
            yield title


class _Restorer(Treeprocessor):
    """Runs after attr_list (priority 8), to which a brace would be its own, and before toc (5)."""

    PRIORITY = 7

    def run(self, root: Element) -> None:
        restore(root)


class _Listener(Treeprocessor):
    """Notes what the page says; runs last, when attribute lists are gone (priority 8)."""

    def __init__(self, md: Markdown, extension: ProcedureExtension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.outcome.page
        for block in page.blocks if page else ():
            texts = self.extension.outcome.texts
            texts.add(own_text(block.element, self.md.htmlStash.rawHtmlBlocks))
            texts.update(spoken_texts(block.element, block.shown))
        if page and self.extension.context.is_variant:
            self._refuse_unread(page)

    def _refuse_unread(self, page: Page) -> None:
        """Refuse marks of extensions that aren't there: readers would see the marks."""
        outcome = self.extension.outcome
        for block in page.blocks:
            if mark := unread_mark(block.element):
                message = f"{shortened(mark)} is printed as it is"
                name = _MARKS.get(mark[:2]) or _MARKS.get(mark[0])
                which = f"pymdownx.{name}" if name else "that makes something of them"
                hint = f"leave the marks out, or add the extension {which}"
                if mark == "**":
                    hint = "bold has no space inside its stars, and two on both sides: **bold**"
                outcome.problems.append(Problem(block.location, message, hint))
        if outcome.problems and not self.extension.is_opened:
            raise Problems(outcome.problems)


def makeExtension(**options: Any) -> ProcedureExtension:
    """Python-Markdown's entry point for a module named as an extension."""
    return ProcedureExtension(**options)
