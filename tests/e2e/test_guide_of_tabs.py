"""The guide on a page whose tabs hold a way each, from the first step to the last."""

import pytest
from playwright.sync_api import expect

from acquit.site.build import build
from acquit.site.serving import files
from acquit.site.settings import HELP, read_settings
from tests.support.guided import control, ticked, wait_for_step, wait_for_ticks
from tests.support.project import copy
from tests.support.stack import serving

NAME = "see-two-ways"
PAGE = """---
procedure:
  scenario: company-account
  role: profile_owner
  data: {search: "{cost_management_billing}"}
---
# See two ways {: #see-two-ways }

=== "By the search"

    1. Select the {sign_in} button.
    2. In the {search} field, enter {search.value} and press {enter_key}, then select the {cost_management_billing} link.
    3. In the menu, under {billing}, select the {invoices} link.

    The status {invoice_due} appears.

=== "Only to the account"

    1. Select the {sign_in} button.
    2. In the {search} field, enter {search.value} and press {enter_key}, then select the {cost_management_billing} link.

    The link {invoices.shown} appears.
"""  # noqa: E501


@pytest.fixture(scope="module")
def ways(stack, tmp_path_factory):
    folder = copy(tmp_path_factory.mktemp("ways"))
    (folder / f"docs/how-to/{NAME}.md").write_text(PAGE, encoding="utf-8")
    build(read_settings(folder / "mkdocs.yml"), folder / "site", addresses=stack.public)
    return files(folder / "site")


@pytest.mark.parametrize("index", [0, 1])
def test_each_way_is_ticked_and_ends(stack, walker, address, ways, index):
    with serving(stack, HELP, ways):
        walk = walker.walk(address("en", f"how-to/{NAME}"), index)
    assert walk.failure is None, walk.failure.sentence()
    assert (walk.alternative, walk.unticked) == ("ab"[index], [])


def test_the_bar_follows_the_tab_that_is_open(stack, opened, ways):
    with serving(stack, HELP, ways):
        page, frame = opened("en", NAME)
        count, text = page.locator("[data-guide=count]"), page.locator("[data-guide=text]")
        expect(count).to_have_text("Step 1 of 3")
        page.get_by_text("Only to the account").click()
        expect(count).to_have_text("Step 1 of 2")
        control(frame, "sign_in").click()
        wait_for_step(page, "b.2")
        assert ticked(page) == ["b.1"]
        page.get_by_text("By the search").click()
        wait_for_step(page, "a.1")
        page.get_by_text("Only to the account").click()
        control(frame, "search").fill(page.locator("[data-value-of=search]").last.text_content())
        control(frame, "search").press("Enter")
        control(frame, "cost_management_billing").click()
        wait_for_ticks(page, "b", "b.1", "b.2")
        page.locator("[data-proven]").wait_for()
        expect(count).to_contain_text("✓")
        expect(text).to_contain_text("appears")


def test_the_steps_of_a_tab_look_like_those_of_a_page(stack, opened, ways):
    with serving(stack, HELP, ways):
        look = "(e) => [e, e.parentElement].map((at) => getComputedStyle(at).marginInlineStart)"
        look += ".concat(getComputedStyle(e, '::before').content)"
        page, _ = opened("en", NAME)
        assert page.locator("[data-step='a.1']").evaluate(look) == ["0px", "0px", "counter(step)"]
        result = page.locator("[data-part=result]").first
        assert "acquit-result" in (result.get_attribute("class") or "")
