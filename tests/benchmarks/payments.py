"""Payments and lists a second, on growing databases, beside the least that anybody could do."""

import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sqlalchemy.engine import make_url

from tests.benchmarks.apps import DATABASE, SECRET, InstantGateway, RawPayments
from tests.benchmarks.filling import INVOICES_EACH, OPEN_EACH, fill
from tests.benchmarks.load import CLIENTS, Asked, gunicorn, per_second, rate
from tests.support.databases import KINDS, LEFT_OUT, Databases
from tests.support.postgres import binaries
from widget.storage.database import Database
from widget.web.security import FormTokens

ROUNDS, PAYMENTS, PAGES = 7, 100, 150
#: Payments that come first, and aren't counted: statements are put together when first needed.
WARM = 120


@dataclass
class Round:
    """Requests a second, measured one after the other."""

    payments: float
    bare_payments: float
    limit: float
    lists: float
    bare_pages: float


class Measured(list[Round]):
    """Rounds that took turns."""

    def rate(self, what: str) -> float:
        """How many a second in the middle one of the rounds."""
        return median(getattr(one, what) for one in self)

    def ratio(self, what: str, beside: str) -> float:
        """Of one thing to another: the middle one of the rounds' own ratios."""
        return median(getattr(one, what) / getattr(one, beside) for one in self)


def invoices_of(accounts: int, places: range) -> Iterator[tuple[int, int]]:
    """Account and id of invoices: of each account the first of the places, then the next.

    The last account is left out: in it the limit is measured.
    """
    return (
        (account, (account - 1) * INVOICES_EACH + place)
        for place in places
        for account in range(1, accounts)
    )


def payment(account: int, invoice: int, tokens: FormTokens) -> Asked:
    number = f"B-{invoice}"
    token = tokens.issue(f"{account} PayForm {number}")
    fields = {"form_token": token, "method": f"{account}", "shown_minor": "1000"}
    return Asked(f"/en/as/{account}/billing/invoices/{number}/pay", fields)


def measure(url: str, invoices: int) -> Measured:
    """Measure everything on a database of that many invoices."""
    database = Database(url)
    accounts = fill(database, invoices)
    database.close()
    tokens, waiting = FormTokens(SECRET), invoices_of(accounts, range(1, OPEN_EACH + 1))
    # What doesn't look pays any invoice, and again.
    any_paid = cycle(invoices_of(accounts, range(OPEN_EACH + 1, INVOICES_EACH + 1)))
    environment = {DATABASE: url}
    measured = Measured()
    raw = RawPayments(url)

    def payments(count: int) -> list[Asked]:
        return [payment(*which, tokens) for which in islice(waiting, count)]

    def bare_payments(count: int) -> list[Asked]:
        return [
            Asked(f"/pay/{account}/{invoice}", {"key": secrets.token_hex(16)})
            for account, invoice in islice(any_paid, count)
        ]

    with gunicorn("widget", environment) as whole, gunicorn("bare", environment) as bare:
        accounts_read = [1 + number * 37 % accounts for number in range(PAGES)]
        lists = [Asked(f"/en/as/{account}/billing/invoices/") for account in accounts_read]
        pages = [Asked("/page")] * PAGES
        rate(whole, payments(WARM), 303)
        rate(whole, lists, 200)
        rate(bare, bare_payments(WARM), 303)
        rate(bare, pages, 200)
        for _ in range(ROUNDS):
            one = Round(
                payments=rate(whole, payments(PAYMENTS), 303),
                bare_payments=rate(bare, bare_payments(PAYMENTS), 303),
                limit=limit(url, raw, accounts),
                lists=rate(whole, lists, 200),
                bare_pages=rate(bare, pages, 200),
            )
            measured.append(one)
    return measured


def limit(url: str, raw: RawPayments, account: int) -> float:
    """The same commits without any web server, one after the other, or pgbench's clients."""
    if url.startswith("sqlite"):
        invoice = account * INVOICES_EACH
        return per_second(200, lambda _: raw.pay(account, invoice, secrets.token_hex(16)))
    return _pgbench(url, account)


_SCRIPT = """\\set key random(1, 9000000000000000)
BEGIN;
INSERT INTO attempt (account_id, invoice_id, method_id, person_id, locale, key, reference,
 form_token, kind, state, minor, currency, created_at, changed_at, tries) VALUES (:account, NULL,
 :account, :account, 'en', :key, :key, :key, 'one_time', 'submitted', 1000, 'EUR', now(), now(), 0)
 RETURNING id AS attempt \\gset
COMMIT;
BEGIN;
UPDATE attempt SET state = 'succeeded' WHERE id = :attempt;
INSERT INTO ledger_entry (account_id, kind, minor, currency, attempt_id, at)
 VALUES (:account, 'payment', -1000, 'EUR', :attempt, now());
UPDATE invoice SET allocated_minor = minor WHERE id = :account * 50;
INSERT INTO mail (account_id, attempt_id, kind, name, address, locale, written_at, tries)
 VALUES (:account, :attempt, 'payment_received', 'P', 'p@example.com', 'en', now(), 0);
COMMIT;
"""


def _pgbench(url: str, account: int) -> float:
    place = make_url(url)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_SCRIPT)
        script.flush()
        command = [f"{binaries()}/pgbench", "-n", "-h", str(place.query["host"]), "-U", "postgres"]
        options = [
            "-c",
            f"{CLIENTS}",
            "-t",
            "100",
            "-f",
            script.name,
            "-D",
            f"account={account}",
            str(place.database),
        ]
        done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def report(kind: str, invoices: int, now: Measured) -> None:
    print(
        f"{kind:11}{invoices:>9,}  payments {now.rate('payments'):6.1f}/s ="
        f" {now.ratio('payments', 'bare_payments'):4.0%} of the bare handler"
        f" ({now.rate('bare_payments'):.1f}/s), {now.ratio('payments', 'limit'):4.0%} of the limit"
        f" ({now.rate('limit'):.0f}/s);  list {now.rate('lists'):6.1f}/s ="
        f" {now.ratio('lists', 'bare_pages'):4.0%} of a bare page"
        f" ({now.rate('bare_pages'):.1f}/s)",
        flush=True,
    )


def flatness(now: Measured, first: Measured, what: str, beside: str) -> float:
    """How a ratio compares with what it was on the smallest database."""
    return now.ratio(what, beside) / first.ratio(what, beside)


def run(sizes: Sequence[int] = (1_000, 100_000, 1_000_000)) -> None:
    """Print a line for each database of so many invoices."""
    if LEFT_OUT:
        print(LEFT_OUT)
    cost = 1e6 / per_second(100_000, lambda _: InstantGateway().charge())
    print(f"The bank in the widget's process costs {cost:.1f} µs a payment: nothing to subtract.")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="acquit-bench-")))
        found = Databases(folder, stack, safe=True)
        for kind in KINDS:
            first: Measured | None = None
            for invoices in sizes:
                now = measure(found.new(kind), invoices)
                report(kind, invoices, now)
                if first:
                    payments = flatness(now, first, "payments", "bare_payments")
                    lists = flatness(now, first, "lists", "bare_pages")
                    print(
                        f"{'':22}beside {sizes[0]:,} invoices:"
                        f" payments {payments:.0%}, list {lists:.0%}"
                    )
                first = first or now
