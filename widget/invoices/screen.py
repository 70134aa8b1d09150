"""The one screen of this package: the list of invoices, and over it the panel, if one is open."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from widget.attempts import Attempts
from widget.invoices.forms import CancelForm
from widget.invoices.listing import recent
from widget.invoices.messages import Message
from widget.models import Attempt, AttemptState, Invoice
from widget.services import services, visit

bp = Blueprint("invoices", __name__, url_prefix="/billing/invoices")

Screen = tuple[str, int]


def show(
    message: Message | None = None, panel: dict[str, Any] | None = None, status: int = 200
) -> Screen:
    """Return the list, with a message above it or a panel over it."""
    here = visit()
    with services().database.read() as session:
        rows = recent(session, here)
    text = render_template(
        "invoices/list.html",
        visit=here,
        rows=rows,
        message=message,
        panel=panel,
        form_token=CancelForm.shown().form_token.data,
        section="invoices",
    )
    return text, status


def attempts() -> Attempts:
    """What pays, for this visit."""
    shared = services()
    return Attempts(shared.database, shared.gateway, visit().now)


def asked_attempt() -> Attempt | None:
    """Return the attempt that the address tells of, if it is this account's."""
    attempt_id = row_id(request.args.get("attempt"))
    if attempt_id is None:
        return None
    with services().database.read() as session:
        attempt = session.get(Attempt, attempt_id)
    return attempt if attempt and attempt.account_id == visit().account.id else None


def row_id(text: str | None) -> int | None:
    """A row's number from an address or a form; None for anything else."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= 15
    return int(text) if text is not None and is_number else None


def after(attempt: Attempt) -> Response:
    """Go where an attempt's state leads: the bank's challenge, the panel again, or the list."""
    if attempt.state == AttemptState.ACTION_REQUIRED and attempt.action_url:
        return redirect(attempt.action_url, 303)
    if attempt.state == AttemptState.DECLINED:
        with services().database.read() as session:
            invoice = session.get_one(Invoice, attempt.invoice_id)
        url = url_for("invoices.panel", number=invoice.number, choose=1, attempt=attempt.id)
        return redirect(url, 303)
    return redirect(url_for("invoices.listing", attempt=attempt.id), 303)
