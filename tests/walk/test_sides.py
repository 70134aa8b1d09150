"""A control is on the side of the screen that its sentence names, where screens have sides."""

import pytest

from acquit.walk.failure import Cause
from tests.support.acting import GO
from tests.support.outcomes import fails, passes


def framed(width: int):
    """Let the frame have a width."""
    return lambda page: page.replace("<iframe", f"<iframe style='width:{width}px;height:400px'")


def at(place: str) -> str:
    return f"<div style='position:absolute;{place}'>{GO}</div><p style='height:900px'></p>"


@pytest.mark.parametrize(
    ("words", "true", "false"),
    [
        ("On the left sidebar", "left:0;top:50px", "right:0;top:50px"),
        ("In the upper-right corner", "right:0;top:0", "left:0;top:0"),
        ("In the upper-right corner", "right:0;top:0", "right:0;top:850px"),
        ("At the bottom of the page", "left:0;top:800px", "left:0;top:50px"),
    ],
)
def test_a_side_is_looked_at(do, words, true, false):
    assert passes(do(f"{words}, select {{go}}.", at(true), spoil=framed(700)))
    walk = do(f"{words}, select {{go}}.", at(false), spoil=framed(700))
    assert fails(walk, Cause.OTHER_SIDE, "the button “Go” isn’t on the side")


def test_what_goes_from_side_to_side_is_on_both(do):
    wide = f"<div style='display:grid'>{GO}</div>"
    for words in ("left", "right"):
        assert passes(do(f"On the {words} sidebar, select {{go}}.", wide, spoil=framed(700)))


@pytest.mark.parametrize(("words", "is_true"), [("top", True), ("bottom", False)])
def test_a_result_is_where_its_sentence_says(tiny, words, is_true):
    """One that is long, and at the top of it."""
    screen = "<p id=p hidden>Paid</p><button onclick='p.hidden=false'>Pay now</button>"
    screen += "<p style='height:900px'></p>"
    steps = f"1. Select {{pay}}.\n\nAt the {words} of the page, {{paid}} appears.\n"
    walk = tiny.walk(steps, screen, spoil=framed(700))
    assert passes(walk) if is_true else fails(walk, Cause.OTHER_SIDE, "the status “Paid”")


def test_a_narrow_screen_has_no_sides(do):
    right = f"<div style='position:absolute;right:0'>{GO}</div>"
    words = "On the left sidebar, select {go}."
    assert passes(do(words, right, spoil=framed(320)))
    assert fails(do(words, right, spoil=framed(700)), Cause.OTHER_SIDE)
