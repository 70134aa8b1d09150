"""What makes a result new: the text itself, and the value that belongs to it."""

import pytest

from tests.support.sheets import reference
from tests.walk.test_places import KEYS, LISTS

PAID = reference("status", "Paid", "result")
BALANCE = reference("heading", "Balance", "result")


def set_text(selector: str, text: str) -> str:
    return f"document.querySelector('{selector}').textContent = '{text}'"


BALANCES = {
    "section": "<section aria-labelledby=h><h2 id=h>Balance</h2><p id=v>€50.00</p>{}</section>",
    "card": "<div class=card><h2>Balance</h2><p id=v>€50.00</p>{}</div>",
    "flat": "<h2>Balance</h2><p id=v>€50.00</p>{}<h2>Other</h2><p>€1.00</p>",
    "clock first": "<section><h2>Balance</h2>{}<p id=v>€50.00</p></section>",
    "large": "<section><h2>Balance</h2>{}<p id=v style='font-size:2em'>50 points</p></section>",
    "beside": "<section><h2>Balance</h2><span id=v>€50.00</span>{}</section>",
}
BESIDE = "<p id=c>12:00:01</p><p><b>3</b> new messages</p>"


@pytest.mark.parametrize("name", BALANCES)
def test_the_value_under_a_heading_must_change(sheet, name):
    body = BALANCES[name].format(BESIDE)
    assert sheet.changes(body, set_text("#v", "€40.00"), BALANCE) == ""


@pytest.mark.parametrize("name", BALANCES)
@pytest.mark.parametrize("script", [set_text("#c", "12:00:02"), set_text("b", "4")])
def test_what_stands_beside_the_value_is_no_news(sheet, name, script):
    body = BALANCES[name].format(BESIDE)
    assert "nothing new says “Balance”" in sheet.changes(body, script, BALANCE)


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("<dl><dt>Order<dd id=v>17<dt>Time<dd id=c>1</dl>", "Order"),
        ("<table><tr><th>Order<td id=v>17<tr><th>Time<td id=c>1</table>", "Order"),
        ("<p><span>Order</span> <b id=v>17</b></p><p id=c>1</p>", "Order"),
        ("<dl><div><dt>Order<dd id=v>17</div><div><dt>Time<dd id=c>1</div></dl>", "Order"),
    ],
)
def test_a_label_has_the_value_beside_it(sheet, body, label):
    order = reference("text", label, "result")
    assert sheet.changes(body, set_text("#v", "18"), order) == ""
    assert "it was there before" in sheet.changes(body, set_text("#c", "2"), order)


@pytest.mark.parametrize("name", LISTS)
def test_the_right_status_on_the_wrong_item(sheet, name):
    whole, one = LISTS[name]
    before = whole.format(one("Visa", "Due", "a") + one("Amex", "Due", "b"))
    right = whole.format(one("Visa", "Paid") + one("Amex", "Due", "b"))
    wrong = whole.format(one("Visa", "Due", "a") + one("Amex", "Paid"))

    def after(screen: str) -> str:
        return f"document.body.innerHTML = `{screen}`"

    assert sheet.changes(before, after(right), PAID, row="Visa") == ""
    said = sheet.changes(before, after(wrong), PAID, row="Visa")
    assert said.startswith("wrong-row: “Paid” appeared in the row “Amex”, not in “Visa”, where the")
    assert "it was there before" in sheet.changes(right, after(right), PAID, row="Visa")


@pytest.mark.parametrize("name", LISTS)
def test_a_clock_in_the_row_is_no_news(sheet, name):
    whole, one = LISTS[name]
    body = whole.format(one("Visa", "Paid <i>12:01</i>", "a") + one("Amex", "Due", "b"))
    body = body.replace("Paid <i>12:01</i>", "<span>Paid</span> <i>12:01</i>")
    assert "it was there before" in sheet.changes(body, set_text("i", "12:02"), PAID, row="Visa")


@pytest.mark.parametrize("key", ["list", "terms", "table"])
def test_a_key_is_no_news(sheet, key):
    script = f"document.body.insertAdjacentHTML('beforeend', `{KEYS[key]}`)"
    result = reference("status", "Paid", "result")
    screen = "<ul><li><b>Visa</b> <span>Due</span></li></ul>"
    said = sheet.changes(screen, script, result)
    assert said.startswith("no-change: no status “Paid”")


def test_a_message_outside_the_rows_is_news(sheet):
    whole, one = LISTS["table"]
    body = whole.format(one("Visa", "Due", "a") + one("Amex", "Due", "b"))
    for message in ("<p>Paid</p>", "<ul><li>Paid</li></ul>", "<div role=status>Paid</div>"):
        script = f"document.body.insertAdjacentHTML('afterbegin', '{message}')"
        assert sheet.changes(body, script, PAID, row="Visa") == ""


def test_a_value_as_a_result(sheet):
    ada = reference("value", "Ada", "result")
    add = "document.body.insertAdjacentHTML('beforeend', '<p>Hello, Ada!</p>')"
    assert sheet.changes("<p>Hello</p>", add, ada) == ""
    assert "no value “Ada”" in sheet.changes("<input value=Ada>", "0", ada)
    assert "it was there before" in sheet.changes("<p>Hello, Ada!</p>", "0", ada)


def test_what_must_be_gone(sheet):
    draft = reference("status", "Draft", "gone")
    whole, one = LISTS["table"]
    body = whole.format(one("A", "Draft", "a") + one("B", "Draft", "b"))
    assert sheet.changes(body, set_text("td:nth-child(2)", "Sent"), draft, row="A") == ""
    said = sheet.changes(body, set_text("tr:nth-child(2) td:nth-child(2)", "Sent"), draft, row="A")
    assert said == "not-gone: “Draft” is still there in the row “A”"
    assert sheet.changes("<p>Draft</p>", "document.body.textContent = ''", draft) == ""
    assert "never on the screen" in sheet.changes("<p>Sent</p>", "0", draft)


@pytest.mark.parametrize("href", ["", "#", "javascript:void 0", " "])
def test_a_link_that_leads_nowhere_is_no_result(sheet, href):
    more = reference("link", "Invoice", "result")
    add = f"document.body.innerHTML = '<a href=\"{href}\">Invoice</a>'"
    assert sheet.changes("<p>x</p>", add, more).startswith(
        "dead-link: the link “Invoice” leads nowhere"
    )


def test_a_link_to_another_site_is_taken_as_it_is(sheet):
    more = reference("link", "Invoice", "result")
    add = "document.body.innerHTML = '<a href=\"https://example.org/x\">Invoice</a>'"
    assert sheet.changes("<p>x</p>", add, more) == ""


@pytest.mark.parametrize(
    ("veil", "is_news"),
    [
        ("mask-image:linear-gradient(#000 60%, #0005)", True),
        ("mask-image:linear-gradient(transparent, transparent)", False),
    ],
)
def test_a_value_under_a_mask_is_looked_at(sheet, veil, is_news):
    body = f"<h2>Balance</h2><p id=v style='{veil}'>€50.00</p>"
    assert (sheet.changes(body, set_text("#v", "€40.00"), BALANCE) == "") is is_news


def test_a_wide_text_behind_glass_is_no_news(sheet):
    pane = '<div style="position:fixed;inset:0;backdrop-filter:blur(40px)"></div>'
    script = f"document.body.innerHTML = `<p>Paid</p>{pane}`"
    assert "it is covered by <div>" in sheet.changes("<p>Due</p>", script, PAID)
