"""The guide: the page ticks off what was done in the frame, and nothing else."""

import json
import os
import random
from collections import Counter
from itertools import pairwise

import pytest

from tests.e2e.test_walks import ALTERNATIVES
from tests.support.languages import both_languages
from tests.support.stack import replace, rewritten
from widget.core.controls import CONTROLS

FRAME = "iframe[data-acquit-frame]"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
HEARD = """() => { window.heard = [];
  addEventListener("message", (event) => heard.push([event.origin, event.data])) }"""


def ticked(page) -> list[str]:
    script = "(es) => es.map((e) => e.dataset.step)"
    return page.locator("[data-step][data-done]").evaluate_all(script)


def wait_for_ticks(page, *numbers: str) -> None:
    script = """(wanted) => JSON.stringify([...document.querySelectorAll("[data-step][data-done]")]
      .map((e) => e.dataset.step)) === JSON.stringify(wanted)"""
    page.wait_for_function(script, arg=list(numbers))


def wait_for_step(page, number: str) -> None:
    page.locator(f"[data-step='{number}'][aria-current=step]").wait_for(state="attached")


@pytest.fixture
def opened(context, address):
    """Opens a page, its frame in view, as wide as is asked for."""

    def open_page(locale="en", name="make-an-immediate-payment", size=WIDE):
        page = context.new_page()
        page.set_viewport_size(size)
        page.goto(address(locale, f"how-to/{name}"))
        page.locator(FRAME).scroll_into_view_if_needed()
        page.frame_locator(FRAME).locator("[data-control=sign_in]").wait_for()
        page.locator("aside[data-follows]").wait_for()
        return page, page.frame_locator(FRAME)

    return open_page


def control(frame, name: str):
    return frame.locator(f"[data-control={name}]").first


def wait_until_kept(screen, text: str = "/practice/") -> None:
    """Wait until the screen has noted where practice stands: its script comes after its text."""
    wanted = screen.url.split("/practice/")[1] if text == "/practice/" else text
    script = """(wanted) => [localStorage, sessionStorage].some((store) =>
      Object.values(store).some((value) => value.includes(wanted)))"""
    screen.wait_for_function(script, arg=wanted)


def to_the_invoices(page, frame) -> None:
    """Steps 1 to 3 of an immediate payment."""
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    query = page.locator("[data-value-of=search]").first.text_content()
    control(frame, "search").fill(query)
    control(frame, "search").press("Enter")
    control(frame, "cost_management_billing").click()
    wait_for_step(page, "3")
    control(frame, "invoices").click()
    wait_for_step(page, "4")


@both_languages
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_steps_are_ticked_as_they_are_done(opened, locale, size):
    page, frame = opened(locale, size=size)
    assert ticked(page) == []
    wait_for_step(page, "1")
    to_the_invoices(page, frame)
    assert ticked(page) == ["1", "2", "3"]
    said = page.locator("[data-guide=said]").text_content()
    assert ("Step 4 of 6" if locale == "en" else "Étape 4 sur 6") in said
    assert ("Pay now" if locale == "en" else "Payer maintenant") in said
    control(frame, "pay_now").click()
    control(frame, "choose_method").click()
    frame.get_by_role("radio").first.check()
    wait_for_ticks(page, "1", "2", "3", "4", "5", "5.a")
    frame.locator("dialog [data-control=confirm_payment]").click()
    wait_for_ticks(page, "1", "2", "3", "4", "5", "5.a", "6")
    page.locator("[data-part=result][data-done]").wait_for()


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
    assert count.text_content() == "Step 3 of 6"
    page.locator("[data-guide=next]").click()
    page.locator("[data-guide=next]").click()
    assert count.text_content() == "Step 5 of 6"
    page.locator("[data-guide=next]").click()
    page.locator("[data-guide=next]").click()
    assert count.text_content() == "There is no further step"
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
    lit = "(e) => e.style.outlineStyle"
    for begin, end in (
        (label.hover, lambda: page.mouse.move(0, 0)),
        (label.focus, lambda: label.blur()),
    ):
        begin()
        page.wait_for_function("() => true")
        frame.locator("[data-control=sign_in][style*=dashed]").wait_for()
        end()
        frame.locator("[data-control=sign_in]:not([style*=dashed])").wait_for()
    assert control(frame, "sign_in").evaluate(lit) == ""
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
    frame.locator("[data-control=sign_in][style*=dashed]").wait_for()
    control(frame, "sign_in").click()
    frame.locator("[data-control=search][style*=dashed]").wait_for()
    page.get_by_role("button", name="Show me").click()
    frame.locator("[data-control=search]:not([style*=dashed])").wait_for()


def test_practice_goes_on_after_a_reload_and_in_another_language(opened, address):
    page, frame = opened()
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").wait_for()
    wait_for_step(page, "5")
    wait_until_kept(page.frames[1], "/pay")
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.locator("dialog [data-control=choose_method]").wait_for()
    wait_for_ticks(page, "1", "2", "3", "4")
    page.goto(address("fr"))
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.get_by_role("button", name="Sélectionner un moyen de paiement").wait_for()
    wait_for_ticks(page, "1", "2", "3", "4")
    frame.locator("[data-control=choose_method]").click()
    frame.get_by_role("radio").first.check()
    frame.locator("dialog [data-control=confirm_payment]").click()
    control(frame, "payment_accepted").wait_for()


def test_another_page_of_the_same_practice_signs_in_to_the_same_account(opened, address):
    page, frame = opened(name="see-your-billing-items")
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    wait_until_kept(page.frames[1])
    token = page.frames[1].url.split("/practice/")[1].split("/")[0]
    page.goto(address("fr", "how-to/get-help-with-a-payment"))
    page.locator(FRAME).scroll_into_view_if_needed()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    assert f"/fr/practice/{token}/" in page.frames[1].url


def test_starting_over_opens_another_account(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    account = page.frames[1].url
    page.get_by_role("button", name="Start over").click()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    assert page.frames[1].url != account


def test_an_account_that_has_expired_begins_anew(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    wait_until_kept(page.frames[1])
    page.frames[1].evaluate(
        """() => { for (const store of [localStorage, sessionStorage])
          for (const [key, value] of Object.entries(store))
            store.setItem(key, value.replace(/^[\\w-]{16,}/, "gone-for-ever-gone")) }"""
    )
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    control(frame, "sign_in").wait_for()
    wait_for_ticks(page)


def test_a_link_to_somebody_s_account_is_not_signed_in_to_later(context, stack):
    practice = f"{stack.public['widget']}/en/practice/?role=owner"
    page = context.new_page()
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    foreign = page.url
    wait_until_kept(page)
    page.evaluate("() => localStorage.clear()")
    page.goto("about:blank")  # as from a mail: no referrer
    page.goto(foreign)
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    own = page.url
    assert own != foreign
    wait_until_kept(page)
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    assert page.url == own


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
        "screen": {"controls", "invalid", "completed", "isStart", "isNew"},
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
    forge = replace(r"done\.add\(act\.n\);", "for (const each of acts) done.add(each.n);")
    with rewritten(stack, "help", forge):
        walk = hasty_walker.walk(address("en"))
    assert walk.failure.cause == "guide"
    assert walk.failure.message == "the guide ticks step 2, which wasn’t done yet"


def test_a_step_that_the_guide_misses_is_told(hasty_walker, stack, address):
    with rewritten(stack, "widget", replace('data-control="pay_now"', "")):
        walk = hasty_walker.walk(address("en"))
    assert (walk.failure, walk.unticked) == (None, ["4"])


#: All controls of a page on one screen, each in all its places; the guide's own script speaks.
BOARD = """<!doctype html><meta charset="utf-8"><title>Board</title><body data-start>
<section><ul><li>{controls}</li></ul></section>
<script src="/static/embedded.js" data-parents="{parent}"></script>"""
FIELDS = {
    **dict.fromkeys(("textbox", "searchbox"), "<input {name}>"),
    "combobox": "<select {name}><option></option><option>x</option></select>",
    "checkbox": "<input type=checkbox {name}>",
    "radiogroup": "<fieldset {name}><input type=radio></fieldset>",
}
ACTS = """() => [...document.querySelectorAll("[data-step]")].map((step) => ({
  number: step.dataset.step,
  acts: [...step.querySelectorAll("strong[data-use=act]")]
    .filter((e) => e.closest("[data-step]") === step)
    .map((e) => [e.dataset.control, e.dataset.kind, e.dataset.key || ""]),
}))"""
PLACES = """() => [...document.querySelectorAll("strong[data-use=place]")]
  .map((e) => e.dataset.control)"""
USE = """([name, key]) => {
  const e = document.querySelector(`[data-control="${name}"]`);
  const field = e.matches("fieldset") ? e.firstElementChild : e;
  if (key) { e.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })); return; }
  if (!field.matches("input, select")) { e.click(); return; }
  if (field.type === "checkbox" || field.type === "radio") field.checked = true;
  else field.value = "x";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
ORDERS = int(os.environ.get("ORDERS", "12"))


def impossible(steps, uses: Counter) -> list[str]:
    """The controls of ticked `steps` of which more would have to be used than was."""
    needed: Counter = Counter()
    for step in steps:
        needed += Counter(name for name, kind, _ in step["acts"] if kind not in ("page", "key"))
    return [name for name, count in needed.items() if count > uses[name]]


@pytest.mark.parametrize("name", sorted(ALTERNATIVES))
def test_whatever_the_order_no_tick_is_unearned(context, stack, address, name):
    """The oracle counts how often each control was used; it knows nothing of positions."""
    page = context.new_page()
    page.goto(address("en", f"how-to/{name}"))
    steps, places = page.evaluate(ACTS), page.evaluate(PLACES)
    kinds = {control: kind for step in steps for control, kind, _ in step["acts"]}
    keys = {
        before[0]: key for step in steps for before, (_, _, key) in pairwise(step["acts"]) if key
    }
    kinds = {name: kind for name, kind in kinds.items() if kind not in ("page", "key")}
    controls = "".join(
        FIELDS.get(kind, "<button {name}>x</button>").format(name=f'data-control="{control}"')
        for control, kind in [*kinds.items(), *((place, "text") for place in places)]
    )
    html = BOARD.format(controls=controls, parent=stack.public["help"])
    with rewritten(stack, "widget", lambda at, text: html if at.endswith("/practice/") else text):
        page.reload()
        page.locator(FRAME).scroll_into_view_if_needed()
        page.locator("aside[data-follows]").wait_for()
    frame = page.frames[1]
    random_order = random.Random(name)
    most = 0
    for number in range(ORDERS):
        frame.evaluate("() => { document.body.dataset.start = '' }")
        uses = random_order.choices(sorted(kinds), k=random_order.randint(1, 3 * len(kinds)))
        frame.evaluate("() => new Promise((done) => setTimeout(done))")
        frame.evaluate("() => { delete document.body.dataset.start }")
        frame.evaluate("() => new Promise((done) => setTimeout(done))")
        for control in uses:
            frame.evaluate(USE, [control, ""])
            if control in keys and random_order.random() < 0.5:
                frame.evaluate(USE, [control, keys[control]])
        frame.evaluate(
            "([n, to]) => parent.postMessage({acquit: 2, type: 'height', height: n}, to)",
            [1000 + number, stack.public["help"]],
        )
        script = (
            "(h) => document.querySelector('aside').style.getPropertyValue('--acquit-height') === h"
        )
        page.wait_for_function(script, arg=f"{1000 + number}px")
        done = ticked(page)
        most = max(most, len(done))
        used = Counter(uses)
        assert not impossible([s for s in steps if s["number"] in done], used), (uses, done)
    assert most > len(steps) / 2  # so that nothing is proven by ticking nothing
