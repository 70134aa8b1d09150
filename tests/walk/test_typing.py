"""Typing into fields, searching, and keys: a screen that takes it, and one that doesn’t."""

import pytest

from acquit.walk.entering import holds
from acquit.walk.failure import Cause
from tests.support.acting import TYPE, A
from tests.support.outcomes import fails, passes
from tests.walk.conftest import attribute, replacing

# Typing


def field(attributes: str, script: str = "") -> str:
    check = f'onclick="if ({script or "a.value"}) done()"'
    return f"<label for=a>A</label><input id=a {attributes}><button {check}>Go</button>"


@pytest.mark.parametrize(
    ("attributes", "data", "typed"),
    [
        ("type=number", 'a: "3"', {}),
        ("type=number step=any", "a: 1234.50 EUR", {"a": "1234.50"}),
        ("type=date", "a: 2026-11-20", {"a": "2026-11-20"}),
        ("type=month", "a: 2026-11-20", {"a": "2026-11-20"}),
        ("type=time", 'a: "2:30 PM"', {"a": "14:30"}),
        ("type=datetime-local", 'a: "tomorrow"', {"a": "2026-11-20T14:30"}),
        ("type=password", "a: abc", {}),
        ("type=email", 'a: "ada@example.com"', {}),
        ('value="was here" maxlength=3', "a: abc", {}),
        ("oninput=\"value = value.replace(/(\\d)(?=(\\d{3})+$)/g, '$1\u202f')\"", 'a: "1234"', {}),
    ],
)
def test_a_field_takes_what_the_page_shows(do, attributes, data, typed):
    spoil = attribute("data-typed", typed) if typed else lambda page: page
    assert passes(do(TYPE, field(attributes), data=data, spoil=spoil, a=A))


def test_a_date_is_typed_as_the_field_takes_it_and_not_as_the_page_prints_it(do):
    screen = field("type=date", "a.value === '2026-11-20'")
    spoil = attribute("data-typed", {"a": "2026-11-20"})
    assert passes(do(TYPE, screen, data="a: 2026-11-20", spoil=spoil, a=A))
    other = attribute("data-typed", {"a": "2026-11-21"})
    assert fails(do(TYPE, screen, data="a: 2026-11-20", spoil=other, a=A), Cause.NO_CHANGE)


@pytest.mark.parametrize(
    ("attributes", "data", "held"),
    [
        ("type=number", 'a: "three"', "it holds “”"),
        ("type=date", 'a: "2026-11-20"', "write a date or a time without quotes"),
        ("type=time", 'a: "half past two"', "write a date or a time without quotes"),
        ("maxlength=2", "a: abc", "it holds “ab”"),
        ("oninput=\"value = ''\"", "a: abc", "it holds “”"),
        ("oninput=\"value = value.replace(/[a-z]/g, '')\"", 'a: "ab1"', "it holds “1”"),
        ("onkeydown='event.preventDefault()'", "a: abc", "it holds “”"),
        ("oninput=\"setTimeout(() => { a.value = 'x' })\"", "a: abc", "it holds “x”"),
        ("onblur=\"value = ''\"", "a: abc", "it was left"),
        ("value=Bob onchange='value = defaultValue'", "a: abc", "it was left"),
    ],
)
def test_a_field_that_does_not_take_it_says_what_it_holds(do, attributes, data, held):
    walk = do(TYPE, field(attributes, "true"), data=data, a=A)
    assert fails(walk, Cause.NOT_TAKEN, held)
    assert walk.failure.step == "1"
    assert walk.failure.control == "a"


@pytest.mark.parametrize("attributes", ["readonly", "aria-readonly=true onkeydown='return false'"])
def test_a_field_that_is_only_read(do, attributes):
    walk = do(TYPE, field(f"value=Bob {attributes}", "true"), data="a: abc", a=A)
    assert walk.failure.cause in (Cause.NOT_TAKEN, Cause.DISABLED)
    assert "read-only" in walk.failure.message
    assert walk.failure.step == "1"


def test_a_date_that_a_field_of_times_does_not_take(do):
    spoil = attribute("data-typed", {"a": "2026-11-20"})
    walk = do(TYPE, field("type=time"), data="a: 2026-11-20", spoil=spoil, a=A)
    assert fails(walk, Cause.NOT_TAKEN, "it holds “”")


def test_a_field_may_do_something_when_it_is_left(do):
    step = "In {a}, enter {a.value}."
    saves = "<label for=a>A</label><input id=a onchange='done()'>"
    assert passes(do(step, saves, data="a: abc", a=A))
    assert fails(do(step, saves.replace("done()", ""), data="a: abc", a=A), Cause.NO_CHANGE)


def test_a_suggestion_may_empty_the_field_when_it_is_pressed(do):
    screen = (
        '<label for=a>A</label><input id=a><button onmousedown="event.preventDefault(); a.value = '
        "''\" onclick='done()'>Go</button>"
    )
    assert passes(do(TYPE, screen, data="a: abc", a=A))


@pytest.mark.parametrize(
    ("held", "value", "same"),
    [
        ("1 234", "1234", True),
        ("1,234.50", "1234.50", True),
        ("5.00", "€5.00", True),
        ("€1,234.00", "1234", True),
        ("06 12 34 56 78", "0612345678", True),
        ("06.12.34.56.78", "0612345678", True),
        ("20/11/2026", "20112026", True),
        ("12.34", "1234", False),
        ("1234", "12.34", False),
        ("123", "1234", False),
        ("1234.5", "1234.50", True),
        ("5", "-5", False),
        ("", "5", False),
    ],
)
def test_what_a_field_adds_is_no_other_value(held, value, same):
    assert holds(held, value) is same


# Searching, keys

SEARCH = "In {search}, enter {search.value}"
FORM = "<form onsubmit='event.preventDefault(); sent()'><input type=search aria-label=Search"
COUNT = "<script>let n = 0; function sent() { n += 1; ok.hidden = n !== 1; }</script>"
FORM += f" placeholder=Search></form>{COUNT}"


def test_a_search_is_sent_once(do):
    assert passes(do(f"{SEARCH}.", FORM, data="search: abc"))
    walk = do(f"{SEARCH} and press {{enter_key}}.", FORM, data="search: abc")
    assert passes(walk)
    assert walk.acted == 2


@pytest.mark.parametrize(("key", "works"), [("Enter", True), ("Escape", False), ("Nokey", False)])
def test_a_key_is_pressed_where_the_focus_is(do, key, works):
    screen = "<label for=a>A</label><input id=a onkeydown=\"event.key === 'Enter' && done()\">"
    spoil = replacing('data-key="Enter"', f'data-key="{key}"')
    step = "In {a}, enter {a.value}, then press {enter_key}."
    walk = do(step, screen, data="a: abc", spoil=spoil, a=A)
    assert (
        passes(walk)
        if works
        else fails(walk, Cause.UNUSABLE if key == "Nokey" else Cause.NO_CHANGE)
    )


def test_a_key_goes_to_the_product_before_anything_in_it_was_clicked(do):
    screen = "<script>addEventListener('keydown', done)</script>"
    assert passes(do("Press {enter_key}.", screen))
