"""How long a walk waits, and that it names where it got stuck."""

from threading import Event

from werkzeug.wrappers import Response

from acquit.walk.failure import Cause
from acquit.walk.journey import LONGEST_JOURNEY
from acquit.walk.walker import Walker
from tests.support.acting import GO
from tests.support.outcomes import fails, passes

# Patience

CALCULATE = "<button onclick='setTimeout(done, 3000)'>Go</button>"


def test_a_project_may_have_more_patience(tiny, browser, do):
    assert fails(do("Select {go}.", CALCULATE), Cause.NO_CHANGE)
    hasty = tiny.walker
    tiny.walker = Walker(browser, {}, evidence=None, patience=6)
    try:
        walk = do("Select {go}.", CALCULATE)
        assert passes(walk)
        assert passes(do("Select {go}.", GO))
    finally:
        tiny.walker = hasty


def test_a_slow_server_is_waited_for(do, answering):
    def slow(request):
        if request.path == "/slow":
            Event().wait(2.5)
            return Response("")

    answering(slow)
    asks = "<button onclick=\"fetch('/slow').then(done)\">Go</button>"
    assert passes(do("Select {go}.", asks))


def test_a_page_that_does_not_answer_is_waited_for(do):
    busy = (
        '<button onclick="setTimeout(() => { const end = Date.now() + 2500;'
        'while (Date.now() < end); done() }, 50)">Go</button>'
    )
    assert passes(do("Select {go}.", busy))


def test_what_polls_for_ever_is_not_waited_for(do, answering):
    is_over = Event()

    def slow(request):
        if request.path == "/slow":
            is_over.wait(2 * LONGEST_JOURNEY)
            return Response("")

    answering(slow)
    polls = "<script>addEventListener('load', () => fetch('/slow'))</script><button>Go</button>"
    walk = do("Select {go}.", polls)
    is_over.set()
    assert fails(walk, Cause.NO_CHANGE)
    assert walk.seconds < LONGEST_JOURNEY


# Failures


def test_a_walk_that_got_stuck_names_its_step(do):
    walk = do("Select {go}.", "<p>x</p>")
    assert fails(walk, Cause.MISSING, "step 1")
    assert "procedure" not in walk.failure.sentence()
