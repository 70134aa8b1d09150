"""The toolkit serves any web application: a shop of its own, without a change to `acquit`."""

import pytest

from acquit.product import load
from acquit.site.running import running
from acquit.site.settings import read_settings
from acquit.walk.failure import Cause
from acquit.walk.walker import Walker
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def shop_stack():
    with running(read_settings(ROOT / "tests/shop/mkdocs.yml")) as stack:
        yield stack


@pytest.fixture
def shop(shop_stack):
    from tests.shop.app import Shop

    shop_stack.servers["shop"].app = Shop()
    return shop_stack.servers["shop"].app


@pytest.fixture(scope="module")
def shop_walker(browser, tmp_path_factory):
    drivers = load("tests.shop.product").drivers
    return Walker(browser, drivers, tmp_path_factory.mktemp("shop-walks"))


def address(stack, locale: str) -> str:
    return f"{stack.public['help']}/{locale}/order/"


@pytest.mark.parametrize(
    ("locale", "day"), [("en", "December 1, 2026"), ("fr", "1er décembre 2026")]
)
def test_a_page_of_a_foreign_product_is_walked(shop_stack, shop, shop_walker, locale, day):
    walk = shop_walker.walk(address(shop_stack, locale))
    assert walk.failure is None, walk.failure.sentence()
    assert (walk.acted, walk.outside, walk.steps) == (8, 1, 5)
    assert shop.answers == [
        {"name": "Ada Lovelace", "day": day, "size": "L", "gift": "on"},
        {"by": "courier"},
        {},
    ]


def test_a_slow_server_with_the_same_button_on_each_screen(shop_stack, shop, shop_walker):
    """Acting is never retried: each of the three screens is submitted once."""
    shop.is_slow = True
    walk = shop_walker.walk(address(shop_stack, "en"))
    assert walk.failure is None, walk.failure.sentence()
    assert shop.submitted == {1: 1, 2: 1, 3: 1}


def test_a_slow_server_that_lost_a_screen(shop_stack, shop, shop_walker):
    """Slow, and one screen fewer than the page says: not a retry short of being noticed."""
    shop.is_slow = True
    shop.last = 2
    failure = shop_walker.walk(address(shop_stack, "fr")).failure
    assert failure is not None
    found = (failure.cause, failure.locale, failure.step, failure.control)
    assert found == (Cause.NO_PLACE, "fr", "5", "check")
    assert "“Vérifiez votre commande”" in failure.message
    assert "Merci" in failure.sentence()
    assert shop.submitted == {1: 1, 2: 1, 3: 0}
