"""Old product, new page: a page that lost a step, or has two in the wrong order, is caught."""

import os
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from acquit.site.build import build
from acquit.site.serving import files
from acquit.site.settings import HELP, read_settings
from acquit.walk.failure import Cause
from tests.support.languages import both_languages
from tests.support.project import PROCEDURES, ROOT, copy, steps_of, with_steps
from tests.support.stack import replace, rewritten, serving

SOURCES = {name: (ROOT / f"docs/how-to/{name}.md").read_text("utf-8") for name in PROCEDURES}
STEPS = {name: steps_of(source)[1] for name, source in SOURCES.items()}
#: Pages with a step that the product can't show: walks pass over it, wherever it stands.
OUTSIDE = {name for name, source in SOURCES.items() if "{: .outside }" in source}
LOCALES = ("en", "fr")
#: Why a reader gets stuck: nothing else may end these walks.
STUCK = {Cause.MISSING, Cause.NO_PLACE, Cause.DISABLED, Cause.NO_CHANGE, Cause.FOREIGN_PAGE}

#: A form that can be sent empty says so only when it is sent, and what may be left out is missed
#: only where it comes too late: the reader gets stuck after it.
LATE = {("get-help-with-a-payment", 3): "result", ("see-your-invoices", 4): "5"}


def variants(name: str) -> dict[str, list[str]]:
    """A page with each step deleted, with each neighbouring pair swapped, and as it is."""
    steps = STEPS[name]
    found = {f"{name}-as-it-is": steps}
    for n, _ in enumerate(steps, start=1):
        found[f"{name}-deleted-{n}"] = steps[: n - 1] + steps[n:]
    for n, (first, second) in enumerate(pairwise(steps), start=1):
        found[f"{name}-swapped-{n}"] = [*steps[: n - 1], second, first, *steps[n + 1 :]]
    return found


def cases() -> Iterator[tuple[str, str, int, str]]:
    """Each step deleted, each pair swapped: in one language after the other.

    `make audit` deletes each in both.
    """
    for name, steps in STEPS.items():
        if name in OUTSIDE:
            continue
        for n in range(1, len(steps) + 1):
            if "{: .optional }" in steps[n - 1]:
                continue  # a page without it is true
            for locale in LOCALES if "ACQUIT_AUDIT" in os.environ else (LOCALES[n % 2],):
                yield name, "deleted", n, locale
        for n in range(1, len(steps)):
            yield name, "swapped", n, LOCALES[n % 2]


@pytest.fixture(scope="session")
def spoiled_site(stack, tmp_path_factory):
    """All variants of all pages, in one site."""
    folder = copy(tmp_path_factory.mktemp("spoiled"))
    for name, source in SOURCES.items():
        for variant, steps in variants(name).items():
            path = folder / f"docs/how-to/{variant}.md"
            path.write_text(with_steps(source, steps), encoding="utf-8")
    build(read_settings(folder / "mkdocs.yml"), folder / "site", addresses=stack.public)
    return files(folder / "site")


@pytest.mark.parametrize("name", PROCEDURES)
@both_languages
def test_the_same_harness_passes_with_the_page_as_it_is(
    stack, hasty_walker, address, spoiled_site, name, locale
):
    with serving(stack, HELP, spoiled_site):
        walk = hasty_walker.walk(address(locale, f"how-to/{name}-as-it-is"))
    assert walk.failure is None, walk.failure.sentence()


@pytest.mark.parametrize(("name", "change", "number", "locale"), list(cases()))
def test_a_page_with_other_steps_fails(
    stack, hasty_walker, address, spoiled_site, name, change, number, locale
):
    """A reader gets stuck just where the step is missing, or came too early."""
    page = f"how-to/{name}-{change}-{number}"
    with serving(stack, HELP, spoiled_site):
        failure = hasty_walker.walk(address(locale, page)).failure
    assert failure is not None
    last = change == "deleted" and number == len(STEPS[name])
    where = "result" if last else LATE.get((name, number), str(number))
    found = (failure.page, failure.locale, failure.step.split(".")[0])
    assert found == (f"docs/{page}.md", locale, where), failure.sentence()
    assert failure.cause in STUCK, failure.sentence()
    assert failure.words
    assert failure.control


VALUE = r'<span[^>]*data-value-of="search"[^>]*>.*?</span>'


@both_languages
def test_a_value_no_longer_shown_fails(stack, walker, address, locale):
    hidden = replace('<span class="acquit-value"', '<span hidden class="acquit-value"')
    with rewritten(stack, HELP, hidden):
        failure = walker.walk(address(locale)).failure
    assert failure is not None
    assert (failure.cause, failure.step, failure.control) == (Cause.NO_VALUE, "2", "search")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (VALUE, "reference 3 of 20 is missing"),
        (r'<li data-step="4".*?</li>', "reference 8 of 20 is missing"),
    ],
)
def test_a_gap_in_the_built_page_fails(stack, walker, address, pattern, words):
    with rewritten(stack, HELP, lambda path, text: re.sub(pattern, "", text, flags=re.DOTALL)):
        failure = walker.walk(address("fr")).failure
    assert failure is not None
    assert failure.cause is Cause.GAP
    assert words in failure.message


def test_a_page_with_a_step_outside_fails_where_the_product_s_own_is_missing(
    stack, hasty_walker, address, spoiled_site
):
    """The step that is left is passed over; that nothing was done shows in the result."""
    with serving(stack, HELP, spoiled_site):
        for name in OUTSIDE:
            failure = hasty_walker.walk(address("en", f"how-to/{name}-deleted-1")).failure
            assert failure is not None
            assert failure.step == "result", failure.sentence()
