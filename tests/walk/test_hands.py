"""What the walk does with each kind of control: a screen that takes it, and one that doesn't."""

from contextlib import nullcontext
from threading import Event

import pytest
from werkzeug.wrappers import Response

from acquit.walk.attaching import accepts, attach, sample
from acquit.walk.doing import Doing
from acquit.walk.entering import holds
from acquit.walk.failure import Kind, WalkError
from acquit.walk.journey import LONGEST_JOURNEY
from acquit.walk.plan import Plan, Reference, Step
from acquit.walk.pointing import Pointer
from acquit.walk.screen import Screen
from acquit.walk.walker import Walker
from acquit.walk.wanted import Wanted
from tests.walk.conftest import attribute, replacing, together
from tests.walk.test_rules import fails, passes

DONE = "<p id=ok hidden>Done</p><script>function done(){ok.hidden=false}</script>"
GO = '<button onclick="done()">Go</button>'
RESULT = "\n\n{done} appears.\n"


@pytest.fixture(scope="module")
def tiny(tiny, browser):
    """Failing is quick: what is there at once needs no patience."""
    tiny.walker = Walker(browser, {}, evidence=None, patience=0.8)
    return tiny


@pytest.fixture
def do(tiny):
    """Do a step with controls of its own: `do(step, screen, control=(kind, label), …)`."""

    def walk(step: str, *screens: str, data: str = "", spoil=lambda page: page, **controls):
        known = {"done": ("text", "Done"), "go": ("button", "Go"), **controls}
        first, *others = screens
        return tiny.walk(
            f"1. {step}{RESULT}", DONE + first, *others, data=data, spoil=spoil, controls=known
        )

    return walk


# Typing

TYPE = "In {a}, enter {a.value}, then select {go}."
A = ("textbox", "A")


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
    assert fails(do(TYPE, screen, data="a: 2026-11-20", spoil=other, a=A), Kind.NO_NEWS)


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
    assert fails(walk, Kind.NOT_TAKEN, held)
    assert walk.failure.step == "1"
    assert walk.failure.control == "a"


@pytest.mark.parametrize("attributes", ["readonly", "aria-readonly=true onkeydown='return false'"])
def test_a_field_that_is_only_read(do, attributes):
    walk = do(TYPE, field(f"value=Bob {attributes}", "true"), data="a: abc", a=A)
    assert walk.failure.kind in (Kind.NOT_TAKEN, Kind.DISABLED)
    assert "read-only" in walk.failure.message
    assert walk.failure.step == "1"


def test_a_date_that_a_field_of_times_does_not_take(do):
    spoil = attribute("data-typed", {"a": "2026-11-20"})
    walk = do(TYPE, field("type=time"), data="a: 2026-11-20", spoil=spoil, a=A)
    assert fails(walk, Kind.NOT_TAKEN, "it holds “”")


def test_a_field_may_do_something_when_it_is_left(do):
    step = "In {a}, enter {a.value}."
    saves = "<label for=a>A</label><input id=a onchange='done()'>"
    assert passes(do(step, saves, data="a: abc", a=A))
    assert fails(do(step, saves.replace("done()", ""), data="a: abc", a=A), Kind.NO_NEWS)


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
    assert passes(walk) if works else fails(walk, Kind.UNUSABLE if key == "Nokey" else Kind.NO_NEWS)


def test_a_key_goes_to_the_product_before_anything_in_it_was_clicked(do):
    screen = "<script>addEventListener('keydown', done)</script>"
    assert passes(do("Press {enter_key}.", screen))


# Clicking


@pytest.mark.parametrize("late", [False, True])
def test_what_covers_a_button_is_told(do, late):
    curtain = "<div id=c style='position:fixed;inset:0'></div>"
    lifted = "<script>setTimeout(() => c.remove(), 300)</script>" if late else ""
    walk = do("Select {go}.", GO + curtain + lifted)
    assert passes(walk) if late else fails(walk, Kind.COVERED, "<div")
    assert walk.seconds < LONGEST_JOURNEY


@pytest.mark.parametrize(
    ("control", "screen", "data"),
    [
        ("textbox", "<label for=a>A</label><input id=a>", "a: abc"),
        ("combobox", "<label for=a>A</label><select id=a><option>abc</select>", "a: abc"),
        ("checkbox", "<label><input type=checkbox>A</label>", ""),
        ("file", "<label for=a>A</label><input type=file id=a>", "a: abc.txt"),
        ("listbox", "<label for=a>A</label><select multiple id=a><option>abc</select>", "a: abc"),
    ],
)
def test_nothing_is_used_behind_a_curtain(do, control, screen, data):
    curtain = "<div style='position:fixed;inset:0'></div>"
    step = "In {a}, give {a.value}." if data else "Tick {a}."
    assert fails(do(step, screen + curtain, data=data, a=(control, "A")), Kind.COVERED, "step 1")


def test_what_more_there_is_opens(do):
    more = "<details ontoggle='done()'><summary>More options</summary><p>Here</p></details>"
    control = ("button", "More options")
    assert passes(do("Select {more}.", more, more=control))
    shut = more.replace("<summary>", "<summary onclick='event.preventDefault()'>")
    assert fails(do("Select {more}.", shut, more=control), Kind.NO_NEWS)


def test_what_is_far_down_is_scrolled_to(do):
    inside = f"<div style='height:100px;overflow:auto'><div style='height:900px'></div>{GO}</div>"
    assert passes(do("Select {go}.", inside))
    assert passes(do("Select {go}.", f"<div style='height:4000px'></div>{GO}"))


@pytest.mark.parametrize("height", [150, 3000])
def test_what_is_fixed_below_the_edge_of_the_window_is_scrolled_to(do, height):
    fixed = f"<div style='height:9000px'></div><div style='position:fixed;bottom:5px'>{GO}</div>"
    frame = f"<div style='height:2000px'></div><iframe style='height:{height}px'"
    assert passes(do("Select {go}.", fixed, spoil=replacing("<iframe", frame)))


def test_what_is_drawn_anew_before_it_is_clicked_is_found_again(do):
    restless = (
        "<p id=p><button>Go</button></p><script>let n = 0; const again = () => { n += 1;"
        "p.innerHTML = `<button onclick='done()'>Go</button>`; if (n < 30) setTimeout(again, 20) };"
        "again()</script>"
    )
    assert passes(do("Select {go}.", restless))


# Choosing

CHOOSE = "In {a}, choose {a.value}."
BOX = ("combobox", "A")
PARIS = 'a: "Paris"'


def select(options: str, attributes: str = "") -> str:
    return f"<label for=a>A</label><select id=a {attributes}>{options}</select>"


def test_an_option_of_a_select(do):
    options = "<option value=''>…</option><option>Oslo</option><option>Paris</option>"
    chosen = select(options, "onchange=\"value === 'Paris' && done()\"")
    assert passes(do(CHOOSE, chosen, data=PARIS, a=BOX))
    gone = chosen.replace("<option>Paris", "<option disabled>Paris")
    assert fails(do(CHOOSE, gone, data=PARIS, a=BOX), Kind.NO_OPTION, "“Oslo”")
    reset = select(options, "onchange='selectedIndex = 1'")
    assert fails(do(CHOOSE, reset, data=PARIS, a=BOX), Kind.NOT_TAKEN, "it holds “Oslo”")
    leaves = select(options, "onchange=\"location = '/2'\"")
    assert passes(do(CHOOSE, leaves, "<p>Done</p>", data=PARIS, a=BOX))


def test_several_options_of_a_select(do):
    options = "<option>Oslo</option><option selected>Rome</option><option>Paris</option>"
    check = "[...a.selectedOptions].map((o) => o.value).join() === 'Oslo,Paris' && done()"
    screen = select(options, f'multiple onchange="{check}"')
    both = together(
        attribute("data-values", {"a": ["Oslo", "Paris"]}),
        replacing(">Paris</span>", ">Oslo and Paris</span>"),
    )
    box = ("listbox", "A")
    assert passes(do(CHOOSE, screen, data=PARIS, spoil=both, a=box))
    less = screen.replace("<option>Oslo", "<option>Bergen")
    assert fails(do(CHOOSE, less, data=PARIS, spoil=both, a=box), Kind.NO_OPTION, "“Oslo”")
    unsaid = attribute("data-values", {"a": ["Oslo", "Paris"]})
    assert fails(do(CHOOSE, screen, data=PARIS, spoil=unsaid, a=box), Kind.NO_VALUE, "“Oslo”")


LISTED = """<p id=l>A</p><ul role=listbox aria-multiselectable=true aria-labelledby=l>
<li role=presentation>A
<li role=option aria-selected=false>Oslo
<li role=option aria-selected=false>Paris</ul><script>
for (const o of document.querySelectorAll("[role=option]")) o.onclick = () => {
  o.ariaSelected = String(o.ariaSelected !== "true");
  if (document.querySelectorAll("[aria-selected=true]").length === %d) done();
}</script>"""


def test_several_options_of_a_list(do):
    both = together(
        attribute("data-values", {"a": ["Oslo", "Paris"]}),
        replacing(">Paris</span>", ">Oslo and Paris</span>"),
    )
    box = ("listbox", "A")
    assert passes(do(CHOOSE, LISTED % 2, data=PARIS, spoil=both, a=box))
    assert passes(do(CHOOSE, LISTED % 1, data=PARIS, a=box))
    dead = (LISTED % 1).replace('o.ariaSelected !== "true"', "false")
    assert fails(do(CHOOSE, dead, data=PARIS, a=box), Kind.NOT_TAKEN, "“Paris”")
    absent = (LISTED % 1).replace("Paris", "Rome")
    assert fails(do(CHOOSE, absent, data=PARIS, a=box), Kind.NO_OPTION, "“Rome”")


OPENING = """<span id=l>A</span><div role=combobox aria-labelledby="l t" tabindex=0 onclick="
  setTimeout(() => { o.hidden = false }, 150)"><span id=t hidden></span>A</div>
<ul id=o role=listbox hidden><li role=option>Oslo<li role=option onclick="done()">%s</ul>"""
EDITABLE = """<label for=a>A</label><input id=a role=combobox aria-controls=o aria-expanded=false
  oninput="draw()"><ul id=o role=listbox></ul><ul role=listbox><li role=option>Paris</ul><script>
function draw() {
  const towns = ["Oslo", "Paris", "Paris Nord"].filter((t) => a.value && t.startsWith(a.value));
  o.innerHTML = towns.map((t) => `<li role=option onclick="pick('${t}')">${t}`).join("");
}
function pick(town) { a.value = town; o.innerHTML = ""; if (town === "%s") done() }
</script>"""


def test_an_option_of_a_list_that_opens(do):
    assert passes(do(CHOOSE, OPENING % "Paris", data=PARIS, a=BOX))
    walk = do(CHOOSE, OPENING % "Rome", data=PARIS, a=BOX)
    assert fails(walk, Kind.NO_OPTION, "“Oslo”, “Rome”")
    twice = (OPENING % "Paris").replace(">Oslo", ">Paris")
    assert fails(do(CHOOSE, twice, data=PARIS, a=BOX), Kind.AMBIGUOUS, "2 options")


def test_an_option_that_is_filtered_by_typing(do):
    assert passes(do(CHOOSE, EDITABLE % "Paris", data=PARIS, a=BOX))
    assert fails(do(CHOOSE, EDITABLE % "Paris", data='a: "Rome"', a=BOX), Kind.NO_OPTION)
    deaf = (EDITABLE % "Paris").replace('oninput="draw()"', "oninput=\"value = ''\"")
    assert fails(do(CHOOSE, deaf, data=PARIS, a=BOX), Kind.NOT_TAKEN, "it holds “”")


def test_a_suggestion_of_a_datalist(do):
    listed = "<label for=a>A</label><input id=a list=o oninput='done()'><datalist id=o>"
    assert passes(do(CHOOSE, listed + "<option>Paris</datalist>", data=PARIS, a=BOX))
    walk = do(CHOOSE, listed + "<option>Oslo</datalist>", data=PARIS, a=BOX)
    assert fails(walk, Kind.NO_OPTION, "“Oslo”")


SIZES = """<fieldset><legend>A</legend><label><input type=radio name=s>Small</label>
<label %s><input type=radio name=s onclick="done()" %s>Large</label></fieldset>"""
HIDDEN = "style='position:absolute;opacity:0'"
LARGE = 'a: "Large"'
GROUP = ("radiogroup", "A")


def test_a_radio_button_of_a_fieldset(do):
    assert passes(do(CHOOSE, SIZES % ("", ""), data=LARGE, a=GROUP))
    assert passes(do(CHOOSE, SIZES % ("", HIDDEN), data=LARGE, a=GROUP))
    shut = SIZES % ("", "disabled")
    assert fails(do(CHOOSE, shut, data=LARGE, a=GROUP), Kind.NO_OPTION, "“Small”")
    dead = SIZES % ("onclick='event.preventDefault()'", HIDDEN)
    assert fails(do(CHOOSE, dead, data=LARGE, a=GROUP), Kind.NOT_TAKEN, "“Large”")


# Boxes and switches

OFF = attribute("data-values", {"a": "off"})
TICK = ("checkbox", "A")


@pytest.mark.parametrize(
    "attributes", ["", "style='opacity:0'", "style='position:absolute;left:-99px'"]
)
def test_a_box_is_ticked_and_cleared(do, attributes):
    box = (
        f"<label><input type=checkbox {attributes} %s onchange='checked === %s && done()'>A</label>"
    )
    assert passes(do("Tick {a}.", box % ("", "true"), a=TICK))
    assert passes(do("Clear {a}.", box % ("checked", "false"), spoil=OFF, a=TICK))


def test_a_box_that_is_as_wanted_is_left(do):
    box = "<label><input type=checkbox %s onchange='this.remove()'>A</label>" + GO
    assert passes(do("Tick {a}, then select {go}.", box % "checked", a=TICK))
    assert passes(do("Clear {a}, then select {go}.", box % "", spoil=OFF, a=TICK))


def test_a_box_that_can_not_be_changed(do):
    stuck = "<label><input type=checkbox onclick='event.preventDefault()'>A</label>"
    assert fails(do("Tick {a}.", stuck, a=TICK), Kind.NOT_TAKEN, "it holds “off”")
    stuck = stuck.replace("checkbox", "checkbox checked")
    assert fails(do("Clear {a}.", stuck, spoil=OFF, a=TICK), Kind.NOT_TAKEN, "it holds “on”")


def test_a_box_beside_a_link_in_its_label(do):
    label = "<label><input type=checkbox style='opacity:0;position:absolute' onchange='done()'>"
    assert passes(do("Tick {a}.", label + "<a href=/2>A</a></label>", "<p>No</p>", a=TICK))


def test_a_switch(do):
    switch = (
        '<button role=switch aria-checked=%s onclick="setTimeout(() => { ariaChecked = %s; '
        'done() }, 100)">A</button>'
    )
    control = ("switch", "A")
    turned = "String(ariaChecked !== 'true')"
    assert passes(do("Turn {a} on.", switch % ("false", turned), a=control))
    assert passes(do("Turn {a} off.", switch % ("true", turned), spoil=OFF, a=control))
    dead = switch % ("false", "ariaChecked")
    assert fails(do("Turn {a} on.", dead, a=control), Kind.NOT_TAKEN, "it holds “off”")


# Files

ATTACH = "In {a}, choose the file {a.value}."
FILE = ("file", "A")


def test_a_file_of_the_name_that_the_page_gives(do):
    check = "files[0].name === 'bill.pdf' && files[0].size > 99 && done()"
    screen = f'<label for=a>A</label><input id=a type=file onchange="{check}" %s>'
    assert passes(do(ATTACH, screen % "", data="a: bill.pdf", a=FILE))
    assert passes(do(ATTACH, screen % "accept=.pdf,image/*", data="a: bill.pdf", a=FILE))
    walk = do(ATTACH, screen % "accept=image/*", data="a: bill.pdf", a=FILE)
    assert fails(walk, Kind.NOT_TAKEN, "“image/*”")


def test_a_button_that_should_open_a_file(browser):
    reference = Reference("a", "file", "act", "A", 1, "1", "Choose A.")
    plan = Plan("a.md", "en", {"a": "bill.pdf"}, {}, {}, Step("", ""), [])
    with browser.new_page() as page:
        screen = Screen(page.main_frame, patience=0.8)
        for script, taken in (("f.click()", 1), ("", 0)):
            page.set_content(f'<input id=f type=file hidden><button onclick="{script}">A</button>')
            button = page.query_selector("button")
            doing = Doing(reference, button, screen, Pointer(screen), Wanted(plan))
            with nullcontext() if taken else pytest.raises(WalkError, match="nobody choose"):
                attach(doing)
            assert page.evaluate("() => f.files.length") == taken


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.pdf", b"%PDF-"),
        ("a.png", b"\x89PNG"),
        ("a.JPG", b"\xff\xd8"),
        ("a.csv", b"a,b"),
        ("a.zip", b"A"),
    ],
)
def test_a_sample_is_what_its_name_says(name, start):
    assert sample(name)["buffer"].startswith(start)
    assert accepts("", name)
    assert not accepts(".doc, video/*", name)


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
    assert fails(do(step, CONFIRM % "confirm('Sure?')", data=data, sure=SURE), Kind.NO_NEWS)


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
    assert fails(walk, Kind.DIALOG, words)
    assert walk.failure.step


@pytest.mark.parametrize("script", ["if (confirm('Sure?')) done()", "alert('Sure?'); done()"])
def test_a_dialog_that_the_page_does_not_tell_of_is_named(do, script):
    walk = do("Select {go}.", CONFIRM % script)
    assert fails(walk, Kind.DIALOG, "“Sure?”, of which the page doesn’t tell")
    assert walk.failure.step == "1"
    opening = do("Select {go}.", GO + "<script>alert('Hello')</script>")
    assert fails(opening, Kind.DIALOG, "“Hello”")


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
    assert fails(walk, Kind.MISSING, "no button “Go”")


def test_a_download_in_a_new_tab(do):
    link = "<a href=/file target=_blank>Report</a>"
    assert passes(do("Select {report}, then {go}.", link + GO, report=REPORT))


def test_a_tab_without_a_click_is_refused_as_browsers_do(do):
    late = "<button onclick=\"done()\">Go</button><script>open('/2')</script>"
    number = ("text", "Number")
    step = "Select {go}.\n2. See {number}."
    walk = do(step, late, "<p>Number</p>", number=number)
    assert fails(walk, Kind.NO_PLACE, "opened a tab without a click")


# What comes to the mouse

ROWS = """<style>tr button {{ {0} }} tr:hover button {{ {1} }}</style>
<table><tr><th scope=row>A<td>Due<td><button onclick="done()">Go</button></table>"""


ROW = f"<tr><th scope=row>B<td>Due<td>{GO}"


@pytest.mark.parametrize(
    ("without", "pointed"),
    [
        ("display:none", "display:inline"),
        ("opacity:0", "opacity:1"),
        ("visibility:hidden", "visibility:visible"),
    ],
)
def test_what_a_row_shows_only_to_the_mouse(do, without, pointed):
    step = "Next to {due}, select {go}."
    assert passes(do(step, ROWS.format(without, pointed)))
    slowly = f"{pointed}; transition: opacity 200ms"
    assert passes(do(step, ROWS.format(without, slowly).replace("<table>", "<table>" + ROW)))
    assert fails(do(step, ROWS.format(without, without)), Kind.MISSING, "no button “Go”")


def test_each_row_must_show_it_to_the_mouse(do):
    screen = ROWS.format("display:none", "display:inline")
    assert passes(
        do("Next to {due}, select {go}.", screen.replace("</table>", ROW + ROW.replace(">B", ">C")))
    )
    without = ROW.replace(GO, "").replace("<th scope=row>B", "<th scope=row>C")
    walk = do("Next to {due}, select {go}.", screen.replace("</table>", ROW + without))
    assert fails(walk, Kind.MISSING, "no button “Go” next to “Due”")


def test_a_row_of_another_s_label_is_not_pointed_at(do):
    foreign = ROWS.format("display:none", "display:inline").replace(
        "<td>Due", "<td><span data-control=paid>Due</span>"
    )
    walk = do("Next to {due}, select {go}.", foreign)
    assert fails(walk, Kind.WRONG_CONTROL, "shown as paid")
    both = foreign.replace("</table>", ROW.replace(GO, f"{GO}<p hidden>.</p>"))
    assert passes(do("Next to {due}, select {go}.", both))


def test_what_a_field_shows_when_it_is_clicked(do):
    screen = "<label for=a>A</label><input id=a onfocus='g.hidden = false'><p id=g hidden>" + GO
    assert passes(do(TYPE, screen, data="a: abc", a=A))
    assert fails(do("Select {go}.", screen), Kind.MISSING)


# Patience

CALCULATE = "<button onclick='setTimeout(done, 3000)'>Go</button>"


def test_a_project_may_have_more_patience(tiny, browser, do):
    assert fails(do("Select {go}.", CALCULATE), Kind.NO_NEWS)
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
    assert fails(walk, Kind.NO_NEWS)
    assert walk.seconds < LONGEST_JOURNEY


# Failures


def test_a_walk_that_got_stuck_names_its_step(do):
    walk = do("Select {go}.", "<p>x</p>")
    assert fails(walk, Kind.MISSING, "step 1")
    assert "procedure" not in walk.failure.sentence()
