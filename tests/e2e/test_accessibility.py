"""What axe finds on pages and screens, light and dark, wide and on a phone: nothing at all.

`make audit` looks at every page and screen in both languages; `make test` at those that differ.
"""

import os
from collections.abc import Iterator

import pytest

from tests.support.accessibility import violations
from tests.support.languages import both_languages
from tests.support.project import PROCEDURES
from tests.support.screens import SCREENS

IS_AUDIT = "ACQUIT_AUDIT" in os.environ
#: A frame is looked at as a screen of its own.
WITHOUT_FRAME = "() => document.querySelector('iframe')?.remove()"


@pytest.fixture
def look(browser) -> Iterator:
    """Opens a page as wide, light and dark as is asked for."""
    contexts = []

    def open_page(width: int, scheme: str):
        viewport = {"width": width, "height": 900}
        contexts.append(
            browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
        )
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages(look, address, width, scheme):
    """The overview, procedures, and the pages for lost readers, there and at the root."""
    page = look(width, scheme)
    procedures = PROCEDURES if IS_AUDIT else ["make-an-immediate-payment"]
    for locale in ("en", "fr"):
        home = address(locale).split("how-to")[0]
        named = [address(locale, f"how-to/{name}") for name in procedures]
        for url in (home, *named, home + "nowhere/"):
            page.goto(url)
            page.evaluate(WITHOUT_FRAME)
            assert violations(page) == [], url
    for path in ("/", "/nowhere"):
        page.goto(home.rsplit("/", 2)[0] + path)
        assert violations(page) == [], path


@pytest.mark.parametrize("locale", ["en", "fr"] if IS_AUDIT else ["fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 360])
def test_screens(look, stack, width, scheme, locale):
    page = look(width, scheme)
    page.goto(f"{stack.public['widget']}/{locale}/practice/?role=owner")
    assert violations(page) == []
    page.get_by_role("button").click()
    home = page.url
    for path in SCREENS:
        page.goto(home + path)
        assert violations(page) == [], path
    page.locator("[data-control=manage]").click()
    page.get_by_role("menuitem").first.wait_for()
    assert violations(page) == []
    page.goto(home + "billing/invoices/AUR-2073/pay?choose=1")
    page.locator("[data-control=add_card]").click()
    page.locator("button[name=give]").wait_for()
    assert violations(page) == []


STYLE = """(e) => {
  const style = getComputedStyle(e);
  return {border: parseFloat(style.borderTopWidth), line: style.borderTopStyle,
          color: style.borderTopColor, ground: getComputedStyle(document.body).backgroundColor,
          width: e.offsetWidth, height: e.offsetHeight};
}"""


@both_languages
def test_pay_now_is_told_without_colour(browser, stack, locale):
    """With the author's colours taken away it still has the words and the frame of a button."""
    context = browser.new_context(forced_colors="active")
    try:
        page = context.new_page()
        page.goto(f"{stack.public['widget']}/{locale}/practice/?role=owner")
        page.get_by_role("button").click()
        page.goto(page.url + "billing/invoices/")
        words = {"en": "Pay now", "fr": "Payer maintenant"}[locale]
        buttons = page.get_by_role("button", name=words, exact=True)
        assert buttons.count() == 2
        style = buttons.first.evaluate(STYLE)
        assert style["border"] >= 1
        assert style["line"] == "solid"
        assert style["color"] != style["ground"]
        assert style["height"] >= 24
        assert buttons.first.inner_text() == words
    finally:
        context.close()
