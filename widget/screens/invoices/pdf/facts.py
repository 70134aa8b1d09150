"""Facts: a small label with what it names below, as they stand in columns on an invoice."""

from collections.abc import Sequence
from dataclasses import dataclass

from widget.screens.invoices.pdf.sheet import BODY, LABEL, Sheet, Style

GAP = 5.0


@dataclass(frozen=True)
class Fact:
    """A label and the texts below it, broken at spaces where they are too long.

    `whole` texts are set smaller instead: what is copied by hand must not be broken.
    """

    label: str
    texts: tuple[str, ...]
    style: Style = BODY
    whole: bool = False

    def lines(self, width: float) -> list[tuple[str, Style]]:
        """Return all lines, the label's included, and how each is set."""
        label = [(line, LABEL) for line in LABEL.wrapped(self.label, width)]
        if self.whole:
            return [*label, *((text, self.style.fitting(text, width)) for text in self.texts)]
        texts = [line for text in self.texts for line in self.style.wrapped(text, width)]
        return [*label, *((line, self.style) for line in texts)]

    def height(self, width: float) -> float:
        """How high it is in a column."""
        return sum(style.leading for _, style in self.lines(width))

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> float:
        """Draw it; return where it ends."""
        for line, style in self.lines(width):
            top -= style.leading
            sheet.text(x, top + 0.3 * style.size, line, style)
        return top


def height_of(facts: Sequence[Fact], width: float) -> float:
    """How high a column of facts is."""
    return sum(fact.height(width) for fact in facts) + GAP * (len(facts) - 1)


def draw_column(sheet: Sheet, facts: Sequence[Fact], x: float, top: float, width: float) -> None:
    """Draw facts one below the other."""
    for fact in facts:
        top = fact.draw(sheet, x, top, width) - GAP
