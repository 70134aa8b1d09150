"""A page on its way from block tree to the reader's language; the extractor goes the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markupsafe import Markup

from acquit.catalogue.reading import po_path
from acquit.problems import Problem, shortened
from acquit.procedure import checks
from acquit.procedure.blocks import HEADINGS, Block, blocks
from acquit.procedure.context import Context
from acquit.procedure.frontmatter import Declaration, declaration, split
from acquit.procedure.marks import Mark, Marks, in_order_of_source, mark
from acquit.procedure.model import Task, task
from acquit.procedure.references import mentions
from acquit.procedure.rendering import arrange, mark_steps, notice, reference, replaced
from acquit.procedure.structure import LESS_THAN, as_text, differences
from acquit.procedure.values import Datum
from acquit.product import Product

#: Where attr_list wants the list on the same line; elsewhere it stands on one of its own.
_ONE_LINE = HEADINGS | {"dt", "td", "th"}


@dataclass
class Page:
    """A page's source, read: its messages, its procedure (if it is one), what is wrong with it."""

    path: str
    root: Element
    blocks: list[Block]
    declared: Declaration | None
    task: Task | None
    marks: Marks
    count: int
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Outcome:
    """What rendering a page leaves beside its HTML."""

    description: str = ""
    is_procedure: bool = False
    untranslated: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_page(path: str, source: str, root: Element, product: Product) -> Page:
    """Read the block tree of the Markdown `source` (front matter included)."""
    problems: list[Problem] = []
    declared = declaration(path, source, problems)
    _, body, first_line = split(source)
    found = blocks(root, body, first_line)
    steps = task(root, found) if declared else None
    marks, count = mark(found, steps, product)
    page = Page(path, root, found, declared, steps, marks, count, problems)
    problems += checks.check_page(path, found)
    problems += checks.check_references(path, marks, declared, product)
    if declared and steps:
        lines = source.split("\n")
        problems += checks.check_procedure(path, declared, steps, marks, product, lines)
    return page


def render(md: Markdown, page: Page, context: Context, elements: list[Element]) -> Outcome:
    """Put the page into the context's language, in place; inline parsing comes after this."""
    outcome = Outcome(is_procedure=page.task is not None, problems=list(page.problems))
    if outcome.problems:
        return outcome
    description = next((b for b in page.blocks if b.element.tag == "p"), None)
    make = _maker(context, page.declared)
    for block in page.blocks:
        text = _translated(md, page.path, block, context, outcome)
        if block is description:
            data = page.declared.data if page.declared else {}
            outcome.description = plain(text, context, data).replace(LESS_THAN, "<")
        outcome.untranslated += _missing_labels(page, block, context)
        marks = in_order_of_source(page.marks[id(block)], list(mentions(text)))
        rendered = replaced(text, marks, elements, make)
        separator = " " if block.element.tag in _ONE_LINE else "\n"
        suffix = f"{separator}{{: {block.attributes} }}" if block.attributes else ""
        block.element.text = rendered + suffix
    outcome.untranslated += _untranslated_data(page, context)
    if page.task and page.declared:
        mark_steps(page.task)
        arrange(page.root, page.task, context, page.declared, page.path, page.count)
    if any(block.element.get("lang") for block in page.blocks):
        page.root.insert(1, notice(context))
    return outcome


def plain(text: str, context: Context, data: Mapping[str, Datum] | None = None) -> str:
    """Return a message as text: labels and values for references, no emphasis, no links."""
    html = Markdown().convert(context.with_labels(text, data))
    return str(Markup(html).striptags())  # noqa: S704 - markup is taken off, not trusted


def _maker(context: Context, declared: Declaration | None) -> Callable[[Mark], Element]:
    def make(mark: Mark) -> Element:
        return reference(mark, context, declared)

    return make


def _translated(md: Markdown, path: str, block: Block, context: Context, outcome: Outcome) -> str:
    found = context.catalogue.find(block.text)
    if found is None:
        if gap := context.gap(block.text):
            block.element.set("lang", context.source_locale)
            outcome.untranslated.append(Problem(path, block.line, block.column, *gap))
        return block.text
    text = as_text(found.text)
    for difference in differences(md, block.text, text):
        message = f"the translation of {shortened(block.text)!r} {difference}"
        hint = "a translation keeps the references, bold, code and links of its source"
        outcome.problems.append(Problem(found.path, found.line, 1, message, hint))
    return text


def _untranslated_data(page: Page, context: Context) -> list[Problem]:
    return [
        Problem(page.path, datum.line, datum.column, *gap)
        for datum in (page.declared.data.values() if page.declared else ())
        if datum.is_message and (gap := context.gap(str(datum.content)))
    ]


def _missing_labels(page: Page, block: Block, context: Context) -> list[Problem]:
    if context.is_variant:
        return []
    path = po_path(context.product_folder, context.locale, context.product_domain)
    return [
        Problem(
            page.path,
            mark.line,
            mark.column,
            f"the label of {{{mark.mention.name}}} is not translated into {context.locale}",
            f"translate it in {path}",
        )
        for mark in page.marks[id(block)]
        if not context.has_label(mark.mention.name)
    ]
