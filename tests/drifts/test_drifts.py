"""A sample of the drifts that `python -m tests.drifts` plants by the hundred."""

import pytest

from tests.drifts.booth import Booth, Case, cases, miss
from tests.drifts.products import PRODUCTS

SAMPLE = cases(seed=1, count=24)


@pytest.fixture(scope="module")
def booth(browser):
    booth = Booth(browser)
    yield booth
    booth.close()


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_without_a_drift_it_passes(booth, product):
    assert miss(Case(product, ()), booth.walk(Case(product, ()))) == ""


@pytest.mark.parametrize("case", SAMPLE, ids=str)
def test_a_drift_is_told_right(booth, case):
    assert miss(case, booth.walk(case)) == ""


def test_a_miss_is_told(booth):
    """What would be said of a walk that noticed nothing, or too much."""
    quiet = Case(PRODUCTS[0], ())
    loud = next(case for case in SAMPLE if case.steps)
    assert miss(loud, booth.walk(quiet)).endswith(": passed")
    walk = booth.walk(loud)
    assert walk.failure.sentence() in miss(Case(loud.product, ()), walk)
