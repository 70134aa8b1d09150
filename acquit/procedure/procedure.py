"""A procedure, read: what checks of it look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from acquit.problems import Location
from acquit.procedure.blocks import Block
from acquit.procedure.frontmatter import Declaration
from acquit.procedure.reference_uses import ReferenceUse, ReferenceUses
from acquit.procedure.steps import Step, Task, Use
from acquit.product import Product


@dataclass(frozen=True)
class Procedure:
    """What a page declares, its steps, what each reference is used for, and the product."""

    declared: Declaration
    task: Task
    uses: ReferenceUses
    product: Product

    def uses_in(self, block: Block | None) -> list[ReferenceUse]:
        """Return the uses of a block's references; none where there is no block."""
        return self.uses[id(block)] if block else []

    def own_uses(self, step: Step) -> list[ReferenceUse]:
        """Return the uses in a step's own paragraphs, its command first."""
        return [use for block in (step.command, *step.results) for use in self.uses_in(block)]

    def location_of(self, step: Step) -> Location:
        """Return where a step stands: its command, or the first of what it holds."""
        for below in step.walk():
            for block in ([below.command] if below.command else []) + below.results:
                return block.location
        # An item may hold nothing but a comment.
        return step.first.location if step.first else self.declared.location

    def acts(self, step: Step) -> bool:
        """Whether something is done in a step, or below it."""
        return any(use.purpose is Use.ACT for use in self.all_uses(step))

    def all_uses(self, step: Step) -> Iterator[ReferenceUse]:
        """Yield the uses in a step and below it."""
        for below in step.walk():
            yield from self.own_uses(below)

    def uses_in_tables(self, step: Step) -> list[ReferenceUse]:
        """Return the uses in the cells of a step's tables, which only mention."""
        cells = [block for block in self.task.unread if block.element.tag in ("td", "th")]
        inside = {id(element) for element in step.element.iter()} if cells else set()
        return [use for cell in cells if id(cell.element) in inside for use in self.uses_in(cell)]
