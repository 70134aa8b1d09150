"""The guide when things go wrong: refusals, ways back, controls that aren't there yet."""

import pytest
from playwright.sync_api import expect

from tests.support.guided import (
    FRAME,
    PHONE,
    WIDE,
    control,
    ticked,
    to_the_invoices,
    wait_for_step,
    wait_for_ticks,
)

PAYING = ["1", "2", "3", "4"]


def pay_without_a_card(page, frame):
    """As far as the button that pays, and that button, though nothing was chosen."""
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    wait_for_step(page, "5")
    control(frame, "choose_method").click()
    frame.get_by_role("radio").first.wait_for()
    frame.locator("dialog [data-control=confirm_payment]").click()
    frame.get_by_role("alert").wait_for()


def test_a_step_that_leads_to_an_alert_is_not_done(opened):
    page, frame = opened()
    pay_without_a_card(page, frame)
    wait_for_ticks(page, *PAYING)
    wait_for_step(page, "5")  # where the card is chosen that was missing
    said = page.locator("[data-guide=said]")
    expect(said).to_contain_text("Step 5 of 6")
    frame.get_by_role("radio").first.check()
    wait_for_ticks(page, *PAYING, "5", "5.a")
    frame.locator("dialog [data-control=confirm_payment]").click()
    wait_for_ticks(page, *PAYING, "5", "5.a", "6")


def test_a_form_that_was_sent_empty_is_not_done(opened):
    page, frame = opened(name="get-help-with-a-payment")
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    control(frame, "support").click()
    control(frame, "create_case").click()
    wait_for_step(page, "3")
    control(frame, "send_case").click()
    frame.get_by_role("alert").wait_for()
    wait_for_ticks(page, "1", "2")
    control(frame, "case_subject").fill("Twice")
    control(frame, "case_description").fill("It was paid twice.")
    control(frame, "case_description").press("Tab")
    wait_for_step(page, "4")
    assert ticked(page) == ["1", "2", "3"]


def test_who_goes_back_is_shown_what_can_be_done_there(opened):
    page, frame = opened(size=PHONE)
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").wait_for()
    wait_for_step(page, "5")
    control(frame, "close_panel").click()
    wait_for_step(page, "4")
    assert page.locator("[data-guide=count]").text_content() == "Step 4 of 6"
    wait_for_ticks(page, *PAYING)
    page.get_by_role("button", name="Show me").click()
    frame.locator("[data-control=pay_now][data-pointed]").first.wait_for()
    control(frame, "pay_now").click()
    wait_for_step(page, "5")


def test_a_declined_card_leads_back_to_where_cards_are_chosen(opened):
    """With all the ways to choose one, though another was begun."""
    page, frame = opened(size=PHONE)
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    control(frame, "add_card").click()
    frame.locator("input[value=declined]").check()
    text = page.locator("[data-guide=text]")
    expect(text.locator("li")).to_have_count(1)
    frame.locator("button[name=give]").click()
    wait_for_step(page, "6")
    frame.locator("dialog [data-control=confirm_payment]").click()
    frame.get_by_role("alert").wait_for()
    wait_for_step(page, "5")
    expect(text.locator("li")).to_have_count(3)
    # What was done for the card that was declined is no way any more.
    frame.locator("dialog [data-control=keep_card]").check()
    expect(text.locator("li")).to_have_count(1)
    assert "5" not in ticked(page)


def test_a_short_cut_ends_well_and_stays_so(opened):
    """What came of it is told, though steps were passed over, wherever the reader looks then."""
    page, frame = opened(size=PHONE)
    control(frame, "sign_in").click()
    frame.locator("a[href*='/invoices/AUR-']").first.click()
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    frame.get_by_role("radio").first.check()
    frame.locator("dialog [data-control=confirm_payment]").click()
    control(frame, "payment_accepted").wait_for()
    count = page.locator("[data-guide=count]")
    expect(count).to_have_text("✓ Everything is done, and it worked")
    assert "2" not in ticked(page)
    control(frame, "payments").click()
    frame.locator("[data-control=amount]").wait_for()
    expect(count).to_have_text("✓ Everything is done, and it worked")
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.locator("[data-control=amount]").wait_for()
    expect(count).to_have_text("✓ Everything is done, and it worked")


def test_a_case_that_was_refused_is_not_sent(opened):
    page, frame = opened(name="get-help-with-a-payment")
    control(frame, "sign_in").click()
    control(frame, "support").click()
    control(frame, "create_case").click()
    control(frame, "case_subject").fill("Twice")
    control(frame, "case_description").fill("It was paid twice.")
    control(frame, "payment_reference").fill("PAY-NONE")
    control(frame, "send_case").click()
    frame.locator("[data-control=payment_reference][aria-invalid=true]").wait_for()
    wait_for_ticks(page, "1", "2", "3")


def test_nothing_moves_under_a_pressed_button(opened):
    """Not even for a step that can't be seen: the frame would go along."""
    page, frame = opened(size={"width": 1280, "height": 600})
    apart = "[data-step] { margin-bottom: 700px } .acquit-widget { position: static !important }"
    page.add_style_tag(content=apart)
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    frame.get_by_role("radio").first.check()
    frame.locator("dialog [data-control=confirm_payment]").hover()
    page.mouse.down()
    expect(page.locator("[data-guide=said]")).to_contain_text("Step 6 of 6")
    page.mouse.up()
    page.locator("[data-proven] [data-part=result]").wait_for(state="attached")


LATE = """(() => {
  const usual = setTimeout;
  window.late = { begun: 0, done: 0 };
  window.setTimeout = (act, ms, ...more) => {
    if (ms !== 300) return usual(act, ms, ...more);
    late.begun += 1;
    return usual(() => { act(); late.done += 1; }, 3000);
  };
})()"""


def test_who_is_quick_stays_where_they_are(opened, context):
    """A look at whether somebody else's page has come isn't taken for another's."""
    context.add_init_script(f"if (window.parent === window) {LATE}")
    page, frame = opened(size=PHONE)
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").wait_for()
    wait_for_step(page, "5")
    page.evaluate("scrollBy(0, document.querySelector('iframe').getBoundingClientRect().top + 40)")
    before = page.evaluate("scrollY")
    page.wait_for_function("() => late.begun === late.done")
    assert page.evaluate("scrollY") == before
    page.get_by_role("button", name="Show me").click()
    frame.locator("[data-control=choose_method][data-pointed]").wait_for()


def test_what_is_not_there_yet_is_said_and_the_focus_stays(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    label = page.locator("[data-step='2'] [data-control=cost_management_billing]").last
    label.focus()
    page.keyboard.press("Enter")
    said = page.locator("[data-guide=said]")
    expect(said).to_have_text("Cost Management + Billing is not on the screen yet")
    expect(label).to_be_focused()


def test_who_uses_the_keyboard_sees_where_a_screen_begins(opened):
    """There the focus is; who clicks sees no ring around a heading."""
    _, frame = opened()
    rings = "(heading) => heading.matches(':focus') && getComputedStyle(heading).outlineStyle"
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    assert frame.locator("h1").evaluate(rings) == "none"
    control(frame, "search").fill("+")
    control(frame, "search").press("Tab")
    frame.locator(".go").press("Enter")
    frame.locator("h1", has_text="Search results").wait_for()
    assert frame.locator("h1").evaluate(rings) == "solid"


def test_a_key_is_no_button_of_the_page(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    step = page.locator("[data-step='2']")
    expect(step.locator("[data-control=search]")).to_have_attribute("role", "button")
    assert step.locator("[data-control=enter_key]").get_attribute("role") is None


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_on_a_phone_what_has_come_stands_right_below_the_bar(opened, locale):
    page, frame = opened(locale, size=PHONE)
    pay_without_a_card(page, frame)
    bar = page.locator("[data-guide=bar]")
    script = """([e, bar]) => { const gap = e.y - (bar.y + bar.height);
      return gap >= 0 && gap < 24; }"""
    alert = frame.get_by_role("alert")
    for _ in range(100):
        if page.evaluate(script, [alert.bounding_box(), bar.bounding_box()]):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{alert.bounding_box()} {bar.bounding_box()}")


def test_the_bar_is_as_high_for_each_step(opened):
    page, frame = opened(size=PHONE)
    heights = []
    for number in ("1", "2", "3", "4", "5"):
        wait_for_step(page, number)
        heights.append(page.locator("[data-guide=bar]").bounding_box()["height"])
        if number == "1":
            to_the_invoices(page, frame)
            control(frame, "pay_now").click()
            break
    wait_for_step(page, "5")
    heights.append(page.locator("[data-guide=bar]").bounding_box()["height"])
    assert max(heights) - min(heights) < 1


def test_a_message_takes_no_focus_from_who_comes_back_to_the_page(opened):
    page, frame = opened(size=WIDE)
    pay_without_a_card(page, frame)
    expect(frame.get_by_role("alert")).to_be_focused()
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.locator("dialog").wait_for()
    page.frames[1].wait_for_function("document.readyState === 'complete'")
    assert page.evaluate("document.activeElement === document.body")


LATE_WORD = """async () => {
  const frame = document.querySelector("iframe[data-acquit-frame]");
  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const data = { acquit: 2, type: "screen", controls: [], invalid: [], completed: [], isNew: true };
  const origin = new URL(frame.dataset.address || frame.src).origin;
  frame.closest("aside").style.setProperty("--acquit-height", "3000px");
  frame.dispatchEvent(new Event("load"));
  dispatchEvent(new MessageEvent("message", { data, origin, source: frame.contentWindow }));
  await wait(400);
  frame.focus({ preventScroll: true });
  scrollTo(0, scrollY + frame.getBoundingClientRect().top + 1500);
  frame.dispatchEvent(new Event("load"));
  await wait(500);
  return frame.getBoundingClientRect().top;
}"""


def test_a_bank_s_page_comes_into_view_though_the_word_before_it_was_late(opened):
    page, frame = opened(size=PHONE)
    control(frame, "sign_in").wait_for()
    wait_for_step(page, "1")
    assert page.evaluate(LATE_WORD) >= 0
