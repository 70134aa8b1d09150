"""The rules of the walk, each with a page that keeps it and one that breaks it."""

import pytest

from acquit.walk.failure import Cause
from acquit.walk.journey import LONGEST_JOURNEY
from tests.support.outcomes import fails, passes

PAY = "<button>Pay now</button>"


def row(number: str, status: str, rest: str = PAY, cell: str = "") -> str:
    return f"<tr>{cell}<th scope=row>{number}</th><td>{status}</td><td>{rest}</td></tr>"


def table(*rows: str) -> str:
    return "<table>" + "".join(rows) + "</table>"


def later(script: str, milliseconds: int) -> str:
    return f"<script>setTimeout(() => {{ {script} }}, {milliseconds})</script>"


def on_pay(script: str) -> str:
    """The first Pay now runs a script."""
    return f"<script>document.querySelector('button').onclick = () => {{ {script} }}</script>"


# Finding


def test_a_name_must_be_exact(tiny):
    assert fails(
        tiny.walk("1. Select {pay}.\n", "<button>Pay now!</button>"), Cause.MISSING, "now!"
    )


def test_a_part_of_a_word_may_be_underlined(tiny):
    assert passes(tiny.walk("1. Select {pay}.\n", "<button><u>P</u>ay now</button>"))


def test_two_in_one_place_are_an_error(tiny):
    assert fails(tiny.walk("1. Select {pay}.\n", PAY + PAY), Cause.AMBIGUOUS)


@pytest.mark.parametrize(
    "hiding",
    [
        "hidden",
        "inert",
        "style='position:absolute;left:-9999px'",
        "style='opacity:0'",
        "style='width:1px;height:1px;overflow:hidden;padding:0;border:0'",
    ],
)
def test_what_no_reader_sees_is_not_there(tiny, hiding):
    walk = tiny.walk("1. Select {pay}.\n", f"<button {hiding}>Pay now</button>")
    assert fails(walk, Cause.MISSING)


def test_two_buttons_that_have_swapped_their_labels(tiny):
    screen = '<button data-control="cancel">Pay now</button><button data-control="pay">No</button>'
    assert fails(tiny.walk("1. Select {pay}.\n", screen), Cause.WRONG_CONTROL, "cancel, not pay")


def test_a_name_that_is_only_spoken(tiny):
    walk = tiny.walk("1. Select {pay}.\n", '<button aria-label="Pay now">OK</button>')
    assert fails(walk, Cause.NOT_SHOWN, "shows “OK”")


def test_what_comes_within_two_seconds_is_there(tiny):
    button = "document.body.innerHTML = '<button>Pay now</button>'"
    assert passes(tiny.walk("1. Select {pay}.\n", later(button, 700)))
    assert fails(tiny.walk("1. Select {pay}.\n", later(button, 20_000)), Cause.MISSING)


def test_a_box_drawn_by_its_label(tiny):
    box = "<label>Remember<input type=checkbox style='opacity:0'></label>"
    assert passes(tiny.walk("1. Tick {remember}.\n", box))


# Places

PLACED = "1. Next to {due}, select {pay}.\n"


def test_a_place_is_the_smallest_row(tiny):
    assert passes(tiny.walk(PLACED, table(row("A", "Paid"), row("B", "Due"))))


def test_each_of_several_places_must_hold_the_control(tiny):
    walk = tiny.walk(PLACED, table(row("A", "Due"), row("B", "Due", rest="")))
    assert fails(walk, Cause.MISSING)


def test_a_place_never_widens(tiny):
    assert fails(tiny.walk(PLACED, "<ul><li>Due</li></ul>" + PAY), Cause.MISSING)


def test_a_place_inside_an_earlier_one_narrows_it(tiny):
    group = "<section aria-labelledby={0}><h2 id={0}>{1}</h2>{2}</section>"
    screen = group.format("a", "Section", table(row("A", "Due"), row("B", "Paid")))
    screen += group.format("b", "Other", table(row("C", "Due"), row("D", "Due", rest=PAY + PAY)))
    walk = tiny.walk("1. In {section}, next to {due}, select {pay}.\n", screen)
    assert passes(walk)


def test_an_absent_place_fails(tiny):
    walk = tiny.walk(PLACED, PAY)
    assert fails(walk, Cause.NO_PLACE, "“Due” isn’t on the screen")


def test_a_place_that_is_the_label_of_another_control(tiny):
    wrong = "<span data-control=paid>Due</span>"
    assert fails(tiny.walk(PLACED, table(row("A", wrong))), Cause.WRONG_CONTROL, "shown as paid")


def test_an_occurrence_that_belongs_to_another_control_is_no_place(tiny):
    other, own = "<span data-control=paid>Due</span>", "<span data-control=due>Due</span>"
    assert passes(tiny.walk(PLACED, table(row("A", other, rest=""), row("B", own))))


def test_options_links_and_buttons_are_no_places(tiny):
    filters = "<select><option>Due</option></select><a href=#>Due</a><button>Due</button>"
    assert passes(tiny.walk(PLACED, filters + table(row("A", "Due"))))


def test_a_place_stays_for_all_substeps(tiny):
    steps = "1. Next to {due}:\n    1. Select {pay}.\n    2. Select {cancel}.\n"
    two = PAY + "<button>Cancel</button>"
    assert passes(tiny.walk(steps, table(row("A", "Due", two), row("B", "Paid", two))))


def test_a_place_lapses_when_a_dialog_covers_it(tiny):
    steps = "1. Next to {due}, select {pay}, then {cancel}.\n"
    opening = "setTimeout(() => document.querySelector('dialog').showModal(), 400)"
    dialog = "<dialog><button>Cancel</button></dialog>" + on_pay(opening)
    assert passes(tiny.walk(steps, table(row("A", "Due")) + dialog))


def test_a_place_named_alone_is_a_check(tiny):
    steps = "1. Look at {due}.\n2. Select {pay}.\n"
    assert passes(tiny.walk(steps, "<p>Due</p>" + PAY))
    assert fails(tiny.walk(steps, PAY), Cause.NO_PLACE)


# Dialogs


@pytest.mark.parametrize("modal", ["<dialog open aria-modal=true>", "<dialog id=d>"])
def test_only_the_open_dialog_is_searched(tiny, modal):
    screen = PAY + modal + PAY + "</dialog><script>window.d && d.showModal()</script>"
    assert passes(tiny.walk("1. Select {pay}.\n", screen))


def test_the_dialog_opened_last_is_the_one(tiny):
    screen = (
        f"<dialog id=a>{PAY}</dialog><dialog id=b><button>No</button></dialog>"
        "<script>b.showModal(); a.showModal()</script>"
    )
    assert passes(tiny.walk("1. Select {pay}.\n", screen))


# Values


def test_what_is_typed_is_what_the_page_prints(tiny):
    field = "<label for=a>Amount</label><input id=a>"
    steps = "1. In {amount}, enter {amount.value}.\n"
    assert passes(tiny.walk(steps, field, data="amount: 5.00 EUR"))
    dated = field.replace("<input", "<input type=date")
    assert passes(tiny.walk(steps, dated, data="amount: 2026-12-01"))
    walk = tiny.walk(steps, dated, data='amount: "2026-12-01"')
    assert fails(walk, Cause.NOT_TAKEN, "it holds “”")
    choosy = field + "<script>a.oninput = () => { a.value = '0' }</script>"
    walk = tiny.walk(steps, choosy, data="amount: 5.00 EUR")
    assert fails(walk, Cause.NOT_TAKEN, "doesn’t take “€5.00”: it holds “0”")


def test_an_option_that_is_not_there(tiny):
    radios = "<div role=radiogroup aria-labelledby=c><p id=c>Card</p><label><input type=radio>{}"
    steps = "1. In {card}, choose {card.value}.\n"
    assert passes(tiny.walk(steps, radios.format("Visa"), data='card: "Visa"'))
    walk = tiny.walk(steps, radios.format("Maestro"), data='card: "Visa"')
    assert fails(walk, Cause.NO_OPTION, "“Maestro”")


# News

RESULT = "1. Next to {due}, select {pay}.\n\nThe status becomes {paid}.\n"
ROWS = table(row("A", "Due"), row("B", "Paid", rest=""))


def set_status(number: int, html: str) -> str:
    return f"document.querySelectorAll('td:nth-of-type(1)')[{number}].innerHTML = '{html}'"


def test_a_status_that_changes_is_news(tiny):
    assert passes(tiny.walk(RESULT, ROWS + on_pay(set_status(0, "Paid"))))


def test_what_was_there_before_is_no_news(tiny):
    assert fails(tiny.walk(RESULT, ROWS), Cause.NO_CHANGE, "it was there before")


@pytest.mark.parametrize("delay", [0, 20_000])
def test_news_in_another_row_is_a_lie_however_late(tiny, delay):
    rows = table(row("A", "Due"), row("B", "Open", rest=""))
    script = f"setTimeout(() => {{ {set_status(1, 'Paid')} }}, {delay})"
    walk = tiny.walk(RESULT, rows + on_pay(script))
    assert fails(walk, Cause.NO_CHANGE if delay else Cause.WRONG_ROW)


def test_the_row_is_known_by_its_first_words_too(tiny):
    box = "<td><input type=checkbox></td>"
    rows = "".join(
        f"<tr>{box}<td>{n}</td><td>{status}</td><td>{PAY if n == 'A' else ''}</td></tr>"
        for n, status in (("A", "Due"), ("B", "Open"))
    )
    script = "document.querySelectorAll('tr')[1].children[2].textContent = 'Paid'"
    walk = tiny.walk(RESULT, table(rows) + on_pay(script))
    assert fails(walk, Cause.WRONG_ROW, "in the row “B”, not in “A”")


def test_news_that_another_control_tells(tiny):
    changes = set_status(0, '<span data-control="due">Paid</span>')
    assert fails(tiny.walk(RESULT, ROWS + on_pay(changes)), Cause.WRONG_CONTROL, "shown as due")


def test_what_was_inert_before_is_no_news(tiny):
    inert = "<div id=i inert><p>Paid</p></div>" + on_pay("i.inert = false")
    steps = "1. Select {pay}.\n\nThe status becomes {paid}.\n"
    assert fails(tiny.walk(steps, PAY + inert), Cause.NO_CHANGE)


# Order, alternatives, what the page shows


def test_substeps_that_have_changed_places_are_walked_as_the_page_has_them(tiny):
    steps = "1. Do this:\n    1. Select {invoices}.\n    2. Select {pay}.\n"
    screens = ("<a href=/2>Invoices</a>", PAY)
    assert passes(tiny.walk(steps, *screens))

    def swapped(page: str) -> str:
        start, middle = page.index('<li data-step="1.1"'), page.index('<li data-step="1.2"')
        end = page.index("</li>", middle) + 5
        return page[:start] + page[middle:end] + page[start:middle] + page[end:]

    assert fails(tiny.walk(steps, *screens, spoil=swapped), Cause.MISSING, "step 1.2")


def test_every_alternative_of_several_lists_is_walked(tiny):
    steps = (
        "1. Select {invoices}, then:\n"
        "    - select {pay};\n"
        "    - select {cancel}:\n"
        "        1. Select {pay}.\n"
        "2. Then:\n"
        "    - select {pay};\n"
        "    - select {cancel};\n"
        "    - select {invoices}.\n"
    )
    screen = "<a href=#>Invoices</a>" + PAY + "<button>Cancel</button>"
    walks = [tiny.walk(steps, screen, index=index) for index in range(3)]
    assert all(map(passes, walks))
    assert [w.alternative for w in walks] == ["1.a+2.a", "1.b+2.b", "1.a+2.c"]
    assert [w.acted for w in walks] == [3, 4, 3]
    assert tiny.walker.plan(tiny.server.address.public + "/").walks() == 3


def test_a_step_that_the_page_hides_is_a_gap(tiny):
    hide = lambda page: page.replace('<li data-step="1"', '<li style="display:none" data-step="1"')  # noqa: E731
    walk = tiny.walk("1. Select {pay}.\n", PAY, spoil=hide)
    assert fails(walk, Cause.GAP, "“Pay now”, but doesn’t show it")


def test_an_outside_step_is_counted_and_not_done(tiny):
    walk = tiny.walk("1. Select {pay}.\n2. Post {invoices}.\n    {: .outside }\n", PAY)
    assert passes(walk)
    assert (walk.steps, walk.acted, walk.outside) == (1, 1, 1)


# Waiting


def test_a_download_leaves_the_page_where_it_is(tiny):
    walk = tiny.walk("1. Select {invoices}, then {pay}.\n", "<a href=/file>Invoices</a>" + PAY)
    assert passes(walk)
    assert walk.seconds < LONGEST_JOURNEY


def test_a_page_that_can_not_be_opened(tiny):
    walk = tiny.walker.walk("http://127.0.0.1:9/")
    assert fails(walk, Cause.STUCK, "can’t be opened")


def test_a_page_without_widget_or_procedure(tiny):
    without = lambda page: page.replace("data-acquit-frame", "data-nothing")  # noqa: E731
    assert fails(tiny.walk("1. Select {pay}.\n", PAY, spoil=without), Cause.NO_WIDGET)
    nothing = tiny.walk("1. Select {pay}.\n", PAY, spoil=lambda page: "<p>Hello.</p>")
    assert fails(nothing, Cause.NOTHING_ACTED)


def test_any_of_like_items_will_do_where_the_sentence_says_so(tiny):
    rows = "".join(f"<tr><td>A-{n}</td><td>{PAY}</td></tr>" for n in (1, 2))
    table = f"<table>{rows}</table>"
    assert fails(tiny.walk("1. Select {pay}.\n", table), Cause.AMBIGUOUS, "where any will do")
    for place in ("Next to an invoice", "Next to the invoice that you want to pay"):
        assert passes(tiny.walk(f"1. {place}, select {{pay}}.\n", table))
        # Of two in one item the reader doesn't know which.
        assert fails(tiny.walk(f"1. {place}, select {{pay}}.\n", PAY + PAY), Cause.AMBIGUOUS)


def test_a_place_after_its_control_is_where_it_is_looked_for(tiny):
    def row(status):
        return f"<tr><td>A-{status}</td><td>{status}</td><td>{PAY}</td></tr>"

    table = f"<table>{row('Paid')}{row('Due')}</table>"
    steps = "1. Select {pay} next to {due}.\n"
    assert passes(tiny.walk(steps, table))
    assert fails(tiny.walk(steps, table.replace("Due", "Late")), Cause.NO_PLACE)
