"""Every documented step of every page, in every language, in a real browser."""

import json

import pytest

from acquit.catalogue.locales import language_tag
from acquit.procedure.steps import Use
from acquit.product import load
from acquit.site.settings import read_settings
from acquit.walk.running import as_report, targets
from tests.support.language import read_pages
from tests.support.project import PROCEDURES, ROOT

#: The alternatives of each page, by the names of its walks.
ALTERNATIVES = {
    "change-your-payment-method": ["5.a+6.a", "5.b+6.b"],
    "get-help-with-a-payment": [""],
    "make-a-one-time-payment": ["5.a", "5.b"],
    "make-an-immediate-payment": ["5.a", "5.b", "5.c"],
    "pay-by-cheque-or-wire-transfer": [""],
    "see-your-billing-items": [""],
    "see-your-invoices": ["", "without 4"],
    "sign-in-to-your-account": [""],
}
#: What a walk pays: minor units, with which test card or wallet.
PAID = {
    ("make-an-immediate-payment", "5.a"): (18050, "approved"),
    ("make-an-immediate-payment", "5.b"): (18050, "approved"),
    ("make-an-immediate-payment", "5.c"): (18050, "approved"),
    ("make-a-one-time-payment", "5.a"): (5000, "approved"),
    ("make-a-one-time-payment", "5.b"): (5000, "paypal_approved"),
}
WALKS = [
    (page, index, locale)
    for page, names in ALTERNATIVES.items()
    for index in range(len(names))
    for locale in ("en", "fr")
]
#: Languages of which one page is walked.
OTHERS = [each for each in read_settings(ROOT / "mkdocs.yml").languages if each not in ("en", "fr")]


def test_every_procedure_is_walked():
    what = (
        'put each page into ALTERNATIVES, with what its walks are called: [""] where there is one'
    )
    assert sorted(ALTERNATIVES) == sorted(PROCEDURES), what


@pytest.fixture(scope="module")
def pages(settings):
    """The pages' source, as the toolkit reads it."""
    return read_pages(settings, load(settings.options.product))


@pytest.mark.usefixtures("another_database")
@pytest.mark.parametrize(("name", "index", "locale"), WALKS)
def test_each_documented_step_can_be_done(walker, address, pages, charges, name, index, locale):
    """All that the source's own model has is done; the walk read only the built page."""
    page = next(page for page in pages if page.path.endswith(f"{name}.md"))
    alternative = ALTERNATIVES[name][index]
    others = {n for names in ALTERNATIVES[name] for n in names.split("+")}
    skipped = others - set(alternative.split("+")) | {alternative.partition("without ")[2]}
    steps = [s for s in page.task.all_steps() if s.number not in skipped and s.command]
    acts = [m for s in steps for m in page.uses[id(s.command)] if m.purpose is Use.ACT]

    walk = walker.walk(address(locale, f"how-to/{name}"), index)

    assert walk.failure is None, walk.failure.sentence()
    assert (walk.locale, walk.alternative) == (locale, alternative)
    outside = sum("outside" in step.classes for step in steps)
    assert (walk.acted, walk.outside, walk.passed) == (len(acts), outside, True)
    assert walk.checked > 0
    assert walk.unticked == []
    made = [(c.amount.minor, c.amount.currency, c.method) for c in charges()]
    paid = PAID.get((name, alternative))
    assert made == ([(paid[0], "EUR", paid[1])] if paid else [])


@pytest.mark.parametrize("locale", OTHERS)
def test_one_page_of_each_other_language_is_walked(walker, address, charges, locale):
    """All of them are by `make walk`."""
    walk = walker.walk(address(language_tag(locale), "how-to/make-an-immediate-payment"), 0)
    assert walk.failure is None, walk.failure.sentence()
    assert [charge.amount.minor for charge in charges()] == [18050]


def test_the_site_lists_its_procedures(stack):
    found = targets(stack.public["help"].replace("help.example.com", "127.0.0.1"), ["en", "fr"])
    wanted = [(f"how-to/{n}", locale) for locale in ("en", "fr") for n in PROCEDURES]
    assert sorted((t.page, t.locale) for t in found) == sorted(wanted)


def test_the_report_holds_what_was_done(walker, address):
    walks = json.loads(as_report([walker.walk(address("fr"))]))["walks"]
    assert set(walks[0]) == {
        "page",
        "locale",
        "hash",
        "of",
        "alternative",
        "steps",
        "acted",
        "checked",
        "outside",
        "passed",
        "seconds",
        "seen",
        "used",
        "unmarked",
        "met",
        "unmet",
        "unticked",
        "elsewhere",
        "unchecked",
        "unplaced",
        "sent",
    }
    assert {"sign_in", "search", "invoice_due"} <= set(walks[0]["seen"])
    assert "sign_in" in walks[0]["used"]
