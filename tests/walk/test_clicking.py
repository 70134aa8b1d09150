"""What the walk’s mouse reaches: covers, scrolling, what appears under it."""

import pytest

from acquit.walk.failure import Cause
from acquit.walk.journey import LONGEST_JOURNEY
from tests.support.acting import GO, TYPE, A
from tests.support.outcomes import fails, passes
from tests.walk.conftest import replacing

# Clicking


@pytest.mark.parametrize("late", [False, True])
def test_what_covers_a_button_is_told(do, late):
    curtain = "<div id=c style='position:fixed;inset:0'></div>"
    lifted = "<script>setTimeout(() => c.remove(), 300)</script>" if late else ""
    walk = do("Select {go}.", GO + curtain + lifted)
    assert passes(walk) if late else fails(walk, Cause.COVERED, "<div")
    assert walk.seconds < LONGEST_JOURNEY


@pytest.mark.parametrize(
    ("control", "screen", "data"),
    [
        ("textbox", "<label for=a>A</label><input id=a>", "a: abc"),
        ("combobox", "<label for=a>A</label><select id=a><option>abc</select>", "a: abc"),
        ("checkbox", "<label><input type=checkbox>A</label>", ""),
        ("file", "<label for=a>A</label><input type=file id=a>", "a: abc.txt"),
        ("listbox", "<label for=a>A</label><select multiple id=a><option>abc</select>", "a: abc"),
    ],
)
def test_nothing_is_used_behind_a_curtain(do, control, screen, data):
    curtain = "<div style='position:fixed;inset:0'></div>"
    step = "In {a}, give {a.value}." if data else "Tick {a}."
    assert fails(do(step, screen + curtain, data=data, a=(control, "A")), Cause.COVERED, "step 1")


@pytest.mark.parametrize("field", [False, True])
def test_what_moves_under_the_mouse_is_pressed_where_it_went(do, field):
    """And what came to its place gets nothing of that."""
    moving = (
        "<button id=w hidden onpointerdown='document.body.remove()'>Wrong</button><br>"
        "<button onpointermove='w.hidden = false; w.style.height = `80px`' onclick='done()'>"
        "Go</button>"
    )
    if field:
        screen = "<label for=a>A</label><input id=a>" + moving
        assert passes(do(TYPE, screen, data="a: abc", a=A))
    else:
        assert passes(do("Select {go}.", moving))


def test_what_flees_from_the_mouse_is_told(do):
    fleeing = (
        "<p id=p style='position:relative;margin:0'><button id=b onclick='done()'>Go</button></p>"
        "<script>b.onpointermove = () => { p.style.top = (parseInt(p.style.top || 0) + 60) % 240"
        " + 'px'; }</script>"
    )
    walk = do("Select {go}.", fleeing)
    assert fails(walk, Cause.UNUSABLE, "the button “Go” moves away from the mouse")


def test_what_more_there_is_opens(do):
    more = "<details ontoggle='done()'><summary>More options</summary><p>Here</p></details>"
    control = ("button", "More options")
    assert passes(do("Select {more}.", more, more=control))
    shut = more.replace("<summary>", "<summary onclick='event.preventDefault()'>")
    assert fails(do("Select {more}.", shut, more=control), Cause.NO_CHANGE)


def test_what_is_far_down_is_scrolled_to(do):
    inside = f"<div style='height:100px;overflow:auto'><div style='height:900px'></div>{GO}</div>"
    assert passes(do("Select {go}.", inside))
    assert passes(do("Select {go}.", f"<div style='height:4000px'></div>{GO}"))


@pytest.mark.parametrize("height", [150, 3000])
def test_what_is_fixed_below_the_edge_of_the_window_is_scrolled_to(do, height):
    fixed = f"<div style='height:9000px'></div><div style='position:fixed;bottom:5px'>{GO}</div>"
    frame = f"<div style='height:2000px'></div><iframe style='height:{height}px'"
    assert passes(do("Select {go}.", fixed, spoil=replacing("<iframe", frame)))


def test_what_is_drawn_anew_before_it_is_clicked_is_found_again(do):
    restless = (
        "<p id=p><button>Go</button></p><script>let n = 0; const again = () => { n += 1;"
        "p.innerHTML = `<button onclick='done()'>Go</button>`; if (n < 30) setTimeout(again, 20) };"
        "again()</script>"
    )
    assert passes(do("Select {go}.", restless))


# What comes to the mouse

ROWS = """<style>tr button {{ {0} }} tr:hover button {{ {1} }}</style>
<table><tr><th scope=row>A<td>Due<td><button onclick="done()">Go</button></table>"""


ROW = f"<tr><th scope=row>B<td>Due<td>{GO}"


@pytest.mark.parametrize(
    ("without", "pointed"),
    [
        ("display:none", "display:inline"),
        ("opacity:0", "opacity:1"),
        ("visibility:hidden", "visibility:visible"),
    ],
)
def test_what_a_row_shows_only_to_the_mouse(do, without, pointed):
    step = "Next to {due}, select {go}."
    assert passes(do(step, ROWS.format(without, pointed)))
    slowly = f"{pointed}; transition: opacity 200ms"
    assert passes(do(step, ROWS.format(without, slowly).replace("<table>", "<table>" + ROW)))
    assert fails(do(step, ROWS.format(without, without)), Cause.MISSING, "no button “Go”")


def test_each_row_must_show_it_to_the_mouse(do):
    screen = ROWS.format("display:none", "display:inline")
    assert passes(
        do("Next to {due}, select {go}.", screen.replace("</table>", ROW + ROW.replace(">B", ">C")))
    )
    without = ROW.replace(GO, "").replace("<th scope=row>B", "<th scope=row>C")
    walk = do("Next to {due}, select {go}.", screen.replace("</table>", ROW + without))
    assert fails(walk, Cause.MISSING, "no button “Go” next to “Due”")


def test_a_row_of_another_s_label_is_not_pointed_at(do):
    foreign = ROWS.format("display:none", "display:inline").replace(
        "<td>Due", "<td><span data-control=paid>Due</span>"
    )
    walk = do("Next to {due}, select {go}.", foreign)
    assert fails(walk, Cause.WRONG_CONTROL, "shown as paid")
    both = foreign.replace("</table>", ROW.replace(GO, f"{GO}<p hidden>.</p>"))
    assert passes(do("Next to {due}, select {go}.", both))


def test_what_a_field_shows_when_it_is_clicked(do):
    screen = "<label for=a>A</label><input id=a onfocus='g.hidden = false'><p id=g hidden>" + GO
    assert passes(do(TYPE, screen, data="a: abc", a=A))
    assert fails(do("Select {go}.", screen), Cause.MISSING)
