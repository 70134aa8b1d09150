"""The theme's scripts come after the page, in their order, or as soon as they are needed."""

import pytest
from playwright.sync_api import expect

from acquit.site.settings import HELP
from tests.support.stack import replace, rewritten

#: As a project's `extra_javascript`, which may count on the theme's own.
OWN = '<script src="data:text/javascript,window.late = typeof document$"></script>'
SEARCH = {"en": "cheque", "fr": "chèque"}


def test_a_project_s_scripts_find_the_theme_s(page, stack, address):
    with rewritten(stack, HELP, replace("</template>", OWN + "</template>")):
        page.goto(address("en"))
        page.wait_for_function("() => window.late")
    assert page.evaluate("() => window.late") == "object"


@pytest.mark.parametrize("locale", SEARCH)
def test_who_searches_at_once_finds(page, address, locale):
    """Before all of the page is there: the frame in it never answers."""
    page.route("**/practice/**", lambda route: None)
    page.goto(address(locale), wait_until="domcontentloaded")
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.press_sequentially(SEARCH[locale])
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=30_000)
