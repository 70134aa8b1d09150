"""Somebody who reads a help page, and works in its frame with an account of their own."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ElementHandle, Frame, Locator, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk import pressing
from acquit.walk.waiting import is_gone
from tests.support.live_site import SUBJECT, LiveSite

PATIENCE = 60_000
#: What the browser of a reader is like.
READERS: dict[str, Any] = {
    "ignore_https_errors": True,
    "viewport": {"width": 1280, "height": 1000},
}
#: What says that a press didn't count.
REFUSED = "[data-unseen]"


def control(name: str) -> str:
    return f"[data-control={name}]"


class Reader:
    """Somebody who reads a help page, and works in its frame."""

    def __init__(self, context: BrowserContext, site: LiveSite):
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
            assert target is not None  # it is waited for
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

    def to_the_panel(self, invoice: str = "") -> None:
        """Go where an invoice is paid, the newest if none is named."""
        self.to_the_usage()
        self.press(control("invoices"), then=control("pay_now"))
        pay_now = f"form[action$='{invoice}/pay'] {control('pay_now')}"
        self.press(pay_now, then=control("choose_method"))
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
        return list(found.evaluate_all("(es) => es.map((e) => e.dataset.step)"))


def to_provider_and_back(window: Page) -> None:
    window.locator(control("sign_in")).click()
    window.get_by_label("Subject").fill(SUBJECT)
    window.get_by_role("button", name="Sign in").click()


#: Whether a press was taken or refused: the browser doesn't wait for it in a frame of another site.
TAKEN = """(button) => new Promise((done) => {
  const end = performance.now() + 10000;
  const timer = setInterval(() => {
    const isTaken = Boolean(button.form.dataset.sent);
    const isRefused = document.querySelector("[data-unseen]") || performance.now() > end;
    if (!isTaken && !isRefused) return;
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
