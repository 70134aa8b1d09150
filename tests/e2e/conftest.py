"""One stack and one walker for all browser tests of a process."""

import os

import pytest

from acquit.product import load
from acquit.site.running import running
from acquit.walk.walker import Walker
from tests.support.databases import KINDS, databases
from tests.support.frame_reader import READERS, Reader
from tests.support.guided import FRAME, WIDE
from tests.support.live_site import live_site
from tests.support.stack import HOSTS, serving
from widget.sandbox.servers import widget

PAGE = "how-to/make-an-immediate-payment"


@pytest.fixture(scope="session")
def stack(settings):
    os.environ["ACQUIT_SIGN_INS"] = "100000/minute"
    with running(settings, hosts=HOSTS) as running_stack:
        yield running_stack


@pytest.fixture(scope="session")
def widgets(stack, tmp_path_factory):
    """The widget on each kind of database, by the kind; made when it is first asked for."""
    made = {"sqlite": stack.servers["widget"].app}
    with databases(tmp_path_factory.mktemp("databases")) as found:

        def on(kind: str):
            if kind not in made:
                made[kind] = widget(stack.addresses, found.new(kind))
            return made[kind]

        yield on
        for app in made.values():
            app.extensions["widget"].database.close()


@pytest.fixture
def another_database(stack, widgets, locale):
    """What uses this runs on one kind of database in English, on the other in French."""
    kind = KINDS[0] if locale == "en" else KINDS[-1]
    with serving(stack, "widget", widgets(kind)):
        yield


@pytest.fixture(scope="session")
def walker(browser, settings, tmp_path_factory):
    product = load(settings.options.product)
    return Walker(browser, product.drivers, tmp_path_factory.mktemp("walks"))


@pytest.fixture(scope="session")
def hasty_walker(browser, settings):
    """Leaves no evidence and waits half as long: for the many walks that are to fail."""
    product = load(settings.options.product)
    return Walker(browser, product.drivers, None, patience=1.0)


@pytest.fixture(scope="session")
def address(stack):
    """Where a page stands: `address("fr")`, `address("fr", "how-to/…")`."""

    def of(locale: str, page: str = PAGE) -> str:
        return f"{stack.public['help']}/{locale}/{page}/"

    return of


@pytest.fixture
def charges(stack):
    """The charges that the bank made during a test, by the bank's own book."""
    store = stack.servers["bank"].app.extensions["store"]
    before = {charge.key for charge in store.charges()}
    return lambda: [charge for charge in store.charges() if charge.key not in before]


@pytest.fixture
def opened(context, address):
    """Opens a page, its frame in view, as wide as is asked for."""

    def open_page(locale="en", name="make-an-immediate-payment", size=WIDE):
        page = context.new_page()
        page.set_viewport_size(size)
        page.goto(address(locale, f"how-to/{name}"))
        page.locator(FRAME).scroll_into_view_if_needed()
        page.frame_locator(FRAME).locator("[data-control=sign_in]").wait_for()
        page.locator("aside[data-follows]").wait_for()
        return page, page.frame_locator(FRAME)

    return open_page


@pytest.fixture(scope="session")
def live_help(tmp_path_factory):
    """A help site whose pages can show an account, each of its parts on a site of its own."""
    folder = tmp_path_factory.mktemp("live")
    with databases(folder) as found, live_site(folder, found.new("sqlite")) as served:
        yield served


@pytest.fixture
def reader(browser, live_help):
    """Makes readers, each with a browser of their own."""
    contexts = []

    def make(**options) -> "Reader":
        context = browser.new_context(**{**READERS, **options})
        contexts.append(context)
        return Reader(context, live_help)

    yield make
    for context in contexts:
        context.close()
