"""Whatever customers, the bank and the workers do, in whatever order: the books are right."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from itertools import count

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import func, select

from tests.support.applications import BANK_SECRET, make_bank, settings_for, tell
from tests.support.customer import BANK, ORIGIN
from tests.support.databases import KINDS
from tests.torture.access import OpenAccess
from widget.application import create_app
from widget.billing import allocation, ledger
from widget.core.clock import day_in
from widget.core.gateway import GatewayUnavailableError, PageKind
from widget.core.money import Money
from widget.gateways.stripe.gateway import StripeGateway
from widget.payments.attempts import Attempts, InvoiceOrder, OneTimeOrder, RefusedError
from widget.payments.monthly import Month, MonthlyBilling
from widget.payments.reconciling import reconcile
from widget.payments.transfers import record_transfer
from widget.sandbox.bank.methods import BY_NAME
from widget.sandbox.practice.scenarios import company_account
from widget.storage.database import Database
from widget.storage.models import (
    UNFINISHED,
    Account,
    Attempt,
    Case,
    Invoice,
    LedgerEntry,
    Mail,
    Method,
    PaysBy,
    Person,
)

INVOICES = ("AUR-2073", "AUR-2089")
CARDS = ("approved", "declined", "challenge")
WHO = st.sampled_from([0, 1])
#: What may happen to an answer, and what somebody else does while the bank charges.
LOST = st.sampled_from([None, None, "before", "after"])
MEANWHILE = st.sampled_from([None, None, "pay", "cancel", "event", "reconcile", "transfer"])


class LossyGateway(StripeGateway):
    """Loses the answer to a charge when it is told to, and lets others act meanwhile."""

    lost: str | None = None
    meanwhile = None

    def charge(self, *arguments):
        lost, self.lost = self.lost, None
        act, self.meanwhile = self.meanwhile, None
        if lost == "before":
            raise GatewayUnavailableError("never arrived")
        result = super().charge(*arguments)
        if act:
            act()
        if lost == "after":
            raise GatewayUnavailableError("the answer was lost")
        return result


class Payments(RuleBasedStateMachine):
    """Two customers of one account, its bank, and the workers."""

    make_url = staticmethod(lambda: "")  # set below
    give_back = staticmethod(lambda url: None)
    folder = None
    numbers = count(1)

    @initialize()
    def open_account(self):
        self.url = self.make_url()
        self.database = Database(self.url)
        self.bank = make_bank(
            self.folder, database=f"sqlite:///{self.folder}/bank-{next(self.numbers)}.sqlite3"
        )
        self.store = self.bank.extensions["store"]
        transport = httpx.WSGITransport(app=self.bank)
        self.gateway = LossyGateway(
            BANK_SECRET, BANK_SECRET, ORIGIN, "http://bank", transport=transport
        )
        self.now = datetime.now(UTC)
        self.forms = count(1)
        self.widget = create_app(
            settings_for(self.url), self.gateway, OpenAccess(), lambda: self.now
        )
        with self.database.write() as session:
            account = company_account(session, self.now)
            account.is_practice, account.pays_by = False, PaysBy.CARD
            self.account_id = account.id
            for name in ("A", "B"):
                session.add(
                    Person(
                        account_id=account.id, name=name, email=f"{name}@example.com", role="owner"
                    )
                )
            session.flush()
            self.people = session.scalars(select(Person.id).order_by(Person.id)).all()
            self.method = session.scalars(select(Method.id).order_by(Method.id)).first()

    # What customers do ---------------------------------------------------------------------

    def attempts(self) -> Attempts:
        return Attempts(self.database, self.gateway, self.now)

    def all(self, table):
        with self.database.read() as session:
            return session.scalars(select(table).order_by(table.id)).all()

    def pick(self, place: int):
        found = self.all(Attempt)
        return found[place % len(found)] if found else None

    @rule(who=WHO, number=st.sampled_from(INVOICES), card=st.sampled_from(CARDS), lost=LOST,
          meanwhile=MEANWHILE)  # fmt: skip
    def pay_now(self, who, number, card, lost, meanwhile):
        self.gateway.lost = lost
        self.gateway.meanwhile = self.act(1 - who, number, meanwhile)
        self.pay(who, number, card)
        self.gateway.lost = self.gateway.meanwhile = None

    def use_card(self, card):
        """Have the saved card be another of the bank's test cards."""
        with self.database.write() as session:
            session.get_one(Method, self.method).gateway_reference = BY_NAME[card].reference

    def pay(self, who, number, card="approved"):
        self.use_card(card)
        with self.database.read() as session:
            of_number = select(Invoice).where(Invoice.number == number)
            shown = session.scalars(of_number).one().to_pay.minor
        order = InvoiceOrder(
            self.account_id, self.people[who], number, self.method, shown,
            f"form {next(self.forms)}", "en",
        )  # fmt: skip
        with suppress(RefusedError):
            self.attempts().pay_invoice(order, self.offered, lambda _: f"{ORIGIN}/")

    def offered(self, session, _invoice):
        method = session.get_one(Method, self.method)
        return [method] if method.is_in_force else []

    def act(self, who, number, what):
        """What somebody else does while the bank charges."""
        return {
            None: None,
            "pay": lambda: self.pay(who, number),
            "cancel": lambda: self.cancel(-1),
            "event": lambda: self.event_told(-1),
            "reconcile": lambda: self.reconciled(2),
            "transfer": lambda: self.transfer(number, 5000),
        }[what]

    @rule(who=WHO, minor=st.integers(1, 60000))
    def open_page(self, who, minor):
        order = OneTimeOrder(
            self.account_id, self.people[who], Money(minor, "EUR"), PageKind.CARD,
            f"form {next(self.forms)}", "en",
        )  # fmt: skip
        with suppress(RefusedError):  # there may be too many that aren't finished
            self.attempts().pay_once(order, lambda _: f"{ORIGIN}/")

    @rule(place=st.integers(0, 9), card=st.sampled_from((*CARDS, None)))
    def at_the_page(self, place, card):
        """Pay on the bank's page, or (None) leave it."""
        attempt = self.pick(place)
        if attempt and attempt.action_url and "/checkout/" in attempt.action_url:
            fields = {"card": card} if card else {"cancel": "1"}
            self.at_the_bank(attempt.action_url, **fields)
            if card is None:
                self.attempts().leave(attempt.id, self.account_id)

    def at_the_bank(self, url, **fields):
        headers = {"Origin": BANK}
        self.bank.test_client().post(url, base_url=BANK, data=fields, headers=headers)

    @rule(place=st.integers(0, 9), yes=st.booleans())
    def answer_challenge(self, place, yes):
        attempt = self.pick(place)
        if attempt:
            with self.store.read() as objects:
                made = objects.all("payment_intent")
            for intent in (each for each in made if each["metadata"]["key"] == attempt.key):
                fields = {"confirm": "1"} if yes else {"refuse": "1"}
                self.at_the_bank(f"{BANK}/en/authenticate/{intent['id']}", **fields)

    @rule(place=st.integers(0, 9))
    def come_back(self, place):
        if attempt := self.pick(place):
            self.attempts().sync_by_id(attempt.id, self.account_id)

    @rule(place=st.integers(0, 9))
    def cancel(self, place):
        if attempt := self.pick(place):
            self.attempts().cancel(attempt.id, self.account_id)

    # What the bank and the workers do ------------------------------------------------------

    @rule(place=st.integers(0, 9), number=st.integers(0, 1))
    def event_told(self, place, number=0):
        """At any time, about anything, as often as it likes, and the same one again."""
        if attempt := self.pick(place):
            assert tell(self.widget, f"{attempt.id} {number}", attempt.key) == 204

    @rule(lost=LOST, card=st.sampled_from(CARDS), meanwhile=MEANWHILE)
    def month_is_over(self, lost, card, meanwhile):
        """What was used until now is invoiced and charged, in whatever month it is by then."""
        month = Month.of(day_in("Europe/Paris", self.now))
        self.now = max(self.now, datetime.combine(month.next, time(12), UTC))
        self.use_card(card)
        self.gateway.lost = lost
        self.gateway.meanwhile = self.act(0, INVOICES[0], meanwhile)
        account = self.all(Account)[0]
        MonthlyBilling(self.database, self.gateway, ORIGIN, self.now).bill(account, month)
        self.gateway.lost = self.gateway.meanwhile = None

    @rule(number=st.sampled_from(INVOICES), minor=st.integers(1, 40000))
    def transfer(self, number, minor):
        invoice = next(i for i in self.all(Invoice) if i.number == number)
        name = f"transfer {next(self.forms)}"
        record_transfer(self.database, invoice, Money(minor, "EUR"), self.now, name)

    @rule(minutes=st.sampled_from([1, 2, 31, 400]))
    def reconciled(self, minutes):
        self.now += timedelta(minutes=minutes)
        reconcile(self.database, self.gateway, lambda: self.now)

    # What is always so ---------------------------------------------------------------------

    @invariant()
    def the_books_are_right(self):
        if not hasattr(self, "account_id"):
            return
        charges = {charge.key: charge.amount.minor for charge in self.store.charges()}
        with self.database.read() as session:
            account = session.get_one(Account, self.account_id)
            attempts = {a.id: a for a in session.scalars(select(Attempt))}
            invoices = session.scalars(select(Invoice)).all()
            entries = session.scalars(select(LedgerEntry)).all()
            told = Counter(map(tuple, session.execute(select(Mail.kind, Mail.attempt_id))))
            cases = session.scalar(select(func.count()).select_from(Case))
            credit = allocation.credit_of(session, self.account_id, "EUR").minor
            owed = ledger.balance(session, account).minor
        booked = Counter(e.attempt_id for e in entries if e.attempt_id)
        succeeded = {a.id for a in attempts.values() if a.state == "succeeded"}
        refused = {a.id for a in attempts.values() if a.is_debit and a.was_refused}
        assert set(booked) == succeeded
        assert set(told) == {("payment_received", id) for id in succeeded} | {
            ("debit_refused", id) for id in refused
        }
        assert set(booked.values()) <= {1}
        assert set(told.values()) <= {1}
        for attempt_id in succeeded:
            assert charges[attempts[attempt_id].key] == attempts[attempt_id].minor
        for invoice in invoices:
            assert 0 <= invoice.allocated_minor <= invoice.minor
            assert (invoice.paid_at is not None) == (invoice.allocated_minor == invoice.minor)
            mine = [a.state for a in attempts.values() if a.invoice_id == invoice.id]
            assert sum(state in UNFINISHED for state in mine) <= 1
            assert mine.count("succeeded") <= 1 + cases
        open_minor = sum(i.minor - i.allocated_minor for i in invoices)
        assert credit >= 0
        assert owed == sum(e.minor for e in entries) == open_minor - credit

    @precondition(lambda self: hasattr(self, "account_id"))
    @rule()
    def in_the_end_everything_is_settled(self):
        """The bank's successful charges are ours, and nothing is open any more."""
        for _ in range(8):
            self.reconciled(400)
        assert not [a for a in self.all(Attempt) if a.state in UNFINISHED]
        booked = {a.key for a in self.all(Attempt) if a.state == "succeeded"}
        assert {charge.key for charge in self.store.charges()} == booked
        asked = Counter(self.store.asked())
        assert set(asked.values()) <= {1}

    def teardown(self):
        if hasattr(self, "database"):
            self.in_the_end_everything_is_settled()
            self.the_books_are_right()
            self.database.close()
            self.widget.extensions["widget"].database.close()
            self.store.close()
            self.give_back(self.url)


@pytest.mark.parametrize("kind", KINDS)
def test_every_order(all_databases, tmp_path, kind):
    class Here(Payments):
        make_url = staticmethod(lambda: all_databases.new(kind))
        give_back = staticmethod(all_databases.give_back)
        folder = tmp_path

    run(
        Here,
        settings=settings(
            max_examples=30 if kind == "sqlite" else 12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
