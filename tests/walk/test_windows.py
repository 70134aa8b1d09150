"""The browser’s own dialogs, and tabs that open."""

from threading import Event

import pytest

from acquit.walk.failure import Cause
from tests.support.acting import DONE, GO
from tests.support.outcomes import fails, passes

# Dialogs

SURE = ("dialog", "Sure?")
CONFIRM = '<button onclick="%s">Go</button>'


@pytest.mark.parametrize(
    "script",
    [
        "if (confirm('Sure?')) done()",
        "setTimeout(() => confirm('Sure?') && done(), 300)",
        "alert('Sure?'); done()",
        "if (prompt('Sure?', 'x') === 'x') done()",
        "if (confirm('Sure?')) location = '/2'",
    ],
)
def test_a_dialog_that_the_page_tells_of_is_accepted(do, script):
    walk = do("Select {go}, then {sure}.", CONFIRM % script, "<p>Done</p>", sure=SURE)
    assert passes(walk)
    assert walk.acted == 2


@pytest.mark.parametrize(
    ("script", "data"),
    [
        ("confirm('Sure?') || done()", "sure: dismiss"),
        ("prompt('Sure?') === 'yes' && done()", 'sure: "yes"'),
    ],
)
def test_a_dialog_is_answered_as_the_page_says(do, script, data):
    step = "Select {go}, then {sure} with {sure.value}."
    assert passes(do(step, CONFIRM % script, data=data, sure=SURE))
    assert fails(do(step, CONFIRM % "confirm('Sure?')", data=data, sure=SURE), Cause.NO_CHANGE)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("done()", "no dialog asks “Sure?”"),
        ("if (confirm('Really?')) done()", "“Really?”, not “Sure?”"),
        ("confirm('Sure?') && confirm('Really?') && done()", "“Really?”"),
    ],
)
def test_a_dialog_that_does_not_come_or_says_something_else(do, script, words):
    walk = do("Select {go}, then {sure}.", CONFIRM % script, sure=SURE)
    assert fails(walk, Cause.DIALOG, words)
    assert walk.failure.step


@pytest.mark.parametrize("script", ["if (confirm('Sure?')) done()", "alert('Sure?'); done()"])
def test_a_dialog_that_the_page_does_not_tell_of_is_named(do, script):
    walk = do("Select {go}.", CONFIRM % script)
    assert fails(walk, Cause.DIALOG, "“Sure?”, of which the page doesn’t tell")
    assert walk.failure.step == "1"
    opening = do("Select {go}.", GO + "<script>alert('Hello')</script>")
    assert fails(opening, Cause.DIALOG, "“Hello”")


# Tabs

REPORT = ("link", "Report")


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/2 target=_blank>Report</a>",
        "<a href=/2 target=other rel=noopener>Report</a>",
        "<a href=# onclick=\"window.open('/2')\">Report</a>",
        "<a href=/2 target=_top>Report</a>",
        "<a href=/2 target=_parent>Report</a>",
        "<a href=# onclick=\"top.location = '/2'\">Report</a>",
    ],
)
@pytest.mark.parametrize("slow", [0, 1.5])
def test_the_walk_goes_where_the_reader_does(do, answering, link, slow):
    def later(request):
        if request.path == "/2" and slow:
            Event().wait(slow)

    answering(later)
    # The same button stands in both: only that of the new document leads on.
    screen = link + "<button onclick='document.title = 1'>Go</button>"
    walk = do("Select {report}, then {go}.", screen, DONE + GO, report=REPORT)
    assert passes(walk)


def test_the_walk_comes_back_when_the_tab_closes(do):
    steps = "Select {report}, then {shut}, then {go}."
    shut = ("button", "Shut")
    tab = "<button onclick='window.close()'>Shut</button>"
    link = "<a href=# onclick=\"window.open('/2')\">Report</a>"
    assert passes(do(steps, link + GO, tab, report=REPORT, shut=shut))
    walk = do(steps, link + GO, tab.replace("window.close()", ""), report=REPORT, shut=shut)
    assert fails(walk, Cause.MISSING, "no button “Go”")


def test_a_download_in_a_new_tab(do):
    link = "<a href=/file target=_blank>Report</a>"
    assert passes(do("Select {report}, then {go}.", link + GO, report=REPORT))


def test_a_tab_without_a_click_is_refused_as_browsers_do(do):
    late = "<button onclick=\"done()\">Go</button><script>open('/2')</script>"
    number = ("text", "Number")
    step = "Select {go}.\n2. See {number}."
    walk = do(step, late, "<p>Number</p>", number=number)
    assert fails(walk, Cause.NO_PLACE, "opened a tab without a click")
