"""The box at the foot of page one: how an invoice is paid without a card."""

from dataclasses import dataclass

import segno

from widget.core.languages import gettext as _
from widget.core.languages import label, money
from widget.screens.invoices.pdf import wording
from widget.screens.invoices.pdf.document import Document
from widget.screens.invoices.pdf.facts import Fact, draw_column, height_of
from widget.screens.invoices.pdf.fonts import SEMIBOLD
from widget.screens.invoices.pdf.sheet import (
    ACCENT,
    BODY,
    LABEL,
    MARGIN,
    RIGHT,
    STRONG,
    Sheet,
    Style,
)

BOTTOM = 64.0
PADDING = 15.0
GUTTER = 20.0
QR_SIZE = 92.0
#: Modules of white that ISO/IEC 18004 wants around a QR code.
QUIET = 4

TITLE = Style(12, ACCENT, SEMIBOLD)
HEADING = Style(9.5, ACCENT, SEMIBOLD)
LEFT = MARGIN + PADDING
INSIDE = RIGHT - PADDING - LEFT


@dataclass(frozen=True)
class _Column:
    heading: str
    facts: tuple[Fact, ...]
    x: float
    width: float


class HowToPay:
    """The box for an invoice, in the language of this request; `top` is where it begins."""

    def __init__(self, document: Document):
        nothing = wording.nothing_to_pay(document)
        self.columns = () if nothing else _columns(document)
        self.title = nothing.title if nothing else label("how_to_pay")
        self.qr = document.sepa_qr
        self.caption = _("Scan with your banking app to fill in the transfer.")
        self.nothing_to_pay = BODY.wrapped(nothing.text, INSIDE) if nothing else []
        self.top = BOTTOM + 2 * PADDING + TITLE.leading + self._content()

    def _content(self) -> float:
        if not self.columns:
            return 4 + len(self.nothing_to_pay) * BODY.leading
        heights = [height_of(column.facts, column.width) for column in self.columns]
        if self.qr:
            heights.append(QR_SIZE + len(self._caption()) * LABEL.leading)
        return 10 + HEADING.leading + 4 + max(heights)

    def _caption(self) -> list[str]:
        return LABEL.wrapped(self.caption, QR_SIZE)

    def draw(self, sheet: Sheet) -> None:
        """Draw the box."""
        sheet.box(MARGIN, BOTTOM, RIGHT - MARGIN, self.top - BOTTOM, ACCENT)
        y = self.top - PADDING - TITLE.leading
        sheet.text(LEFT, y + 0.3 * TITLE.size, self.title, TITLE.fitting(self.title, INSIDE))
        if not self.columns:
            for number, line in enumerate(self.nothing_to_pay, start=1):
                sheet.text(LEFT, y - 4 - number * BODY.leading + 3, line)
            return
        y -= 10 + HEADING.leading
        for column in self.columns:
            sheet.text(column.x, y + 3, column.heading, HEADING)
            draw_column(sheet, column.facts, column.x, y - 4, column.width)
        if self.qr:
            x = RIGHT - PADDING - QR_SIZE
            _draw_qr(sheet, self.qr, x, y - 4 - QR_SIZE)
            for number, line in enumerate(self._caption(), start=1):
                sheet.text(x, y - 4 - QR_SIZE - number * LABEL.leading, line, LABEL)


def _columns(document: Document) -> tuple[_Column, ...]:
    """Return wire transfer and cheque, the QR code's place beside them left free."""
    payee, reference = document.payee, document.reference_printed
    wire = (
        Fact(_("Beneficiary"), (payee.name,), STRONG),
        Fact("IBAN", (document.iban_printed,), STRONG, whole=True),
        Fact("BIC", (payee.bic,), whole=True),
        Fact(_("Reference to quote"), (reference,), STRONG, whole=True),
        Fact(_("Amount"), (money(document.to_pay),), whole=True),
    )
    cheque = (
        Fact(_("Payable to"), (payee.name,), STRONG),
        Fact(_("Send to"), payee.address),
        Fact(_("Write on the back"), (reference,), STRONG, whole=True),
    )
    room = INSIDE - GUTTER - (QR_SIZE + GUTTER if document.sepa_qr else 0)
    width = room * 0.54  # an IBAN is the longest line of all
    return (
        _Column(label("pay_by_transfer"), wire, LEFT, width),
        _Column(label("pay_by_cheque"), cheque, LEFT + width + GUTTER, room - width),
    )


def _draw_qr(sheet: Sheet, payload: str, x: float, y: float) -> None:
    """Draw a QR code with its dark corner modules in the corners of a square of QR_SIZE.

    EPC069-12 wants error correction M. The ground is painted white: the code must be legible on a
    specimen too.
    """
    code = segno.make_qr(payload, error="m", boost_error=False, mode="byte", encoding="utf-8")
    rows = [bytes(row) for row in code.matrix]
    side = QR_SIZE / len(rows)
    quiet = QUIET * side
    sheet.square(x - quiet, y - quiet, QR_SIZE + 2 * quiet, "#ffffff")
    for number, row in enumerate(rows, start=1):
        for column, dark in enumerate(row):
            if dark:
                sheet.square(x + column * side, y + QR_SIZE - number * side, side, "#000000")
