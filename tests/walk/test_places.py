"""Where a control is looked for, and how the item that it stands in is known."""

import pytest

from acquit.walk.failure import Cause
from tests.support.outcomes import fails, passes
from tests.support.sheets import reference

PAY, EDIT = reference("button", "Pay now"), reference("link", "Edit")
DUE, PAID = reference("status", "Due", "place"), reference("status", "Paid", "place")
CODE = reference("textbox", "Code")


def heading(label: str):
    return reference("heading", label, "place")


def value(text: str):
    return reference("value", text, "place")


BUTTON = "<button id={}>Pay now</button>"


def listed(name: str, status: str, id: str = "") -> str:
    return f"<li><b>{name}</b> <span>{status}</span> {BUTTON.format(id) if id else ''}</li>"


def card(name: str, status: str, id: str = "") -> str:
    button = BUTTON.format(id) if id else ""
    return f"<div class=card><h3>{name}</h3><p>{status}</p>{button}</div>"


def lined(name: str, status: str, id: str = "") -> str:
    """A row made of boxes."""
    button = BUTTON.format(id) if id else ""
    return f"<div class=row><div>{name}</div><div>{status}</div><div>{button}</div></div>"


def tabled(name: str, status: str, id: str = "") -> str:
    button = BUTTON.format(id) if id else ""
    return f"<tr><td>{name}</td><td>{status}</td><td>{button}</td></tr>"


LISTS = {
    "list": ("<ul>{}</ul>", listed),
    "cards": ("<div>{}</div>", card),
    "rows of boxes": ("<div>{}</div>", lined),
    "table": ("<table>{}</table>", tabled),
    "articles": ("<div>{}</div>", lambda *a: f"<article>{card(*a)}</article>"),
}
KEYS = {
    "list": "<ul><li>● Due</li><li>● Paid</li><li>● Late</li></ul>",
    "words": "<p>Key: <span>Due</span> <span>Paid</span> <span>Late</span></p>",
    "line": "<p>Key: <span>Due</span> <span>Paid</span></p>",
    "terms": "<dl><dt>Due</dt><dd>not paid yet</dd><dt>Paid</dt><dd>all paid</dd>"
    "<dt>Late</dt><dd>too late</dd></dl>",
    "table": "<table><tr><td>●</td><td>Due</td></tr><tr><td>●</td><td>Paid</td></tr></table>",
    "section": "<section aria-label=Key><p>Due</p><p>Paid</p></section>",
    "boxes": "<div><div>Due</div><div>Paid</div></div>",
    "a key with a link": "<ul><li>Due</li><li>Paid</li></ul><a href=/why>What is this?</a>",
}


@pytest.mark.parametrize("name", LISTS)
def test_an_item_is_known_by_its_header(sheet, name):
    whole, one = LISTS[name]
    body = whole.format(one("Visa", "Paid", "a") + one("Amex", "Due", "b"))
    assert sheet.find(body, PAY, DUE) == "b in Amex"


@pytest.mark.parametrize("name", LISTS)
def test_each_item_of_a_place_must_hold_the_control(sheet, name):
    whole, one = LISTS[name]
    body = whole.format(one("Visa", "Due", "a") + one("Amex", "Due"))
    assert sheet.find(body, PAY, DUE).startswith("missing: no button “Pay now” next to “Due”")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_key_is_no_place(sheet, name, key, order):
    whole, one = LISTS[name]
    items = whole.format(
        one("Visa", "Paid", "a") + one("Amex", "Due", "b") + one("Jcb", "Due", "c")
    )
    body = KEYS[key] + items if order == "before" else items + KEYS[key]
    assert sheet.find(body, PAY, DUE) == "b in Amex"


@pytest.mark.parametrize("key", ["list", "terms", "table", "section", "words"])
def test_a_key_alone_is_no_place_to_find_anything_in(sheet, key):
    """Where no item says it, the control isn't found next to the key's word."""
    body = KEYS[key] + "<table>" + tabled("Visa", "Open", "a") + "</table>"
    assert sheet.find(body, PAY, DUE).startswith("missing: ")


def test_a_status_that_comes_first_is_no_name_of_an_item(sheet):
    rows = "".join(
        f"<li><span>{status}</span> <b>{name}</b> {BUTTON.format(name)}</li>"
        for name, status in (("visa", "Paid"), ("amex", "Due"))
    )
    assert sheet.find(f"<ul>{rows}</ul>", PAY, DUE) == "amex in amex"


FORM = "<form><label>Code <input id={0}></label><button id={0}b type=button>Pay now</button></form>"


@pytest.mark.parametrize(
    "body",
    [
        "<div class=card><h2>Log in</h2>{0}</div><div class=card><h2>Create</h2>{1}</div>",
        "<h2>Log in</h2>{0}<h2>Create</h2>{1}",
        "<h2>Create</h2>{1}<h2>Log in</h2>{0}",
        "<h1>Accounts</h1><h2>Log in</h2>{0}<h2>Create</h2><h3>By code</h3>{1}<h2>Other</h2>{0}",
        "<section><h2>Log in</h2>{0}</section><section><h2>Create</h2>{1}</section>",
        "<div><header><h2>Create</h2></header><div>{1}</div></div><h2>Log in</h2>{0}",
        "<div>{0}</div><div><h2>Create</h2></div><div>{1}</div>",
    ],
)
def test_a_heading_places_what_follows_it(sheet, body):
    screen = body.format(FORM.format("a"), FORM.format("b"))
    assert sheet.find(screen, CODE, heading("Create")).split(" ")[0] == "b"
    assert sheet.find(screen, PAY, heading("Create")).split(" ")[0] == "bb"


def test_what_follows_the_next_heading_of_the_same_rank_is_elsewhere(sheet):
    body = "<h2>Create</h2><p>Soon</p><h2>Log in</h2>" + FORM.format("a")
    assert sheet.find(body, CODE, heading("Create")).startswith("missing: ")


@pytest.mark.parametrize("name", LISTS)
def test_an_item_is_named_by_a_value(sheet, name):
    whole, one = LISTS[name]
    body = whole.format(one("INV-7", "Due", "a") + one("INV-71", "Due", "b"))
    assert sheet.find(body, PAY, value("INV-7")) == "a in INV-7"
    assert sheet.find(body, PAY, value("INV-71")) == "b in INV-71"
    assert sheet.find(body, PAY, value("INV-8")).startswith("no-place: “INV-8” isn’t on the screen")


def test_an_ambiguity_names_its_rows(sheet):
    edit = "<table><tr><td>Dinner<td><a href=/d>Edit</a><tr><td>Taxi<td><a href=/t>Edit</a></table>"
    found = sheet.find(edit, EDIT)
    assert (
        found
        == "ambiguous: 2 controls are a link “Edit” (in “Dinner”, “Taxi”): which one is meant?"
        " Name a place before it, which is a status, a heading or a text: next to {place}, …;"
        ' or the row: in the row of {item.value}, …, with data: {item: "Dinner"} in the front'
        " matter;"
        " where any will do, say so: next to an invoice, …, or: next to the one that you want"
    )


def test_a_place_that_is_covered_is_none(sheet):
    body = "<table>" + tabled("Visa", "Due", "a") + "</table>"
    curtain = "<div style='position:fixed;inset:0;background:#fff'></div>"
    assert sheet.find(body + curtain, PAY, DUE).startswith("no-place: “Due” isn’t on the screen")


def test_places_and_controls_in_shadow_roots(sheet):
    rows = "".join(f"<x-r>{name}|{status}</x-r>" for name, status in (("a", "Paid"), ("b", "Due")))
    script = (
        "<script>for (const row of document.querySelectorAll('x-r')) {"
        "const [id, status] = row.textContent.split('|');"
        "row.attachShadow({mode: 'open'}).innerHTML = `<ul><li><b>${id}</b> <i>${status}</i>"
        " <button id=${id}>Pay now</button></li></ul>`}</script>"
    )
    assert sheet.find(rows + script, PAY, DUE) == "b in b"


# A step that only looks ---------------------------------------------------------------------------

PAY_BUTTON = "<button>Pay now</button>"
BOTH, FIRST, SECOND = "<p>Due</p><p>Paid</p>", "<p>Due</p>", "<p>Paid</p>"


@pytest.mark.parametrize(
    ("words", "screen", "is_true"),
    [
        ("Verify that {due} and {paid} are shown.", BOTH, True),
        ("Verify that {due} and {paid} are shown.", FIRST, False),
        ("Verify that {due} and {paid} are shown.", SECOND, False),
        ("Verify that {due} is shown and that {paid} is shown.", FIRST, False),
        ("Verify that {due} or {paid} is shown.", FIRST, True),
        ("Verify that {due} or {paid} is shown.", SECOND, True),
        ("Verify that {due} or {paid} is shown.", "<p>Late</p>", False),
    ],
)
def test_and_means_all_and_or_means_one(tiny, words, screen, is_true):
    walk = tiny.walk(f"1. Select {{pay}}.\n2. {words}\n", PAY_BUTTON + screen)
    if is_true:
        assert passes(walk)
    else:
        assert fails(walk, Cause.NO_PLACE)
