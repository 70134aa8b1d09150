"""The theme's scripts come after the page, in their order, or as soon as they are needed."""

import pytest
from playwright.sync_api import expect

from acquit.site.settings import HELP
from tests.support.stack import replace, rewritten

#: As a project's `extra_javascript`, which may count on the theme's own.
OWN = '<script src="data:text/javascript,window.late = typeof document$"></script>'
#: With its accent, and as it is often typed; within “l’IBAN,”.
SEARCHES = [("en", "cheque"), ("fr", "chèque"), ("fr", "cheque"), ("fr", "IBAN")]


def test_a_project_s_scripts_find_the_theme_s(page, stack, address):
    with rewritten(stack, HELP, replace("</template>", OWN + "</template>")):
        page.goto(address("en"))
        page.wait_for_function("() => window.late")
    assert page.evaluate("() => window.late") == "object"


@pytest.mark.parametrize(("locale", "word"), SEARCHES)
def test_who_searches_at_once_finds(page, address, locale, word):
    """Before all of the page is there: the frame in it never answers."""
    page.route("**/practice/**", lambda route: None)
    page.goto(address(locale), wait_until="domcontentloaded")
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.press_sequentially(word)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=30_000)
    link = page.locator(".md-search-result__link").first
    title = link.locator("h1").text_content()
    expect(link).to_have_attribute("aria-label", title or "")
    field.press("Tab")
    expect(link).to_be_focused()
    page.locator(".md-content a:visible").first.focus()
    expect(page.locator("#__search")).not_to_be_checked()


def test_letters_are_no_short_cuts(page, address):
    """The theme's `n`, `p` and `s` would leave the page, or take the focus away."""
    page.goto(address("en"), wait_until="load")
    page.wait_for_function("() => typeof document$ === 'object'")
    page.evaluate(
        "() => { window.heard = []; addEventListener('keydown', (e) => heard.push(e.key)) }"
    )
    for key in ("n", "p", "s", "f", "/", ".", ",", "Escape"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == ["Escape"]
    page.locator("[data-md-component=search-query]").press("s")
    assert page.evaluate("heard") == ["Escape", "s"]
