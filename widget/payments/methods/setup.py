"""Setup intents: pages of the gateway's that take a card or wallet, and what comes back."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from widget.core.gateway import Details, Gateway, Key, Outcome, PageKind
from widget.payments.gateway_customers import key_of
from widget.payments.limits import CUSTOMER_HAS, MOST_OPEN
from widget.payments.methods.eligibility import was_usable
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Invoice, Method, MethodState, SetupIntent
from widget.storage.ownership import AccountSession, find_own
from widget.storage.schedule import wait_after


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


@dataclass(frozen=True)
class SetupIntents:
    """Setting up payment methods at a gateway. `now` is the request's moment, in UTC."""

    database: Database
    gateway: Gateway
    now: datetime

    def open(
        self,
        account_id: int,
        form_token: str,
        make_request: Callable[[AccountSession], SetupRequest],
        return_url: Callable[[int], str],
        locale: str,
    ) -> tuple[int, str | None]:
        """Return an intent's id, and the address at which a customer gives a card or wallet.

        The intent is committed before the gateway is asked. The same form goes to one page, however
        often it is sent: `make_request` is called for its first; there is none any more where that
        is over. `return_url` gives the address to come back to for an intent's id. Raises
        GatewayUnavailableError, and TooManyError where MOST_OPEN are open already.
        """
        with account_transaction(self.database, account_id) as session:
            intent = _intent_of_form(session, account_id, form_token)
            if intent is None:
                _require_room(session, account_id, self.now)
                intent = _begin(session, make_request(session), self.now)
        key, back = self._key(intent), return_url(intent.id)
        result = self.gateway.begin(intent.kind, None, intent.keep, key, back, locale)
        return intent.id, result.url

    def is_open(self, intent_id: int, account_id: int) -> bool:
        """Whether a customer may still be giving something. Raises GatewayUnavailableError."""
        with self.database.read(account_id) as session:
            intent = find_own(session, SetupIntent, intent_id)
        result = self.gateway.lookup(self._key(intent)) if intent else None
        return result is not None and result.outcome in (Outcome.OPEN, Outcome.ACTION_REQUIRED)

    def finish(self, intent_id: int, account_id: int) -> tuple[SetupIntent, Method | None] | None:
        """Fetch what a customer gave; None for no such intent, no method if nothing was given.

        Coming back twice finds the same method. Raises GatewayUnavailableError.
        """
        with self.database.read(account_id) as session:
            intent = find_own(session, SetupIntent, intent_id)
        if intent is None:
            return None
        result = self.gateway.lookup(self._key(intent))
        if result is None or result.outcome is not Outcome.SUCCEEDED or result.details is None:
            if result and result.outcome not in (Outcome.OPEN, Outcome.ACTION_REQUIRED):
                self._end(intent)
            return intent, None
        with account_transaction(self.database, account_id) as session:
            intent = session.get_one(SetupIntent, intent_id)
            if intent.method_id is not None:
                return intent, session.get_one(Method, intent.method_id)
            method = _method_of(session, intent, result.details, self.now)
            intent.method_id, intent.due_at = method.id, None
            return intent, method

    def look_again(self, intent: SetupIntent) -> None:
        """Fetch what was given by somebody who hasn't come back, until the time for it is over.

        Raises GatewayUnavailableError.
        """
        found = self.finish(intent.id, intent.account_id)
        if found and found[1] is None and self.now - intent.created_at >= CUSTOMER_HAS:
            self.gateway.cancel(self._key(intent))  # the page takes nothing more
            self.finish(intent.id, intent.account_id)
            self._end(intent)

    def _key(self, intent: SetupIntent) -> Key:
        return key_of(self.database, self.gateway, intent.account_id, intent.key, is_page=True)

    def _end(self, intent: SetupIntent) -> None:
        """Note that nothing will come of an intent any more."""
        if intent.due_at is not None:
            with account_transaction(self.database, intent.account_id) as session:
                session.get_one(SetupIntent, intent.id).due_at = None


def _require_room(session: AccountSession, account_id: int, now: datetime) -> None:
    is_open = (SetupIntent.method_id.is_(None), SetupIntent.created_at > now - CUSTOMER_HAS)
    mine = select(func.count().label("pages"), SetupIntent.account_id).where(
        SetupIntent.account_id == account_id, *is_open
    )
    count = session.scalar(mine.group_by(SetupIntent.account_id)) or 0
    if count >= MOST_OPEN:
        raise TooManyError(f"account {account_id} has {count} pages open")


def _intent_of_form(
    session: AccountSession, account_id: int, form_token: str
) -> SetupIntent | None:
    return session.scalar(
        select(SetupIntent).where(
            SetupIntent.account_id == account_id, SetupIntent.form_token == form_token
        )
    )


def _begin(session: AccountSession, request: SetupRequest, now: datetime) -> SetupIntent:
    """Note that a customer goes to a page, under a key of its own."""
    first_look = session.due(now + wait_after(0))
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


def _method_of(
    session: AccountSession, intent: SetupIntent, details: Details, now: datetime
) -> Method:
    """Keep what was given."""
    replaced = session.get(Method, intent.replaces_id) if intent.replaces_id else None
    method = Method(
        account_id=intent.account_id,
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
        due_at=session.due(now) if intent.keep else None,
    )
    session.add(method)
    session.flush()
    return method


def _succeeds(replaced: Method | None, now: datetime) -> int | None:
    """Return the method that new details succeed.

    Details that never could be charged are only corrected: they go, and the new ones succeed what
    those were to succeed.
    """
    if replaced is None or was_usable(replaced, now):
        return replaced.id if replaced else None
    replaced.removed_at, replaced.due_at = replaced.removed_at or now, None
    return replaced.replaces_id


def was_given_for(session: Session, invoice: Invoice, method_id: int) -> bool:
    """Whether a card was given for this very invoice."""
    query = select(SetupIntent.id, SetupIntent.account_id).where(
        SetupIntent.invoice_id == invoice.id, SetupIntent.method_id == method_id
    )
    return session.scalar(query) is not None
