"""An invoice as a page, and as a PDF."""

from io import BytesIO

from flask import Response, abort, render_template, send_file
from sqlalchemy.orm import Session

from widget.billing import ledger, usage
from widget.core.money import Money
from widget.core.structured_reference import own_reference
from widget.payments.attempts import find_invoice
from widget.screens.invoices.addresses import file_name
from widget.screens.invoices.listing import Row, row_of
from widget.screens.invoices.pdf import wording
from widget.screens.invoices.pdf.document import Document, Line
from widget.screens.invoices.pdf.drawing import render
from widget.screens.invoices.pdf.fonts import is_printable
from widget.screens.invoices.screen import bp
from widget.storage.models import Account, Invoice, Profile
from widget.web.reversals import listed
from widget.web.service_names import service_name
from widget.web.services import current, own_rows, services


@bp.get("/<number:number>")
def invoice(number: str) -> str:
    """The invoice, with how to pay it by cheque or wire transfer at the bottom."""
    here = current()
    with own_rows() as session:
        row, document = _read(session, number)
        found = ledger.reversals(session, here.account.id, row.invoice)
    return render_template(
        "invoices/invoice.html",
        current=here,
        row=row,
        document=document,
        reversals=listed(here, found),
        title=wording.title(document),
        total_title=wording.total(document),
        nothing_to_pay=wording.nothing_to_pay(document),
        unprintable=[name for name in document.names if not is_printable(name)],
        section="invoices",
    )


@bp.get("/<number:number>.pdf")
def download(number: str) -> Response:
    """The same as a PDF, to be kept."""
    with own_rows() as session:
        _row, document = _read(session, number)
    return send_file(
        BytesIO(render(document)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=file_name(document.number),
    )


def _read(session: Session, number: str) -> tuple[Row, Document]:
    here = current()
    found: Invoice = find_invoice(session, here.account.id, number) or abort(404)
    return row_of(session, here, found), _document(session, here.account, found)


def _document(session: Session, account: Account, found: Invoice) -> Document:
    profile = session.get_one(Profile, found.profile_id)
    items = usage.invoiced(session, account, found)
    return Document(
        number=found.number,
        reference=found.payment_reference or own_reference(found.id),
        issued_on=found.issued_on,
        due_on=found.due_on,
        account_name=account.name,
        profile_name=profile.name,
        lines=tuple(Line(service_name(item.service), item.amount) for item in items),
        total=found.amount,
        paid=Money(max(found.allocated_minor, 0), found.currency),
        payee=services().payee,
        specimen=services().access.is_practice,
    )
