"""Whole walks over screens as other houses write them: found, or not found, as a reader would."""

import pytest

from acquit.walk.failure import Cause
from tests.support.outcomes import fails, passes
from tests.walk.test_rules import PAY, on_pay, row, table

SELECT = "1. Select {pay}.\n"
RESULT = "1. Next to {due}, select {pay}.\n\nThe status becomes {paid}.\n"

TRUE = {
    "a shadow root": "<x-a></x-a><script>customElements.define('x-a', class extends HTMLElement {"
    "connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<button>Pay now</button>'"
    "}})</script>",
    "fixed to the bottom of a long frame": "<div style='height:2000px'></div>"
    "<button style='position:fixed;bottom:10px;left:10px'>Pay now</button>",
    "in a scroll container": "<div style='height:100px;overflow:auto'>"
    "<div style='height:900px'></div><button>Pay now</button></div>",
    "in capitals": "<button style='text-transform:uppercase'>Pay now</button>",
    "with a suffix for ears": "<button>Pay now<span style='position:absolute;width:1px;height:1px;"
    "overflow:hidden;clip-path:inset(50%)'> for invoice 5</span></button>",
    "a summary": "<details><summary>Pay now</summary><p>Here</p></details>",
    "with a counter": "<button>Pay now <b>2</b></button>",
    "under a veil that lets the pointer through": PAY + "<div style='position:fixed;inset:0;"
    "background:rgba(0,0,0,.2);pointer-events:none'></div>",
}


@pytest.mark.parametrize("name", TRUE)
def test_a_button_that_a_reader_finds(tiny, name):
    assert passes(tiny.walk(SELECT, TRUE[name]))


FALSE = {
    "without letters": (
        "<button style='font-size:0;width:30px;height:30px;background:#ccc'>Pay now</button>",
        Cause.NOT_SHOWN,
        "shows “”",
    ),
    "behind a curtain": (
        PAY + "<div style='position:fixed;inset:0;background:#fff;pointer-events:none'></div>",
        Cause.COVERED,
        "it is covered by <div>",
    ),
    "in a folded box": (
        "<div style='max-height:0;overflow:hidden'>" + PAY + "</div>",
        Cause.MISSING,
        "folded away by <div>",
    ),
    "of the ground's colour": (
        "<button style='color:#eee;background:#eee'>Pay now</button>",
        Cause.MISSING,
        "can’t be told from what is behind it",
    ),
    "a link": ("<a href='#'>Pay now</a>", Cause.MISSING, "as a link, not as a button"),
    "no page at all": ("", Cause.MISSING, "no button “Pay now”"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_button_that_no_reader_finds(tiny, name):
    screen, kind, words = FALSE[name]
    walk = tiny.walk(SELECT, screen)
    assert fails(walk, kind, words)
    assert walk.failure.step == "1"


def test_a_field_with_a_colon_and_a_star(tiny):
    steps = "1. In {amount}, enter {amount.value}.\n"
    screen = "<label for=a>Amount <span>*</span>:</label><input id=a type=password>"
    assert passes(tiny.walk(steps, screen, data="amount: 5.00 EUR"))


def test_radios_in_a_fieldset(tiny):
    screen = "<fieldset><legend>Card</legend><label><input type=radio>Visa</label></fieldset>"
    steps = "1. In {card}, choose {card.value}.\n"
    assert passes(tiny.walk(steps, screen, data='card: "Visa"'))


def test_a_heading_places_what_follows_it_up_to_the_next(tiny):
    card = "<div class=card><h2>{}</h2><form><label>Amount <input></label></form></div>"
    steps = "1. Under {section}, in {amount}, enter {amount.value}.\n"
    screen = card.format("Other") + card.format("Section")
    assert passes(tiny.walk(steps, screen, data="amount: 5.00 EUR"))
    twice = card.format("Other") + card.format("Section").replace("</form>", "</form>" + PAY)
    assert fails(tiny.walk("1. Under {section}, select {cancel}.\n", twice), Cause.MISSING)


KEY = "<ul><li>● Due</li><li>● Paid</li><li>● Late</li></ul>"
ROWS = table(row("A", "<span>Due</span>"), row("B", "<span>Open</span>", rest=""))


def put(n: int, text: str) -> str:
    return f"document.querySelectorAll('td span')[{n}].textContent = '{text}'"


def test_a_key_is_neither_a_place_nor_news(tiny):
    assert passes(tiny.walk(RESULT, KEY + ROWS + on_pay(put(0, "Paid"))))
    add = f"document.body.insertAdjacentHTML('beforeend', '{KEY}')"
    assert fails(tiny.walk(RESULT, ROWS + on_pay(add)), Cause.NO_CHANGE)


def test_a_clock_in_a_row_makes_no_news(tiny):
    rows = table(row("A", "<span>Due</span>"), row("B", "<span>Paid</span> <i>1</i>", rest=""))
    tick = "document.querySelector('i').textContent = '2'"
    assert fails(tiny.walk(RESULT, rows + on_pay(tick)), Cause.NO_CHANGE, "it was there before")


@pytest.mark.parametrize("name", ["li", "div"])
def test_the_right_status_on_the_wrong_item(tiny, name):
    item = f"<{name} class=item><b>{{}}</b> <span>{{}}</span>{{}}</{name}>"
    items = item.format("Visa", "Due", PAY) + item.format("Amex", "Open", "")
    lists = f"<ul>{items}</ul>" if name == "li" else items
    change = "document.querySelectorAll('.item span')[{}].textContent = 'Paid'"
    assert passes(tiny.walk(RESULT, lists + on_pay(change.format(0))))
    walk = tiny.walk(RESULT, lists + on_pay(change.format(1)))
    assert fails(walk, Cause.WRONG_ROW, "in the row “Amex”, not in “Visa”")


def test_a_message_with_a_button_to_close_it(tiny):
    message = "<div role=status>Paid <button aria-label=Close>×</button></div>"
    add = f"document.body.insertAdjacentHTML('beforeend', '{message}')"
    steps = "1. Select {pay}.\n\nThe status becomes {paid}.\n"
    assert passes(tiny.walk(steps, PAY + on_pay(add)))
