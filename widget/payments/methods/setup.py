"""Visits to the gateway's pages that take a card or wallet, and what comes back from them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from widget.core.gateway import Gateway, Outcome, PageKind
from widget.payments.methods.eligibility import has_served
from widget.storage.account_transactions import changing, due
from widget.storage.database import Database
from widget.storage.models import Invoice, Method, MethodState, PageVisit
from widget.storage.ownership import find_own
from widget.storage.schedule import CUSTOMER_HAS, wait_after

#: So many pages may be open at once, each for as long as a customer has.
MOST_OPEN = 20


class TooManyError(Exception):
    """Too many pages of the gateway's are open: none was opened."""


@dataclass(frozen=True)
class Wish:
    """What a customer goes to the gateway's page for."""

    account_id: int
    profile_id: int
    page: PageKind
    keep: bool
    form_token: str
    invoice_id: int | None = None
    contact_id: int | None = None
    replaces_id: int | None = None


def open_page(
    database: Database,
    gateway: Gateway,
    account_id: int,
    form_token: str,
    make_wish: Callable[[Session], Wish],
    return_url: Callable[[int], str],
    locale: str,
    now: datetime,
) -> str:
    """Return the address at which a customer gives a card or wallet.

    The visit is committed before the gateway is asked. The same form goes to one page, however
    often it is sent: `make_wish` is called for its first. Raises GatewayUnavailableError, and
    TooManyError where MOST_OPEN are open already.
    """
    with changing(database, account_id) as session:
        visit = _visit_of_form(session, account_id, form_token)
        if visit is None:
            _require_room(session, account_id, now)
            visit = _begin(session, make_wish(session), now)
    back = return_url(visit.id)
    result = gateway.begin(PageKind(visit.kind), None, visit.keep, visit.key, back, locale)
    return result.url or back


def _require_room(session: Session, account_id: int, now: datetime) -> None:
    is_open = (PageVisit.method_id.is_(None), PageVisit.created_at > now - CUSTOMER_HAS)
    mine = select(func.count().label("pages"), PageVisit.account_id).where(
        PageVisit.account_id == account_id, *is_open
    )
    count = session.scalar(mine.group_by(PageVisit.account_id)) or 0
    if count >= MOST_OPEN:
        raise TooManyError(f"account {account_id} has {count} pages open")


def _visit_of_form(session: Session, account_id: int, form_token: str) -> PageVisit | None:
    return session.scalar(
        select(PageVisit).where(
            PageVisit.account_id == account_id, PageVisit.form_token == form_token
        )
    )


def _begin(session: Session, wish: Wish, now: datetime) -> PageVisit:
    """Note that a customer goes to a page, under a key of its own."""
    first_look = due(session, now + wait_after(0))
    visit = PageVisit(
        account_id=wish.account_id,
        profile_id=wish.profile_id,
        invoice_id=wish.invoice_id,
        contact_id=wish.contact_id,
        replaces_id=wish.replaces_id,
        kind=wish.page,
        key=secrets.token_urlsafe(24),
        form_token=wish.form_token,
        keep=wish.keep,
        created_at=now,
        # What is to be kept is fetched in any case; what pays at once, if the customer is back.
        due_at=first_look if wish.keep else None,
    )
    session.add(visit)
    session.flush()
    return visit


def finish(
    database: Database, gateway: Gateway, visit_id: int, account_id: int, now: datetime
) -> tuple[PageVisit, Method | None] | None:
    """Fetch what a customer gave; None for no such visit, no method if nothing was given.

    Coming back twice finds the same method. Raises GatewayUnavailableError.
    """
    with database.read(account_id) as session:
        visit = find_own(session, PageVisit, visit_id)
    if visit is None:
        return None
    result = gateway.lookup(visit.key)
    if result is None or result.outcome is not Outcome.SUCCEEDED or result.details is None:
        if result and result.outcome not in (Outcome.OPEN, Outcome.ACTION_REQUIRED):
            _end(database, visit)
        return visit, None
    details = result.details
    with changing(database, account_id) as session:
        visit = session.get_one(PageVisit, visit_id)
        if visit.method_id is not None:
            return visit, session.get_one(Method, visit.method_id)
        replaced = session.get(Method, visit.replaces_id) if visit.replaces_id else None
        method = Method(
            account_id=account_id,
            profile_id=visit.profile_id,
            contact_id=visit.contact_id,
            replaces_id=_succeeds(replaced, now),
            kind=visit.kind,
            brand=details.brand,
            identifier=details.identifier,
            expiry=details.expiry,
            gateway_reference=details.reference,
            state=MethodState.PENDING,
            kept=visit.keep,
            added_at=now,
            due_at=due(session, now) if visit.keep else None,
        )
        session.add(method)
        session.flush()
        visit.method_id, visit.due_at = method.id, None
        return visit, method


def _end(database: Database, visit: PageVisit) -> None:
    """Note that nothing will come of a visit any more."""
    if visit.due_at is not None:
        with changing(database, visit.account_id) as session:
            session.get_one(PageVisit, visit.id).due_at = None


def look_again(database: Database, gateway: Gateway, visit: PageVisit, now: datetime) -> None:
    """Fetch what was given by somebody who hasn't come back, until the time for it is over.

    Raises GatewayUnavailableError.
    """
    found = finish(database, gateway, visit.id, visit.account_id, now)
    if found and found[1] is None and now - visit.created_at >= CUSTOMER_HAS:
        gateway.cancel(visit.key)  # the page takes nothing more
        finish(database, gateway, visit.id, visit.account_id, now)
        _end(database, visit)


def _succeeds(replaced: Method | None, now: datetime) -> int | None:
    """Return the method that new details succeed.

    Details that never served are only corrected: they go, and what they were to succeed is
    succeeded by the new ones.
    """
    if replaced is None or has_served(replaced, now):
        return replaced.id if replaced else None
    replaced.removed_at, replaced.due_at = replaced.removed_at or now, None
    return replaced.replaces_id


def was_given_for(session: Session, invoice: Invoice, method_id: int) -> bool:
    """Whether a card was given for this very invoice."""
    asked = select(PageVisit.id, PageVisit.account_id).where(
        PageVisit.invoice_id == invoice.id, PageVisit.method_id == method_id
    )
    return session.scalar(asked) is not None
