"""The portal's screens."""

from flask import Blueprint, render_template, request

from widget.billing import ledger, usage
from widget.core.card_numbers import without_card_numbers
from widget.screens.invoices.listing import recent
from widget.screens.portal.search import find
from widget.web.own_attempts import sync_all
from widget.web.reversals import listed
from widget.web.services import current, own_rows

bp = Blueprint("portal", __name__)
bp.before_request(sync_all)


@bp.get("/")
def dashboard() -> str:
    """The account at a glance."""
    here = current()
    with own_rows() as session:
        balance = ledger.balance(session, here.account)
        items = usage.by_service(usage.not_invoiced(session, here.account, here.today))
        rows = recent(session, here, limit=3)
    total = usage.total(items, here.account.currency)
    return render_template(
        "dashboard.html", current=here, balance=balance, items=items, total=total, rows=rows
    )


@bp.get("/search")
def search() -> str:
    """Results of a search in the portal."""
    query = without_card_numbers(request.args.get("q", "").strip()[:200])
    return render_template("search.html", current=current(), query=query, hits=find(query))


@bp.get("/billing")
def billing() -> str:
    """The section in which the left menu stands."""
    here = current()
    with own_rows() as session:
        balance = ledger.balance(session, here.account)
        found = ledger.reversals(session, here.account.id)
    return render_template(
        "billing.html",
        current=here,
        balance=balance,
        reversals=listed(here, found),
        section="billing",
    )


@bp.get("/billing/usage")
def billing_usage() -> str:
    """Balance and billing items: what was used and isn't invoiced yet, by service."""
    here = current()
    with own_rows() as session:
        balance = ledger.balance(session, here.account)
        periods = usage.not_invoiced(session, here.account, here.today)
        found = ledger.reversals(session, here.account.id)
    return render_template(
        "usage.html",
        current=here,
        balance=balance,
        periods=periods,
        reversals=listed(here, found),
        total=usage.total(usage.by_service(periods), here.account.currency),
        section="usage",
    )
