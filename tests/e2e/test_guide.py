"""The guide: the page ticks off what was done in the frame, and nothing else."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.guided import (
    PHONE,
    WIDE,
    control,
    ticked,
    to_the_invoices,
    wait_for_step,
    wait_for_ticks,
)
from tests.support.languages import both_languages
from tests.support.project import ROOT, read
from tests.support.stack import replace, rewritten
from widget.core.controls import CONTROLS

HEARD = """() => { window.heard = [];
  addEventListener("message", (event) => heard.push([event.origin, event.data])) }"""


@both_languages
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_steps_are_ticked_as_they_are_done(opened, locale, size):
    page, frame = opened(locale, size=size)
    assert ticked(page) == []
    wait_for_step(page, "1")
    to_the_invoices(page, frame)
    assert ticked(page) == ["1", "2", "3"]
    said = page.locator("[data-guide=said]")
    expect(said).to_contain_text("Step 4 of 6" if locale == "en" else "Étape 4 sur 6")
    expect(said).to_contain_text("Pay now" if locale == "en" else "Payer maintenant")
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    frame.get_by_role("radio").first.check()
    wait_for_ticks(page, "1", "2", "3", "4", "5", "5.a")
    frame.locator("dialog [data-control=confirm_payment]").click()
    wait_for_ticks(page, "1", "2", "3", "4", "5", "5.a", "6")
    result = page.locator("[data-proven] [data-part=result]")
    result.wait_for()
    # What comes of it, and where, stands in the bar and is said.
    came = result.text_content()
    expect(page.locator("[data-guide=text]")).to_have_text(came)
    expect(said).to_contain_text(came)


def test_a_field_that_a_button_of_the_product_s_sends_is_sent(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    control(frame, "search").fill("cost management")
    frame.locator("form .go").click()
    control(frame, "cost_management_billing").click()
    wait_for_ticks(page, "1", "2")


def test_the_ways_of_a_step_are_said_with_it(opened):
    page, frame = opened()
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    said = page.locator("[data-guide=said]")
    expect(said).to_contain_text("Step 5 of 6")
    for way in page.locator("[data-step='5'] > ul > li").all():
        expect(said).to_contain_text(way.locator("strong").first.text_content())


@pytest.mark.parametrize(
    "size", [PHONE, {"width": 320, "height": 640}, {"width": 844, "height": 390}]
)
def test_beside_the_frame_the_current_step_stays_in_view(opened, size):
    page, frame = opened("fr", size=size)
    to_the_invoices(page, frame)
    bar = page.locator("[data-guide=bar]")
    for name in ("pay_now", "choose_method"):
        control(frame, name).scroll_into_view_if_needed()
        box = bar.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= size["height"]
        shown = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('[data-guide=bar]') !== null",
            [box["x"] + box["width"] / 2, box["y"] + 12],
        )
        assert shown
        control(frame, name).click()
    assert "Sélectionner un moyen de paiement" in bar.text_content()


def test_the_bar_leads_back_and_on_without_ticking(opened):
    page, frame = opened(size=PHONE)
    to_the_invoices(page, frame)
    count = page.locator("[data-guide=count]")
    page.locator("[data-guide=back]").click()
    assert count.text_content() == "✓ Step 3 of 6"
    page.locator("[data-guide=next]").click()
    page.locator("[data-guide=next]").click()
    assert count.text_content() == "Step 5 of 6"
    page.locator("[data-guide=next]").click()
    assert count.text_content() == "Step 6 of 6"
    assert page.locator("[data-guide=next]").is_disabled()
    assert ticked(page) == ["1", "2", "3"]
    # What is done next counts all the same.
    control(frame, "pay_now").click()
    wait_for_ticks(page, "1", "2", "3", "4")
    wait_for_step(page, "5")


def test_a_skipped_step_is_not_ticked(opened):
    page, frame = opened(name="make-a-one-time-payment")
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    # To the payments by way of the search, not by the menu that step 2 names.
    control(frame, "search").fill("Cost Management + Billing")
    control(frame, "search").press("Enter")
    control(frame, "cost_management_billing").click()
    control(frame, "payments").click()
    wait_for_ticks(page, "1", "3")
    wait_for_step(page, "4")


def test_what_the_product_refuses_is_not_done(opened):
    page, frame = opened(name="make-a-one-time-payment")
    control(frame, "sign_in").click()
    control(frame, "manage").click()
    control(frame, "billing_and_usage").click()
    control(frame, "payments").click()
    wait_for_step(page, "4")
    control(frame, "amount").fill("a lot")
    control(frame, "continue_payment").click()
    frame.locator("[data-control=amount][aria-invalid=true]").wait_for()
    wait_for_ticks(page, "1", "2", "3")
    wait_for_step(page, "4")
    control(frame, "amount").fill("25.00")
    control(frame, "amount").press("Tab")
    assert ticked(page) == ["1", "2", "3"]
    control(frame, "continue_payment").click()
    wait_for_ticks(page, "1", "2", "3", "4")


def test_a_page_of_the_bank_that_was_left_is_not_completed(opened):
    page, frame = opened()
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    control(frame, "add_card").click()
    frame.locator("button[name=cancel]").click()
    frame.locator("dialog").wait_for()
    assert ticked(page) == ["1", "2", "3", "4"]
    control(frame, "add_card").click()
    frame.locator("button[name=give]").wait_for()
    frame.get_by_role("radio").first.check()
    frame.locator("button[name=give]").click()
    wait_for_ticks(page, "1", "2", "3", "4", "5", "5.b")


def test_a_label_and_its_control_light_each_other(opened):
    page, frame = opened()
    label = page.locator("[data-step='1'] [data-control=sign_in]")
    lit = "(e) => getComputedStyle(e).outlineStyle"
    for begin, end in (
        (label.hover, lambda: page.mouse.move(0, 0)),
        (label.focus, lambda: label.blur()),
    ):
        begin()
        frame.locator("[data-control=sign_in][data-pointed]").wait_for()
        end()
        frame.locator("[data-control=sign_in]:not([data-pointed])").wait_for()
    assert control(frame, "sign_in").evaluate(lit) == "none"
    control(frame, "sign_in").hover()
    page.locator("[data-step='1'] [data-control=sign_in][data-lit]").wait_for()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_on_a_label_leads_to_its_control(opened, key):
    page, frame = opened(size=PHONE)
    label = page.locator("[data-step='1'] [data-control=sign_in]")
    assert label.get_attribute("aria-label") == "Sign in: show it in the practice account"
    label.focus()
    page.keyboard.press(key)
    frame.locator("[data-control=sign_in]:focus").wait_for()


def test_show_me_leads_from_control_to_control(opened):
    page, frame = opened()
    page.get_by_role("button", name="Show me").click()
    frame.locator("[data-control=sign_in][data-pointed]:focus").wait_for()
    control(frame, "sign_in").click()
    frame.locator("[data-control=search][data-pointed]").wait_for()
    page.get_by_role("button", name="Show me").click()
    frame.locator("[data-control=search]:not([data-pointed])").wait_for()


def test_a_menu_is_closed_by_its_own_button_and_by_leaving_it(opened):
    _, frame = opened()
    control(frame, "sign_in").click()
    entry = control(frame, "billing_and_usage")
    for way_out in (
        lambda: control(frame, "manage").click(),
        lambda: entry.press("Shift+Tab"),
        lambda: entry.press("Escape"),
    ):
        control(frame, "manage").click()
        entry.wait_for()
        way_out()
        entry.wait_for(state="hidden")


def test_names_of_controls_and_nothing_else_are_said(opened, stack):
    page, frame = opened()
    page.evaluate(HEARD)
    to_the_invoices(page, frame)
    page.wait_for_function("() => heard.length > 5")
    heard = page.evaluate("() => heard")
    assert {origin for origin, _ in heard} == {stack.public["widget"]}
    allowed = {
        "height": {"height"},
        "screen": {
            *("controls", "invalid", "completed"),
            *("isStart", "isNew", "isRefused", "top"),
        },
        "used": {"control", "beside", "under", "key"},
        "over": {"control"},
    }
    for _, message in heard:
        own = set(message) - {"acquit", "type"}
        assert own <= allowed[message["type"]]
        names = [message.get("control") or "sign_in"]
        for key in ("controls", "invalid", "completed", "beside", "under"):
            names += message.get(key) or []
        assert set(names) <= set(CONTROLS), message
        assert "Cost" not in json.dumps(message)


def test_a_tick_that_nothing_earned_fails_the_walk(hasty_walker, stack, address):
    script = read(ROOT / "acquit/theme/assets/guide.js")
    honest = "done.add(act.n);"
    assert honest in script
    forged = script.replace(honest, "for (const each of acts) done.add(each.n);")

    def forge(path: str, text: str) -> str:
        return forged if path.endswith("/guide.js") else text

    with rewritten(stack, "help", forge):
        walk = hasty_walker.walk(address("en"))
    assert walk.failure.cause == "guide"
    assert walk.failure.message.startswith("the page ticks step 2 off, which wasn’t done yet")


def test_a_step_that_the_guide_misses_is_told(hasty_walker, stack, address):
    with rewritten(stack, "widget", replace('data-control="pay_now"', "")):
        walk = hasty_walker.walk(address("en"))
    assert (walk.failure, walk.unticked) == (None, ["4"])
