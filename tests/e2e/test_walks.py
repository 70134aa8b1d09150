"""Every documented step of every page, in every language, in a real browser."""

import json

import pytest

from acquit.procedure.model import Use
from acquit.product import load
from acquit.site.messages import read_pages
from acquit.walk.running import as_report, targets

WALKS = [("en", 0), ("en", 1), ("fr", 0), ("fr", 1)]


@pytest.mark.parametrize(("locale", "index"), WALKS)
def test_each_documented_step_can_be_done(walker, address, charges, locale, index):
    walk = walker.walk(address(locale), index)
    assert walk.failure is None, walk.failure.sentence()
    assert (walk.locale, walk.alternative) == (locale, ["5.a", "5.b"][index])
    made = charges()
    assert [(c.minor, c.currency, c.reason) for c in made] == [(18050, "EUR", None)]
    assert made[0].card_reference == "test-card-approved"


@pytest.mark.parametrize("index", [0, 1])
def test_all_actions_of_the_source_are_done(walker, address, settings, index):
    """The source's own model says how many there are; the walk read only the built page."""
    product = load(settings.options.product)
    page = next(p for p in read_pages(settings, product) if p.path.endswith("payment.md"))
    other = ["5.b", "5.a"][index]
    blocks = [s.command for s in page.task.all_steps() if s.number != other and s.command]
    acts = [m for b in blocks for m in page.marks[id(b)] if m.use is Use.ACT]
    walk = walker.walk(address("en"), index)
    assert (walk.acted, walk.outside, walk.passed) == (len(acts), 0, True)
    assert walk.acted == 8 + index
    assert walk.checked == 4


def test_the_site_lists_its_procedures(stack):
    found = targets(stack.public["help"].replace("help.example.com", "127.0.0.1"), ["en", "fr"])
    assert [(t.page, t.locale) for t in found] == [
        ("how-to/make-an-immediate-payment", "en"),
        ("how-to/make-an-immediate-payment", "fr"),
    ]


def test_the_report_holds_what_was_done(walker, address):
    walks = json.loads(as_report([walker.walk(address("fr"))]))["walks"]
    assert set(walks[0]) == {
        "page",
        "locale",
        "alternative",
        "steps",
        "acted",
        "checked",
        "outside",
        "passed",
        "seconds",
    }
