"""An invoice as a PDF, in the language of this request."""

from datetime import UTC, datetime, time

from widget.core.languages import day, money, tag
from widget.core.languages import gettext as _
from widget.core.money import Money
from widget.screens.invoices.pdf import wording
from widget.screens.invoices.pdf.document import Document, Line
from widget.screens.invoices.pdf.facts import Fact
from widget.screens.invoices.pdf.fonts import SEMIBOLD, is_printable
from widget.screens.invoices.pdf.how_to_pay import BOTTOM, HowToPay
from widget.screens.invoices.pdf.pagination import paginate
from widget.screens.invoices.pdf.sheet import (
    ACCENT,
    BODY,
    HEIGHT,
    INK,
    LABEL,
    MARGIN,
    RIGHT,
    STRONG,
    Listener,
    Sheet,
    Style,
)

TOP = HEIGHT - 62.0
AMOUNTS = 110.0  # the width of the column of amounts
ROW_PADDING = 6.0
TABLE_HEAD = 22.0
SUM_HEIGHT = 18.0
SUMS = 3 * SUM_HEIGHT + 14.0

NAME = Style(11, ACCENT, SEMIBOLD)
TITLE = Style(22, INK, SEMIBOLD)


def render(document: Document) -> bytes:
    """Return the PDF: the same bytes for the same invoice and language.

    Raises ValueError when the currencies differ.
    """
    listener = Listener()
    _draw(listener, document)
    at = datetime.combine(document.issued_on, time(), UTC)
    names = document.payee.name, document.account_name
    with Sheet(listener.texts) as sheet:
        _draw(sheet, document)
        sheet.describe(wording.title(document), *names, tag(), at)
        return sheet.bytes()


def _draw(sheet: Sheet, document: Document) -> None:
    box = HowToPay(document)
    rows = [_wrapped(line) for line in document.lines]
    _begin_page(sheet, document)
    y = _letterhead(sheet, document)
    pages = paginate(
        [len(row) * BODY.leading + ROW_PADDING for row in rows],
        first=y - TABLE_HEAD - (box.top + 12),
        rest=TOP - 18 - TABLE_HEAD - BOTTOM,
        tail=SUMS,
    )
    for number, shown in enumerate(pages, start=1):
        if number > 1:
            _begin_page(sheet, document)
            sheet.text(MARGIN, TOP, wording.title(document), STRONG)
            y = TOP - 18
        if shown:
            y = _table_head(sheet, y)
        for row in shown:
            y = _row(sheet, y, rows[row], document.lines[row].amount)
        if number == len(pages):
            _sums(sheet, y, document)
        if number == 1:
            box.draw(sheet)
        if number == 1 and not all(map(is_printable, document.names)):
            text = _("Characters that can’t be printed here are shown as question marks.")
            sheet.text(MARGIN, 36, text, LABEL)
        where = _("Page %(number)s of %(count)s", number=number, count=len(pages))
        sheet.text(RIGHT, 36, where, LABEL, "right")


def _begin_page(sheet: Sheet, document: Document) -> None:
    sheet.page()
    if document.specimen:
        sheet.ghost(_("SPECIMEN"))


def _letterhead(sheet: Sheet, document: Document) -> float:
    """Draw who asks whom for what; return where the table may begin."""
    middle = (MARGIN + RIGHT) / 2
    y = TOP - 6
    sheet.text(RIGHT, y, wording.kind(document), TITLE, "right")
    sheet.text(RIGHT, y - 20, document.number, STRONG, "right")
    for line in NAME.wrapped(document.payee.name, middle - MARGIN):
        sheet.text(MARGIN, y, line, NAME)
        y -= NAME.leading
    for text in document.payee.address:
        for line in BODY.wrapped(text, middle - MARGIN):
            sheet.text(MARGIN, y, line)
            y -= BODY.leading
    y = min(y, TOP - 44) - 14
    names = tuple(dict.fromkeys((document.account_name, document.profile_name)))
    due = Fact(_("Due date"), (day(document.due_on),), STRONG, whole=True)
    left = Fact(_("Balance due"), (money(document.to_pay),), STRONG, whole=True)
    if document.is_credit_note:
        left = Fact(wording.total(document), (money(document.total),), STRONG, whole=True)
    facts = (
        (MARGIN, 190.0, Fact(_("Billed to"), names)),
        (MARGIN + 205, 90.0, Fact(_("Issue date"), (day(document.issued_on),), whole=True)),
        *([] if document.is_credit_note else [(MARGIN + 305, 90.0, due)]),
        (MARGIN + 405, RIGHT - MARGIN - 405, left),
    )
    sheet.rule(y, ACCENT, 1)
    y = min(fact.draw(sheet, x, y - 10, width) for x, width, fact in facts) - 10
    sheet.rule(y)
    return y - 18


def _wrapped(line: Line) -> list[str]:
    return BODY.wrapped(line.label, RIGHT - MARGIN - AMOUNTS)


def _table_head(sheet: Sheet, y: float) -> float:
    """Draw the names of the columns; return where the first row begins, as `_row` does the next."""
    sheet.text(MARGIN, y - 10, _("Service used"), LABEL)
    sheet.text(RIGHT, y - 10, _("Amount"), LABEL, "right")
    sheet.rule(y - TABLE_HEAD + 5, INK)
    return y - TABLE_HEAD


def _row(sheet: Sheet, y: float, lines: list[str], amount: Money) -> float:
    first = y - BODY.size
    for line in lines:
        sheet.text(MARGIN, y - BODY.size, line)
        y -= BODY.leading
    sheet.text(RIGHT, first, money(amount), align="right")
    sheet.rule(y - ROW_PADDING + 4)
    return y - ROW_PADDING


def _sums(sheet: Sheet, y: float, document: Document) -> None:
    """Draw total, what is paid, and what is left; of a credit note the total alone."""
    start = (MARGIN + RIGHT) / 2
    y -= 8
    last = (wording.total(document), document.total)
    if not document.is_credit_note:
        paid = Money(-document.paid.minor, document.paid.currency)
        for label, amount in (last, (_("Already paid"), paid)):
            sheet.text(start, y - BODY.size, label)
            sheet.text(RIGHT, y - BODY.size, money(amount), align="right")
            y -= SUM_HEIGHT
        last = (_("Balance due"), document.to_pay)
    sheet.rule(y + 3, ACCENT, 1, start)
    strong = Style(11, ACCENT, SEMIBOLD)
    sheet.text(start, y - 12, last[0], strong)
    sheet.text(RIGHT, y - 12, money(last[1]), strong, "right")
