"""Procedures done on a phone, at 400 % zoom, without scripts, and by keyboard alone.

`make audit` does all of them in both languages; `make test` one page in each manner.
"""

import os

import pytest

from acquit.product import load
from acquit.walk.manners import MANNERS
from acquit.walk.walker import Walker
from tests.e2e.test_walks import ALTERNATIVES, WALKS

OTHERS = [name for name in MANNERS if name != "mouse"]
ONE = [("make-an-immediate-payment", len(ALTERNATIVES["make-an-immediate-payment"]) - 1, "fr")]


@pytest.mark.parametrize("manner", OTHERS)
@pytest.mark.parametrize(
    ("name", "index", "locale"), WALKS if "ACQUIT_AUDIT" in os.environ else ONE
)
def test_each_step_can_be_done(browser, settings, address, manner, name, index, locale):
    drivers = load(settings.options.product).drivers
    walker = Walker(browser, drivers, None, manner=MANNERS[manner])
    walk = walker.walk(address(locale, f"how-to/{name}"), index)
    assert walk.failure is None, walk.failure.sentence()
    assert walk.acted
    if manner != "no-script":
        assert walk.unticked == []
