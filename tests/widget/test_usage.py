"""Usage never vanishes: it is shown until it is invoiced or credited, whenever it came in."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.books import balance, rows
from tests.support.languages import both_languages
from tests.support.screen import Screen
from widget.billing import ledger, usage
from widget.billing.usage import Period
from widget.core.money import Money
from widget.core.roles import Role
from widget.payments.monthly import Billed, Month, MonthlyBilling
from widget.storage.database import Database
from widget.storage.models import Account, Invoice, PaysBy, Person, Profile, Usage
from widget.web.services import AccountContext

ZONE = "Pacific/Auckland"  # where it is tomorrow already
FIRST = date(2026, 1, 1)
SERVICES = ("computing", "storage", "support")


# Whatever comes in, and whenever: what a month closes is what the customer saw -------------------

used = st.tuples(
    st.just("use"),
    st.integers(0, 1),  # the profile
    st.sampled_from(SERVICES),
    st.integers(-70, 40),  # days from today
    st.integers(-3000, 3000),
)
passed = st.tuples(st.just("days"), st.integers(1, 45))
billed = st.tuples(st.just("bill"))


class Books:
    """An account of its own, on a database that others use as well."""

    numbers = count(1)

    def __init__(self, database: Database):
        self.database = database
        self.today = FIRST
        self.used: dict[tuple[str, date], int] = {}
        with database.write() as session:
            self.account = Account(
                name="A", currency="EUR", time_zone=ZONE, pays_by=PaysBy.TRANSFER
            )
            session.add(self.account)
            session.flush()
            self.profiles = [Profile(account_id=self.account.id, name=name) for name in "PQ"]
            self.person = Person(account_id=self.account.id, name="C", email="", role=Role.OWNER)
            session.add_all([*self.profiles, self.person])

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(0), UTC)

    def use(self, profile: int, service: str, days: int, minor: int) -> None:
        with self.database.write() as session:
            row = Usage(
                account_id=self.account.id,
                profile_id=self.profiles[profile].id,
                service=service,
                used_on=self.today + timedelta(days=days),
                minor=minor,
                currency="EUR",
            )
            session.add(row)

    def seen(self) -> dict[Period, list[usage.Item]]:
        here = AccountContext(self.account, self.person, False, self.now)
        with self.database.read(self.account.id) as session:
            return usage.not_invoiced(session, here.account, here.today)

    def invoices(self) -> dict[int, Invoice]:
        mine = select(Invoice).where(Invoice.account_id == self.account.id)
        with self.database.read() as session:
            return {invoice.id: invoice for invoice in session.scalars(mine)}

    def bill(self) -> None:
        """Close the month before this one; what it makes is what the customer saw of it."""
        month = Month.of(self.today.replace(day=1) - timedelta(days=1))
        periods, before = self.seen(), self.invoices()
        MonthlyBilling(self.database, None, "http://pay.example.com", self.now).bill(
            self.account, month
        )
        new = [invoice for number, invoice in self.invoices().items() if number not in before]
        with self.database.read(self.account.id) as session:
            lines = [item for one in new for item in usage.invoiced(session, self.account, one)]
        closed = usage.by_service({Period.EARLIER: lines})
        if len(new) == len(self.profiles):  # one that was closed before keeps what came in later
            assert closed == periods.get(Period.EARLIER, [])
        assert sum(item.amount.minor for item in lines) == sum(one.minor for one in new)

    def check(self) -> None:
        """All that was used is invoiced, or is seen."""
        with self.database.read(self.account.id) as session:
            mine = select(Usage).where(Usage.account_id == self.account.id)
            all_used = sum(row.minor for row in session.scalars(mine))
            owed = ledger.balance(session, self.account)
        seen = usage.total(usage.by_service(self.seen()), "EUR")
        invoiced = sum(invoice.minor for invoice in self.invoices().values())
        assert seen.minor + invoiced == all_used
        assert owed.minor == invoiced


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(used, used, passed, billed), max_size=25))
def test_what_was_used_is_seen_until_it_is_invoiced(database_url, actions):
    database = Database(database_url)
    books = Books(database)
    try:
        for name, *values in actions:
            if name == "days":
                books.today += timedelta(days=values[0])
            else:
                getattr(books, name)(*values)
            books.check()
        # In the end all is invoiced: nothing was left behind.
        for _ in range(4):
            books.today = (books.today.replace(day=1) + timedelta(days=31)).replace(day=1)
            books.bill()
            books.check()
        assert books.seen() == {}
    finally:
        database.close()


# On the screens ----------------------------------------------------------------------------------


_OPEN = select(Usage).where(Usage.invoice_id.is_(None)).order_by(Usage.id)


def put(widget, days: int, minor: int, service: str = "storage") -> None:
    """Put in usage of a day that is so many days from the sample's own."""
    with widget.extensions["widget"].database.write() as session:
        known = session.scalars(_OPEN).first()
        row = Usage(
            account_id=known.account_id,
            profile_id=known.profile_id,
            service=service,
            used_on=known.used_on + timedelta(days=days),
            minor=minor,
            currency="EUR",
        )
        session.add(row)


def amounts(text: str) -> list[str]:
    return Screen(text).texts("[data-control=usage_by_service] ~ * td.amount")


@both_languages
def test_late_usage_corrections_and_next_month_s_are_shown_apart(sign_in, widget, locale):
    customer = sign_in(locale, "reader")
    put(widget, -70, 1000)
    put(widget, -70, -2500, "traffic")
    put(widget, 40, 300)
    text = customer.get_in("billing/usage").text
    words = {
        "en": ["came in late, or corrected", "Used since", "Used after the end of this month"],
        "fr": ["arrivé en retard ou corrigé", "Utilisé depuis", "Utilisé après la fin de ce mois"],
    }
    places = [text.index(word) for word in words[locale]]
    assert places == sorted(places)
    euros = {"en": "€{}", "fr": "{}\u00a0€"}[locale]
    minus = {"en": "-€25.00", "fr": "-25,00\u00a0€"}[locale]
    shown = amounts(text)
    assert minus in shown
    assert euros.format({"en": "82.80", "fr": "82,80"}[locale]) == shown[-1]  # 94.80 + 10 - 25 + 3
    assert shown[-1] in customer.get_in("").text  # the dashboard's sum is the same


@both_languages
def test_where_everything_is_invoiced_the_screens_say_so(sign_in, widget, locale):
    customer = sign_in(locale)
    customer.next_month()
    said = {
        "en": "Everything that you have used is invoiced",
        "fr": "Tout ce que vous avez utilisé",
    }
    assert said[locale] in customer.get_in("").text
    assert said[locale] in customer.get_in("billing/usage").text


def test_corrections_that_are_more_than_what_was_used_become_a_credit_note(sign_in, widget):
    customer = sign_in()
    put(widget, -40, -20000)
    owed = balance(widget)
    customer.next_month()
    note = rows(widget, Invoice)[-1]
    assert (note.minor, note.is_credit_note) == (9480 - 20000, True)
    assert balance(widget) == owed + note.minor
    assert customer.statuses()[note.number] == "credit_note"
    # The oldest invoice is paid with it as far as it goes.
    oldest = next(one for one in rows(widget, Invoice) if one.number == "AUR-2073")
    assert oldest.allocated_minor == -note.minor


def test_corrections_that_take_all_back_become_an_invoice_of_nothing(sign_in, widget):
    customer = sign_in()
    put(widget, -40, -9480)
    customer.next_month()
    nothing = rows(widget, Invoice)[-1]
    assert (nothing.minor, customer.statuses()[nothing.number]) == (0, "invoice_paid")
    assert all(row.invoice_id for row in rows(widget, Usage))


def test_a_month_that_is_credited_charges_nothing(sign_in, widget, database, gateway, charges):
    sign_in("en", "owner", "card-account")
    put(widget, 0, -50000)
    account = rows(widget, Account)[0]
    month = Month.of(rows(widget, Usage)[-1].used_on)
    later = datetime.combine(month.next, time(12), UTC)
    for _ in range(2):
        assert MonthlyBilling(database, gateway, "http://x", later).bill(account, month) == [
            Billed.CREDITED
        ]
    assert charges() == []
    with database.read(account.id) as session:
        assert ledger.balance(session, account) == Money(balance(widget), "EUR")
