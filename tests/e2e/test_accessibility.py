"""What axe finds on pages and screens, light and dark: nothing serious (RGAA, WCAG 2.1 AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.languages import both_languages
from tests.support.screens import SCREENS

OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}}
BAD = {"serious", "critical"}


def serious(page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in BAD
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages(browser, address, width, scheme):
    """The overview, and a procedure: the others are built in the same way."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        for locale in ("en", "fr"):
            page.goto(address(locale).split("how-to")[0])
            assert serious(page) == []
            page.goto(address(locale))
            page.evaluate("() => document.querySelector('iframe').remove()")  # tested below
            assert serious(page) == []
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 360])
def test_screens(browser, stack, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.goto(f"{stack.public['widget']}/fr/practice/?role=owner")
        assert serious(page) == []
        page.get_by_role("button").click()
        home = page.url
        for path in SCREENS:
            page.goto(home + path)
            assert serious(page) == [], path
        page.get_by_role("button", name="Gérer").click()
        page.get_by_role("menuitem").first.wait_for()
        assert serious(page) == []
        page.goto(home + "billing/invoices/AUR-2073/pay?choose=1")
        page.get_by_role("button", name="Ajouter une carte").click()
        page.get_by_role("radio").first.wait_for()
        assert serious(page) == []
    finally:
        context.close()


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
