"""The frame: its height, its protocol, who may embed it, and the way to the bank and back."""

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.support.languages import both_languages

FRAME = "iframe[data-acquit-frame]"


@pytest.fixture
def page(context, address):
    opened = context.new_page()
    opened.goto(address("en"))
    opened.frame_locator(FRAME).get_by_role("button", name="Sign in").wait_for()
    return opened


def height(page) -> int:
    return round(page.locator(FRAME).bounding_box()["height"])


def post(page, origin_frame, message: object) -> None:
    """Send the help page a message from a frame."""
    origin_frame.evaluate("(message) => parent.postMessage(message, '*')", message)
    page.evaluate("() => new Promise((done) => setTimeout(done, 0))")


def test_on_a_phone_the_frame_fills_the_window_or_is_as_high_as_its_content(page):
    page.set_viewport_size({"width": 400, "height": 800})
    frame = page.frames[1]
    frame.wait_for_function("() => innerWidth < 400")
    before = height(page)
    assert 500 < before < 800  # the sign-in screen needs less
    # A browser doesn't lay out a frame of another site that is out of sight.
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.evaluate("() => { document.querySelector('main').style.minHeight = '900px' }")
    page.wait_for_function(
        "(h) => Math.abs(document.querySelector('iframe').offsetHeight - h) <= 1",
        arg=frame.evaluate("() => document.querySelector('.shell').scrollHeight"),
    )


def test_beside_the_steps_the_frame_keeps_its_height(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    before = height(page)
    page.locator(FRAME).scroll_into_view_if_needed()
    page.frames[1].evaluate("() => { document.querySelector('main').style.minHeight = '900px' }")
    page.wait_for_function(
        "() => document.querySelector('aside').style.getPropertyValue('--acquit-height') > '900'"
    )
    assert height(page) == before < 800


@pytest.mark.parametrize(
    "message",
    [
        {"acquit": 1, "type": "height", "height": 999},
        {"acquit": 2, "type": "width", "height": 999},
        {"acquit": 2, "type": "height", "height": "999"},
        {"acquit": 2, "type": "height", "height": None},
        {"acquit": 2, "type": "used"},
        {"acquit": 2, "type": "screen", "controls": 1, "invalid": [], "completed": []},
        {"acquit": 2, "type": "used", "control": "sign_in", "beside": [1], "under": []},
        "height",
        None,
    ],
)
def test_other_messages_are_ignored(page, message):
    before = height(page)
    post(page, page.frames[1], message)
    assert height(page) == before
    assert page.locator("[data-step][data-done]").count() == 0


def is_as_high(page, wanted: int) -> bool:
    """Whether the frame gets a height within a second."""
    script = "(h) => document.querySelector('iframe').offsetHeight === h"
    try:
        page.wait_for_function(script, arg=wanted, timeout=1000)
    except PlaywrightTimeoutError:
        return False
    return True


def test_heights_have_bounds(page):
    page.set_viewport_size({"width": 400, "height": 800})
    fills = height(page)
    for asked, given in ((10**9, 4000), (1, fills)):
        # The widget, too, says its height now that the window is narrower: so it is said again.
        frame = page.frames[1]
        for _ in range(30):
            post(page, frame, {"acquit": 2, "type": "height", "height": asked})
            if is_as_high(page, given):
                break
        assert is_as_high(page, given)


def test_messages_of_another_origin_are_ignored(page, stack):
    """The frame shows the bank: what it says of height is no word of the widget's."""
    frame = page.frames[1]
    frame.goto(stack.public["bank"] + "/en/checkout/nothing")
    before = height(page)
    post(page, frame, {"acquit": 2, "type": "height", "height": 777})
    assert height(page) == before


def test_messages_of_another_window_are_ignored(page):
    before = height(page)
    page.evaluate("() => postMessage({acquit: 2, type: 'height', height: 777}, '*')")
    page.evaluate("() => new Promise((done) => setTimeout(done, 0))")
    assert height(page) == before


def test_the_last_word_of_a_document_that_has_left_counts(page, stack):
    """The browser names no window for it; the origin is as exact as ever."""
    say = """([origin, control]) => {
      const data = { acquit: 2, type: "used", control, beside: null, under: [] };
      dispatchEvent(new MessageEvent("message", { origin, source: null, data }));
    }"""
    page.evaluate(say, [stack.public["bank"], "sign_in"])
    assert page.locator("[data-step][data-done]").count() == 0
    page.evaluate(say, [stack.public["widget"], "sign_in"])
    assert page.locator("[data-step='1'][data-done]").count() == 1


def test_other_sites_can_not_embed_the_widget(context, address):
    """The same help page under a stranger's name: the browser refuses to show the widget in it."""
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(address("en").replace("help.example.com", "stranger.example.com"))
    page.wait_for_load_state("networkidle")
    assert any("frame-ancestors http://help.example.com" in text for text in refused)
    assert page.frames[1].get_by_role("button").count() == 0


def test_nothing_is_logged_and_no_cookie_is_set(context, address):
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda r: said.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.goto(address("fr"))
    frame = page.frames[1]
    frame.get_by_role("button", name="Se connecter").click()
    frame.get_by_role("searchbox").fill("factures")
    frame.get_by_role("searchbox").press("Enter")
    frame.get_by_role("link", name="Factures", exact=True).click()
    frame.get_by_role("heading", name="Factures").wait_for()
    assert [text for text in said if "autofocus" not in text] == []
    assert context.cookies() == []


def pay_by_hand(page, labels: dict[str, str]) -> None:
    """Pay with a new card, at top level."""
    page.get_by_role("button", name=labels["sign_in"]).click()
    page.goto(page.url + "billing/invoices/")
    page.get_by_role("button", name=labels["pay_now"], exact=True).first.click()
    page.get_by_role("button", name=labels["choose_method"]).click()
    page.get_by_role("button", name=labels["add_card"]).click()
    page.get_by_role("radio").first.check()
    page.locator("button[name=give]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=labels["confirm_payment"], exact=True).click()


@both_languages
@pytest.mark.parametrize("java_script", [True, False])
def test_it_all_works_without_javascript(browser, stack, charges, locale, java_script):
    from widget.core.languages import label_in

    names = ("sign_in", "pay_now", "choose_method", "add_card", "confirm_payment")
    labels = {name: label_in(locale, name) for name in names}
    context = browser.new_context(java_script_enabled=java_script)
    try:
        page = context.new_page()
        page.goto(f"{stack.public['widget']}/{locale}/practice/?role=contributor")
        pay_by_hand(page, labels)
        thanks = {
            "en": "Your payment was accepted",
            "fr": "Votre paiement a été accepté",
        }
        page.get_by_text(thanks[locale]).wait_for()
    finally:
        context.close()
    assert [charge.amount.minor for charge in charges()] == [18050]


def test_focus_goes_to_what_happened(context, stack):
    from widget.core.languages import label_in

    page = context.new_page()
    page.goto(f"{stack.public['widget']}/en/practice/")
    names = ("sign_in", "pay_now", "choose_method", "add_card", "confirm_payment")
    pay_by_hand(page, {name: label_in("en", name) for name in names})
    page.get_by_text("Your payment was accepted").wait_for()
    assert "Your payment was accepted" in page.evaluate("() => document.activeElement.textContent")


def ready_to_pay(context, stack):
    """The panel of an invoice, a saved card chosen."""
    page = context.new_page()
    page.goto(f"{stack.public['widget']}/en/practice/")
    page.get_by_role("button", name="Sign in").click()
    page.goto(page.url + "billing/invoices/AUR-2089/pay?choose=1")
    page.get_by_role("radio").first.check()
    return page


def test_a_double_click_pays_once(context, stack, charges):
    page = ready_to_pay(context, stack)
    page.get_by_role("dialog").get_by_role("button", name="Pay now").dblclick()
    page.get_by_text("Your payment was accepted").wait_for()
    assert [charge.amount.minor for charge in charges()] == [18050]


def test_the_back_button_does_not_pay_again(context, stack, charges):
    page = ready_to_pay(context, stack)
    page.get_by_role("dialog").get_by_role("button", name="Pay now").click()
    page.get_by_text("Your payment was accepted").wait_for()
    page.go_back()
    page.get_by_text("This invoice is already paid").wait_for()
    assert [charge.amount.minor for charge in charges()] == [18050]
