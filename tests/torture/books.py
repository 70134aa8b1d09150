"""The bank's own ledger beside ours: what differs, in sentences."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.torture.world import World
from widget.sandbox.bank.stripe_api.book import Charge
from widget.sandbox.bank.stripe_api.objects import Objects
from widget.storage.database import Database
from widget.storage.models import (
    UNFINISHED,
    Attempt,
    Invitation,
    Invoice,
    LedgerEntry,
    Mail,
    Method,
    Person,
    RefundRequest,
    RefundState,
    SetupIntent,
    SignInSession,
)


@dataclass(frozen=True)
class Compared:
    """How much was compared, and what differs."""

    charges: int
    requests: int
    letters: int
    differences: tuple[str, ...]


def compare(world: World) -> Compared:
    """Compare a world's books once everything is finished."""
    bank, ours = world.bank(), Database(world.url)
    try:
        asked = bank.asked()
        with ours.read() as session, bank.read() as objects:
            charges = {charge.key: charge for charge in bank.charges()}
            told = [
                *_charges(session, charges),
                *_requests(session, asked),
                *_reversals(session, objects),
                *_invoices(session),
                *_letters(session, world.arrived()),
                *_methods(session, objects),
                *_invitations(session),
            ]
            letters = session.scalar(select(func.count()).select_from(Mail)) or 0
        told += world.errors()
        return Compared(len(charges), len(asked), letters, tuple(told))
    finally:
        ours.close()
        bank.close()


def _charges(session: Session, charges: dict[str, Charge]) -> Iterator[str]:
    """Every successful charge has exactly one payment, of its amount, and no payment has none."""
    attempts = {attempt.key: attempt for attempt in session.scalars(select(Attempt))}
    booked = Counter(
        session.scalars(
            select(LedgerEntry.attempt_id).where(
                LedgerEntry.attempt_id.is_not(None), LedgerEntry.kind == "payment"
            )
        )
    )
    amounts = dict(session.execute(select(LedgerEntry.attempt_id, LedgerEntry.minor)).all())
    for key, charge in charges.items():
        attempt = attempts.get(key)
        if attempt is None:
            yield f"charge {key} of {charge.amount.minor} has no attempt"
        elif booked[attempt.id] != 1:
            yield f"charge {key} is booked {booked[attempt.id]} times, as {attempt.state}"
        elif amounts[attempt.id] != -charge.amount.minor:
            yield f"charge {key} of {charge.amount.minor} is booked as {amounts[attempt.id]}"
    for attempt in attempts.values():
        if attempt.state == "succeeded" and attempt.key not in charges:
            yield f"attempt {attempt.id} succeeded without a charge"
        if attempt.state in UNFINISHED:
            yield f"attempt {attempt.id} is {attempt.state} still"


def _requests(session: Session, keys: list[str]) -> Iterator[str]:
    """Nothing that moves money was asked for twice: the bank's own keys would hide that."""
    asked = Counter(keys)
    for key, times in asked.items():
        if times > 1:
            yield f"the bank was asked {times} times to charge {key}"
    known = set(session.scalars(select(Attempt.key)))
    for key in asked.keys() - known:
        yield f"the bank was asked to charge {key}, which isn't ours"


def _reversals(session: Session, bank: Objects) -> Iterator[str]:
    """Every refund and dispute is booked once, with its amount, and told once; nothing else is."""
    entries = session.scalars(select(LedgerEntry).where(LedgerEntry.of_id.is_not(None))).all()
    booked = Counter((str(entry.kind), entry.gateway_reference) for entry in entries)
    amounts = {(str(entry.kind), entry.gateway_reference): entry.minor for entry in entries}
    told = Counter(session.scalars(select(Mail.entry_id).where(Mail.entry_id.is_not(None))))
    wanted = {
        (each["object"], each["id"]): each["amount"]
        for each in (*bank.all("refund"), *bank.all("dispute"))
    }
    for (kind, reference), amount in wanted.items():
        if booked[kind, reference] != 1:
            yield f"{kind} {reference} is booked {booked[kind, reference]} times"
        elif amounts[kind, reference] != amount:
            yield f"{kind} {reference} is booked as {amounts[kind, reference]}, not {amount}"
    for kind, reference in booked.keys() - wanted.keys():
        yield f"{kind} {reference} is booked, and the bank doesn't know it"
    for entry in entries:
        if told[entry.id] != 1:
            yield f"{entry.kind} {entry.gateway_reference} is told {told[entry.id]} times"
    made = Counter(each["payment_intent"] for each in bank.all("refund"))
    for payment, times in made.items():
        if times > 1:
            yield f"payment {payment} was paid back {times} times"
    for request in session.scalars(select(RefundRequest)):
        if request.state == RefundState.REQUESTED:
            yield f"refund {request.id} is requested still"


def _invoices(session: Session) -> Iterator[str]:
    """No invoice is paid twice, and what is allocated was received."""
    paid = Counter(
        session.scalars(
            select(Attempt.invoice_id).where(
                Attempt.state == "succeeded", Attempt.invoice_id.is_not(None)
            )
        )
    )
    for invoice_id, times in paid.items():
        if times > 1:
            yield f"invoice {invoice_id} was paid {times} times"
    for invoice in session.scalars(select(Invoice)):
        if not 0 <= invoice.allocated_minor <= invoice.minor:
            part = f"{invoice.allocated_minor} of {invoice.minor}"
            yield f"of invoice {invoice.id}, {part} is allocated"
        if (invoice.paid_at is not None) != (invoice.allocated_minor == invoice.minor):
            yield f"invoice {invoice.id} is paid for and not paid, or the reverse"
    allocated = select(Invoice.account_id, func.sum(Invoice.allocated_minor))
    received = select(LedgerEntry.account_id, func.sum(LedgerEntry.minor)).where(
        LedgerEntry.kind != "invoice"
    )
    money = dict(session.execute(received.group_by(LedgerEntry.account_id)).all())
    for account_id, minor in session.execute(allocated.group_by(Invoice.account_id)):
        if minor > -money.get(account_id, 0):
            yield f"account {account_id} has {minor} allocated, with {-money.get(account_id, 0)}"


def _letters(session: Session, arrived: list[str]) -> Iterator[str]:
    """Every payment that went through is confirmed by one letter, and that arrived."""
    confirmed = Counter(
        session.scalars(select(Mail.attempt_id).where(Mail.kind == "payment_received"))
    )
    for attempt in session.scalars(select(Attempt).where(Attempt.state == "succeeded")):
        if confirmed[attempt.id] != 1:
            yield f"attempt {attempt.id} has {confirmed[attempt.id]} confirmations"
    numbers = {int(name.split("-")[1]) for name in arrived}
    for mail in session.scalars(select(Mail)):
        if mail.id not in numbers or mail.sent_at is None:
            yield f"letter {mail.id} ({mail.kind}) did not arrive"


def _invitations(session: Session) -> Iterator[str]:
    """Who was invited came in, once, and has a session."""
    people = select(Person).where(Person.subject.is_not(None), Person.removed_at.is_(None))
    known = Counter((each.account_id, each.subject) for each in session.scalars(people))
    for (account_id, subject), times in known.items():
        if times > 1:
            yield f"{subject} is in account {account_id} {times} times"
    signed_in = set(session.scalars(select(SignInSession.person_id)))
    for invitation in session.scalars(select(Invitation)):
        person = session.get_one(Person, invitation.person_id)
        if invitation.accepted_at is None or person.subject is None:
            yield f"invitation {invitation.id} was not accepted"
        elif person.id not in signed_in:
            yield f"person {person.id} has no session"


def _methods(session: Session, bank: Objects) -> Iterator[str]:
    """Every card that was given to be kept is kept, once."""
    ours = {intent.key: intent for intent in session.scalars(select(SetupIntent))}
    pages = [page for page in bank.all("checkout.session") if page["mode"] == "setup"]
    for page in (page for page in pages if page["status"] == "complete"):
        known = ours.get(page["client_reference_id"])
        if known is None:
            yield f"a card was given in session {page['client_reference_id']}, which isn't ours"
        elif known.keep and known.method_id is None:
            yield f"the card given for setup intent {known.id} is lost"
    used = Counter(intent.method_id for intent in ours.values() if intent.method_id)
    given = {intent.method_id for intent in ours.values()}
    for method in session.scalars(select(Method).where(Method.id.in_(given))):
        if used[method.id] > 1:
            yield f"method {method.id} comes from {used[method.id]} setup intents"
