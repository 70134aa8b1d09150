"""What the application's parts share: made once by the factory, found through Flask."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, cast

from flask import Flask, current_app, g
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from widget.core.clock import Clock, day_in
from widget.core.gateway import Gateway
from widget.core.money import Money
from widget.core.roles import Role
from widget.core.settings import Payee
from widget.storage.database import Database
from widget.storage.models import Account, Attempt, Person, is_unfinished
from widget.web.gateway_pages import GatewayPage
from widget.web.security import FormTokens

#: An account, its person, and whether a payment isn't finished: an access adds which account.
ACCOUNT_AND_PERSON = select(
    Account, Person, exists().where(Attempt.account_id == Account.id, is_unfinished())
).join(Person, Person.account_id == Account.id)


@dataclass(frozen=True)
class AccountContext:
    """Who is looking at which account, and at what moment.

    `is_paying` says that money may still move: an attempt was unfinished when the request began.
    """

    account: Account
    person: Person
    is_paying: bool
    now: datetime

    @property
    def role(self) -> Role:
        """What the person may do."""
        return Role(self.person.role)

    @property
    def today(self) -> date:
        """The day it is where the account is."""
        return day_in(self.account.time_zone, self.now)


class AccountAccess(Protocol):
    """How customers come in: practice by a token in the address, live by signing in."""

    #: What stands between language and page in an address: `/practice/<token>`, or nothing.
    prefix: str
    #: Whether no money moves.
    is_practice: bool
    #: The template that stands above every screen.
    note: str
    #: The endpoint of the screen through which customers come in.
    entrance: str

    def open(self) -> AccountContext:
        """Return whose account this request is about, read by ACCOUNT_AND_PERSON, or abort it."""
        ...

    def moment(self, account_id: int) -> datetime:
        """Return an account's present moment: practice's clock stands still."""
        ...

    def may_be_framed(self) -> bool:
        """Whether this request's screen may stand in a frame of a help page."""
        ...

    def way_back(self, path: str) -> str:
        """Return the path that the gateway's page sends a customer to, who is to come to `path`."""
        ...

    def way_to(self, page: GatewayPage) -> str:
        """Return the address that leads to a page of the gateway's."""
        ...

    def init_app(self, app: Flask) -> None:
        """Add the screens by which customers come in."""
        ...


@dataclass(frozen=True)
class Services:
    """The application's parts."""

    origin: str
    database: Database
    gateway: Gateway
    access: AccountAccess
    tokens: FormTokens
    payee: Payee
    #: The most that one payment may be, by currency.
    limits: Mapping[str, Money]
    clock: Clock

    def address_back(self, path: str) -> str:
        """Return where the gateway's page sends a customer, who is to come to `path`."""
        return self.origin + self.access.way_back(path)


def services() -> Services:
    """The parts of the application that handles this request."""
    return cast(Services, current_app.extensions["widget"])


def own_rows() -> AbstractContextManager[Session]:
    """A session for queries of this request's account, which gets no other's rows."""
    return services().database.read(current().account.id)


def current() -> AccountContext:
    """Who is looking at which account in this request."""
    if "current" not in g:
        g.current = services().access.open()
    return cast(AccountContext, g.current)
