"""Walks by the accessibility tree: what only eyes can find, or put together, is told."""

import pytest

from acquit.walk.accessibility import is_live, named, read_tree, stands_by
from acquit.walk.failure import Cause
from acquit.walk.manners import MANNERS
from acquit.walk.walker import Walker
from tests.support.outcomes import fails, passes

SNAPSHOT = """
- main:
  - heading "Invoices" [level=1]
  - table "Invoices":
    - rowgroup:
      - row "A-1 Due Pay now":
        - rowheader "A-1"
        - cell "Status Due"
        - cell "Pay now":
          - button "Pay now"
      - row "A-2 Paid":
        - 'cell "Status: Paid"'
        - 'link "A-2: \\"old\\""':
          - /url: /invoices/A-2
  - heading "Cards" [level=2]
  - button "Add a card" [disabled]
- status: "Your payment was accepted"
"""


def announced(how: str) -> str:
    """A button after which “Done” appears, in some way."""
    ways = {
        "silent": "document.body.insertAdjacentHTML('beforeend', '<p>Done</p>')",
        "status": "s.textContent = 'Done'",
        "alert": "document.body.insertAdjacentHTML('beforeend', '<p role=alert>Done</p>')",
        "focus": "document.body.insertAdjacentHTML('beforeend', '<p tabindex=-1 id=d>Done</p>'); "
        "d.focus()",
    }
    return f'<p id=s role=status></p><button onclick="{ways[how]}">Go</button>'


@pytest.fixture
def by_ear(do, tiny, browser):
    """As `do`, by the accessibility tree."""
    manner = MANNERS["screen-reader"]
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8, manner=manner)
    return do


@pytest.mark.parametrize("how", ["status", "alert", "focus"])
def test_what_is_announced_is_heard(by_ear, how):
    assert passes(by_ear("Select {x}.", announced(how), x=("button", "Go")))


def test_what_appears_in_silence_is_told(by_ear):
    walk = by_ear("Select {x}.", announced("silent"), x=("button", "Go"))
    assert fails(walk, Cause.UNREACHED, "“Done” appears, and no screen reader says so")


def test_a_new_document_is_read_from_its_beginning(by_ear):
    walk = by_ear("Select {x}.", "<a href=/2>Go</a>", "<p>Done</p>", x=("link", "Go"))
    assert passes(walk)


def test_words_for_eyes_alone_are_told(by_ear):
    screen = announced("status").replace("<p id=s role=status>", "<p id=s aria-hidden=true>")
    walk = by_ear("Select {x}.", screen, x=("button", "Go"))
    assert fails(walk, Cause.UNREACHED, "a screen reader isn’t told of “Done”")


@pytest.mark.parametrize(
    ("around", "is_told"),
    [
        ("<div>Due {}</div>", False),
        ("<ul><li>Due {}</li></ul>", True),
        ("<table><tr><td>Due</td><td>{}</td></tr></table>", True),
        ("<section aria-label=Due><p>Due</p>{}</section>", True),
        ("<h2>Due</h2>{}", True),
    ],
)
def test_a_place_is_what_is_read_on_the_way(by_ear, around, is_told):
    screen = around.format(announced("status"))
    walk = by_ear("Next to {due}, select {x}.", screen, due=("text", "Due"), x=("button", "Go"))
    if is_told:
        assert passes(walk)
    else:
        message = "a screen reader isn’t told that the button “Go” belongs to “Due”"
        assert fails(walk, Cause.UNREACHED, message)


def test_a_tree_is_read_with_names_texts_and_order():
    tree = read_tree(SNAPSHOT)
    [pay] = named(tree, ("button",), "Pay now")
    [link] = named(tree, ("link",), "old")
    assert link.name == 'A-2: "old"'
    assert stands_by(tree, pay, ["Due"])
    assert stands_by(tree, pay, ["Invoices"])
    assert not stands_by(tree, pay, ["Cards"])
    [card] = named(tree, ("button",), "Add a card")
    assert stands_by(tree, card, ["Cards"])
    assert not stands_by(tree, card, ["Invoices"])
    assert is_live(tree, "payment was accepted")
    assert not is_live(tree, "Due")


def test_an_empty_screen_is_a_tree():
    assert [node.role for node in read_tree("").walk()] == ["document"]
