"""Extraction: a page's messages, found by the same pass that translates it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from acquit.catalogue.provenance import fingerprint
from acquit.keys import CONTEXT as KEY_CONTEXT
from acquit.keys import KEYS
from acquit.procedure.frontmatter import split
from acquit.procedure.page import Page, read_page
from acquit.procedure.source import Body
from acquit.procedure.steps import Step
from acquit.product import Product
from acquit.text.references import has_words, mentions

DEFAULT_EXTENSIONS = ("admonition", "attr_list", "tables")


@dataclass(frozen=True)
class Message:
    """A message, the line it stands on, and what a translator needs to know of it."""

    text: str
    line: int
    comments: tuple[str, ...] = ()
    context: str | None = None


class _Reader(Extension):
    """Reads the block tree and leaves inline parsing out."""

    def __init__(self, path: str, source: str, product: Product):
        super().__init__()
        self.arguments = (path, source, product)
        self.page: Page | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        reader = self
        body = Body(md)

        class Stop(Treeprocessor):
            def run(self, root: Element) -> None:
                path, source, product = reader.arguments
                reader.page = read_page(
                    path, source, root, product, body.text, self.md.htmlStash.rawHtmlBlocks
                )
                root.clear()

        md.preprocessors.register(body, "acquit-body", Body.PRIORITY)
        md.treeprocessors.register(Stop(md), "acquit", 40)


def read_source(
    path: str,
    source: str,
    product: Product,
    extensions: Sequence[str] = DEFAULT_EXTENSIONS,
    configs: Mapping[str, Mapping[str, Any]] | None = None,
) -> Page:
    """Read a page without rendering it; what is wrong with it stands in its `problems`.

    `extensions` and their options (`configs`) are those that it is rendered with.
    """
    reader = _Reader(path, source, product)
    md = Markdown(extensions=[*extensions, reader], extension_configs=configs or {})
    md.convert(split(source)[1])
    if reader.page is None:  # Python-Markdown doesn't parse a page that is empty
        return read_page(path, source, Element("div"), product)
    return reader.page


def page_messages(page: Page, product: Product) -> Iterator[Message]:
    """Yield what is to be translated: each block once, quoted values, keywords."""
    steps = {
        id(block): step
        for step in (page.task.all_steps() if page.task else ())
        for block in (step.command, *step.results)
        if block
    }
    for block in page.blocks:
        if not has_words(block.text):
            continue
        where = _where(block.element.tag, steps.get(id(block)))
        yield Message(block.text, block.location.line, (where, *references(block.text, product)))
    for name, datum in page.given():
        text = str(datum.content)
        if has_words(text):
            note = f"what is entered in {{{name}}}"
            yield Message(text, datum.location.line, (note, *references(text, product)))
    about = page.metadata
    named = [("title in the front matter", about.title), ("description", about.description)]
    named += [("keyword", keyword) for keyword in about.keywords]
    for note, found in named:
        if found and has_words(found.text):
            yield Message(found.text, found.location.line, (note, *references(found.text, product)))
    yield from _key_messages(page)


def _key_messages(page: Page) -> Iterator[Message]:
    """Yield the keys that the page names."""
    for block in page.blocks:
        for mention, location in block.mentions:
            if mention.name in KEYS:
                note = ("a key of the keyboard",)
                yield Message(KEYS[mention.name].label, location.line, note, KEY_CONTEXT)


def page_fingerprint(page: Page, product: Product) -> str:
    """Return the hash of what a translation of the page would be made from."""
    return fingerprint(message.text for message in page_messages(page, product))


def _where(tag: str, step: Step | None) -> str:
    if step:
        return f"{'alternative' if step.is_alternative else 'step'} {step.number}"
    names = {"h1": "title", "p": "paragraph", "li": "list item", "td": "cell", "th": "cell"}
    names |= {"label": "tab", "summary": "title of a folded note"}
    return names.get(tag, "heading" if tag.startswith("h") else tag)


def references(text: str, product: Product) -> Iterator[str]:
    """Say what each reference of a text is: `{pay_now}: button “Pay now”`."""
    for mention in mentions(text):
        control = product.controls.get(mention.name)
        if control and mention.part in ("shown", "gone"):
            yield f"{mention.written}: {control.kind} “{control.label}”, which is {mention.part}"
        elif control and mention.part != "value":
            yield f"{mention.written}: {control.kind} “{control.label}”"
        elif control:
            yield f"{mention.written}: what is entered in the {control.kind} “{control.label}”"
