"""Signing in for a frame of a help page: what a window hands over, and to whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from urllib.parse import quote

import pytest
from sqlalchemy import select

from tests.support.screen import Screen
from tests.support.signing_in import (
    FRAME,
    HELP_SITE,
    HTTPS,
    Visitor,
    granted,
    live_widget,
)
from tests.widget.live.looking import rows
from widget.billing import opening
from widget.core.clock import system_clock
from widget.core.gateway import PageKind
from widget.core.roles import Role
from widget.core.tokens import hashed_token
from widget.live import cookies
from widget.live.frame_codes import LASTS
from widget.live.sessions import IDLE, LONGEST
from widget.storage.models import (
    Attempt,
    AttemptKind,
    AttemptState,
    FrameCode,
    PaysBy,
    Person,
    Profile,
    SetupIntent,
    SignInSession,
)

HOME = "/en/embedded/"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def live(empty_live, aurora):
    with empty_live.extensions["widget"].database.write() as session:
        for name, subjects in {"Aurora": ("camille", "alix"), "Boreal": ("camille",)}.items():
            account = opening.open_account(session, name, "EUR", "UTC", PaysBy.TRANSFER)
            for subject in subjects:
                person = opening.add_person(session, account, subject, "x@y.org", Role.OWNER)
                person.issuer, person.subject = aurora.issuer, subject
    return empty_live


@pytest.fixture
def window(live):
    """The window of a browser: somebody has signed in there."""
    visitor = Visitor(live)
    visitor.sign_in("camille")
    return visitor


@pytest.fixture
def frame(live):
    """What the browser keeps for a frame: nothing that the window has."""
    return Visitor(live)


def shown(frame: Visitor) -> str:
    """The account that a frame shows, "" where nobody is signed in to it."""
    page = frame.get(HOME)
    return Screen(page).text(".brand") if page.status_code == 200 else ""


def test_a_frame_is_given_the_account_that_was_chosen(live, window, frame):
    persons = {(p.subject, p.account_id): p.id for p in rows(live, Person)}
    taken = frame.take(
        window.code_for(frame.window(), persons["camille", 2]), "/en/embedded/billing"
    )
    assert (taken.status_code, taken.location) == (303, "/en/embedded/billing")
    assert shown(frame) == "Boreal"
    assert Screen(window.get("/en/")).text(".brand") == "Aurora"
    (set_cookie,) = [each for each in taken.headers.getlist("Set-Cookie") if "session" in each]
    for part in ("__Host-frame-session=", "Secure", "HttpOnly", "SameSite=None", "Partitioned"):
        assert part in set_cookie


def test_every_way_from_a_frame_s_screen_stays_in_the_frame(window, frame):
    frame.take(window.code_for(frame.window()))
    seen, left = set(), [HOME]
    while left:
        path = left.pop()
        page = frame.get(path)
        seen.add(path)
        screen = Screen(page)
        inside = [
            *screen.attributes("a[href^='/']:not([target=_top])", "href"),
            *screen.attributes("form[action^='/']", "action"),
        ]
        for address in inside:
            assert address.startswith(HOME), (path, address)
        links = screen.attributes("a[href^='/']:not([target=_top])", "href")
        left += [a for a in links if "?" not in a and a not in seen and a not in left]
        assert f"frame-ancestors {HELP_SITE}" in page.headers["Content-Security-Policy"]
    assert len(seen) > 6


@pytest.mark.parametrize(
    "path", ["/en/", "/en/sign-in/", "/en/returned", "/en/people/", "/nothing"]
)
def test_nothing_else_can_be_framed(window, path):
    assert "frame-ancestors 'none'" in window.get(path).headers["Content-Security-Policy"]


def test_a_code_is_good_once(window, frame):
    code = window.code_for(frame.window())
    assert frame.take(code).location == HOME
    assert "failed=1" in frame.take(code).location


def test_a_code_is_good_for_a_minute(window, frame, clock):
    code = window.code_for(frame.window())
    clock.now += LASTS
    assert "failed=1" in frame.take(code).location
    assert shown(frame) == ""


def test_a_code_is_of_the_frame_that_asked(live, window, frame):
    """Whoever gets hold of it lacks the frame's secret."""
    other = Visitor(live)
    other.window()
    code = window.code_for(frame.window())
    assert "failed=1" in other.take(code).location
    assert shown(other) == ""


def test_only_hashes_are_kept(live, window, frame):
    code = window.code_for(frame.window())
    (kept,) = rows(live, FrameCode)
    assert (kept.code_hash, kept.frame_hash) == (
        hashed_token(code),
        hashed_token(frame.cookie(cookies.FRAME_OPENER)),
    )


def test_nobody_hands_over_what_is_another_s(live, window, frame):
    alix = next(p.id for p in rows(live, Person) if p.subject == "alix")
    page = window.get(frame.window())
    form = Screen(page).form("[name=person]")
    assert window.post(form.action, **form.hidden, person=str(alix)).status_code == 404
    assert rows(live, FrameCode) == []


@pytest.mark.parametrize("frame_hash", ["", "0" * 63, "G" * 64, "' OR 1=1", "0" * 65])
def test_a_window_wants_a_frame(window, frame_hash):
    assert window.get(f"/en/sign-in/for-frame?frame={quote(frame_hash)}").status_code == 404


def test_two_frames_of_a_browser_can_be_signed_in_at_once(live, window, frame):
    """They share what the browser keeps; the second finds that it is signed in already."""
    first, second = frame.window(), frame.window()
    frame.take(window.code_for(first))
    frame.take(window.code_for(second))
    assert len(rows(live, SignInSession)) == 2  # the window's, and one that both frames have
    assert "failed=1" in frame.take("none").location
    assert frame.get(f"{FRAME}?to=/en/embedded/billing").location == "/en/embedded/billing"


def test_a_form_is_of_its_frame(window, frame, live):
    """What was shown for one frame hands nothing to another."""
    form = Screen(window.get(frame.window())).form("[name=person]")
    fields = {**form.hidden, "frame": "0" * 64, "person": "1"}
    assert window.post(form.action, **fields).status_code == 303
    assert rows(live, FrameCode) == []


def test_who_isn_t_signed_in_does_that_first(live, frame):
    """In the window; they come back to the question."""
    window, address = Visitor(live), frame.window()
    asked = window.get(address)
    assert asked.status_code == 302
    back = window.sign_in("camille", asked.location)
    assert back.location == address


def test_sessions_of_windows_and_frames_are_kept_apart(window, frame):
    frame.take(window.code_for(frame.window()))
    token = frame.cookie(cookies.FRAME_SESSION)
    assert window.get(HOME).status_code == 302  # by the window's cookie
    assert frame.get("/en/").status_code == 302  # by the frame's
    # Even under the other name the token is no forgery: it is the same person, in one browser.
    assert token != window.cookie(cookies.SESSION)


def test_who_signs_out_after_an_idle_window_is_out_of_the_frame(window, frame, clock, live):
    """The window's session is over, and somebody signs in there anew."""
    frame.take(window.code_for(frame.window()))
    for _ in range(2):
        clock.now += IDLE - timedelta(minutes=1)
        assert shown(frame)
    assert window.get("/en/").status_code == 302
    window.sign_in("camille")
    assert shown(frame) == ""


def test_a_session_that_is_over_signs_out_what_isn_t(window, frame, clock, live):
    """Whoever presses the button in an idle window means the frame as well."""
    frame.take(window.code_for(frame.window()))
    page = window.get("/en/")
    for _ in range(2):
        clock.now += IDLE - timedelta(minutes=1)
        assert shown(frame)
    assert window.send(page, ".signed-in button", "/en/sign-out").status_code == 303
    assert shown(frame) == ""


@pytest.mark.parametrize("times", range(3))
def test_a_sign_out_waits_for_who_is_being_signed_in(live, window, times):
    """Both at once: whoever comes first, nobody stays signed in, and nothing fails."""
    frames = [Visitor(live) for _ in range(3)]
    codes = [window.code_for(frame.window()) for frame in frames]
    page = window.get("/en/")
    form = Screen(page).form(".signed-in button")
    start = Barrier(4)

    def leave() -> int:
        start.wait()
        return window.post(form.action, **form.hidden).status_code

    def take(frame: Visitor, code: str) -> int:
        start.wait()
        return frame.take(code).status_code

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(leave), *map(lambda f, c: pool.submit(take, f, c), frames, codes)]
        assert [each.result() for each in done] == [303] * 4
    assert rows(live, SignInSession) == []
    assert [shown(frame) for frame in frames] == [""] * 3


@pytest.mark.parametrize("times", range(3))
def test_a_sign_out_waits_for_who_changes_accounts(live, window, frame, times):
    frame.take(window.code_for(frame.window()))
    page, accounts = window.get("/en/"), frame.get("/en/embedded/accounts/")
    person = Screen(accounts).attribute("[name=person]", "value")
    start = Barrier(2)

    def leave() -> int:
        start.wait()
        return window.send(page, ".signed-in button", "/en/sign-out").status_code

    def change() -> int:
        start.wait()
        path = "/en/embedded/accounts/"
        return frame.send(accounts, "[name=person]", path, person=person).status_code

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(leave), pool.submit(change)]
        assert done[0].result() == 303
        assert done[1].result() in (303, 401)
    assert rows(live, SignInSession) == []


def test_a_form_of_a_frame_whose_script_did_not_run_is_refused(window, frame):
    """A page around it can keep scripts from running, and have a hidden button pressed."""
    frame.take(window.code_for(frame.window()))
    fields = Screen(frame.get(HOME)).form(".signed-in button").hidden
    headers = {"Origin": HTTPS}
    sent = frame.client.post(f"{HOME}people/", base_url=HTTPS, data=fields, headers=headers)
    assert sent.status_code == 403


def test_what_a_frame_asks_by_itself_is_no_use_of_a_session(window, frame, clock):
    frame.take(window.code_for(frame.window()))
    for _ in range(3):
        clock.now += IDLE / 2
        frame.get("/en/embedded/gateway/state?attempt=1")
    assert shown(frame) == ""


def test_who_cancels_a_sign_in_can_try_again_for_the_frame(live, frame):
    window, address = Visitor(live), frame.window()
    asked = window.get(address).location
    cancelled = window.come_back(granted(window.leave(asked), "camille", "cancel"))
    assert "failed=1" in cancelled.location
    assert window.sign_in("camille", cancelled.location).location == address


def test_who_is_unknown_can_try_again_for_the_frame(live, frame):
    window, address = Visitor(live), frame.window()
    unknown = window.sign_in("nobody", window.get(address).location)
    way = Screen(window.get(unknown.location)).attribute("a.button", "href")
    assert window.sign_in("camille", way).location == address


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "support/new", 401), ("GET", "nothing", 404)]
)
def test_a_frame_s_errors_lead_on(frame, method, path, status):
    """There is no field for addresses in a frame."""
    answer = frame.client.open(
        f"{HOME}{path}",
        method=method,
        base_url=HTTPS,
        headers={"Origin": HTTPS},
        data={"pressed": "1"},
    )
    assert answer.status_code == status
    assert Screen(answer).attribute("a.button", "href").startswith(HOME)
    outside = Screen(answer).attribute("a[target=_top]", "href")
    assert "embedded" not in outside
    assert frame.get(outside).status_code == 302


@pytest.mark.parametrize("by", ["window", "frame"])
def test_who_signs_out_is_out_everywhere(window, frame, live, by):
    frame.take(window.code_for(frame.window()))
    waiting = Visitor(live)
    code = window.code_for(waiting.window())
    leaving, home = {"window": (window, "/en/"), "frame": (frame, HOME)}[by]
    page = leaving.get(home)
    assert leaving.send(page, ".signed-in button", home).status_code == 303
    assert rows(live, SignInSession) == []
    assert shown(frame) == ""
    assert window.get("/en/").status_code == 302
    assert "failed=1" in waiting.take(code).location


def test_other_people_stay_signed_in(live, window, frame):
    frame.take(window.code_for(frame.window()))
    alix = Visitor(live)
    alix.sign_in("alix")
    frame.send(frame.get(HOME), ".signed-in button", HOME)
    assert alix.get("/en/").status_code == 200


def test_who_is_removed_is_out_of_frames_and_codes(live, window, frame):
    code = window.code_for(frame.window())
    database = live.extensions["widget"].database
    with database.write() as session:
        person = session.scalars(select(Person).where(Person.subject == "camille")).first()
        person.removed_at = system_clock()
    frame.take(code)
    assert shown(frame) == ""


def test_a_frame_s_session_ends_when_its_sign_in_is_too_long_ago(window, frame, clock):
    """Neither a code nor another account makes it younger."""
    for _ in range(25):
        clock.now += timedelta(minutes=25)
        window.get("/en/")
    frame.take(window.code_for(frame.window()))
    assert shown(frame)
    for _ in range(3):
        clock.now += timedelta(minutes=25)
        page = frame.get("/en/embedded/accounts/")
        person = Screen(page).attribute("[name=person]", "value")
        frame.send(page, "[name=person]", "/en/embedded/accounts/", person=person)
    assert shown(frame)
    clock.now += timedelta(minutes=25)
    assert timedelta(minutes=29 * 25) > LONGEST
    assert shown(frame) == ""


def test_another_account_is_chosen_in_the_frame(live, window, frame):
    frame.take(window.code_for(frame.window()))
    page = frame.get("/en/embedded/accounts/")
    person = Screen(page).attribute("[name=person]", "value")
    sent = frame.send(page, "[name=person]", "/en/embedded/accounts/", person=person)
    assert sent.location == HOME
    assert shown(frame) == "Boreal"


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/embedded//evil.example",
        "//embedded/evil.example",
        "/en/billing",
    ],
)
def test_a_frame_leads_to_nobody_else(live, window, frame, to):
    taken = frame.take(window.code_for(frame.window()), to)
    assert taken.location == HOME
    asked = f"{FRAME}?retried=1&to={quote(to)}"
    assert frame.get(asked).location == HOME
    alone = Visitor(live).get(asked, headers={"Sec-Fetch-Dest": "document"})
    assert alone.location == "/en/"
    assert "//evil" not in Visitor(live).get(asked).text


def test_a_browser_that_keeps_nothing_is_told_before_anybody_signs_in(live):
    visitor = Visitor(live)
    answer = visitor.get(f"{FRAME}?to=/en/embedded/billing")
    visitor.client.delete_cookie(cookies.FRAME_OPENER, domain="pay.example.com")
    page = Screen(visitor.get(answer.location))
    assert not page.has("[data-window]")
    assert page.attribute("a[target=_top]", "href") == "/en/billing"


def test_a_frame_s_sign_in_opened_by_itself_is_the_portal_s(frame):
    answer = frame.get(f"{FRAME}?to=/en/embedded/billing", headers={"Sec-Fetch-Dest": "document"})
    assert answer.location == "/en/billing"


def test_without_leave_there_are_no_frames(database_url, gateway, aurora):
    app = live_widget(database_url, gateway, [aurora], system_clock, in_frames=False)
    try:
        for path in (HOME, FRAME, "/en/sign-in/for-frame", "/en/returned", "/en/embedded/billing"):
            answer = Visitor(app).get(path)
            assert answer.status_code == 404, path
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    finally:
        app.extensions["widget"].database.close()


def test_a_gateway_s_page_is_opened_only_where_we_lead(window, frame):
    """The address could be anybody's link."""
    frame.take(window.code_for(frame.window()))
    forged = "/en/embedded/gateway/?url=https://evil.example&back=/en/embedded/&mark=any&attempt=1"
    assert frame.get(forged).status_code == 404


def test_a_frame_asks_only_of_its_own(live, window, frame):
    frame.take(window.code_for(frame.window()))
    with live.extensions["widget"].database.write() as session:
        known = {"key": "k", "account_id": 2, "created_at": NOW}
        session.add(
            Attempt(
                reference="PAY-1", locale="en", kind=AttemptKind.ONE_TIME, minor=1, currency="EUR",
                state=AttemptState.AWAITING_CUSTOMER, changed_at=NOW, **known,
            )
        )  # fmt: skip
        profile = session.scalars(select(Profile).where(Profile.account_id == 2)).one()
        session.add(
            SetupIntent(
                profile_id=profile.id, kind=PageKind.CARD, form_token="f", keep=True, **known
            )
        )
    for asked, status in {"attempt=1": 404, "setup=1": 200, "": 404, "attempt=x": 404}.items():
        answer = frame.get(f"/en/embedded/gateway/state?{asked}")
        assert answer.status_code == status, asked
        assert status == 404 or answer.json == {"isOpen": False}


def test_who_comes_back_from_the_gateway_is_led_to_the_portal_s_screens(live):
    """Where no frame has opened the window."""
    visitor = Visitor(live)
    page = visitor.get("/en/returned?to=/en/billing/payments/%3Famount%3D5&left=1")
    assert Screen(page).attribute("main a", "href") == "/en/billing/payments/?amount=5&left=1"
    for to in ("//evil.example", "https://evil.example"):
        assert "evil" not in visitor.get(f"/en/returned?to={to}").text


def test_another_site_can_not_send_a_frame_s_forms(window, frame):
    frame.take(window.code_for(frame.window()))
    for origin in (HELP_SITE, "null", "https://pay.example.com.evil.example"):
        assert frame.post("/en/embedded/sign-out", origin=origin).status_code == 403
    assert frame.post(FRAME, origin=HELP_SITE, code="x").status_code == 403
    assert HTTPS != HELP_SITE
