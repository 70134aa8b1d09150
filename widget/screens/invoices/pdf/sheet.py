"""Sheets of paper to draw on: styles, colors, and text that is measured before it is drawn.

Lengths are points, and stand from the bottom left corner.
"""

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, Self

from fpdf import FPDF, ViewerPreferences

from widget.screens.invoices.pdf import fonts
from widget.screens.invoices.pdf.fonts import REGULAR, SEMIBOLD

WIDTH, HEIGHT = 595.28, 841.89  # A4
MARGIN = 57.0
RIGHT = WIDTH - MARGIN

INK = "#16232b"
SOFT = "#52626c"
RULE = "#d3dce0"
ACCENT = "#0b5f6b"
GHOST = "#ececec"


@dataclass(frozen=True)
class Style:
    """How a text is set."""

    size: float = 9.5
    color: str = INK
    font: Path = REGULAR

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.35

    def width(self, text: str) -> float:
        """How wide a text is."""
        return self.size * fonts.width(fonts.printable(text), self.font)

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
    """The pages of one PDF, open in a block; the texts to be drawn say which fonts it takes."""

    def __init__(self, texts: Iterable[str] = ()):
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pdf.add_font(REGULAR.stem, fname=REGULAR)
        self._pdf.add_font(SEMIBOLD.stem, fname=SEMIBOLD)
        self._folder = tempfile.TemporaryDirectory(prefix="acquit-fonts-")
        others = []
        for path, part in fonts.parts(texts).items():
            name = re.sub(r"\W", "", path.stem)
            file = Path(self._folder.name, f"{name}.ttf")
            file.write_bytes(part)
            self._pdf.add_font(name, fname=file)
            others.append(name)
        self._pdf.set_fallback_fonts(others, exact_match=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for known in self._pdf.fonts.values():
            known.close()  # type: ignore[union-attr]
        self._folder.cleanup()

    def describe(self, title: str, author: str, subject: str, language: str, at: datetime) -> None:
        """Say what the file is, to readers and their programs."""
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_subject(subject)
        self._pdf.set_creator("Acquit")
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(at)
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def bytes(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    def page(self) -> None:
        """Begin a page."""
        self._pdf.add_page()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style = BODY,
        align: Literal["left", "right"] = "left",
    ) -> None:
        """Draw a line of text with its baseline at `y`, beginning or ending at `x`."""
        drawn = fonts.printable(text)
        pdf = self._pdf
        pdf.set_font(style.font.stem, size=style.size)
        pdf.set_text_color(*_rgb(style.color))
        if fonts.is_ours(drawn):
            start = x - style.width(drawn) if align == "right" else x
            pdf.text(start, HEIGHT - y, drawn)
            return
        # Other scripts join their letters, and some run from right to left.
        with pdf.local_context():
            pdf.set_text_shaping(True)
            wide = pdf.get_string_width(drawn)
            pdf.set_xy(x - wide if align == "right" else x, HEIGHT - y - 0.3 * style.size)
            pdf.cell(w=wide, h=0, text=drawn)
            pdf.set_text_shaping(False)

    def rule(self, y: float, color: str = RULE, width: float = 0.5, start: float = MARGIN) -> None:
        """Draw a line across the page, from `start` to the right margin."""
        self._pdf.set_draw_color(*_rgb(color))
        self._pdf.set_line_width(width)
        self._pdf.line(start, HEIGHT - y, RIGHT, HEIGHT - y)

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Draw the outline of a box with round corners."""
        self._pdf.set_draw_color(*_rgb(color))
        self._pdf.set_line_width(0.8)
        self._pdf.rect(x, HEIGHT - y - height, width, height, round_corners=True, corner_radius=4)

    def square(self, x: float, y: float, side: float, color: str) -> None:
        """Fill a square."""
        self._pdf.set_fill_color(*_rgb(color))
        self._pdf.rect(x, HEIGHT - y - side, side, side, style="F")

    def ghost(self, word: str) -> None:
        """Draw a word across the whole page; called first, it lies behind everything else."""
        style = Style(100, GHOST, SEMIBOLD)
        style = replace(style, size=style.size * 620 / style.width(word))
        with self._pdf.rotation(52, WIDTH / 2, HEIGHT / 2):
            # Capitals are 0.66 of the size high: half of it lies below the diagonal.
            middle = HEIGHT / 2 - 0.33 * style.size
            self.text(WIDTH / 2 - style.width(word) / 2, middle, word, style)


class Listener(Sheet):
    """A sheet on which nothing is drawn: it hears which texts would be."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style = BODY,
        align: Literal["left", "right"] = "left",
    ) -> None:
        """Remember a text."""
        self.texts.append(fonts.printable(text))

    def page(self) -> None:
        """Do nothing."""

    def rule(self, y: float, color: str = RULE, width: float = 0.5, start: float = MARGIN) -> None:
        """Do nothing."""

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Do nothing."""

    def square(self, x: float, y: float, side: float, color: str) -> None:
        """Do nothing."""

    def ghost(self, word: str) -> None:
        """Remember a word."""
        self.text(0, 0, word)


def _rgb(color: str) -> tuple[int, int, int]:
    """Read `#rrggbb`."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue
