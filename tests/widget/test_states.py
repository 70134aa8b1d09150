"""An attempt's life, state by state: which may follow which, and what follows from it."""

import re
from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy import select

from tests.support.books import balance, rows
from tests.support.databases import KINDS
from tests.support.project import ROOT, read
from widget.core.gateway import Outcome, Result
from widget.payments.attempts.finding import with_invoice_and_person
from widget.payments.attempts.results import record_result
from widget.payments.attempts.states import TRANSITIONS
from widget.storage.models import (
    UNFINISHED,
    Account,
    Attempt,
    AttemptKind,
    AttemptState,
    Case,
    Invoice,
    Mail,
    Method,
    Person,
)
from widget.storage.schedule import take, wait_after

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
State = AttemptState


def documented() -> dict[State, frozenset[State]]:
    """The table of the documentation: what may follow each state."""
    text = read(ROOT / "docs/project/payments.md")
    table = text.partition("| from | may become |\n|---|---|\n")[2].partition("\n\n")[0]
    found = {}
    for line in table.splitlines():
        before, after = (re.findall(r"`(\w+)`", cell) for cell in line.split("|")[1:3])
        found |= {State(name): frozenset(map(State, after)) for name in before}
    return found


MAY_FOLLOW = documented()
#: The cases that are opened when money comes under an attempt that had ended.
LATE = {State.CANCELLED: ["charged_after_cancel"], State.DECLINED: ["charged_after_refusal"]}


@pytest.fixture
def begin(sign_in, database):
    """An attempt on an invoice of 180.50, in a state."""
    sign_in()

    def of(state: State, *, number: str = "AUR-2089", key: str = "k") -> Attempt:
        with database.write() as session:
            invoice = session.scalars(select(Invoice).where(Invoice.number == number)).one()
            attempt = Attempt(
                account_id=session.scalars(select(Account.id)).one(),
                person_id=session.scalars(select(Person.id)).one(),
                invoice_id=invoice.id,
                method_id=session.scalars(select(Method.id)).first(),
                locale="fr",
                key=key,
                reference=f"PAY-{key}",
                kind=AttemptKind.INVOICE,
                form_token=key,
                state=state,
                minor=18050,
                currency="EUR",
                created_at=NOW,
                changed_at=NOW,
                due_at=NOW if state in UNFINISHED else None,
            )
            session.add(attempt)
        return attempt

    return of


@pytest.fixture
def to(database):
    return lambda attempt, state: record_result(database, attempt, state, Result(Outcome.OPEN), NOW)


def effects(widget) -> tuple[int, int, list[str], list[str]]:
    """The balance, what is allocated to the invoice, the letters and the cases."""
    invoice = next(i for i in rows(widget, Invoice) if i.number == "AUR-2089")
    letters = [mail.kind for mail in rows(widget, Mail)]
    return balance(widget), invoice.allocated_minor, letters, [c.kind for c in rows(widget, Case)]


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_each_pair_of_states(begin, to, widget, before, after):
    attempt = begin(before)
    owed, allocated, letters, cases = effects(widget)
    found = to(attempt, after)
    is_allowed = after in MAY_FOLLOW[before]
    assert found.state == (after if is_allowed else before)
    (kept,) = rows(widget, Attempt)
    assert kept.state == found.state
    assert (kept.due_at is not None) == (kept.state in UNFINISHED)
    if is_allowed and after is State.SUCCEEDED:
        expected = (owed - 18050, 18050, ["payment_received"], LATE.get(before, []))
    else:
        # The gateway takes back what it had told us: a person looks at that.
        fell_back = ["fell_back"] if before is State.SUCCEEDED and after is not before else []
        expected = (owed, allocated, letters, [*cases, *fell_back])
    assert effects(widget) == expected


def test_what_no_customer_decides_ends():
    """From every live state, each end can be reached, and no end is left but by late money."""
    ends = {State.SUCCEEDED, State.DECLINED, State.CANCELLED}
    for state in UNFINISHED:
        assert ends <= TRANSITIONS[state], state
    assert TRANSITIONS[State.SUCCEEDED] == frozenset()
    assert TRANSITIONS[State.DECLINED] == TRANSITIONS[State.CANCELLED] == {State.SUCCEEDED}


def test_the_documentation_has_the_same_table():
    assert MAY_FOLLOW == TRANSITIONS


def test_a_result_that_comes_twice_counts_once(begin, to, widget):
    attempt = begin(State.SUBMITTED)
    owed = balance(widget)
    to(attempt, State.SUCCEEDED)
    to(attempt, State.SUCCEEDED)
    assert effects(widget) == (owed - 18050, 18050, ["payment_received"], [])


@pytest.mark.parametrize("database_kind", [kind for kind in KINDS if kind == "postgresql"])
def test_what_a_worker_puts_off_meanwhile_stays_put_off(begin, to, widget, database, monkeypatch):
    """Workers take an attempt without its account; on SQLite they would wait."""
    attempt = begin(State.SUBMITTED)

    def read_then_taken(session, attempt_id):
        found = with_invoice_and_person(session, attempt_id)
        assert take(database, Attempt, NOW).id == attempt_id
        return found

    monkeypatch.setattr("widget.payments.attempts.results.with_invoice_and_person", read_then_taken)
    to(attempt, State.UNKNOWN)
    (kept,) = rows(widget, Attempt)
    assert (kept.state, kept.tries, kept.due_at) == (State.UNKNOWN, 1, NOW + wait_after(1))


def test_money_after_a_cancel_while_another_pays_is_credit_and_a_case(begin, to, widget):
    """The invoice is left to the payment that is under way; what came too late is credit."""
    late = begin(State.CANCELLED)
    second = begin(State.SUBMITTED, key="k2")
    owed = balance(widget)
    to(late, State.SUCCEEDED)
    assert effects(widget)[1:] == (0, ["payment_received"], ["charged_after_cancel"])
    to(second, State.SUCCEEDED)
    said = effects(widget)
    assert said == (owed - 2 * 18050, 18050, ["payment_received"] * 2, ["charged_after_cancel"])


def test_money_for_an_invoice_that_was_paid_is_credit_and_a_case(begin, to, widget, database):
    attempt = begin(State.UNKNOWN)
    owed = balance(widget)
    with database.write() as session:
        invoice = session.get_one(Invoice, attempt.invoice_id)
        invoice.allocated_minor, invoice.paid_at = 18050, NOW
    to(attempt, State.SUCCEEDED)
    assert effects(widget) == (owed - 18050, 18050, ["payment_received"], ["paid_twice"])


def test_a_case_of_our_own_is_read_in_the_reader_s_language(begin, to, widget, sign_in):
    to(begin(State.CANCELLED), State.SUCCEEDED)
    # A second account of the same test would not see it: the case belongs to the first.
    other = sign_in("fr")
    assert "après son annulation" not in other.get_in("support/").text


def test_half_of_what_follows_is_never_committed(begin, to, widget, monkeypatch):
    attempt = begin(State.SUBMITTED)
    before = effects(widget)

    def fail(*_):
        raise RuntimeError("the outbox is full")

    monkeypatch.setattr("widget.notifications.outbox.tell_of_payment", fail)
    with pytest.raises(RuntimeError):
        to(attempt, State.SUCCEEDED)
    assert effects(widget) == before
    assert rows(widget, Attempt)[0].state == State.SUBMITTED
