"""Practice accounts: how many an address may open, and that they go when they have expired."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.support.applications import settings_for
from tests.support.customer import ORIGIN, Customer
from widget.application import create_app
from widget.sandbox.practice.access import PracticeAccess
from widget.sandbox.practice.purging import AFTER, purge
from widget.sandbox.practice.sign_in import LIFETIME
from widget.storage.database import Database
from widget.storage.models import Account, Base, PracticeLogin, SignInCount
from widget.web import sign_in_rate
from widget.web.sign_in_rate import SignInRate

NOON = datetime(2026, 11, 28, 12, 0, 30, tzinfo=UTC)


def test_each_address_has_its_own_count_and_all_processes_share_it(database):
    """Two limiters stand for two processes."""
    first, second = SignInRate("3/minute"), SignInRate("3/minute")
    admitted = [each.admit(database, "192.0.2.1", NOON) for each in (first, second, first, second)]
    assert admitted == [True, True, True, False]
    assert first.admit(database, "192.0.2.2", NOON)
    assert first.admit(database, "192.0.2.1", NOON + timedelta(seconds=30))


def test_a_household_s_ipv6_addresses_count_together(database):
    limit = SignInRate("2/minute")
    clients = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3", "2001:db8:1:3::1")
    assert [limit.admit(database, client, NOON) for client in clients] == [True, True, False, True]
    assert limit.admit(database, "", NOON)


def test_sign_ins_at_once_are_all_counted(database):
    limit = SignInRate("10/minute")
    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(lambda _: limit.admit(database, "192.0.2.1", NOON), range(40)))
    assert admitted.count(True) == 10


def test_nothing_is_kept_of_an_address_longer_than_needed(database):
    limit = SignInRate("2/minute")
    limit.admit(database, "192.0.2.1", NOON)
    with database.read() as session:
        (kept,) = session.scalars(select(SignInCount)).all()
    assert "192" not in kept.client
    limit.admit(database, "192.0.2.9", NOON + timedelta(minutes=5))
    with database.read() as session:
        assert len(session.scalars(select(SignInCount)).all()) == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "statuses"),
    [
        (0, ("203.0.113.1", "203.0.113.2", "203.0.113.3"), [303, 303, 429]),
        (1, ("203.0.113.1", "203.0.113.2", "203.0.113.3"), [303, 303, 303]),
        (1, ("1.1.1.1, 203.0.113.1", "2.2.2.2, 203.0.113.1", "203.0.113.1"), [303, 303, 429]),
    ],
)
def test_the_address_behind_a_trusted_proxy(database_url, gateway, proxies, forwarded, statuses):
    """What a customer writes into the header itself is never believed."""
    settings = settings_for(database_url, sign_ins="2/hour", proxies=proxies)
    app = create_app(settings, gateway, PracticeAccess(settings.sign_ins))
    client = app.test_client()
    page = client.get("/en/practice/", base_url=ORIGIN)
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    found = [
        client.post(
            "/en/practice/",
            base_url=ORIGIN,
            data={"form_token": token},
            headers={"Origin": ORIGIN, "X-Forwarded-For": address},
        ).status_code
        for address in forwarded
    ]
    assert found == statuses
    app.extensions["widget"].database.close()


def rows_left(database: Database) -> dict[str, int]:
    with database.read() as session:
        counts = {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count and name != "sign_in_count"}


def test_expired_accounts_go_with_all_their_rows(widget, database, bank, sign_in):
    customer = sign_in()
    customer.pay("AUR-2089", "4242")
    customer.give_method("approved", "card")
    customer.send(
        customer.get_in("support/new"), "[name=subject_line]", "", subject_line="a", description="b"
    )
    other = Customer(widget, bank, "fr")
    with database.write() as session:
        found = session.scalars(select(PracticeLogin).order_by(PracticeLogin.account_id)).all()
        found[0].expires_at -= LIFETIME + 2 * AFTER
    runner = widget.test_cli_runner()
    assert runner.invoke(args=["purge"]).output == "practice accounts removed: 1\n"
    assert customer.get(customer.home).status_code == 410
    assert other.get(other.home).status_code == 200
    with database.write() as session:
        session.scalars(select(PracticeLogin)).one().expires_at -= LIFETIME + 2 * AFTER
    assert purge(database, datetime.now(UTC)) == 1
    assert rows_left(database) == {}


def test_accounts_that_are_not_practice_s_stay(database, sign_in):
    sign_in()
    with database.write() as session:
        session.scalars(select(Account)).one().is_practice = False
        session.scalars(select(PracticeLogin)).one().expires_at -= LIFETIME + 2 * AFTER
    assert purge(database, datetime.now(UTC)) == 0
    assert rows_left(database)["account"] == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("64:ff9b::192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1:5000", "192.0.2.1", True),
        ("[2001:db8::1]:5000", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("nobody", "nobody else", False),
    ],
)
def test_whom_an_address_stands_for(one, other, is_same):
    assert (sign_in_rate._name(one) == sign_in_rate._name(other)) is is_same
