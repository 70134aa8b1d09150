"""What customers and workers do: each flow on an account of its own, or on a shared one."""

import json
from collections.abc import Callable
from contextlib import suppress

import httpx
from sqlalchemy import select

from tests.support.applications import tell
from tests.support.customer import BANK, Customer
from tests.support.screen import checked_method
from tests.support.signing_in import Visitor
from tests.torture.world import World
from widget.core.gateway import GatewayUnavailableError
from widget.sandbox.bank.stripe_api import disputes
from widget.storage.models import Attempt, Method

INVOICE = "AUR-2089"
#: What a flow meets when somebody else was faster, or the bank gave no answer: it ends there.
GIVEN_UP = (AssertionError, StopIteration, IndexError, httpx.HTTPError)

Flow = Callable[[World, int], None]


def one_time_payment(world: World, account: int) -> None:
    world.customer(account).pay_once("25", "approved")


def pay_now_with_a_saved_card(world: World, account: int) -> None:
    customer = world.customer(account)
    customer.pay(INVOICE, "4242")
    customer.get(customer.invoices)


def pay_now_with_a_new_card(world: World, account: int) -> None:
    customer = world.customer(account)
    page = customer.get(customer.get(customer.add_card(INVOICE, "approved")).location)
    customer.send(page, "#pay", method=checked_method(page))
    customer.get(customer.invoices)


def change_of_method(world: World, account: int) -> None:
    with world.database.read() as session:
        mine = select(Method.id).where(Method.account_id == account).order_by(Method.id)
        replaced = session.scalars(mine).first()
    world.customer(account).give_method("approved_other", "card", str(replaced))


def month_s_debit(world: World, account: int) -> None:
    world.bill(account)


def letter_sent(world: World, account: int) -> None:
    pay_now_with_a_saved_card(world, account)
    world.points.names.clear()  # of interest is what follows
    world.send()


def reconciled(world: World, account: int) -> None:
    """The bank charged, and its answer was lost."""
    customer = world.customer(account)
    charge = world.gateway.real.charge

    def lost(*arguments: object) -> None:
        charge(*arguments)
        raise GatewayUnavailableError("lost")

    world.gateway.real.charge = lost
    customer.pay(INVOICE, "4242")
    world.points.names.clear()
    world.reconcile(2)


def event_told(world: World, account: int) -> None:
    """The bank tells of a payment whose customer hasn't come back."""
    customer = world.customer(account)
    sent = customer.send(customer.review("25"), "[data-control=pay_by_card]", page="card")
    customer.at_bank(sent.location, card="approved", give="1")
    with world.database.read() as session:
        attempt = session.scalars(select(Attempt).where(Attempt.account_id == account)).one()
    world.points.names.clear()
    tell(world.app, f"e{attempt.id}", attempt.key)


def refund(world: World, account: int) -> None:
    """A payment is paid back, whole, by the command."""
    world.customer(account).pay(INVOICE, "4242")
    with world.database.read() as session:
        attempt = session.scalars(select(Attempt).where(Attempt.account_id == account)).first()
    world.points.names.clear()
    if attempt is not None:  # the bank may have been down
        world.refund(attempt)


def dispute_lost(world: World, account: int) -> None:
    """A payment is disputed, and the dispute is lost; the bank's events don't arrive."""
    world.customer(account).pay_once("25", "disputed")
    bank = world.bank()
    with bank.write() as objects:
        for each in objects.all("dispute"):
            if each["status"] == "needs_response":
                disputes.close(objects, each)
    bank.close()
    world.points.names.clear()
    world.reconcile()


def sign_in(world: World, account: int) -> None:
    """Somebody accepts an invitation by signing in, and looks at the invoices."""
    kill_at, world.points.kill_at = world.points.kill_at, 0  # not before there is a letter
    link = world.invite(account)
    (world.folder / f"invited-{account}").write_text(link)
    world.points.names.clear()
    world.points.kill_at = kill_at
    accept(world, account)


def accept(world: World, account: int) -> None:
    """Go by the link of a letter; who has accepted signs in."""
    visitor = Visitor(world.live)
    link = (world.folder / f"invited-{account}").read_text()
    path = link if visitor.get(link).status_code == 200 else "/en/sign-in/"
    visitor.sign_in(f"alix-{account}", path)
    if visitor.get("/en/billing/invoices/").status_code != 200:
        world.note(f"who was invited into account {account} isn't in")


#: By name: the sample account that it needs, and what is done.
FLOWS: dict[str, tuple[str, Flow]] = {
    "one-time payment": ("company-account", one_time_payment),
    "pay now, saved card": ("company-account", pay_now_with_a_saved_card),
    "pay now, new card": ("company-account", pay_now_with_a_new_card),
    "change of method": ("company-account", change_of_method),
    "month's debit": ("card-account", month_s_debit),
    "sending letters": ("company-account", letter_sent),
    "reconciling": ("company-account", reconciled),
    "event told": ("company-account", event_told),
    "refund": ("company-account", refund),
    "dispute lost": ("company-account", dispute_lost),
    "sign-in": ("company-account", sign_in),
}


def again(world: World) -> None:
    """Send the last form again, as who saw no answer does, and go on at the bank."""
    noted = world.folder / "last-form"
    try:
        form = json.loads(noted.read_text())
    except FileNotFoundError:  # there is none, or another customer was faster
        return
    customer: Customer = world.customer(0)
    customer.home = form["home"]
    with suppress(*GIVEN_UP):
        answer = customer.post(form["path"], **form["fields"])
        if (answer.location or "").startswith(BANK):
            back = customer.at_bank(answer.location, card="approved", give="1")
            customer.get(customer.get(back).location)
    noted.unlink(missing_ok=True)


def warm(world: World) -> None:
    """Load what is loaded when it is first needed, so that every child has it."""
    for flow in (one_time_payment, pay_now_with_a_new_card, change_of_method):
        flow(world, world.account("company-account"))
    month_s_debit(world, world.account("card-account"))
    world.send()
    world.be_forked()
