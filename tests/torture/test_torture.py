"""The torture's short form, and that it can fail: without a key, a commit or the unique index."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from tests.support.databases import BEHIND_PGBOUNCER, HAS_PGBOUNCER, KINDS, databases
from tests.support.screen import method_of
from tests.torture.__main__ import Report, at_points, at_random, faulty_bank, new_world
from tests.torture.at_points import finish_everything, kill_at_every_point
from tests.torture.books import compare
from tests.torture.flows import INVOICE
from tests.torture.processes import ended, fork
from tests.torture.with_faults import combined, with_faults
from widget.core.gateway import Key
from widget.gateways.stripe.gateway import StripeGateway
from widget.payments.attempts import Attempts
from widget.payments.gateway_customers import customer_of
from widget.sandbox.bank.faults import Faults
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database

#: So many pay one invoice at once.
PAYING = 6


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with databases(tmp_path_factory.mktemp("torture")) as all_databases:
        yield all_databases


@pytest.mark.parametrize("kind", KINDS)
def test_the_short_form(found, tmp_path, kind):
    report = Report()
    also = "refund" if kind == "sqlite" else "sign-in"
    names = ("pay now, saved card", "month's debit", also)
    at_points(found, kind, tmp_path / "points", report, names, is_short=True)
    at_random(found, kind, tmp_path / "random", 12, report)
    some = dict(list(combined())[3 if kind == "sqlite" else 5 :: 24])
    faulty_bank(found, kind, tmp_path / "faults", some, report)
    assert report.failures == []


@pytest.mark.skipif(not HAS_PGBOUNCER, reason="needs PgBouncer")
def test_the_short_form_preloaded_and_behind_a_pooler(found, tmp_path):
    report = Report()
    names = ("pay now, saved card",)
    at_points(found, BEHIND_PGBOUNCER, tmp_path / "points", report, names, is_short=True)
    at_random(found, BEHIND_PGBOUNCER, tmp_path / "random", 6, report)
    assert report.failures == []


@pytest.fixture(params=KINDS)
def world(found, tmp_path, request):
    with new_world(found, request.param, tmp_path / "world", events=False) as new:
        yield new


def test_it_fails_without_the_key(world):
    """A key that the bank doesn't get is no key: what it charged can't be found again."""
    charge = world.gateway.real.charge

    def keyless(method, amount, key, *rest):
        return charge(method, amount, Key(key.customer, secrets.token_urlsafe(24), False), *rest)

    world.gateway.real.charge = keyless
    kill_at_every_point(world, ["pay now, saved card"], is_short=True)
    finish_everything(world)
    said = compare(world).differences
    assert any("has no attempt" in line for line in said), said


def test_it_fails_without_the_commit_before_the_call(world, monkeypatch):
    def committed_after(self, order, offered, return_url):
        customer = customer_of(self._database, self._gateway, order.account_id)
        with account_transaction(self._database, order.account_id) as session:
            attempt, reference = self._of_invoice(session, order, offered)
            attempt.person_id, attempt.form_token = order.person_id, order.form_token
            self._begin(session, attempt)
            url = return_url(attempt.id)
            key, locale = Key(customer, attempt.key, False), order.locale
            result = self._gateway.charge(reference, attempt.amount, key, url, locale)
        return self._take(attempt, result)

    monkeypatch.setattr(Attempts, "pay_invoice", committed_after)
    kill_at_every_point(world, ["pay now, saved card"], is_short=True)
    finish_everything(world)
    said = compare(world).differences
    assert any("has no attempt" in line for line in said), said


def test_it_fails_without_the_look_up(found, tmp_path, monkeypatch):
    """Where the bank did what it was asked, and answered with an error."""
    monkeypatch.setattr(StripeGateway, "_find", lambda *_: None)
    said = with_faults(found.new("sqlite"), tmp_path, Faults(error_after=3)).differences
    assert any("is booked 0 times" in line for line in said), said


def test_it_fails_without_the_unique_index(world):
    """Several pay one invoice at once."""
    database = Database(world.url)
    with database.write() as session:
        session.execute(text("DROP INDEX attempt_one_live_an_invoice"))
    database.close()
    pay_at_once(world, charged=PAYING)
    said = compare(world).differences
    assert any("was paid" in line for line in said), said


def test_with_the_unique_index_it_does_not(world):
    pay_at_once(world, charged=1)
    assert compare(world).differences == ()


def pay_at_once(world, charged: int) -> None:
    """Pay an invoice so often at once; the bank charges when as many as will have asked it."""
    account = world.account("company-account")
    all_asked = Barrier(charged, timeout=60)
    charge = world.gateway.real.charge

    def charge_together(*arguments):
        all_asked.wait()
        return charge(*arguments)

    def pay() -> None:
        world.gateway.real.charge = charge_together
        customer = world.customer(account)
        panels = [customer.panel(INVOICE) for _ in range(PAYING)]

        def one(page) -> None:
            card = method_of(page, "4242")
            customer.send(page, "#pay", method=card)

        with ThreadPoolExecutor(PAYING) as pool:
            list(pool.map(one, panels))

    child = fork(pay)
    assert not ended(child)
    finish_everything(world)
