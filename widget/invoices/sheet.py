"""Sheets of paper to draw on: fonts, colors, and text that is measured before it is drawn.

Lengths are points, and stand from the bottom left corner.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from font_source_sans_pro import font_files_ttf  # type: ignore[import-untyped]
from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

WIDTH, HEIGHT = A4
MARGIN = 57.0
RIGHT = WIDTH - MARGIN

INK = "#16232b"
SOFT = "#52626c"
RULE = "#d3dce0"
ACCENT = "#0b5f6b"
GHOST = "#ececec"

REGULAR, SEMIBOLD = "SourceSansPro", "SourceSansProSemibold"
# Here, and not when first needed: one import holds for all threads.
for _font in (REGULAR, SEMIBOLD):
    pdfmetrics.registerFont(TTFont(_font, font_files_ttf[_font]))


@dataclass(frozen=True)
class Style:
    """How a text is set."""

    size: float = 9.5
    color: str = INK
    font: str = REGULAR

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.35

    def width(self, text: str) -> float:
        """How wide a text is."""
        return float(pdfmetrics.stringWidth(text, self.font, self.size))

    def fitting(self, text: str, width: float) -> "Style":
        """Return a style in which a text that can't be broken is no wider than `width`."""
        return replace(self, size=self.size * min(1.0, width / max(self.width(text), 1.0)))

    def wrapped(self, text: str, width: float) -> list[str]:
        """Break a text into lines at ordinary spaces, not at no-break ones; cut longer words."""
        lines = [""]
        for word in re.split(r"[ \t\r\n]+", text):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.width(longer) <= width:
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            for character in word:
                if lines[-1] and self.width(lines[-1] + character) > width:
                    lines.append("")
                lines[-1] += character
        return lines


LABEL = Style(7.5, SOFT)
BODY = Style()
STRONG = Style(font=SEMIBOLD)


class Sheet:
    """The pages of one PDF."""

    def __init__(self, canvas: Canvas):
        self.canvas = canvas

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style = BODY,
        align: Literal["left", "right"] = "left",
    ) -> None:
        """Draw a line of text with its baseline at `y`, beginning or ending at `x`."""
        self.canvas.setFont(style.font, style.size)
        self.canvas.setFillColor(HexColor(style.color))
        draw = self.canvas.drawString if align == "left" else self.canvas.drawRightString
        draw(x, y, text)

    def rule(self, y: float, color: str = RULE, width: float = 0.5, start: float = MARGIN) -> None:
        """Draw a line across the page, from `start` to the right margin."""
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(width)
        self.canvas.line(start, y, RIGHT, y)

    def ghost(self, word: str) -> None:
        """Draw a word across the whole page; called first, it lies behind everything else."""
        style = Style(100, GHOST, SEMIBOLD)
        style = replace(style, size=style.size * 620 / style.width(word))
        self.canvas.saveState()
        self.canvas.translate(WIDTH / 2, HEIGHT / 2)
        self.canvas.rotate(52)
        # Capitals are 0.66 of the size high: half of it lies below the diagonal.
        self.text(-style.width(word) / 2, -0.33 * style.size, word, style)
        self.canvas.restoreState()
