"""Each route of a live widget: without a session, with a role, and at another's rows.

The routes are the application's own: one that is added is tried at once.
"""

import re
import secrets

import pytest
from sqlalchemy import select

from tests.support.signing_in import Visitor
from widget.billing import opening
from widget.core.clock import system_clock
from widget.core.gateway import PageKind
from widget.core.money import Money
from widget.core.roles import Role
from widget.live import people
from widget.storage.models import (
    Account,
    Attempt,
    AttemptKind,
    AttemptState,
    Case,
    Invoice,
    Method,
    MethodState,
    PaysBy,
    Person,
    Profile,
    SetupIntent,
)
from widget.web.security import FormTokens

#: Open to whoever comes: the way in, what the gateway tells, and files that all have.
OPEN = {
    "sign_in.start",
    "sign_in.go",
    "sign_in.come_back",
    "sign_in.unknown",
    "sign_in.invitation",
    "frame_sign_in.start",
    "frame_sign_in.take",
    "gateway_window.returned",
    "gateway_events.receive",
    "start",
    "start_in",
    "static",
}
#: What must never be read by who isn't in the account.
MARK = "Boreal"


@pytest.fixture
def clock():
    return system_clock


@pytest.fixture
def live(empty_live, aurora):
    now = system_clock()
    with empty_live.extensions["widget"].database.write() as session:
        for name in ("Aurora", MARK):
            account = opening.open_account(session, name, "EUR", "UTC", PaysBy.TRANSFER)
            for role in Role:
                person = opening.add_person(session, account, f"{name} {role}", "x@y.org", role)
                person.issuer, person.subject = aurora.issuer, f"{name} {role}"
            line = opening.Line("storage", Money(1200, "EUR"))
            opening.add_invoice(session, account, f"{name}-1", [line], now.date(), now)
            profile = session.scalars(select(Profile).where(Profile.account_id == account.id)).one()
            method = Method(
                account_id=account.id, profile_id=profile.id, kind=PageKind.CARD,
                brand=name, identifier="4242",
                gateway_reference=f"pm_{name}", state=MethodState.VALIDATED, kept=True,
                added_at=now, usable_from=now,
            )  # fmt: skip
            attempt = Attempt(
                account_id=account.id, key=name, reference=f"PAY-{name}", locale="en",
                kind=AttemptKind.ONE_TIME, state=AttemptState.SUCCEEDED, minor=1200,
                currency="EUR", created_at=now, changed_at=now,
            )  # fmt: skip
            intent = SetupIntent(
                account_id=account.id, profile_id=profile.id, key=name, kind=PageKind.CARD,
                form_token=name, keep=True, created_at=now,
            )  # fmt: skip
            case = Case(
                account_id=account.id, number=f"C-{name}", subject=name, description=name,
                payment_reference="", form_token=name, created_at=now,
            )  # fmt: skip
            session.add_all([method, attempt, intent, case])
    return empty_live


def addresses(app, values):
    """Each route that isn't open, with its method and an address made of `values`."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        path = re.sub(r"<(?:\w+(?:\(.*?\))?:)?(\w+)>", lambda m: str(values[m[1]]), rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, path


def ask(visitor, method, path):
    if method == "GET":
        return visitor.get(path)
    return visitor.post(path, form_token="any", role="owner", method="1", shown_minor="1200")


def said(answer, foreign) -> str:
    """What an answer says, but for what was asked for, which it may repeat."""
    return answer.text.replace(foreign["number"], "")


@pytest.fixture
def foreign(live):
    """The names and numbers of another account's rows, as addresses have them."""
    with live.extensions["widget"].database.read() as session:
        other = session.scalars(select(Account.id).where(Account.name == MARK)).one()

        def number(table):
            return session.scalars(select(table.id).where(table.account_id == other)).first()

        return {
            "locale": "en",
            "embedded": "embedded",
            "number": session.scalars(
                select(Invoice.number).where(Invoice.account_id == other)
            ).one(),
            "attempt_id": number(Attempt),
            "intent_id": number(SetupIntent),
            "method_id": number(Method),
            "person_id": number(Person),
        }


def test_without_a_session_nothing_is_shown_or_done(live, foreign):
    visitor, tried = Visitor(live), 0
    for method, path in addresses(live, foreign):
        answer = ask(visitor, method, path)
        assert MARK not in said(answer, foreign), path
        if method == "GET":
            assert answer.status_code in (302, 303, 404), (path, answer.status_code)
        elif path.endswith("/sign-out"):
            assert answer.status_code == 303
        else:
            assert answer.status_code in (401, 404), (path, answer.status_code)
        tried += 1
    assert tried > 30


def signed_in(live, subject: str, *, in_a_frame: bool) -> Visitor:
    """Somebody who is signed in, at top level or in a frame alone."""
    visitor = Visitor(live)
    visitor.sign_in(subject)
    if not in_a_frame:
        return visitor
    frame = Visitor(live)
    assert frame.take(visitor.code_for(frame.window())).status_code == 303
    return frame


@pytest.mark.parametrize("in_a_frame", [False, True])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_reaches_another_s_rows(live, foreign, role, in_a_frame, monkeypatch):
    """Each form has a good token: what refuses is that the row is another's."""
    visitor = signed_in(live, f"Aurora {role}", in_a_frame=in_a_frame)
    monkeypatch.setattr(FormTokens, "check", lambda *_: secrets.token_hex())
    before = everything(live)
    for method, path in addresses(live, foreign):
        is_inside = path.startswith("/en/embedded/") == in_a_frame
        if path.endswith("/sign-out"):
            continue
        answer = ask(visitor, method, path)
        assert MARK not in said(answer, foreign), (method, path)
        assert answer.status_code < 500, (method, path)
        if not is_inside:  # a session is of the one or of the other
            assert answer.status_code in ((302, 303, 404) if method == "GET" else (401,)), path
        elif f"/{foreign['person_id']}" in path:
            # For owners it isn't there; others manage nobody.
            assert answer.status_code in ((404, 409) if role is Role.OWNER else (403,)), path
    assert everything(live) == before


def everything(live):
    """What another's rows say."""
    with live.extensions["widget"].database.read() as session:
        people_there = session.scalars(select(Person).order_by(Person.id)).all()
        attempts = session.scalars(select(Attempt).order_by(Attempt.id)).all()
        methods = session.scalars(select(Method).order_by(Method.id)).all()
        return (
            [(p.role, p.removed_at) for p in people_there],
            [(a.state, a.minor) for a in attempts],
            [m.state for m in methods],
        )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_owners_manage_people(live, role):
    visitor = Visitor(live)
    visitor.sign_in(f"Aurora {role}")
    numbers = dict.fromkeys(("person_id", "number", "attempt_id", "intent_id", "method_id"), 1)
    for method, path in addresses(live, {"locale": "en", "embedded": "embedded", **numbers}):
        if path.startswith("/en/people/"):
            assert ask(visitor, method, path).status_code == 403, path
    with live.extensions["widget"].database.read() as session:
        assert len(people.people_of(session, 1)) == len(Role)
