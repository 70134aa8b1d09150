"""Walks by keyboard, and without scripts: what only a mouse or a script can do is told."""

import pytest

from acquit.walk.failure import Cause
from acquit.walk.manners import MANNERS
from acquit.walk.walker import Walker
from tests.support.acting import GO
from tests.support.outcomes import fails, passes

ON_CLICK = "onclick=\"document.body.insertAdjacentHTML('beforeend', '<p>Done</p>')\""
#: Far from the beginning: many elements take the focus before it.
MANY = "<a href='#'>x</a>" * 60


@pytest.fixture
def by_keys(do, tiny, browser):
    """As `do`, by keyboard."""
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8, manner=MANNERS["keyboard"])
    return do


@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        ("button", f"<button {ON_CLICK}>Go</button>"),
        ("button", f"{MANY}<button {ON_CLICK}>Go</button>"),
        ("link", f"<a href='#' {ON_CLICK}>Go</a>"),
        ("button", f"<div role=button tabindex=0 {ON_CLICK} onkeydown='this.click()'>Go</div>"),
        ("button", f"<details><summary {ON_CLICK}>Go</summary>x</details>"),
    ],
)
def test_what_takes_the_focus_is_used_by_a_key(by_keys, kind, screen):
    assert passes(by_keys("Select {x}.", screen, x=(kind, "Go")))


@pytest.mark.parametrize(
    "screen",
    [
        f"<div role=button {ON_CLICK}>Go</div>",
        f"<button tabindex=-1 {ON_CLICK}>Go</button>",
        f"<button {ON_CLICK} onfocus='this.blur()'>Go</button>",
    ],
)
def test_what_no_key_reaches_is_told(by_keys, screen):
    walk = by_keys("Select {x}.", screen, x=("button", "Go"))
    assert fails(walk, Cause.UNREACHED, "no key leads to the button “Go”")


def test_what_a_mouse_only_does_is_told(by_keys):
    """It takes the focus, and no key uses it."""
    screen = f"<div role=button tabindex=0 {ON_CLICK}>Go</div>"
    assert fails(by_keys("Select {x}.", screen, x=("button", "Go")), Cause.NO_CHANGE, "Done")


def test_fields_boxes_and_radio_buttons_are_used_by_keys(by_keys):
    screen = (
        "<label>A <input id=a></label><label><input type=checkbox id=b>B</label>"
        "<fieldset id=c><legend>C</legend><label><input type=radio name=c value=1>One</label>"
        "<label><input type=radio name=c value=2>Two</label></fieldset>"
        "<button onclick=\"if (a.value === 'abc' && b.checked && c.querySelector('[value=\\'2\\']')"
        ".checked) document.body.insertAdjacentHTML('beforeend', '<p>Done</p>')\">Go</button>"
    )
    walk = by_keys(
        "In {a}, enter {a.value}; tick {b}; in {c}, choose {c.value}; then select {go}.",
        screen,
        data='a: abc, c: "Two"',
        a=("textbox", "A"),
        b=("checkbox", "B"),
        c=("radiogroup", "C"),
    )
    assert passes(walk)


def test_without_scripts_what_needs_one_is_missing(do, tiny, browser, answering):
    from werkzeug.wrappers import Response

    script = "document.body.insertAdjacentHTML('beforeend', '<button>Late</button>')"
    answering(lambda request: Response(script) if request.path == "/late.js" else None)
    screen = GO + "<script src=/late.js></script>"
    assert passes(do("Select {late}, then {go}.", screen, late=("button", "Late")))
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8, manner=MANNERS["no-script"])
    walk = do("Select {late}, then {go}.", screen, late=("button", "Late"))
    assert fails(walk, Cause.MISSING, "no button “Late”")
