"""Choosing options, ticking boxes, choosing files."""

import pytest

from acquit.walk.attaching import accepts, sample
from acquit.walk.failure import Cause
from tests.support.acting import GO
from tests.support.outcomes import fails, passes
from tests.walk.conftest import attribute, replacing, together

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
    assert fails(do(CHOOSE, gone, data=PARIS, a=BOX), Cause.NO_OPTION, "“Oslo”")
    reset = select(options, "onchange='selectedIndex = 1'")
    assert fails(do(CHOOSE, reset, data=PARIS, a=BOX), Cause.NOT_TAKEN, "it holds “Oslo”")
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
    assert fails(do(CHOOSE, less, data=PARIS, spoil=both, a=box), Cause.NO_OPTION, "“Oslo”")
    unsaid = attribute("data-values", {"a": ["Oslo", "Paris"]})
    assert fails(do(CHOOSE, screen, data=PARIS, spoil=unsaid, a=box), Cause.NO_VALUE, "“Oslo”")


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
    assert fails(do(CHOOSE, dead, data=PARIS, a=box), Cause.NOT_TAKEN, "“Paris”")
    absent = (LISTED % 1).replace("Paris", "Rome")
    assert fails(do(CHOOSE, absent, data=PARIS, a=box), Cause.NO_OPTION, "“Rome”")


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
    assert fails(walk, Cause.NO_OPTION, "“Oslo”, “Rome”")
    twice = (OPENING % "Paris").replace(">Oslo", ">Paris")
    assert fails(do(CHOOSE, twice, data=PARIS, a=BOX), Cause.AMBIGUOUS, "2 options")


def test_an_option_that_is_filtered_by_typing(do):
    assert passes(do(CHOOSE, EDITABLE % "Paris", data=PARIS, a=BOX))
    assert fails(do(CHOOSE, EDITABLE % "Paris", data='a: "Rome"', a=BOX), Cause.NO_OPTION)
    deaf = (EDITABLE % "Paris").replace('oninput="draw()"', "oninput=\"value = ''\"")
    assert fails(do(CHOOSE, deaf, data=PARIS, a=BOX), Cause.NOT_TAKEN, "it holds “”")


def test_a_suggestion_of_a_datalist(do):
    listed = "<label for=a>A</label><input id=a list=o oninput='done()'><datalist id=o>"
    assert passes(do(CHOOSE, listed + "<option>Paris</datalist>", data=PARIS, a=BOX))
    walk = do(CHOOSE, listed + "<option>Oslo</datalist>", data=PARIS, a=BOX)
    assert fails(walk, Cause.NO_OPTION, "“Oslo”")


SIZES = """<fieldset><legend>A</legend><label><input type=radio name=s>Small</label>
<label %s><input type=radio name=s onclick="done()" %s>Large</label></fieldset>"""
HIDDEN = "style='position:absolute;opacity:0'"
LARGE = 'a: "Large"'
GROUP = ("radiogroup", "A")


def test_a_radio_button_of_a_fieldset(do):
    assert passes(do(CHOOSE, SIZES % ("", ""), data=LARGE, a=GROUP))
    assert passes(do(CHOOSE, SIZES % ("", HIDDEN), data=LARGE, a=GROUP))
    shut = SIZES % ("", "disabled")
    assert fails(do(CHOOSE, shut, data=LARGE, a=GROUP), Cause.NO_OPTION, "“Small”")
    dead = SIZES % ("onclick='event.preventDefault()'", HIDDEN)
    assert fails(do(CHOOSE, dead, data=LARGE, a=GROUP), Cause.NOT_TAKEN, "“Large”")


FINE = """<fieldset><legend>A</legend><label><input type=radio name=s>Small <small>1 kg</small>
</label><label><input type=radio name=s onclick="done()">Large <small>%s</small></label>
<label><input type=radio name=s>%s <small>3 kg</small></label></fieldset>"""


def test_a_radio_button_is_known_without_its_fine_print(do):
    assert passes(do(CHOOSE, FINE % ("2 kg", "Huge"), data=LARGE, a=GROUP))
    assert passes(do(CHOOSE, FINE % ("2 kg", "Huge"), data='a: "Large 2 kg"', a=GROUP))
    # Which of two is meant, only the fine print says.
    two = FINE % ("2 kg", "Large")
    assert fails(do(CHOOSE, two, data=LARGE, a=GROUP), Cause.AMBIGUOUS, "2 options")
    part = do(CHOOSE, FINE % ("2 kg", "Huge"), data='a: "Hug"', a=GROUP)
    assert fails(part, Cause.NO_OPTION, "data gives a one as it is there, whole")


# Boxes and switches

TICK = ("checkbox", "A")


@pytest.mark.parametrize(
    "attributes", ["", "style='opacity:0'", "style='position:absolute;left:-99px'"]
)
def test_a_box_is_ticked_and_cleared(do, attributes):
    box = (
        f"<label><input type=checkbox {attributes} %s onchange='checked === %s && done()'>A</label>"
    )
    assert passes(do("Tick {a}.", box % ("", "true"), a=TICK))
    assert passes(do("Clear {a}.", box % ("checked", "false"), data="a: off", a=TICK))


def test_a_box_that_is_as_wanted_is_left(do):
    box = "<label><input type=checkbox %s onchange='this.remove()'>A</label>" + GO
    assert passes(do("Tick {a}, then select {go}.", box % "checked", a=TICK))
    assert passes(do("Clear {a}, then select {go}.", box % "", data="a: off", a=TICK))


def test_a_box_that_can_not_be_changed(do):
    stuck = "<label><input type=checkbox onclick='event.preventDefault()'>A</label>"
    assert fails(do("Tick {a}.", stuck, a=TICK), Cause.NOT_TAKEN, "it holds “off”")
    stuck = stuck.replace("checkbox", "checkbox checked")
    assert fails(do("Clear {a}.", stuck, data="a: off", a=TICK), Cause.NOT_TAKEN, "it holds “on”")


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
    assert passes(do("Turn {a} off.", switch % ("true", turned), data="a: off", a=control))
    dead = switch % ("false", "ariaChecked")
    assert fails(do("Turn {a} on.", dead, a=control), Cause.NOT_TAKEN, "it holds “off”")


# Files

ATTACH = "In {a}, choose the file {a.value}."
FILE = ("file", "A")


def test_a_file_of_the_name_that_the_page_gives(do):
    check = "files[0].name === 'bill.pdf' && files[0].size > 99 && done()"
    screen = f'<label for=a>A</label><input id=a type=file onchange="{check}" %s>'
    assert passes(do(ATTACH, screen % "", data="a: bill.pdf", a=FILE))
    assert passes(do(ATTACH, screen % "accept=.pdf,image/*", data="a: bill.pdf", a=FILE))
    walk = do(ATTACH, screen % "accept=image/*", data="a: bill.pdf", a=FILE)
    assert fails(walk, Cause.NOT_TAKEN, "“image/*”")


def test_a_button_that_opens_a_file(do):
    screen = """<input id=f type=file hidden onchange="files[0].name === 'bill.pdf' && done()">"""
    screen += '<button onclick="%s">A</button>'
    assert passes(do(ATTACH, screen % "f.click()", data="a: bill.pdf", a=FILE))
    walk = do(ATTACH, screen % "", data="a: bill.pdf", a=FILE)
    assert fails(walk, Cause.UNUSABLE, "“A” lets nobody choose a file")


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
