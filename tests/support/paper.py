"""Invoices on paper: samples, and a reader that says what stands where on each page."""

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from widget.core.languages import speaking
from widget.core.money import Money
from widget.core.settings import Payee
from widget.screens.invoices.pdf.document import Document, Line
from widget.screens.invoices.pdf.drawing import render

PAYEE = Payee(
    name="Nimbus Services SAS",
    address=("Service encaissement", "12 rue de l’Exemple", "75002 Paris"),
    iban="FR76 3000 6000 0112 3456 7890 189",
    bic="AGRIFRPPXXX",
)


def invoice(lines: int = 3, currency: str = "EUR", **changes: Any) -> Document:
    """An invoice for 1,234.56 in each of its lines."""
    sample = Document(
        number="AUR-2089",
        reference="RF97AUR2089",
        issued_on=date(2026, 9, 1),
        due_on=date(2026, 10, 1),
        account_name="Aurora Studio",
        profile_name="Aurora Studio Paris",
        lines=tuple(Line(f"Line {n}", Money(123456, currency)) for n in range(1, lines + 1)),
        total=Money(123456 * lines, currency),
        paid=Money(0, currency),
        payee=PAYEE,
        specimen=False,
    )
    return replace(sample, **changes)


def rendered(document: Document, locale: str = "en") -> bytes:
    with speaking(locale):
        return render(document)


@dataclass
class Run:
    """A line of text; `y` is its baseline."""

    text: str
    x: float
    end: float
    y: float
    size: float
    color: Any


class Page:
    """What is drawn on a page, in the order of drawing."""

    def __init__(self, items: list[Any]):
        self.items = items
        self.characters = [item for item in items if isinstance(item, LTChar)]
        self.runs: list[Run] = []
        for item in filter(is_level, self.characters):
            _, _, _, _, x, y = item.matrix
            last = self.runs[-1] if self.runs else None
            if last and (last.y, last.size) == (y, item.size) and abs(last.end - x) < 0.1:
                last.text, last.end = last.text + item.get_text(), item.x1
            else:
                color = item.graphicstate.ncolor
                self.runs.append(Run(item.get_text(), x, item.x1, y, item.size, color))

    @property
    def texts(self) -> list[str]:
        return [run.text for run in self.runs]

    @property
    def diagonal(self) -> str:
        return "".join(item.get_text() for item in self.characters if not is_level(item))

    @property
    def squares(self) -> list[LTRect]:
        """The dark modules of a QR code: nothing else on an invoice is a filled black rectangle."""
        rectangles = [item for item in self.items if isinstance(item, LTRect)]
        return [r for r in rectangles if r.fill and is_black(r.non_stroking_color)]

    @property
    def box_top(self) -> float:
        """Where the box begins: the only thing that has round corners."""
        (box,) = (i for i in self.items if type(i) is LTCurve and i.stroke)
        return box.y1

    def run(self, text: str) -> Run:
        return next(run for run in self.runs if run.text == text)

    def boxed(self) -> list[str]:
        return [run.text for run in self.runs if 50 < run.y < self.box_top]


def is_black(color: Any) -> bool:
    """A grey is one number."""
    return (set(color) if isinstance(color, tuple) else {color}) == {0}


def is_level(item: LTChar) -> bool:
    return item.matrix[1] == 0


def read(pdf: bytes) -> list[Page]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for page in PDFPage.get_pages(BytesIO(pdf)):
        interpreter.process_page(page)
        pages.append(Page(list(device.get_result())))
    return pages


def printed(document: Document, locale: str = "en") -> list[Page]:
    return read(rendered(document, locale))
