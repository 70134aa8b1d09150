"""A page's source, read: its blocks, its messages, its procedure, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from acquit.problems import Problem
from acquit.procedure import page_checks, reference_checks
from acquit.procedure.blocks import HEADINGS, Block, blocks
from acquit.procedure.data_checks import check_data
from acquit.procedure.frontmatter import (
    Declaration,
    Named,
    declaration,
    front_matter,
    split,
)
from acquit.procedure.items import check_items, check_undeclared
from acquit.procedure.label_checks import check_spelling
from acquit.procedure.links import check_links
from acquit.procedure.lookalikes import NO_TAB, check_foreign, check_notes, check_tabs
from acquit.procedure.metadata import Metadata, metadata
from acquit.procedure.procedure import Procedure
from acquit.procedure.reference_uses import ReferenceUses, reference_uses
from acquit.procedure.sentence_checks import wrong_with_code
from acquit.procedure.source import Source, lines_lost
from acquit.procedure.step_checks import check_procedure, check_step_classes
from acquit.procedure.step_numbers import check_step_numbers
from acquit.procedure.steps import Task, task
from acquit.procedure.unread_checks import check_unread
from acquit.procedure.values import Datum
from acquit.product import Product


@dataclass
class Page:
    """A page's source, read: its messages, its procedure (if it is one), what is wrong with it.

    `used` are the names of the controls that a walk uses or looks at, in their order.
    """

    path: str
    root: Element
    metadata: Metadata
    blocks: list[Block]
    declared: Declaration | None
    task: Task | None
    uses: ReferenceUses
    used: list[str]
    problems: list[Problem] = field(default_factory=list)

    def plain_messages(self) -> Iterator[Named]:
        """Yield the messages that no block holds: quoted values, title, description, keywords."""
        for _, datum in self.given():
            yield Named(str(datum.content), datum.location)
        yield from self.metadata.texts()

    def given(self) -> Iterator[tuple[str, Datum]]:
        """Yield the quoted values with the names of their controls."""
        for name, datum in self.declared.data.items() if self.declared else ():
            yield from ((name, item) for item in datum.items if item.is_message)


def read_page(
    path: str,
    source: str,
    root: Element,
    product: Product,
    body: str | None = None,
    raw: Iterable[object] = (),
    *,
    is_right: bool = False,
) -> Page:
    """Read the block tree of the Markdown `source` (front matter included).

    `body` is what is below the front matter as the block parser got it, where that differs:
    extensions may include other files. `raw` are the pieces of HTML that Markdown has put aside.
    Nobody asks again what is wrong with a page that `is_right`.
    """
    head = front_matter(path, source)
    declared = declaration(head)
    about = metadata(head)
    _, text, first_line = split(source)
    as_written = Source(path, text, first_line, raw)
    found = blocks(root, as_written)
    steps = task(root, found) if declared else None
    uses, used = reference_uses(found, steps, product)
    page = Page(path, root, about, found, declared, steps, uses, used, head.problems)
    if not is_right:
        body = text if body is None else body
        lines = Source(path, body, first_line + lines_lost(text, body), raw)
        page.problems += _check(page, as_written, lines, raw, product)
    return page


def _unread(procedure: Procedure, foreign: list[Problem]) -> Iterator[Problem]:
    """What is neither done nor checked, but for what a foreign construct above it may hide."""
    steps = [procedure.location_of(step).line for step in procedure.task.all_steps()]
    last = max(steps, default=0)
    hiding = [problem.location.line for problem in foreign if problem.location.line > last]
    first = min(hiding, default=None)
    for problem in check_unread(procedure):
        if first is None or problem.location.line < first:
            yield problem


def _check(
    page: Page, as_written: Source, lines: Source, raw: Iterable[object], product: Product
) -> list[Problem]:
    """What is wrong with a page: with its text, and with the `lines` that the block parser got."""
    declared, steps, uses = page.declared, page.task, page.uses
    undeclared = [] if declared else list(check_undeclared(page.root, page.blocks, product))
    # Of what a page was to declare nobody says what it lacks.
    is_known = not (declared is None and (page.problems or undeclared))
    data = declared.data if declared else {}
    problems = [
        *reference_checks.check_references(page.blocks, uses, data if is_known else None, product)
    ]
    if misplaced := list(check_tabs(as_written, page.root)):
        return problems + misplaced  # what else is wrong would come of it
    problems += page_checks.check_page(page.blocks)
    problems += reference_checks.check_plain(page.plain_messages(), product)
    problems += check_spelling(page.blocks, steps, product)
    problems += page_checks.check_strays(as_written)
    foreign = list(check_foreign(as_written, page.root))
    problems += foreign
    if any(problem.message.endswith(NO_TAB) for problem in foreign):
        return problems  # as with tabs that are out of line
    problems += check_notes(as_written, page.root)
    printed = list(page_checks.check_html(as_written, page.root, raw, product))
    problems += printed
    problems += check_links(page.blocks, as_written)
    if declared is None or steps is None:
        if is_known:
            problems += check_step_classes(page.blocks, steps)
        if not page.problems:  # of the front matter
            problems += undeclared
        return problems
    procedure = Procedure(declared, steps, uses, product)
    for block in page.blocks:
        own = wrong_with_code(block.text, product) if block.element.tag in HEADINGS else ()
        problems += [wrong.at(block.location) for wrong in own]
    misread = list(check_items(lines, page.root, steps))
    problems += misread or _unread(procedure, foreign)
    problems += () if misread else check_step_classes(page.blocks, steps)
    problems += () if misread else check_step_numbers(page.blocks, steps)
    if steps.has_steps or not misread:
        wrong = list(check_procedure(procedure, problems, misread=misread, printed=printed))
        problems += wrong
        if steps.has_steps:
            problems += check_data(procedure, is_misread=bool(misread or wrong))
    return problems
