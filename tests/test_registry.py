"""Every control of the registry is named by a page, or exempted with a reason."""

import pytest

from acquit.text.references import mentions
from tests.support.project import ROOT
from widget.core.controls import CONTROLS

#: None that a behaviour of the table is about.
EXEMPT = {
    "close_panel": "a way out of the panel; no procedure leads through it",
}


def named() -> set[str]:
    pages = [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/how-to").glob("*.md")]
    return {m.name for page in pages for m in mentions(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_is_named_by_a_page(name):
    assert (name in named()) != (name in EXEMPT), EXEMPT.get(name, "no page names it")


def test_exemptions_are_of_controls():
    assert set(EXEMPT) <= set(CONTROLS)
