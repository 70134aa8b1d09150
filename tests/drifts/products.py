"""Small products, each with a page of its own. What they do stands in `act`, so that it can drift.

Each script keeps the elements that it works on, wherever a drift may have moved them.
"""

from dataclasses import dataclass

#: What a drift can be planted on: `control` (at its step), `field`, `place`, `result`.
Parts = dict[str, str]


@dataclass(frozen=True)
class Product:
    """A screen, its page's steps, and where its parts are (selectors, before anything moves)."""

    name: str
    html: str
    script: str
    steps: str
    parts: Parts
    #: The step of each part.
    at: dict[str, str]
    data: str = ""
    #: What holds the items, if there are any.
    items: str = ""


def _row(number: str, status: str, id: str, button: str = "") -> str:
    cells = f"<td id={id}>{status}</td><td>€50.00</td><td>{button}</td>"
    return f"<tr><th scope=row>{number}</th>{cells}</tr>"


TABLE = Product(
    "table",
    "<h1>Invoices</h1><table><tbody id=items>"
    + _row("INV-1", "Paid", "other")
    + _row("INV-2", "Due", "due", "<button id=pay>Pay now</button> <button id=no>Cancel</button>")
    + _row("INV-3", "Draft", "third")
    + "</tbody></table>",
    "$('pay').onclick = () => act(); right = () => put('due', 'Paid');"
    "wrong = () => put('third', 'Paid');",
    "1. Next to {due}, select {pay}.\n\nThe status of the invoice becomes {paid}.\n",
    {"control": "pay", "place": "due", "result": "due", "neighbour": "no", "elsewhere": "other"},
    {"control": "1", "place": "1", "result": "result"},
    items="items",
)


def _card(name: str, status: str, n: int) -> str:
    return (
        f"<div class=card><h3>{name}</h3><p>Status: <span id=s{n}>{status}</span></p>"
        f"<button id=c{n}>Change</button> <button id=r{n}>Remove</button></div>"
    )


CARDS = Product(
    "cards",
    "<h1>Payment methods</h1><div id=items>"
    + _card("Visa", "Valid", 1)
    + _card("Amex", "Expired", 2)
    + _card("Maestro", "Valid", 3)
    + "</div>",
    "$('c2').onclick = () => act(); right = () => put('s2', 'Being checked');"
    "wrong = () => put('s3', 'Being checked');",
    "1. Next to {expired}, select {change}.\n\nThe status becomes {pending}.\n",
    {"control": "c2", "place": "s2", "result": "s2", "neighbour": "r2", "elsewhere": "s1"},
    {"control": "1", "place": "1", "result": "result"},
    items="items",
)


def _entry(title: str, status: str, n: int) -> str:
    return (
        f"<li><b>{title}</b> <span id=s{n}>{status}</span>"
        f" <button id=a{n}>Archive</button> <button id=o{n}>Print</button></li>"
    )


LIST = Product(
    "list",
    "<h1>Letters</h1><ul id=items>"
    + _entry("To Ada", "Sent", 1)
    + _entry("To Bob", "Draft", 2)
    + _entry("To Eve", "Sent", 3)
    + "</ul>",
    "$('a2').onclick = () => act(); right = () => put('s2', 'Archived');"
    "wrong = () => put('s1', 'Archived');",
    "1. Next to {draft}, select {archive}.\n\nIt is now {archived}.\n",
    {"control": "a2", "place": "s2", "result": "s2", "neighbour": "o2", "elsewhere": "s3"},
    {"control": "1", "place": "1", "result": "result"},
    items="items",
)

FORM = Product(
    "form",
    "<h1>People</h1><h2 id=head>New person</h2>"
    "<p><label id=lab for=name>Full name</label> <input id=name></p>"
    "<p><label for=town>City</label> <select id=town><option>Rome<option>Paris</select></p>"
    "<p><button id=save>Save</button> <button id=no>Clear</button></p><p id=ok></p>",
    "$('save').onclick = () => act(); right = () => put('ok', 'The person was saved');",
    "1. Under {person}, in {name}, enter {name.value}.\n2. In {city}, choose {city.value}.\n"
    "3. Select {save}.\n\nThe message {saved} appears.\n",
    {
        "control": "save",
        "field": "name",
        "label": "lab",
        "place": "head",
        "result": "ok",
        "neighbour": "no",
    },
    {"control": "3", "field": "1", "label": "1", "place": "1", "result": "result"},
    data='name: "Ada Lovelace", city: "Paris"',
)

DIALOG = Product(
    "dialog",
    "<h1>Shop</h1><p>A book</p><button id=open>Order</button><p id=ok></p>"
    "<dialog id=d><p>Order a book?</p><button id=yes>Confirm</button>"
    " <button id=no>Cancel</button></dialog>",
    "const box = $('d'); $('open').onclick = () => box.showModal();"
    "$('yes').onclick = () => { box.close(); act() };"
    "right = () => put('ok', 'Your order is confirmed');",
    "1. Select {open}.\n2. Select {confirm}.\n\nThe message {confirmed} appears.\n",
    {"control": "yes", "first": "open", "result": "ok", "neighbour": "no"},
    {"control": "2", "first": "1", "result": "result"},
)

ACCOUNT = Product(
    "account",
    "<h1>Account</h1><section><h2 id=head>Account balance</h2><p id=sum>€50.00</p>"
    "<p id=clock>Now 12:00</p></section><section><h2>Points</h2><p id=points>7</p></section>"
    "<button id=add>Add money</button> <button id=no>Take money</button>",
    "$('add').onclick = () => act(); right = () => put('sum', '€60.00');"
    "wrong = () => { put('points', '8'); put('clock', 'Now 12:01') };",
    "1. Select {add}.\n\nThe amount under {balance} changes.\n",
    {"control": "add", "result": "sum", "heading": "head", "neighbour": "no"},
    {"control": "1", "result": "result", "heading": "result"},
)

PRODUCTS = (TABLE, CARDS, LIST, FORM, DIALOG, ACCOUNT)
