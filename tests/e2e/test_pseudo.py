"""In pseudo-languages: longer texts at 320 pixels, and writing from right to left."""

import pytest

from acquit.site.pseudo import with_pseudo
from acquit.site.running import running
from tests.support.overflow import overflowing
from tests.support.project import PROCEDURES
from tests.support.screens import SCREENS, sign_in
from tests.support.stack import HOSTS
from widget.core.languages import reload

NARROW = 320


@pytest.fixture(scope="module")
def pseudo(settings):
    """A stack that offers the pseudo-languages beside the project's own."""
    with (
        with_pseudo(settings) as offered,
        running(offered, hosts=HOSTS, locales=list(offered.pseudo)) as stack,
    ):
        reload()
        yield stack
    reload()


@pytest.fixture(scope="module")
def narrow(browser):
    context = browser.new_context(viewport={"width": NARROW, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_a_page_of_each_is_walked(walker, pseudo, tag):
    """All of them are by `make walk-all`."""
    walk = walker.walk(f"{pseudo.public['help']}/{tag}/how-to/make-an-immediate-payment/", 0)
    assert walk.failure is None, walk.failure.sentence()


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_no_page_s_text_is_cut(narrow, pseudo, tag):
    found = {}
    for name in ("", *(f"how-to/{name}/" for name in PROCEDURES)):
        narrow.goto(f"{pseudo.public['help']}/{tag}/{name}")
        found[name] = overflowing(narrow)
    assert not any(found.values()), found


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_no_screen_s_text_is_cut(narrow, pseudo, tag):
    """Each as narrow as it is in a help page."""
    narrow.set_viewport_size({"width": NARROW, "height": 800})
    narrow.goto(f"{pseudo.public['help']}/{tag}/how-to/{PROCEDURES[0]}/")
    width = narrow.evaluate("() => document.querySelector('iframe').clientWidth")
    narrow.set_viewport_size({"width": width, "height": 800})
    home = sign_in(narrow, pseudo, tag)
    found = {}
    for path in SCREENS:
        narrow.goto(home + path)
        found[path] = overflowing(narrow)
    assert not any(found.values()), found


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p style='width:5em;overflow:hidden;white-space:nowrap'>Pay this invoice</p>", "is cut"),
        ("<button style='width:4em;white-space:nowrap'>Pay this invoice</button>", "runs out of"),
        ("<p style='margin-left:300px'>Unbreakable</p>", "leaves the window"),
        ("<p style='height:1em;overflow:hidden'>" + "Pay this invoice " * 9, "is cut below"),
    ],
)
def test_what_is_cut_is_seen(narrow, html, why):
    narrow.set_viewport_size({"width": NARROW, "height": 800})
    narrow.set_content(f"<!doctype html><body style='margin:0'>{html}")
    assert any(why in each for each in overflowing(narrow))
    narrow.set_content("<!doctype html><body><p>Pay this invoice</p><button>Pay now</button>")
    assert overflowing(narrow) == []
