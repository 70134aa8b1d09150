"""A live account in the frame of a help page of another site: by HTTPS, in a real browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ElementHandle, Frame, Locator, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk import pressing
from acquit.walk.waiting import is_gone
from tests.support.accessibility import violations
from tests.support.databases import databases
from tests.support.languages import both_languages
from tests.support.live_site import SUBJECT, live_site

WIDE, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
PATIENCE = 60_000
#: What says that a press didn't count.
REFUSED = "[data-unseen]"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    with databases(folder) as found, live_site(folder, found.new("sqlite")) as served:
        yield served


@pytest.fixture
def reader(browser, site):
    """Makes readers, each with a browser of their own."""
    contexts = []

    def make(**options) -> "Reader":
        context = browser.new_context(**{"ignore_https_errors": True, "viewport": WIDE, **options})
        contexts.append(context)
        return Reader(context, site)

    yield make
    for context in contexts:
        context.close()


def control(name: str) -> str:
    return f"[data-control={name}]"


class Reader:
    """Somebody who reads a help page, and works in its frame."""

    def __init__(self, context: BrowserContext, site):
        context.set_default_timeout(PATIENCE)
        pressing.prepare(context)
        self.site, self.page = site, context.new_page()

    @property
    def frame(self) -> Frame:
        """The frame, whatever stands in it."""
        return self.page.frames[1]

    def open(self, locale: str = "en", name: str = "make-an-immediate-payment") -> None:
        self.page.goto(self.site.page(locale, name))

    def use_account(self) -> None:
        """Show the account in the frame: there is no session yet."""
        self.page.locator("[data-account-frame]").click()
        self.shows("h1")

    def first(self, selector: str) -> Locator:
        return self.page.frame_locator("iframe[data-acquit-frame]").locator(selector).first

    def shows(self, selector: str) -> None:
        """Wait for something to be seen in the frame."""
        try:
            self.first(selector).wait_for()
        except PlaywrightTimeoutError:
            said = self.frame.inner_text("body")
            pytest.fail(f"{selector} is not in {self.frame.url}: {said}")

    def press(self, selector: str, *, when: str = "", then: str = "") -> ElementHandle:
        """Press what is meant, and nothing else: pages move, and browsers let some presses go.

        Where something must come of it (`then`) and doesn't, it is pressed again.
        """
        for _ in range(20):
            self.shows(selector)
            frame = self.frame
            try:
                frame.locator(selector).first.scroll_into_view_if_needed()
                target = frame.wait_for_selector(selector + when, timeout=2_000)
            except PlaywrightTimeoutError:  # the page has moved it out of sight
                continue
            pressing.aim(frame, target)
            target.click()
            has_met = pressing.has_met(target)
            pressing.end(frame)
            if has_met and (not then or self.has_come(then)):
                return target
        said = self.frame.inner_text("body")
        pytest.fail(f"{selector}{when} could not be pressed in {self.frame.url}: {said}")

    def has_come(self, selector: str) -> bool:
        """Whether something comes into view within a while."""
        try:
            self.first(selector).wait_for(timeout=5_000)
        except PlaywrightTimeoutError:
            return False
        return True

    def send(self, selector: str) -> None:
        """Press a button that sends something, once presses on it count.

        The page may move it away just then: so the reader is told, and presses again.
        """
        for _ in range(10):
            if counts(self.press(selector, when="[data-seen]")):
                return
        pytest.fail(f"presses on {selector} never counted")

    def sign_in(self, account: str = "Aurora") -> None:
        """Sign in for the frame, in a window."""
        self.use_account()
        with self.page.expect_popup() as opened:
            self.press(control("sign_in"))
        to_provider_and_back(opened.value)
        with opened.value.expect_event("close"):
            opened.value.get_by_role("button", name=account).click()
        self.shows(".signed-in")

    def give(self, card: str) -> None:
        """Open the gateway's page in a window, and give a card or wallet there."""
        self.shows("[data-window]")
        with self.page.expect_popup() as opened:
            self.press("[data-window]")
        window = opened.value
        window.locator(f"input[value={card}]").check()
        with window.expect_event("close"):
            window.locator("button[name=give]").click()

    def to_the_panel(self) -> None:
        """Go where an invoice is paid."""
        self.to_the_usage()
        self.press(control("invoices"), then=control("pay_now"))
        self.press(control("pay_now"), then=control("choose_method"))
        self.press(control("choose_method"), then=control("add_card"))

    def to_the_usage(self) -> None:
        self.press(control("manage"), then=control("billing_and_usage"))
        self.press(control("billing_and_usage"), then="a[href$='/billing/usage'][aria-current]")

    def enter_amount(self, amount: str) -> None:
        self.to_the_usage()
        self.press(control("payments"), then=control("amount"))
        self.frame.fill(control("amount"), amount)
        self.press(control("continue_payment"), then=control("pay_by_card"))

    def to_the_gateway(self, amount: str, by: str = "pay_by_card", locale: str = "en") -> None:
        """Sign in beside a one-time payment, and go on to what opens the gateway's page."""
        self.open(locale, "make-a-one-time-payment")
        self.sign_in()
        self.enter_amount(amount)
        self.send(control(by))
        self.shows("[data-window]")

    def ticked(self) -> list[str]:
        found = self.page.locator("[data-step][data-done]")
        return found.evaluate_all("(es) => es.map((e) => e.dataset.step)")


def to_provider_and_back(window: Page) -> None:
    window.locator(control("sign_in")).click()
    window.get_by_label("Subject").fill(SUBJECT)
    window.get_by_role("button", name="Sign in").click()


#: Whether a press was taken or refused: the browser doesn't wait for it in a frame of another site.
TAKEN = """(button) => new Promise((done) => {
  const timer = setInterval(() => {
    const isTaken = Boolean(button.form.dataset.sent);
    if (!isTaken && !document.querySelector("[data-unseen]")) return;
    clearInterval(timer);
    done(isTaken);
  }, 10);
})"""


def counts(pressed: ElementHandle) -> bool:
    """Whether a press on a button of a form was taken."""
    try:
        return bool(pressed.evaluate(TAKEN))
    except PlaywrightError as error:
        if not is_gone(error):
            raise
        return True  # the answer is there


@both_languages
def test_an_account_is_used_beside_the_steps(reader, site, locale):
    """By a card that is refused, one that isn't, and Checkout; then out, everywhere."""
    before, camille = len(site.charges()), reader()
    camille.open(locale)
    camille.sign_in()
    camille.to_the_panel()
    camille.send(control("add_card"))
    camille.give("declined")
    camille.send(control("confirm_payment"))
    camille.shows("[role=alert]")
    camille.send(control("add_card"))
    camille.give("approved")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    assert len(site.charges()) == before + 1
    assert {"1", "3", "4"} <= set(camille.ticked())
    camille.enter_amount("25")
    camille.send(control("pay_by_card"))
    camille.give("approved")
    camille.shows(control("payment_accepted"))
    assert site.charges()[before + 1 :] == [2500]
    camille.send(".signed-in button")
    camille.shows(control("sign_in"))
    # The window's session was of the same sign-in.
    outside = camille.page.context.new_page()
    outside.goto(f"{site.pay}/{locale}/billing/invoices/")
    assert urlsplit(outside.url).path == f"/{locale}/sign-in/"


def test_a_saved_card_pays_in_the_frame(reader, site):
    camille = reader()
    camille.open()
    camille.sign_in("Boreal")
    camille.to_the_panel()
    camille.press(control("keep_card"))
    camille.send(control("add_card"))
    camille.give("approved")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    with site.widget.extensions["widget"].database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE method SET usable_from = added_at, state = 'validated' WHERE kept"
        )
    before = len(site.charges())
    camille.press(control("pay_now"), then=control("choose_method"))
    camille.press(control("choose_method"), then="[name=method]")
    camille.press("[name=method]")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    assert len(site.charges()) == before + 1


def test_who_leaves_the_gateway_s_page_is_told_so(reader, site):
    """The page around goes on, with what was typed."""
    before, camille = len(site.charges()), reader()
    camille.to_the_gateway("31.50", by="pay_with_paypal")
    with camille.page.expect_popup() as opened:
        camille.press("[data-window]")
    with opened.value.expect_event("close"):
        opened.value.locator("a.button, button[name=leave], form button").last.click()
    camille.shows(control("amount"))
    assert camille.frame.input_value(control("amount")) == "31.50"
    assert len(site.charges()) == before


ALONE = "if (window.top === window) window.opener = null"


def test_a_window_that_can_t_hand_over_says_so(reader):
    """Some providers' pages cut it off; signed in it is."""
    camille = reader()
    camille.page.context.add_init_script(ALONE)
    camille.open()
    camille.use_account()
    with camille.page.expect_popup() as opened:
        camille.press(control("sign_in"))
    to_provider_and_back(opened.value)
    opened.value.get_by_role("button", name="Aurora").click()
    opened.value.locator("[data-alone]").wait_for()
    opened.value.get_by_role("link").click()
    opened.value.locator(".signed-in").wait_for()


def test_a_payment_is_followed_where_its_window_can_t_speak(reader, site):
    """The frame asks what has become of it."""
    before, camille = len(site.charges()), reader()
    camille.to_the_gateway("18")
    camille.page.context.add_init_script(ALONE)
    with camille.page.expect_popup() as opened:
        camille.press("[data-window]")
    opened.value.locator("input[value=approved]").check()
    opened.value.locator("button[name=give]").click()
    # The window goes on to the portal by itself; the frame doesn't wait for it.
    opened.value.locator(control("payment_accepted")).wait_for()
    camille.shows(control("payment_accepted"))
    assert site.charges()[before:] == [1800]


def test_the_page_around_says_nothing_in_a_window_s_place(reader):
    camille = reader()
    camille.to_the_gateway("18")
    address = camille.frame.url
    camille.page.evaluate("""() => {
      const { contentWindow } = document.querySelector("aside iframe");
      for (const type of ["returned", "code"]) {
        contentWindow.postMessage({ type, isLeft: true, code: "x" }, "*");
      }
    }""")
    camille.frame.evaluate("() => new Promise((done) => setTimeout(done, 0))")
    assert camille.frame.url == address


def test_a_page_that_opens_the_window_itself_is_handed_nothing(reader, site):
    """Not even a help site: only a document of the widget's own host hears what a window says."""
    camille = reader()
    camille.open()
    camille.sign_in()
    camille.page.evaluate("""() => {
      window.heard = [];
      addEventListener("message", ({ data }) => window.heard.push(data.type));
    }""")
    address = f"{site.pay}/en/sign-in/for-frame?frame={'0' * 64}"
    with camille.page.expect_popup() as opened:
        camille.page.evaluate("(address) => { window.open(address); }", address)
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Aurora").click()
    assert "code" not in camille.page.evaluate("() => window.heard")


def test_the_browser_s_way_back_never_shows_an_account_as_practice(reader):
    camille = reader()
    camille.open()
    camille.sign_in()
    camille.to_the_usage()
    camille.page.locator("[data-account-frame]").click()
    title = camille.page.locator(".acquit-widget-title")
    assert title.text_content() == "Try it here"
    camille.page.evaluate("() => history.back()")
    camille.shows(".signed-in")
    camille.page.locator("[data-is-account]").wait_for()
    assert title.text_content() == "Your own account"


def test_what_was_practised_is_not_done_in_the_account(reader):
    camille = reader()
    camille.open()
    camille.sign_in()
    camille.to_the_panel()
    assert "4" in camille.ticked()
    for _ in range(2):  # to practice, and back
        camille.page.locator("[data-account-frame]").click()
    camille.shows(".signed-in")
    assert camille.ticked() == []


def without_cookies_of_third_parties(reader: Reader) -> None:
    """Have the browser keep of other sites only what is partitioned."""
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    session.send(
        "Network.setCookieControls",
        {
            "enableThirdPartyCookieRestriction": True,
            "disableThirdPartyCookieMetadata": True,
            "disableThirdPartyCookieHeuristics": True,
        },
    )


def test_browsers_that_keep_nothing_of_other_sites_keep_what_is_partitioned(reader):
    camille = reader()
    without_cookies_of_third_parties(camille)
    camille.open()
    camille.sign_in()
    camille.to_the_usage()


def test_browsers_that_keep_nothing_at_all_are_led_to_the_account(reader, site):
    """Before anybody has signed in for nothing. They don't know what `Partitioned` means."""
    camille = reader()
    without_cookies_of_third_parties(camille)
    camille.open()
    with site.nothing_partitioned():
        camille.use_account()
    assert camille.frame.locator(control("sign_in")).count() == 0
    camille.press(".buttons a[target=_top]")
    to_provider_and_back(camille.page)
    camille.page.locator(".signed-in").wait_for()


def test_where_no_window_opens_the_account_takes_the_tab(reader, site):
    before, camille = len(site.charges()), reader()
    camille.to_the_gateway("27,40", locale="fr")
    camille.frame.evaluate("() => { window.open = () => null; }")
    camille.press("[data-window]")
    camille.shows("[data-blocked]")
    camille.press(".buttons a[target=_top]")
    camille.page.locator("input[value=approved]").check()
    camille.page.locator("button[name=give]").click()
    # What came of it, in the portal: the window's session is of the same sign-in.
    camille.page.locator(control("payment_accepted")).wait_for()
    assert site.charges()[before:] == [2740]


def test_a_sign_in_takes_the_tab_where_no_window_opens(reader):
    camille = reader()
    camille.page.context.add_init_script("window.open = () => null")
    camille.open()
    camille.use_account()
    camille.press(control("sign_in"))
    camille.shows("[data-blocked]")
    camille.press(".buttons a[target=_top]")
    to_provider_and_back(camille.page)
    camille.page.locator(".signed-in").wait_for()


@pytest.mark.parametrize("options", [{"viewport": PHONE}, {"java_script_enabled": False}])
def test_on_phones_and_without_javascript_the_account_has_the_tab(reader, site, options):
    camille = reader(**options)
    camille.open()
    assert not camille.page.locator("[data-account-frame]").is_visible()
    camille.page.locator(".acquit-account a").click()
    assert camille.page.url.startswith(f"{site.pay}/en/sign-in/")


COVER = """(where) => {
  const cover = document.createElement("div");
  cover.id = "cover";
  cover.style.cssText = `position: fixed; z-index: 99; pointer-events: none; background: #fff;
    left: ${where.x}px; top: ${where.y}px; width: ${where.width}px; height: ${where.height}px`;
  document.body.append(cover);
}"""


def ready_to_pay(reader) -> Reader:
    """The panel, a card chosen; the button can be seen, and counts."""
    camille = reader()
    camille.open()
    camille.sign_in()
    camille.to_the_panel()
    camille.send(control("add_card"))
    camille.give("approved")
    camille.shows(control("confirm_payment"))
    camille.frame.locator(control("confirm_payment")).scroll_into_view_if_needed()
    camille.shows(f"{control('confirm_payment')}[data-seen]")
    return camille


def test_a_button_under_the_mouse_counts(reader):
    """What shows that it is pointed at must not look to the browser like something in its way."""
    camille = ready_to_pay(reader)
    button = control("confirm_payment")
    camille.frame.hover(button)
    camille.frame.wait_for_selector(f"{button}:hover")
    is_seen = """(e) => new Promise((done) => {
      const look = ([found]) => done(found.isVisible);
      new IntersectionObserver(look, { trackVisibility: true, delay: 100 }).observe(e);
    })"""
    assert camille.frame.eval_on_selector(button, is_seen) is True


def test_a_button_counts_only_after_a_moment(reader):
    """At least; a busy machine takes longer."""
    camille = ready_to_pay(reader)
    taken = camille.frame.eval_on_selector(
        control("confirm_payment"),
        """(e) => new Promise((done) => {
      dispatchEvent(new Event("scroll"));
      const began = performance.now();
      const timer = setInterval(() => {
        if (!("seen" in e.dataset)) return;
        clearInterval(timer);
        done(performance.now() - began);
      }, 10);
    })""",
    )
    assert taken >= 600


def press_at(camille: Reader, place: dict[str, float]) -> None:
    camille.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def test_a_press_on_a_button_that_is_covered_pays_nothing(reader, site):
    """As a page does that wants to be taken for something else."""
    camille, before = ready_to_pay(reader), len(site.charges())
    button = camille.frame.locator(control("confirm_payment"))
    place = button.bounding_box()
    camille.page.evaluate(COVER, place)
    camille.frame.wait_for_selector(f"{control('confirm_payment')}:not([data-seen])")
    ticked = camille.ticked()
    press_at(camille, place)
    camille.shows(REFUSED)
    assert len(site.charges()) == before
    assert camille.ticked() == ticked  # nothing was used
    camille.page.evaluate("() => document.getElementById('cover').remove()")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    assert len(site.charges()) == before + 1


@pytest.mark.parametrize("style", ["opacity: 0.01", "transform: rotate(180deg)"])
def test_a_frame_that_can_t_be_seen_as_it_is_pays_nothing(reader, site, style):
    camille, before = ready_to_pay(reader), len(site.charges())
    camille.page.evaluate(
        "(style) => { document.querySelector('aside iframe').style.cssText += style; }", style
    )
    button = f"{control('confirm_payment')}:not([data-seen])"
    camille.frame.wait_for_selector(button)
    press_at(camille, camille.frame.locator(control("confirm_payment")).bounding_box())
    camille.shows(REFUSED)
    assert len(site.charges()) == before


def test_a_button_that_has_just_come_under_the_pointer_pays_nothing(reader, site):
    camille, before = ready_to_pay(reader), len(site.charges())
    hide = "(is) => { document.querySelector('aside iframe').style.visibility = is; }"
    place = camille.frame.locator(control("confirm_payment")).bounding_box()
    camille.page.evaluate(hide, "hidden")
    camille.frame.wait_for_selector(
        f"{control('confirm_payment')}:not([data-seen])", state="attached"
    )
    camille.page.evaluate(hide, "visible")
    press_at(camille, place)
    camille.shows(REFUSED)
    assert len(site.charges()) == before


def test_a_button_that_moves_within_the_frame_pays_nothing(reader, site):
    """Where something else was just now; the second click of two."""
    camille, before = ready_to_pay(reader), len(site.charges())
    button = control("confirm_payment")
    place = camille.frame.locator(button).bounding_box()
    camille.frame.eval_on_selector(button, "(e) => { e.style.marginTop = '60px'; }")
    place["y"] += 60
    press_at(camille, place)
    camille.shows(REFUSED)
    camille.shows(f"{button}[data-seen]")
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    camille.frame.eval_on_selector(button, "(e) => { e.style.marginTop = ''; }")
    camille.page.mouse.dblclick(x, y - 60)
    camille.shows(REFUSED)
    assert len(site.charges()) == before


def test_a_press_whose_amount_is_covered_pays_nothing(reader, site):
    camille, before = ready_to_pay(reader), len(site.charges())
    camille.page.evaluate(COVER, camille.frame.locator("[data-amount]").bounding_box())
    camille.frame.wait_for_selector("[data-amount]:not([data-seen])")
    press_at(camille, camille.frame.locator(control("confirm_payment")).bounding_box())
    camille.shows(REFUSED)
    assert len(site.charges()) == before


def test_a_key_that_was_meant_for_something_else_pays_nothing(reader, site):
    """The page around gives the button the focus while its reader types."""
    camille, before = ready_to_pay(reader), len(site.charges())
    camille.page.evaluate("""() => {
      const frame = document.querySelector("aside iframe");
      const targets = [{ control: "confirm_payment", places: [] }];
      const message = { acquit: 2, type: "point", isFocused: true, targets };
      frame.contentWindow.postMessage(message, "*");
    }""")
    camille.frame.evaluate("() => new Promise((done) => setTimeout(done, 0))")
    focused = "() => document.activeElement.dataset.control || ''"
    assert camille.frame.evaluate(focused) != "confirm_payment"
    camille.frame.focus(control("confirm_payment"))
    camille.page.keyboard.press("Enter")
    camille.shows(REFUSED)
    assert len(site.charges()) == before


def test_keys_pay_where_they_are_meant_to(reader, site):
    camille, before = ready_to_pay(reader), len(site.charges())
    camille.frame.focus(control("confirm_payment"))
    for _ in range(20):  # the focus must have stood there for a moment
        camille.frame.wait_for_selector(control("confirm_payment") + "[data-seen]")
        camille.page.keyboard.press("Enter")
        if camille.has_come(control("payment_accepted")):
            break
    camille.shows(control("payment_accepted"))
    assert len(site.charges()) == before + 1


def test_where_scripts_are_kept_from_running_nothing_is_paid(reader, site):
    camille, before = ready_to_pay(reader), len(site.charges())
    camille.page.evaluate(
        """(address) => {
      const frame = document.querySelector("aside iframe");
      frame.sandbox = "allow-forms allow-same-origin";
      frame.src = address;
    }""",
        camille.frame.url,
    )
    button = camille.page.frame_locator("aside iframe").locator(control("confirm_payment"))
    button.and_(camille.page.frame_locator("aside iframe").locator(":not([data-seen])")).wait_for()
    with camille.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        button.click()
    assert answer.value.status == 403
    assert len(site.charges()) == before


SHOW = "(address) => { document.querySelector('aside iframe').src = address; }"


def test_only_the_help_site_frames_it_and_only_what_is_made_for_it(reader, site):
    camille = reader()
    camille.page.goto(site.page("en").replace("help.example.com", "stranger.example.com"))
    with camille.page.expect_console_message(lambda it: "frame-ancestors https://help" in it.text):
        camille.page.locator("[data-account-frame]").click()
    camille.open()
    for path in ("/en/sign-in/", "/en/billing/invoices/", "/en/sign-in/for-frame", "/en/returned"):
        with camille.page.expect_console_message(lambda it: "frame-ancestors 'none'" in it.text):
            camille.page.evaluate(SHOW, site.pay + path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frame_and_its_windows(reader, site, scheme):
    camille = reader(bypass_csp=True, color_scheme=scheme)
    camille.open("fr")
    camille.use_account()
    assert violations(camille.frame) == []
    with camille.page.expect_popup() as opened:
        camille.press(control("sign_in"))
    window = opened.value
    to_provider_and_back(window)
    window.get_by_role("button", name="Aurora").wait_for()
    assert violations(window) == []
    with window.expect_event("close"):
        window.get_by_role("button", name="Aurora").click()
    camille.shows(".signed-in")
    camille.enter_amount("12")
    camille.send(control("pay_by_card"))
    camille.shows("[data-window]")
    assert violations(camille.frame) == []
    alone = camille.page.context.new_page()
    alone.goto(f"{site.pay}/fr/returned")
    assert violations(alone) == []
