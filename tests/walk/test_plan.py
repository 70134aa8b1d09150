"""What is read from a built page: which walks it takes, and what each of them does."""

from threading import Event

import pytest

from acquit.walk.failure import Cause
from acquit.walk.plan import Part, Step
from acquit.walk.walker import Walker
from tests.support.outcomes import fails, passes
from tests.walk.conftest import attribute, replacing, together

GO = "<button>Go</button>"
STOP = "<button>Stop</button>"
CONTROLS = {
    "go": ("button", "Go"),
    "stop": ("button", "Stop"),
    "left": ("link", "Left"),
    "right": ("link", "Right"),
    "asked": ("text", "Asked"),
}


@pytest.fixture(scope="module")
def tiny(tiny, browser):
    """What isn't there is missing soon."""
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8)
    return tiny


@pytest.fixture
def walks(tiny):
    """Do every walk of a page, by its name."""

    def every(steps: str, *screens: str, spoil=lambda page: page, data: str = ""):
        options = {"data": data, "spoil": spoil, "controls": CONTROLS}
        first = tiny.walk(steps, *screens, **options)
        count = tiny.walker.plan(tiny.server.address.public + "/").walks()
        rest = [tiny.walk(steps, *screens, index=index, **options) for index in range(1, count)]
        return {walk.alternative: walk for walk in (first, *rest)}

    return every


def step(number: str, attributes: str):
    """Mark a step."""
    return replacing(f'data-step="{number}"', f'data-step="{number}" {attributes}')


# Optional steps


def test_an_optional_step_is_done_and_left_out_once(walks):
    steps = "1. Select {left}.\n2. Select {stop}:\n    1. Select {right}.\n3. Select {go}.\n"
    screen = "<a href=#>Left</a><a href=#>Right</a>" + GO + STOP
    done = walks(steps, screen, spoil=step("2", "data-optional"))
    assert all(map(passes, done.values()))
    assert {name: (w.steps, w.acted) for name, w in done.items()} == {
        "": (4, 4),
        "without 2": (2, 2),
    }


def test_a_step_that_is_called_optional_and_is_not(walks):
    steps = "1. Select {stop}.\n2. Select {go}.\n"
    screen = "<button onclick='g.hidden = false'>Stop</button><p id=g hidden>" + GO
    done = walks(steps, screen, spoil=step("1", "data-optional"))
    assert passes(done[""])
    assert fails(done["without 1"], Cause.MISSING, "step 2")


def test_an_optional_step_of_an_alternative_is_left_out_where_that_is_taken(walks):
    steps = (
        "1. Then:\n    - select {left};\n    - select {right}:\n        1. Select {stop}.\n"
        "2. Select {go}.\n"
    )
    screen = "<a href=#>Left</a><a href=#>Right</a>" + GO + STOP
    spoil = together(step("1.b.1", "data-optional"), step("2", "data-optional"))
    done = walks(steps, screen, spoil=spoil)
    assert all(map(passes, done.values()))
    assert {name: w.acted for name, w in done.items()} == {
        "1.a": 2,
        "1.b": 3,
        "1.a without 2": 1,
        "1.b without 1.b.1": 2,
    }


# Conditional steps

IF = (
    "1. Select {go}.\n2. If {asked} appears, select {stop}.\n    {: .conditional }\n"
    "3. Select {right}.\n"
)
ASKS = "<button onclick='setTimeout(() => %s, 300)'>Go</button>"
ASKED = (
    "<p id=a hidden>Asked</p><p id=s hidden><button onclick='r.hidden = false'>Stop</button></p>"
)
RIGHT = "<p id=r hidden><a href=#>Right</a></p>"


def test_a_step_whose_condition_is_met_is_done(walks):
    asks = ASKS % "a.hidden = s.hidden = false"
    walk = walks(IF, asks + ASKED + RIGHT)[""]
    assert passes(walk)
    assert (walk.met, walk.unmet, walk.acted, walk.steps) == (["2"], [], 3, 3)
    assert "asked" in walk.seen


def test_a_step_whose_condition_is_not_met_is_left_out(walks):
    walk = walks(IF, ASKS % "r.hidden = false" + ASKED + RIGHT)[""]
    assert passes(walk)
    assert (walk.met, walk.unmet, walk.acted, walk.steps) == ([], ["2"], 2, 2)


def test_what_follows_may_be_there_all_along(walks, answering):
    """Only a product at rest leaves a step out."""

    def slow(request):
        if request.path == "/2":
            Event().wait(1.5)

    answering(slow)
    asks = "<button onclick=\"fetch('/2').then(() => { a.hidden = s.hidden = false })\">Go</button>"
    walk = walks(IF, asks + ASKED + RIGHT.replace("hidden", ""), "")[""]
    assert passes(walk)
    assert walk.met == ["2"]


def test_a_condition_that_is_met_and_nothing_to_do(walks):
    asks = ASKS % "a.hidden = false"
    walk = walks(IF, asks + ASKED + RIGHT)[""]
    assert fails(walk, Cause.MISSING, "step 2")


def test_a_condition_at_the_end_has_a_reader_s_patience(walks):
    steps = "1. Select {go}.\n2. If {asked} appears, select {stop}.\n    {: .conditional }\n"
    walk = walks(steps, ASKS % "0" + ASKED)[""]
    assert passes(walk)
    assert (walk.unmet, walk.acted) == (["2"], 1)


# Scenarios


def test_further_scenarios_are_walked_too(walks):
    steps = "1. Then:\n    - select {go};\n    - select {stop}.\n"
    further = attribute("data-scenarios", [{"scenario": "other", "address": "/2"}])
    screens = (GO + STOP, GO)
    done = walks(steps, *screens, spoil=further)
    assert list(done) == ["1.a", "1.b", "1.a in other", "1.b in other"]
    assert [walk.passed for walk in done.values()] == [True, True, True, False]
    assert fails(done["1.b in other"], Cause.MISSING, "step 1.b")


# Tabs of a help page


TABS = """<div class="tabbed-set tabbed-alternate"><input checked type="radio" name="t" id="t1">
<input type="radio" name="t" id="t2"><div class="tabbed-labels"><label for="t1">One</label>
<label for="t2">Two</label></div><div class="tabbed-content">{0}{1}</div></div>
<style>.tabbed-block {{ display: none }}
#t1:checked ~ .tabbed-content > :nth-child(1), #t2:checked ~ .tabbed-content > :nth-child(2)
{{ display: block }}</style>"""


def tabbed(hide: str = ""):
    """Turn the two alternatives of step 1 into tabs."""

    def spoil(page: str) -> str:
        start, end = page.index("<ul>"), page.index("</ul>")
        items = page[start + 4 : end].split("</li>")[:2]
        blocks = [item.replace("<li", '<div class="tabbed-block"', 1) + "</div>" for item in items]
        assert all("<div" in block for block in blocks)
        return page[:start] + TABS.format(*blocks) + hide + page[end + 5 :]

    return spoil


def test_each_tab_is_an_alternative_and_what_it_holds_is_shown(walks):
    steps = "1. Then:\n    - select {go};\n    - enter {amount.value} in {amount}.\n"
    screen = GO + "<label for=a>Amount</label><input id=a>"
    done = walks(steps, screen, spoil=tabbed(), data='amount: "5"')
    assert all(map(passes, done.values()))
    assert list(done) == ["1.a", "1.b"]
    assert done["1.a"].acted == 1
    hidden = tabbed("<style>#t2:checked ~ .tabbed-content strong { visibility: hidden }</style>")
    done = walks(steps, screen, spoil=hidden, data='amount: "5"')
    assert fails(done["1.a"], Cause.GAP, "“Amount”, but doesn’t show it")


# Order


def test_alternatives_and_substeps_are_taken_as_they_stand():
    choice = Part([Step("1.a", ""), Step("1.b", "")], is_choice=True)
    below = Part([Step("1.1", ""), Step("1.2", "")])
    first = Step("1", "", parts=[choice, below])
    assert [s.number for s in first.path(0)] == ["1", "1.a", "1.1", "1.2"]
    last = Step("1", "", parts=[below, choice])
    assert [s.number for s in last.path(1)] == ["1", "1.1", "1.2", "1.b"]


# What the page shows


def test_what_else_the_page_names_is_known(walks):
    steps = "1. Select {go}.\n\n!!! note\n    There is {stop}, too.\n"
    walk = walks(steps, GO + STOP)[""]
    assert passes(walk)
    assert walk.named == {"go": "Go", "stop": "Stop"}
    assert walk.seen == {"go"}


def test_places_that_are_named_together_are_seen_one_by_one(walks):
    steps = "1. Next to {due} or {paid}, select {go}.\n"
    row = "<table><tr><th>A<td>Due<td>" + GO + "</table>"
    assert walks(steps, row)[""].seen == {"due", "go"}


def test_controls_that_say_what_they_are(walks):
    steps = "1. Select {go}, then {stop}.\n"
    walk = walks(steps, "<button data-control=go>Go</button>" + STOP)[""]
    assert (walk.used, walk.unmarked) == ({"go", "stop"}, {"stop"})
