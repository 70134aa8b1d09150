"""Presses in a live frame: a button counts once its reader has seen it, and what it pays."""

import pytest

from tests.support.frame_reader import READERS, REFUSED, Reader, control

COVER = """(where) => {
  const cover = document.createElement("div");
  cover.id = "cover";
  cover.style.cssText = `position: fixed; z-index: 99; pointer-events: none; background: #fff;
    left: ${where.x}px; top: ${where.y}px; width: ${where.width}px; height: ${where.height}px`;
  document.body.append(cover);
}"""


BUTTON = control("confirm_payment")
UNSEEN = f"{BUTTON}:not([data-seen])"


def ready_to_pay(camille: Reader, invoice: str = "") -> Reader:
    """Sign in, go to the panel of an invoice, else the newest's, and give a card there."""
    camille.open()
    camille.sign_in()
    camille.to_the_panel(invoice)
    camille.send(control("add_card"))
    camille.give("approved")
    return before_the_button(camille)


def before_the_button(camille: Reader) -> Reader:
    """Wait until the button can be seen, and counts."""
    camille.shows(BUTTON)
    camille.frame.locator(BUTTON).scroll_into_view_if_needed()
    camille.shows(f"{BUTTON}[data-seen]")
    return camille


@pytest.fixture(scope="module")
def signed_in(browser, live_help):
    """A reader who is ready to pay, and the panel's address: for all who pay nothing."""
    context = browser.new_context(**READERS)
    # Those who pay take the newest invoice, or the oldest.
    camille = ready_to_pay(Reader(context, live_help), "Aurora-4")
    yield camille, camille.frame.url
    context.close()


@pytest.fixture
def camille(signed_in):
    """The same on a page that nothing was done to, with the panel in its frame."""
    reader, panel = signed_in
    reader.open()
    reader.use_account()
    reader.shows(".signed-in")
    reader.frame.goto(panel)
    return before_the_button(reader)


def test_a_button_under_the_mouse_counts(camille):
    """What shows that it is pointed at must not look to the browser like something in its way."""
    camille.frame.hover(BUTTON)
    camille.frame.wait_for_selector(f"{BUTTON}:hover")
    is_seen = """(e) => new Promise((done) => {
      const look = ([found]) => done(found.isVisible);
      new IntersectionObserver(look, { trackVisibility: true, delay: 100 }).observe(e);
    })"""
    assert camille.frame.eval_on_selector(BUTTON, is_seen) is True


def test_a_button_counts_only_after_a_moment(camille):
    """At least; a busy machine takes longer."""
    taken = camille.frame.eval_on_selector(
        BUTTON,
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


def press_in_vain(camille: Reader, clicks: int = 1) -> None:
    """Press the button until its reader is told that it doesn't count: browsers let some go."""
    for _ in range(10):
        place = camille.frame.locator(BUTTON).bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        camille.page.mouse.click(x, y, click_count=clicks)
        if camille.has_come(REFUSED):
            return
    pytest.fail("nobody was told that the press doesn’t count")


def test_a_press_on_a_button_that_is_covered_pays_nothing(reader, live_help):
    """As a page does that wants to be taken for something else."""
    camille, before = ready_to_pay(reader()), len(live_help.charges())
    camille.page.evaluate(COVER, camille.frame.locator(BUTTON).bounding_box())
    camille.frame.wait_for_selector(UNSEEN)
    ticked = camille.ticked()
    press_in_vain(camille)
    assert len(live_help.charges()) == before
    assert camille.ticked() == ticked  # nothing was used
    camille.page.evaluate("() => document.getElementById('cover').remove()")
    camille.send(BUTTON)
    camille.shows(control("payment_accepted"))
    assert len(live_help.charges()) == before + 1


@pytest.mark.parametrize("style", ["opacity: 0.01", "transform: rotate(180deg)"])
def test_a_frame_that_can_t_be_seen_as_it_is_pays_nothing(camille, live_help, style):
    before = len(live_help.charges())
    camille.page.evaluate(
        "(style) => { document.querySelector('aside iframe').style.cssText += style; }", style
    )
    camille.frame.wait_for_selector(UNSEEN)
    press_in_vain(camille)
    assert len(live_help.charges()) == before


AGAIN_AND_AGAIN = """() => {
  const { style } = document.querySelector("aside iframe");
  setInterval(() => { style.visibility = style.visibility ? "" : "hidden"; }, 300);
}"""


def test_a_button_that_has_just_come_under_the_pointer_pays_nothing(camille, live_help):
    before = len(live_help.charges())
    camille.page.evaluate(AGAIN_AND_AGAIN)
    camille.frame.wait_for_selector(UNSEEN, state="attached")
    press_in_vain(camille)
    assert len(live_help.charges()) == before


#: A button that never stands still as long as it must.
MOVES = """(e) => {
  let at = 0;
  setInterval(() => { e.style.marginTop = `${(at = 1 - at)}px`; }, 200);
}"""


def test_a_button_that_moves_within_the_frame_pays_nothing(camille, live_help):
    """Where something else was just now; nor does the second click of two."""
    before = len(live_help.charges())
    camille.frame.eval_on_selector(BUTTON, MOVES)
    camille.frame.wait_for_selector(UNSEEN)
    press_in_vain(camille)
    camille.frame.eval_on_selector(REFUSED, "(e) => e.remove()")
    press_in_vain(camille, clicks=2)
    assert len(live_help.charges()) == before


def test_a_press_whose_amount_is_covered_pays_nothing(camille, live_help):
    before = len(live_help.charges())
    camille.page.evaluate(COVER, camille.frame.locator("[data-amount]").bounding_box())
    camille.frame.wait_for_selector("[data-amount]:not([data-seen])")
    press_in_vain(camille)
    assert len(live_help.charges()) == before


def test_a_key_that_was_meant_for_something_else_pays_nothing(camille, live_help):
    """The page around gives the button the focus while its reader types."""
    before = len(live_help.charges())
    camille.page.evaluate("""() => {
      const frame = document.querySelector("aside iframe");
      const targets = [{ control: "confirm_payment", places: [] }];
      const message = { acquit: 2, type: "point", isFocused: true, targets };
      frame.contentWindow.postMessage(message, "*");
    }""")
    camille.frame.evaluate("() => new Promise((done) => setTimeout(done, 0))")
    focused = "() => document.activeElement.dataset.control || ''"
    assert camille.frame.evaluate(focused) != "confirm_payment"
    camille.frame.focus(BUTTON)
    camille.page.keyboard.press("Enter")
    camille.shows(REFUSED)
    assert len(live_help.charges()) == before


def test_keys_pay_where_they_are_meant_to(reader, live_help):
    camille, before = ready_to_pay(reader()), len(live_help.charges())
    camille.frame.focus(BUTTON)
    for _ in range(20):  # the focus must have stood there for a moment
        camille.frame.wait_for_selector(BUTTON + "[data-seen]")
        camille.page.keyboard.press("Enter")
        if camille.has_come(control("payment_accepted")):
            break
    camille.shows(control("payment_accepted"))
    assert len(live_help.charges()) == before + 1


def test_where_scripts_are_kept_from_running_nothing_is_paid(camille, live_help):
    before = len(live_help.charges())
    camille.page.evaluate(
        """(address) => {
      const frame = document.querySelector("aside iframe");
      frame.sandbox = "allow-forms allow-same-origin";
      frame.src = address;
    }""",
        camille.frame.url,
    )
    button = camille.page.frame_locator("aside iframe").locator(BUTTON)
    button.and_(camille.page.frame_locator("aside iframe").locator(":not([data-seen])")).wait_for()
    with camille.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        button.click()
    assert answer.value.status == 403
    assert len(live_help.charges()) == before
