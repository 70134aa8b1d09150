"""Setup intents: pages of the gateway's that take a card or wallet, and what comes back."""

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
from widget.storage.models import Invoice, Method, MethodState, SetupIntent
from widget.storage.ownership import find_own
from widget.storage.schedule import CUSTOMER_HAS, wait_after

#: So many pages may be open at once, each for as long as a customer has.
MOST_OPEN = 20


class TooManyError(Exception):
    """Too many pages of the gateway's are open: none was opened."""


@dataclass(frozen=True)
class SetupRequest:
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
    make_request: Callable[[Session], SetupRequest],
    return_url: Callable[[int], str],
    locale: str,
    now: datetime,
) -> str:
    """Return the address at which a customer gives a card or wallet.

    The intent is committed before the gateway is asked. The same form goes to one page, however
    often it is sent: `make_wish` is called for its first. Raises GatewayUnavailableError, and
    TooManyError where MOST_OPEN are open already.
    """
    with changing(database, account_id) as session:
        intent = _intent_of_form(session, account_id, form_token)
        if intent is None:
            _require_room(session, account_id, now)
            intent = _begin(session, make_request(session), now)
    back = return_url(intent.id)
    result = gateway.begin(PageKind(intent.kind), None, intent.keep, intent.key, back, locale)
    return result.url or back


def _require_room(session: Session, account_id: int, now: datetime) -> None:
    is_open = (SetupIntent.method_id.is_(None), SetupIntent.created_at > now - CUSTOMER_HAS)
    mine = select(func.count().label("pages"), SetupIntent.account_id).where(
        SetupIntent.account_id == account_id, *is_open
    )
    count = session.scalar(mine.group_by(SetupIntent.account_id)) or 0
    if count >= MOST_OPEN:
        raise TooManyError(f"account {account_id} has {count} pages open")


def _intent_of_form(session: Session, account_id: int, form_token: str) -> SetupIntent | None:
    return session.scalar(
        select(SetupIntent).where(
            SetupIntent.account_id == account_id, SetupIntent.form_token == form_token
        )
    )


def _begin(session: Session, request: SetupRequest, now: datetime) -> SetupIntent:
    """Note that a customer goes to a page, under a key of its own."""
    first_look = due(session, now + wait_after(0))
    intent = SetupIntent(
        account_id=request.account_id,
        profile_id=request.profile_id,
        invoice_id=request.invoice_id,
        contact_id=request.contact_id,
        replaces_id=request.replaces_id,
        kind=request.page,
        key=secrets.token_urlsafe(24),
        form_token=request.form_token,
        keep=request.keep,
        created_at=now,
        # What is to be kept is fetched in any case; what pays at once, if the customer is back.
        due_at=first_look if request.keep else None,
    )
    session.add(intent)
    session.flush()
    return intent


def finish(
    database: Database, gateway: Gateway, intent_id: int, account_id: int, now: datetime
) -> tuple[SetupIntent, Method | None] | None:
    """Fetch what a customer gave; None for no such intent, no method if nothing was given.

    Coming back twice finds the same method. Raises GatewayUnavailableError.
    """
    with database.read(account_id) as session:
        intent = find_own(session, SetupIntent, intent_id)
    if intent is None:
        return None
    result = gateway.lookup(intent.key)
    if result is None or result.outcome is not Outcome.SUCCEEDED or result.details is None:
        if result and result.outcome not in (Outcome.OPEN, Outcome.ACTION_REQUIRED):
            _end(database, intent)
        return intent, None
    details = result.details
    with changing(database, account_id) as session:
        intent = session.get_one(SetupIntent, intent_id)
        if intent.method_id is not None:
            return intent, session.get_one(Method, intent.method_id)
        replaced = session.get(Method, intent.replaces_id) if intent.replaces_id else None
        method = Method(
            account_id=account_id,
            profile_id=intent.profile_id,
            contact_id=intent.contact_id,
            replaces_id=_succeeds(replaced, now),
            kind=intent.kind,
            brand=details.brand,
            identifier=details.identifier,
            expiry=details.expiry,
            gateway_reference=details.reference,
            state=MethodState.PENDING,
            kept=intent.keep,
            added_at=now,
            due_at=due(session, now) if intent.keep else None,
        )
        session.add(method)
        session.flush()
        intent.method_id, intent.due_at = method.id, None
        return intent, method


def _end(database: Database, intent: SetupIntent) -> None:
    """Note that nothing will come of an intent any more."""
    if intent.due_at is not None:
        with changing(database, intent.account_id) as session:
            session.get_one(SetupIntent, intent.id).due_at = None


def look_again(database: Database, gateway: Gateway, intent: SetupIntent, now: datetime) -> None:
    """Fetch what was given by somebody who hasn't come back, until the time for it is over.

    Raises GatewayUnavailableError.
    """
    found = finish(database, gateway, intent.id, intent.account_id, now)
    if found and found[1] is None and now - intent.created_at >= CUSTOMER_HAS:
        gateway.cancel(intent.key)  # the page takes nothing more
        finish(database, gateway, intent.id, intent.account_id, now)
        _end(database, intent)


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
    asked = select(SetupIntent.id, SetupIntent.account_id).where(
        SetupIntent.invoice_id == invoice.id, SetupIntent.method_id == method_id
    )
    return session.scalar(asked) is not None
