"""The guide for those who deploy, followed to its end: real servers, and a browser."""

import os
import re
import shlex
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
import stripe

from tests.support.accessibility import violations
from tests.support.databases import HAS_POSTGRES, databases
from tests.support.guides import BLOCK, pattern
from tests.support.postgres import binaries
from tests.support.project import ROOT, read
from tests.support.smtp import Inbox, smtp_server
from tests.support.tls_proxy import tls_proxy

NAME = "pay.example.com"
KEY = "sk_test_sandboxofnouse"
PROGRAMS = {
    "python": [sys.executable],
    "flask": [sys.executable, "-m", "flask"],
    "gunicorn": [sys.executable, "-m", "gunicorn"],
}

pytestmark = pytest.mark.skipif(not HAS_POSTGRES, reason="needs PostgreSQL")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Machine:
    """A machine on which the guide is followed: what it names stands elsewhere here."""

    def __init__(self, stack, folder, url, mail_port):
        self._stack, self._folder, self._url = stack, folder, url
        self.proxy, port = stack.enter_context(tls_proxy(NAME))
        self.origin = f"https://{NAME}:{port}"
        self._gunicorn = free_port()
        self.proxy.behind = f"http://127.0.0.1:{self._gunicorn}"
        self._elsewhere = {
            # The bank isn't a browser, and doesn't resolve the name.
            f"--events-to https://{NAME}/": f"--events-to https://127.0.0.1:{port}/",
            f"https://{NAME}": self.origin,
            "postgresql://acquit@/acquit": url,
            "--port 4242": "--port 0",
            "--port 9400": "--port 0",
            "127.0.0.1:25": f"127.0.0.1:{mail_port}",
            "127.0.0.1:8001": f"127.0.0.1:{self._gunicorn}",
        }
        self.environment = dict(os.environ)

    def here(self, text: str) -> str:
        for said, real in self._elsewhere.items():
            text = re.sub(rf"{re.escape(said)}(?!\d)", lambda _, real=real: real, text)
        return text

    def settings(self, text: str) -> None:
        """Read the file as a shell does."""
        file = self._folder / "acquit.env"
        file.write_text(self.here(text), encoding="utf-8")
        said = subprocess.run(
            ["sh", "-c", f"set -a; . {file}; set +a; env -0"],
            env={},
            capture_output=True,
            text=True,
            check=True,
        )
        assert not said.stderr
        pairs = (each.partition("=") for each in said.stdout.split("\0") if each)
        self.environment |= {name: value for name, _, value in pairs if "ACQUIT" in name}

    def stands_at(self, said: str, real: str) -> None:
        self._elsewhere[said] = real

    def serve(self, line: str) -> str:
        """Start a server; return the first line that it says, if it is one that says something."""
        program, *arguments = shlex.split(self.here(line))
        process = subprocess.Popen(
            [*PROGRAMS[program], *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._stack.callback(_end, process)
        return process.stdout.readline() if "widget.sandbox" in line else ""

    def run(self, line: str) -> tuple[int, str]:
        program, *arguments = shlex.split(self.here(line))
        found = PROGRAMS.get(program) or [str(binaries() / program)]
        done = subprocess.run(
            [*found, *arguments],
            cwd=ROOT if program in PROGRAMS else self._folder,
            env={**self.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def follow(self, text: str, known: dict[str, str] | None = None) -> int:
        """Run what a console shows, and compare; return how many commands it has."""
        for said, real in (known or {}).items():
            text = text.replace(said, real)
        commands = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
        for each in commands:
            typed, *wanted = each.rstrip("\n").split("\n")
            status, said = self.run(typed)
            assert status == 0 or "check" in typed, f"{typed}: {said}"
            for line in wanted:
                line = self.here(line)
                assert re.search(f"^{pattern(line)}$", said, re.MULTILINE), f"{typed}: {said}"
        return len(commands)

    def ask(self, statement: str, *values: object) -> list[tuple]:
        with psycopg.connect(self._url, autocommit=True) as connection:
            done = connection.execute(statement, values)
            return done.fetchall() if done.description else []

    @contextmanager
    def person(self, browser, **options):
        context = browser.new_context(ignore_https_errors=True, **options)
        context.set_default_timeout(60_000)
        yield context.new_page()
        context.close()


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    process.communicate(timeout=60)


def sign_in(page, subject: str) -> None:
    page.locator("[data-control=sign_in]").click()  # the next page leads on by itself
    page.get_by_label("Subject").fill(subject)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".signed-in").wait_for()


def give(page, card: str) -> None:
    """Choose a test card at the bank, and go on."""
    page.locator(f"input[value={card}]").check()
    page.locator("button[name=give]").click()


def pay_once(page, origin: str, amount: str, button: str, card: str) -> None:
    page.goto(f"{origin}/en/billing/payments/")
    page.locator("[data-control=amount]").fill(amount)
    page.locator("[data-control=amount]").press("Enter")
    page.locator(f"[data-control={button}]").click()
    give(page, card)
    page.locator("[data-control=payment_accepted]").wait_for()


def link_in(machine: Machine, inbox: Inbox, address: str) -> str:
    """The link of the last letter to somebody: the worker sends it, or we are faster."""
    for _ in range(30):
        for letter in reversed(inbox.letters):
            if address in letter["To"]:
                return re.search(r"https://\S+", letter.get_content())[0]
        machine.run("flask --app widget send-mail")
    raise AssertionError(f"no letter to {address}")


def test_the_guide_leads_to_payments(browser, tmp_path):
    text = read(ROOT / "docs/project/deploying.md")
    blocks = BLOCK.findall(text)
    with ExitStack() as stack:
        found = stack.enter_context(databases(tmp_path))
        url = found.empty("postgresql").replace("+psycopg", "")
        inbox = stack.enter_context(smtp_server(Inbox()))
        machine = Machine(stack, tmp_path, url, inbox.port)
        done = set_up(machine, blocks)
        assert done >= 7
        pay(machine, browser, inbox)
        # New details are usable a day later; the month's debit is of a month that is over.
        machine.run("flask --app widget reconcile")
        machine.ask(
            "UPDATE method SET usable_from = added_at WHERE kept AND usable_from IS NOT NULL"
        )
        later = [each for kind, name, each in blocks if (kind, name) == ("console", "later")]
        (reference,) = machine.ask("SELECT reference FROM attempt WHERE invoice_id IS NOT NULL")[0]
        (quoted,) = machine.ask("SELECT payment_reference FROM invoice WHERE number = 'AUR-1'")[0]
        for each in later:
            machine.follow(each, {"PAY-…": reference, "RF…": quoted})
        lose_the_dispute(machine)
        status, said = machine.run("flask --app widget check")
        assert status == 1, said
        assert "No money moves" in said
        # Owners have signed in, events have come, and nothing waits.
        assert not re.search("owner|event|waited", said), said
        what_is_owed(machine, browser)
        for width, scheme in ((1280, "light"), (390, "dark")):
            look_at_the_screens(machine, browser, width, scheme)


def look_at_the_screens(machine: Machine, browser, width: int, scheme: str) -> None:
    """Axe finds nothing on what only live customers see."""
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with machine.person(browser, bypass_csp=True, **options) as robin:
        robin.goto(f"{machine.origin}/fr/sign-in/")
        assert violations(robin) == []
        sign_in(robin, "robin")
        for path in ("people/", "accounts/", "billing", "messages/", "support/"):
            robin.goto(f"{machine.origin}/fr/{path}")
            assert violations(robin) == [], path
        robin.goto(f"{machine.origin}/fr/sign-in/unknown")
        assert violations(robin) == []


def set_up(machine: Machine, blocks) -> int:
    done = 0
    for kind, name, each in blocks:
        if (kind, name) == ("ini", "acquit.env"):
            settings = each
        elif (kind, name) == ("sh", "server"):
            for line in each.splitlines():
                said = machine.serve(line)
                if "sandbox" in line:
                    port = "4242" if "bank" in line else "9400"
                    machine.stands_at(
                        f"http://127.0.0.1:{port}", re.search(r"http://\S+:\d+", said)[0]
                    )
            machine.settings(settings)
        elif kind == "console" and not name:
            done += machine.follow(each)
    return done


def pay(machine: Machine, browser, inbox: Inbox) -> None:
    origin = machine.origin
    with machine.person(browser) as camille:
        camille.goto(link_in(machine, inbox, "camille@example.com"))
        assert "/fr/" in camille.url
        sign_in(camille, "camille")
        camille.goto(f"{origin}/fr/billing/invoices/AUR-1/pay?choose=1")
        camille.locator("[data-control=add_card]").click()
        give(camille, "approved")
        camille.locator("[data-control=confirm_payment]").click()
        camille.locator("[data-control=payment_accepted]").wait_for()
        change_method(camille, origin)
        invite(camille, origin)
        with machine.person(browser) as reader:
            reader.goto(link_in(machine, inbox, "alix@example.com"))
            sign_in(reader, "alix")
            reader.goto(f"{origin}/fr/billing/payments/")
            assert reader.locator("[data-control=pay_by_card]").count() == 0
        camille.get_by_role("button", name="Se déconnecter").click()
        camille.get_by_text("Votre session est terminée").wait_for()
        camille.goto(f"{origin}/fr/billing/invoices/")
        assert urlsplit(camille.url).path == "/fr/sign-in/"
    with machine.person(browser) as robin:
        robin.goto(f"{origin}/en/")
        sign_in(robin, "robin")
        pay_once(robin, origin, "25", "pay_by_card", "approved")
        pay_once(robin, origin, "30", "pay_with_paypal", "paypal_approved")
        pay_once(robin, origin, "35", "pay_by_card", "disputed")
        robin.goto(f"{origin}/en/billing/invoices/AUR-1")
        assert robin.locator("[data-control=pay_now]").count() == 0


def change_method(page, origin: str) -> None:
    page.goto(f"{origin}/fr/billing/payments/method/new")
    for name, value in {
        "name": "Camille Martin",
        "email": "camille@example.com",
        "street": "1 rue Haute",
        "postal_code": "42000",
        "city": "Saint-Étienne",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=country]").select_option("FR")
    page.locator("[data-control=give_card]").click()
    give(page, "approved_other")
    page.get_by_text("4444").first.wait_for()


def invite(page, origin: str) -> None:
    page.goto(f"{origin}/fr/people/")
    page.locator("[name=name]").fill("Alix")
    page.locator("[name=email]").fill("alix@example.com")
    page.locator("form.fields [name=role]").select_option("reader")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_text("L’invitation est en cours d’envoi").wait_for()


def lose_the_dispute(machine: Machine) -> None:
    address = machine.here("http://127.0.0.1:4242")
    api = stripe.StripeClient(KEY, base_addresses={"api": address}).v1
    ((payment,),) = machine.ask(
        "SELECT gateway_payment FROM attempt WHERE minor = 3500 AND currency = 'EUR'"
    )
    (dispute,) = api.disputes.list({"payment_intent": payment})
    api.disputes.close(dispute.id)
    machine.run("flask --app widget reconcile")


def what_is_owed(machine: Machine, browser) -> None:
    with machine.person(browser) as robin:
        robin.goto(f"{machine.origin}/en/billing")
        sign_in(robin, "robin")
        robin.get_by_text("taken back by your bank").wait_for()
        robin.goto(f"{machine.origin}/en/support/")
        robin.get_by_text("taken a disputed payment back from us for good").wait_for()
    ((owed,),) = machine.ask("SELECT sum(minor) FROM ledger_entry WHERE account_id = 2")
    assert owed == -5500
