"""A live account in the frame of a help page of another site: by HTTPS, in a real browser."""

from urllib.parse import urlsplit

import pytest

from tests.support.accessibility import violations
from tests.support.frame_reader import Reader, control, to_provider_and_back
from tests.support.languages import both_languages

PHONE = {"width": 390, "height": 844}


@both_languages
def test_an_account_is_used_beside_the_steps(reader, live_help, locale):
    """By a card that is refused, one that isn't, and Checkout; then out, everywhere."""
    before, camille = len(live_help.charges()), reader()
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
    assert len(live_help.charges()) == before + 1
    assert {"1", "3", "4"} <= set(camille.ticked())
    camille.enter_amount("25")
    camille.send(control("pay_by_card"))
    camille.give("approved")
    camille.shows(control("payment_accepted"))
    assert live_help.charges()[before + 1 :] == [2500]
    camille.send(".signed-in button")
    camille.shows(control("sign_in"))
    # The window's session was of the same sign-in.
    outside = camille.page.context.new_page()
    outside.goto(f"{live_help.pay}/{locale}/billing/invoices/")
    assert urlsplit(outside.url).path == f"/{locale}/sign-in/"


def test_a_saved_card_pays_in_the_frame(reader, live_help):
    camille = reader()
    camille.open()
    camille.sign_in("Boreal")
    camille.to_the_panel()
    camille.press(control("keep_card"))
    camille.send(control("add_card"))
    camille.give("approved")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    with live_help.widget.extensions["widget"].database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE method SET usable_from = added_at, state = 'validated' WHERE kept"
        )
    before = len(live_help.charges())
    camille.press(control("pay_now"), then=control("choose_method"))
    camille.press(control("choose_method"), then="[name=method]")
    camille.press("[name=method]")
    camille.send(control("confirm_payment"))
    camille.shows(control("payment_accepted"))
    assert len(live_help.charges()) == before + 1


def test_who_leaves_the_gateway_s_page_is_told_so(reader, live_help):
    """The page around goes on, with what was typed."""
    before, camille = len(live_help.charges()), reader()
    camille.to_the_gateway("31.50", by="pay_with_paypal")
    with camille.page.expect_popup() as opened:
        camille.press("[data-window]")
    with opened.value.expect_event("close"):
        opened.value.locator("a.button, button[name=leave], form button").last.click()
    camille.shows(control("amount"))
    assert camille.frame.input_value(control("amount")) == "31.50"
    assert len(live_help.charges()) == before


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


def test_a_payment_is_followed_where_its_window_can_t_speak(reader, live_help):
    """The frame asks what has become of it."""
    before, camille = len(live_help.charges()), reader()
    camille.to_the_gateway("18")
    camille.page.context.add_init_script(ALONE)
    with camille.page.expect_popup() as opened:
        camille.press("[data-window]")
    opened.value.locator("input[value=approved]").check()
    opened.value.locator("button[name=give]").click()
    # The window goes on to the portal by itself; the frame doesn't wait for it.
    opened.value.locator(control("payment_accepted")).wait_for()
    camille.shows(control("payment_accepted"))
    assert live_help.charges()[before:] == [1800]


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


def test_a_page_that_opens_the_window_itself_is_handed_nothing(reader, live_help):
    """Not even a help site: only a document of the widget's own host hears what a window says."""
    camille = reader()
    camille.open()
    camille.sign_in()
    camille.page.evaluate("""() => {
      window.heard = [];
      addEventListener("message", ({ data }) => window.heard.push(data.type));
    }""")
    address = f"{live_help.pay}/en/sign-in/for-frame?frame={'0' * 64}"
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


def test_browsers_that_keep_nothing_at_all_are_led_to_the_account(reader, live_help):
    """Before anybody has signed in for nothing. They don't know what `Partitioned` means."""
    camille = reader()
    without_cookies_of_third_parties(camille)
    camille.open()
    with live_help.nothing_partitioned():
        camille.use_account()
    assert camille.frame.locator(control("sign_in")).count() == 0
    camille.press(".buttons a[target=_top]")
    to_provider_and_back(camille.page)
    camille.page.locator(".signed-in").wait_for()


def test_where_no_window_opens_the_account_takes_the_tab(reader, live_help):
    before, camille = len(live_help.charges()), reader()
    camille.to_the_gateway("27,40", locale="fr")
    camille.frame.evaluate("() => { window.open = () => null; }")
    camille.press("[data-window]")
    camille.shows("[data-blocked]")
    camille.press(".buttons a[target=_top]")
    camille.page.locator("input[value=approved]").check()
    camille.page.locator("button[name=give]").click()
    # What came of it, in the portal: the window's session is of the same sign-in.
    camille.page.locator(control("payment_accepted")).wait_for()
    assert live_help.charges()[before:] == [2740]


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
def test_on_phones_and_without_javascript_the_account_has_the_tab(reader, live_help, options):
    camille = reader(**options)
    camille.open()
    assert not camille.page.locator("[data-account-frame]").is_visible()
    camille.page.locator(".acquit-account a").click()
    assert camille.page.url.startswith(f"{live_help.pay}/en/sign-in/")


SHOW = "(address) => { document.querySelector('aside iframe').src = address; }"


def test_only_the_help_site_frames_it_and_only_what_is_made_for_it(reader, live_help):
    camille = reader()
    camille.page.goto(live_help.page("en").replace("help.example.com", "stranger.example.com"))
    with camille.page.expect_console_message(lambda it: "frame-ancestors https://help" in it.text):
        camille.page.locator("[data-account-frame]").click()
    camille.open()
    for path in ("/en/sign-in/", "/en/billing/invoices/", "/en/sign-in/for-frame", "/en/returned"):
        with camille.page.expect_console_message(lambda it: "frame-ancestors 'none'" in it.text):
            camille.page.evaluate(SHOW, live_help.pay + path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frame_and_its_windows(reader, live_help, scheme):
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
    alone.goto(f"{live_help.pay}/fr/returned")
    assert violations(alone) == []
