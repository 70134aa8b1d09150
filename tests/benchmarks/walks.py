"""A walk beside a script that does the same by hand, as Playwright's documentation has it."""

import re
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect, sync_playwright

from acquit.product import load
from acquit.site.running import running
from acquit.site.settings import HELP, read_settings
from acquit.walk.browser import launch_options
from acquit.walk.walker import Walker
from tests.support.project import ROOT

PAGE = "how-to/make-an-immediate-payment"
ROUNDS = 7
#: What a reader does on the way: three clicks to the invoices' list, pay, choose, confirm.
STEPS = 6


def by_hand(browser: Browser, url: str) -> None:
    """Do the page's first alternative, and look at its result."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    _do(page)
    context.close()


def _do(page: Page) -> None:
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Sign in").click()
    search = frame.get_by_role("searchbox", name="Search")
    search.click()  # a walk does it as people do, too: the field is clicked, and keys are typed
    search.press_sequentially("Cost Management + Billing")
    search.press("Enter")
    frame.get_by_role("main").get_by_role("link", name="Cost Management + Billing").click()
    frame.get_by_role("link", name="Invoices").click()
    due = frame.get_by_role("row").filter(has_text=re.compile("Due|Past due"))
    due.get_by_role("button", name="Pay now").first.click()
    frame.get_by_role("button", name="Select a payment method").click()
    frame.get_by_role("radio").first.check()
    frame.get_by_role("contentinfo").get_by_role("button", name="Pay now").click()
    expect(frame.get_by_text("Your payment was accepted")).to_be_visible()
    expect(frame.get_by_role("row").filter(has_text="Paid").first).to_be_visible()


def seconds(do: Callable[[], object]) -> float:
    started = time.monotonic()
    do()
    return time.monotonic() - started


def run() -> None:
    """Print what a walk costs, beside the script, in turns."""
    settings = read_settings(ROOT / "mkdocs.yml")
    with running(settings, locales=["en"]) as stack, sync_playwright() as playwright:
        url = f"{stack.public[HELP]}/en/{PAGE}/"
        browser = playwright.chromium.launch(**launch_options(playwright))  # type: ignore[arg-type]
        walker = Walker(browser, load(settings.options.product).drivers, None)

        def walk() -> None:
            done = walker.walk(url)
            assert done.passed, done.failure

        rounds = [(seconds(walk), seconds(lambda: by_hand(browser, url))) for _ in range(ROUNDS)]
        browser.close()
    ours, theirs = (statistics.median(each) for each in zip(*rounds[1:], strict=True))
    ratio = statistics.median(a / b for a, b in rounds[1:])
    print(
        f"walk {PAGE}: {ours:.2f} s = {ratio:.2f} × a script by hand ({theirs:.2f} s)", flush=True
    )
