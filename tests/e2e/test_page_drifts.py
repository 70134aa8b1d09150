"""Old product, new page: a page that lost a step, or has two in the wrong order, is caught."""

import re
from itertools import pairwise

import pytest

from acquit.site.build import build
from acquit.site.serving import files
from acquit.site.settings import HELP, read_settings
from acquit.walk.failure import Kind
from tests.e2e.stack import replace, rewritten, serving
from tests.project import PAGE, ROOT, copy, steps_of, with_steps

SOURCE = (ROOT / PAGE).read_text(encoding="utf-8")
STEPS = steps_of(SOURCE)[1]

#: What the walk must say when a step (by number) is deleted: where, which control, and why.
DELETED = {
    1: ("1", "search", Kind.MISSING),
    2: ("2", "billing", Kind.NO_PLACE),
    3: ("3", "invoice_due", Kind.NO_PLACE),
    4: ("4", "choose_method", Kind.MISSING),
    5: ("5", "confirm_payment", Kind.DISABLED),
    6: ("result", "invoice_paid", Kind.NO_NEWS),
}
#: The same when a step has changed places with the next one.
SWAPPED = {
    1: ("1", "search", Kind.MISSING),
    2: ("2", "billing", Kind.NO_PLACE),
    3: ("3", "invoice_due", Kind.NO_PLACE),
    4: ("4", "choose_method", Kind.MISSING),
    5: ("5", "confirm_payment", Kind.DISABLED),
}


def variants() -> dict[str, list[str]]:
    """The page with each step deleted, with each neighbouring pair swapped, and as it is."""
    found = {"as-it-is": STEPS}
    for n, _ in enumerate(STEPS, start=1):
        found[f"deleted-{n}"] = STEPS[: n - 1] + STEPS[n:]
    for n, (first, second) in enumerate(pairwise(STEPS), start=1):
        found[f"swapped-{n}"] = [*STEPS[: n - 1], second, first, *STEPS[n + 1 :]]
    return found


CASES = [("deleted", n, *found) for n, found in DELETED.items()]
CASES += [("swapped", n, *found) for n, found in SWAPPED.items()]


@pytest.fixture(scope="session")
def spoiled_site(stack, tmp_path_factory):
    """All variants of the page, in one site."""
    folder = copy(tmp_path_factory.mktemp("spoiled"))
    for name, steps in variants().items():
        path = folder / PAGE.with_name(f"{name}.md")
        path.write_text(with_steps(SOURCE, steps), encoding="utf-8")
    build(read_settings(folder / "mkdocs.yml"), folder / "site", addresses=stack.public)
    return files(folder / "site")


def test_every_step_and_pair_is_tried():
    assert len(DELETED) == len(STEPS)
    assert len(SWAPPED) == len(STEPS) - 1


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_same_harness_passes_with_the_page_as_it_is(
    stack, walker, address, spoiled_site, locale
):
    with serving(stack, HELP, spoiled_site):
        walk = walker.walk(address(locale, "how-to/as-it-is"))
    assert walk.failure is None, walk.failure.sentence()


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize(("change", "number", "step", "control", "kind"), CASES)
def test_a_page_with_other_steps_fails(
    stack, walker, address, spoiled_site, change, number, step, control, kind, locale
):
    page = f"how-to/{change}-{number}"
    with serving(stack, HELP, spoiled_site):
        failure = walker.walk(address(locale, page)).failure
    assert failure is not None
    found = (failure.page, failure.locale, failure.step, failure.control, failure.kind)
    assert found == (f"docs/{page}.md", locale, step, control, kind), failure.sentence()
    assert failure.words


VALUE = r'<span[^>]*data-value-of="search"[^>]*>.*?</span>'


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_value_no_longer_shown_fails(stack, walker, address, locale):
    hidden = replace('<span class="acquit-value"', '<span hidden class="acquit-value"')
    with rewritten(stack, HELP, hidden):
        failure = walker.walk(address(locale)).failure
    assert failure is not None
    assert (failure.kind, failure.step, failure.control) == (Kind.NO_VALUE, "2", "search")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (VALUE, "reference 3 of 15 is missing"),
        (r'<li data-step="4".*?</li>', "reference 7 of 15 is missing"),
    ],
)
def test_a_gap_in_the_built_page_fails(stack, walker, address, pattern, words):
    with rewritten(stack, HELP, lambda path, text: re.sub(pattern, "", text, flags=re.DOTALL)):
        failure = walker.walk(address("fr")).failure
    assert failure is not None
    assert failure.kind is Kind.GAP
    assert words in failure.message
