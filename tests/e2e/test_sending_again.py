"""*Pay now* comes alive again, whatever became of the first click; and pays once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.portal import Portal

NUMBER = "AUR-2089"
PATIENCE_MS = 15_000


@pytest.fixture
def portal(context, stack):
    found = Portal(context.new_page(), stack.public["widget"], "en", "owner")
    found.choose_card_for(NUMBER)
    return found


def confirm(page: Page):
    return page.locator("dialog [data-control=confirm_payment]")


def expect_paid(page: Page, charges) -> None:
    expect(page.locator(".notice-title")).to_have_text("Your payment was accepted")
    assert [charge.amount.minor for charge in charges()] == [18050]


@pytest.fixture
def unanswered(portal):
    """The first click leaves the page as it is, as Stop does; later ones are answered."""
    first = []

    def answer(route):
        if first or route.request.method != "POST":
            route.continue_()
        else:
            first.append(route.request)
            route.fulfill(status=204)

    portal.page.route("**/pay", answer)
    return first


def is_sent(page: Page) -> bool:
    """Whether a click would send nothing."""
    return page.evaluate("document.querySelector('form#pay').dataset.sent === 'yes'")


def test_after_a_click_that_opened_another_tab(portal, context, charges):
    with context.expect_page() as opened:
        confirm(portal.page).click(modifiers=["Control"])
    expect_paid(opened.value, charges)
    confirm(portal.page).click()  # the same form: it has paid, once
    expect_paid(portal.page, charges)


@pytest.mark.parametrize("how", ["patience", "escape"])
def test_after_a_click_that_was_never_answered(portal, unanswered, charges, how):
    """In a browser that says nothing of it."""
    portal.page.add_init_script("delete window.navigation; navigation = undefined;")
    portal.page.clock.install()
    portal.page.reload()
    portal.page.locator("dialog input[type=radio]").first.check()
    with portal.page.expect_request("**/pay"):
        confirm(portal.page).click(no_wait_after=True)
    assert is_sent(portal.page)
    confirm(portal.page).click()  # which sends nothing
    assert is_sent(portal.page)
    assert len(unanswered) == 1
    if how == "patience":
        portal.page.clock.fast_forward(PATIENCE_MS)
    else:
        # Escape also closes the panel, as it does any dialog: not here.
        portal.page.evaluate("document.querySelector('dialog .close').remove()")
        portal.page.keyboard.press("Escape")
    assert not is_sent(portal.page)
    confirm(portal.page).click()
    expect_paid(portal.page, charges)


def test_after_loading_was_stopped(portal, charges):
    """Chromium says so, at once."""
    portal.page.route("**/pay", lambda route: None, times=1)  # no answer, ever
    portal.page.evaluate("""async () => {
        document.querySelector("dialog [data-control=confirm_payment]").click();
        const failed = new Promise((done) => navigation.addEventListener("navigateerror", done));
        setTimeout(() => window.stop(), 200);
        await failed;
    }""")
    assert not is_sent(portal.page)
    confirm(portal.page).click()
    expect_paid(portal.page, charges)


def test_after_the_connection_was_lost(portal, charges):
    portal.page.route("**/pay", lambda route: route.abort("connectionreset"), times=1)
    with portal.page.expect_event("requestfailed"):
        confirm(portal.page).click(no_wait_after=True)
    portal.page.wait_for_url("chrome-error://**", wait_until="commit")
    portal.choose_card_for(NUMBER)
    confirm(portal.page).click()
    expect_paid(portal.page, charges)


def test_after_going_back(portal, charges):
    confirm(portal.page).click()
    expect_paid(portal.page, charges)
    portal.page.go_back()
    # From the browser's cache the panel is as it was, and its form has paid; else it is paid.
    if confirm(portal.page).count():
        confirm(portal.page).click()
    expect(portal.page.locator(".notice-title")).to_have_text(
        re.compile("Your payment was accepted|This invoice is already paid")
    )
    assert [charge.amount.minor for charge in charges()] == [18050]


def test_in_two_tabs(portal, charges):
    other = portal.another_tab()
    other.choose_card_for(NUMBER)
    confirm(portal.page).click()
    expect_paid(portal.page, charges)
    confirm(other.page).click()
    expect(other.page.locator(".notice-title")).to_have_text("This invoice is already paid")
    assert [charge.amount.minor for charge in charges()] == [18050]


def test_enter_on_a_choice_pays_nothing(portal, charges):
    """It would press the form's first button, as in any form."""
    radio = portal.page.get_by_role("radio").first
    radio.focus()
    radio.press("Enter")
    box = portal.page.locator("[data-control=keep_card]")
    box.press("Enter")
    box.press("Space")
    expect(box).to_be_checked()
    assert charges() == []
    confirm(portal.page).click()
    expect_paid(portal.page, charges)
