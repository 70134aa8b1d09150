"""People of an account: invitations, roles, and the last owner."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.screen import Screen
from tests.support.signing_in import Visitor, granted
from tests.widget.live.looking import is_in, rows
from widget.billing import opening
from widget.core.roles import Role
from widget.live import cookies
from widget.live import people as people_of_account
from widget.live.invitations import InvitationTokens
from widget.storage.models import Account, Invitation, Mail, Person


def invite(visitor, name="Alix", role="contributor"):
    page = visitor.get("/en/people/")
    fields = {"name": name, "email": f"{name}@example.com", "role": role}
    return visitor.send(page, "[name=email]", "/en/people/", **fields)


def change(visitor, person_id, **fields):
    page = visitor.get("/en/people/")
    form = Screen(page).form(f"#role-{person_id}")
    return visitor.post(form.action, **{**form.hidden, "role": "reader", **fields})


def link(live) -> str:
    token = InvitationTokens("the-widget-s-own").token(rows(live, Invitation)[-1])
    return f"/en/invitations/{token}"


def test_who_is_invited_comes_in_once(visitor, live, aurora):
    visitor.sign_in("camille")
    assert invite(visitor).status_code == 303
    (mail,) = rows(live, Mail)
    assert (mail.kind, mail.address) == ("invitation", "Alix@example.com")
    alix = Visitor(live)
    page = alix.get(link(live))
    assert "you are invited to the account Aurora" in page.text
    alix.sign_in("alix", link(live))
    assert is_in(alix)
    person = rows(live, Person)[-1]
    assert (person.role, person.issuer, person.subject) == ("contributor", aurora.issuer, "alix")
    other = Visitor(live)
    assert other.get(link(live)).status_code == 410
    assert other.sign_in("thief").location.endswith("/unknown")


def test_an_invitation_ends_after_a_week(visitor, live, clock):
    visitor.sign_in("camille")
    invite(visitor)
    alix = Visitor(live)
    address = alix.leave(link(live))
    clock.now += timedelta(days=7)
    assert alix.get(link(live)).status_code == 410
    assert "failed" in alix.come_back(granted(address, "alix")).location  # the request is older


@pytest.mark.parametrize("facts", [None, 1, [], {}, "", [2**70, 1, 1, 1], [[1], 1, 1, 1], [1.0]])
def test_a_made_up_invitation_is_none(visitor, facts):
    assert visitor.get("/en/invitations/MQ.x").status_code == 410
    token = InvitationTokens("the-widget-s-own")._serializer.dumps(facts)
    assert visitor.get(f"/en/invitations/{token}").status_code == 410
    assert visitor.post("/en/sign-in/", provider="0", invitation=token).status_code == 200


def test_who_is_in_the_account_keeps_their_role(visitor, live):
    visitor.sign_in("camille")
    invite(visitor, "ReaderAgain", "owner")
    known = Visitor(live)
    known.sign_in("reader-of-Aurora", link(live))
    roles = {p.name: (p.role, p.removed_at is None) for p in rows(live, Person)}
    assert roles["reader-of-Aurora"] == ("reader", True)
    assert roles["ReaderAgain"][1] is False


def test_an_invitation_is_shown_to_nobody_else(visitor):
    visitor.sign_in("camille")
    invite(visitor)
    assert "invitations/" not in visitor.get("/en/messages/").text


def test_a_role_changes_at_once(visitor, live):
    reader = Visitor(live)
    reader.sign_in("reader-of-Aurora")
    assert reader.get("/en/people/").status_code == 403
    visitor.sign_in("camille")
    number = next(p.id for p in rows(live, Person) if p.name == "reader-of-Aurora")
    assert change(visitor, number, role="owner").status_code == 303
    assert reader.get("/en/people/").status_code == 200


def test_letters_to_strangers_are_few_and_say_nothing_of_their_sender(visitor, live, clock):
    visitor.sign_in("camille")
    for name in ("see https://evil.example", "mail a@b.example", "www.evil.example", "go.to evil"):
        page = visitor.get("/en/people/")
        fields = {"name": name, "email": "victim@example.com", "role": "reader"}
        said = visitor.send(page, "[name=email]", "/en/people/", **fields)
        assert (said.status_code, "without a web or e-mail address" in said.text) == (422, True)
    invite(visitor)
    number = rows(live, Person)[-1].id
    assert change(visitor, number, invite="1").status_code == 409
    assert invite(visitor).status_code == 409  # the same address, as somebody new
    clock.now += timedelta(minutes=11)
    assert change(visitor, number, invite="1").status_code == 303
    assert len(rows(live, Mail)) == 2


@pytest.mark.parametrize("email", ["=?utf-8?q?x?=@example.com", "zoé@example.com", "x", ""])
def test_nobody_is_invited_at_an_address_that_no_letter_reaches(visitor, live, email):
    visitor.sign_in("camille")
    fields = {"name": "Alix", "email": email, "role": "reader"}
    page = visitor.get("/en/people/")
    said = visitor.send(page, "[name=email]", "/en/people/", **fields)
    assert (said.status_code, "for example name@example.com" in said.text) == (422, True)
    assert rows(live, Mail) == []


def test_no_more_than_so_many_are_invited_on_a_day(visitor, live, monkeypatch):
    monkeypatch.setattr(people_of_account, "MOST_A_DAY", 2)
    visitor.sign_in("camille")
    assert [invite(visitor, f"A{n}").status_code for n in range(3)] == [303, 303, 409]


def test_an_owner_who_was_removed_meanwhile_changes_nothing(visitor, live, clock):
    """Between the look at their role and the change."""
    visitor.sign_in("camille")
    mine = next(p for p in rows(live, Person) if p.name == "camille")
    database = live.extensions["widget"].database
    with database.write() as session:
        session.get_one(Person, mine.id).removed_at = clock()
    changes = people_of_account.People(database, mine.account_id, mine.id, clock())
    for act in (
        lambda: changes.invite("Mallory", "m@example.com", Role.OWNER, "en"),
        lambda: changes.change_role(mine.id, Role.OWNER),
    ):
        with pytest.raises(people_of_account.PeopleError):
            act()


def test_a_number_that_another_invitation_has_now_opens_nothing(visitor, live):
    """After a restore numbers are given again."""
    visitor.sign_in("camille")
    invite(visitor, "Alix")
    first = link(live)
    with live.extensions["widget"].database.write() as session:
        invitation = session.scalars(select(Invitation)).one()
        reader = session.scalars(select(Person).where(Person.name == "reader-of-Boreal")).one()
        reader.issuer = reader.subject = None
        invitation.person_id, invitation.account_id = reader.id, reader.account_id
    assert Visitor(live).get(first).status_code == 410


def test_the_last_owner_stays(visitor, live):
    visitor.sign_in("camille")
    mine = next(p.id for p in rows(live, Person) if p.name == "camille")
    invite(visitor, "Alix", "owner")  # who hasn't come yet isn't one
    for fields in ({"role": "reader"}, {"remove": "1"}):
        answer = change(visitor, mine, **fields)
        assert (answer.status_code, "must always have an owner" in answer.text) == (409, True)
    Visitor(live).sign_in("alix", link(live))
    assert change(visitor, mine, role="reader").status_code == 303
    assert visitor.get("/en/people/").status_code == 403


def test_who_is_removed_is_out_at_once(visitor, live):
    reader = Visitor(live)
    reader.sign_in("reader-of-Aurora")
    assert is_in(reader)
    visitor.sign_in("camille")
    number = next(p.id for p in rows(live, Person) if p.name == "reader-of-Aurora")
    asked = visitor.get(f"/en/people/{number}/remove")
    assert "reader-of-Aurora will have no access" in asked.text
    assert is_in(reader)
    visitor.send(asked, "[name=remove]", "", remove="1")
    assert not is_in(reader)
    assert reader.sign_in("reader-of-Aurora").location.endswith("/unknown")


def test_people_of_another_account_are_out_of_reach(visitor, live):
    visitor.sign_in("camille")
    stranger = next(p for p in rows(live, Person) if p.name == "reader-of-Boreal")
    page = visitor.get("/en/people/")
    assert "reader-of-Boreal" not in page.text
    form = Screen(page).form("[id^=role-]")
    answer = visitor.post(f"/en/people/{stranger.id}", **{**form.hidden, "role": "owner"})
    assert answer.status_code in (409, 422)
    assert next(p.role for p in rows(live, Person) if p.id == stranger.id) == "reader"


def test_somebody_with_two_accounts_goes_from_one_to_the_other(visitor, live, aurora):
    with live.extensions["widget"].database.write() as session:
        other = session.scalars(select(Account).where(Account.name == "Boreal")).one()
        person = opening.add_person(session, other, "camille", "c@example.com", Role.READER)
        person.issuer, person.subject = aurora.issuer, "camille"
    visitor.sign_in("camille")
    before = visitor.cookie(cookies.SESSION)
    page = visitor.get("/en/accounts/")
    button = Screen(page).attribute("button[name=person]", "value")
    visitor.send(page, "[name=person]", "/en/accounts/", person=button)
    assert is_in(visitor, "Boreal")
    assert not is_in(visitor, "Aurora")
    assert visitor.cookie(cookies.SESSION) != before
    stranger = next(p for p in rows(live, Person) if p.name == "robin")
    page = visitor.get("/en/accounts/")
    visitor.send(page, "[name=person]", "/en/accounts/", person=f"{stranger.id}")
    assert "camille" in visitor.get("/en/").text
