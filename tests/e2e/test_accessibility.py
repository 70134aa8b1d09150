"""What axe finds on pages and screens, light and dark: nothing serious (RGAA, WCAG 2.1 AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        for locale in ("en", "fr"):
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
        for path in (
            "",
            "search?q=fact",
            "billing",
            "billing/invoices/",
            "billing/invoices/AUR-2073/pay?choose=1",
        ):
            page.goto(home + path)
            assert serious(page) == [], path
        page.get_by_role("button", name="Ajouter une carte").click()
        page.get_by_role("radio").first.wait_for()
        assert serious(page) == []
    finally:
        context.close()
