"""A failure says why: what became of a word that was looked for."""

import pytest

from acquit.walk.failure import Cause, Failure, without_secrets
from acquit.walk.walker import Walker
from tests.support.outcomes import fails, passes
from tests.support.sheets import reference
from tests.walk.test_rules import PAY

CURTAIN = "<div id=c class='veil dark' style='position:fixed;inset:0;background:#fff'>Wait</div>"
BUTTON, STATUS, HEADING = ("button", "Pay now"), ("status", "Paid"), ("heading", "Bills")

SAID = {
    "hidden": (BUTTON, "<button hidden>Pay now</button>", "it is there, but hidden"),
    "hidden beside another kind": (
        ("menuitem", "Pay now"),
        "<a role=menuitem href=/p hidden>Pay now</a><button>Pay now</button>",
        "it is there, but hidden; a button says the same",
    ),
    "folded": (
        BUTTON,
        "<div id=f style='height:0;overflow:hidden'><button>Pay now</button></div>",
        'it is there, but folded away by <div id="f">',
    ),
    "details": (
        STATUS,
        "<details><summary>More</summary><p>Paid</p></details>",
        "it is there, but folded away",
    ),
    "covered": (BUTTON, PAY + CURTAIN, 'it is covered by <div id="c" class="veil dark">'),
    "a covered text": (STATUS, "<p>Paid</p>" + CURTAIN, 'it is covered by <div id="c"'),
    "glass": (
        BUTTON,
        PAY + "<div role=note style='position:fixed;inset:0'></div>",
        'the button “Pay now” is covered by <div role="note">',
    ),
    "transparent": (BUTTON, "<button style='opacity:.01'>Pay now</button>", "but transparent"),
    "blended": (STATUS, "<p style='color:#fff'>Paid</p>", "can’t be told from what is behind it"),
    "tiny": (STATUS, "<p style='font-size:1px'>Paid</p>", "too small to be read"),
    "off screen": (
        STATUS,
        "<p style='position:fixed;left:2000px'>Paid</p>",
        "off the screen, where no scrolling reaches",
    ),
    "a picture": (
        STATUS,
        "<p>Paid</p><div style='position:fixed;inset:0;backdrop-filter:blur(40px)'></div>",
        "it is covered by <div>",
    ),
    "masked": (
        STATUS,
        "<p style='mask-image:linear-gradient(transparent, transparent)'>Paid</p>",
        "can’t be told from what is behind it",
    ),
    "inert": (BUTTON, "<div inert>" + PAY + "</div>", "while something else is open (inert)"),
    "behind a dialog": (
        BUTTON,
        PAY + "<dialog id=d>Hello</dialog><script>d.showModal()</script>",
        "it is behind the dialog that is open",
    ),
    "not a heading": (HEADING, "<p>Bills</p>", "it is there as a text, not as a heading"),
    "no heading, a link": (HEADING, "<a href=/b>Bills</a>", "it is there as a link"),
    "aria-hidden": (
        BUTTON,
        "<div aria-hidden=true>" + PAY + "</div>",
        "it is hidden from screen readers (aria-hidden)",
    ),
    "named otherwise": (
        BUTTON,
        "<button aria-label=Cancel>Pay now</button>",
        "it is there, but screen readers call it “Cancel”",
    ),
    "only spoken": (BUTTON, "<img alt='Pay now'>", "only screen readers are told so"),
    "a link": (BUTTON, "<a href=/p>Pay now</a>", "it is there as a link, not as a button"),
    "a menu item": (BUTTON, "<a role=menuitem href=/p>Pay now</a>", "there as a menuitem"),
    "a text": (BUTTON, "<p>Pay now</p>", "it is there as a text, not as a button"),
    "a heading": (BUTTON, "<h2>Pay now</h2>", "it is there as a heading, not as a button"),
    "an option": (STATUS, "<select><option>Paid</select>", "it is there as an option"),
    "a button": (STATUS, "<button>Paid</button>", "it is there as a button, not as a status"),
    "a combobox": (
        ("textbox", "City"),
        "<label>City <select><option>Paris</select></label>",
        "it is there as a combobox, not as a textbox",
    ),
    "a checkbox": (
        ("radiogroup", "Gift"),
        "<label><input type=checkbox> Gift</label>",
        "it is there as a checkbox, not as a radiogroup",
    ),
    "disabled": (BUTTON, "<button disabled>Pay now</button>", "can’t be used: it is disabled"),
    "read-only": (
        ("textbox", "City"),
        "<label>City <input readonly></label>",
        "can’t be used: it is read-only",
    ),
    "no clicks": (
        BUTTON,
        "<button style='pointer-events:none'>Pay now</button>",
        "can’t be used: it takes no clicks",
    ),
    "in a shadow root": (
        BUTTON,
        "<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode:'open'})"
        ".innerHTML='<a href=/p>Pay now</a>'</script>",
        "it is there as a link, not as a button",
    ),
    "another word": (BUTTON, "<button>Pay</button>", "no button “Pay now”"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_failure_says_why(sheet, name):
    (kind, label), body, words = SAID[name]
    said = sheet.look(kind, label, body)
    assert words in said
    assert said.startswith(("no ", "the "))


def test_a_control_in_another_place(sheet):
    due = reference("status", "Due", "place")
    rows = "<table><tr><td>Visa<td>Due<td><tr><td>Amex<td>Paid<td><button>Pay now</button></table>"
    said = sheet.find(rows, reference("button", "Pay now"), due)
    assert said == (
        "missing: no button “Pay now” next to “Due”: it is elsewhere on the screen, in “Amex”,"
        " and a place holds to the end of its step"
    )


def test_a_covered_control_is_of_that_kind(tiny):
    assert fails(tiny.walk("1. Select {pay}.\n", PAY + CURTAIN), Cause.COVERED, "step 1 “Select")


def test_typing_does_not_go_on_beneath_a_curtain(tiny):
    field = "<label for=a>Amount</label><input id=a>"
    steps = "1. In {amount}, enter {amount.value}.\n"
    for glass in ("", "background:none"):
        screen = field + CURTAIN.replace("background:#fff", glass or "background:#fff")
        assert fails(tiny.walk(steps, screen, data="amount: 5.00 EUR"), Cause.COVERED)
    assert passes(tiny.walk(steps, field, data="amount: 5.00 EUR"))


def test_a_control_that_was_on_an_earlier_screen(tiny):
    link = "<a href=/2 data-control=invoices>Invoices</a>"
    first = f"{link}<h2 data-control=section>Section</h2>"
    second = "<p>Menu</p><p>News</p><p>Help</p><p>Save</p><p>Terms</p><h2>Selection</h2>"
    walk = tiny.walk("1. Select {invoices}.\n2. In {section}, select {pay}.\n", first, second)
    assert fails(walk, Cause.NO_PLACE, "the screen on which step 1 is done has it")
    # Headings come first where one is missing.
    walk = tiny.walk("1. Select {invoices}.\n2. In {section}, select {pay}.\n", link, second)
    assert fails(walk, Cause.NO_PLACE, "there is: “Selection”")
    assert "step 1 is done" not in walk.failure.sentence()


@pytest.fixture
def answering(tiny):
    """The product answers as a test says, for the test's time."""
    yield tiny
    tiny.status, tiny.headers = 200, {}


def test_a_product_that_answers_an_error(answering):
    answering.status = 500
    walk = answering.walk("1. Select {pay}.\n", "<p>Oops</p>")
    assert fails(walk, Cause.NO_ANSWER, "the product answered 500")
    assert walk.failure.step == "1"


@pytest.mark.parametrize("status", [400, 409, 422])
def test_a_form_that_is_answered_with_what_is_wrong_is_an_answer(answering, status):
    answering.status = status
    walk = answering.walk("1. Select {pay}.\n", "<p>Give a name.</p>")
    assert fails(walk, Cause.MISSING, "no button “Pay now”")
    assert str(status) not in walk.failure.sentence()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("X-Frame-Options", "DENY", "by its header X-Frame-Options: DENY"),
        (
            "Content-Security-Policy",
            "default-src *; frame-ancestors 'none'",
            "frame-ancestors 'none'",
        ),
    ],
)
def test_a_product_that_refuses_to_be_embedded(answering, name, value, words):
    answering.headers = {name: value}
    walk = answering.walk("1. Select {pay}.\n", PAY)
    assert fails(walk, Cause.REFUSED, "the product refuses to be embedded")
    assert words in walk.failure.message


@pytest.mark.parametrize(
    ("href", "kind"), [("/file", None), ("/broken", Cause.DEAD_LINK), ("#", Cause.DEAD_LINK)]
)
def test_a_link_among_the_results_must_be_answered(tiny, href, kind):
    screen = PAY + "<script>document.querySelector('button').onclick = () => {"
    screen += f"document.body.innerHTML = '<a href=\"{href}\">Invoices</a>' }}</script>"
    walk = tiny.walk("1. Select {pay}.\n\nThe link {invoices.shown} appears.\n", screen)
    assert passes(walk) if kind is None else fails(walk, kind, "the link “Invoices”")


TOKEN = "Zk3kQ9vT2mXw8LrYp4Bn1A"


@pytest.mark.parametrize(
    "text",
    [
        f"net::ERR at https://pay.example.com/en/practice/{TOKEN}/pay?key=abc#x",
        f'<form method="post" action="/en/practice/{TOKEN}/pay" class="pay"> intercepts',
        f"it holds {TOKEN}",
        "at https://pay.example.com/pay?card=abc&x=1, see there",
    ],
)
def test_a_message_holds_no_secret(text):
    said = Failure(Cause.STUCK, text, nearest=[text]).as_dict()
    for words in (said["message"], *said["nearest"]):
        assert TOKEN not in words
        assert "abc" not in words
        assert words


def test_a_message_keeps_what_people_wrote():
    text = 'covered by <div id="c" class="veil">, not “Déverrouillage-automatique-2026” <b>'
    assert without_secrets(text).startswith('covered by <div id="c" class="veil">, not “Déver')
    assert "https://x.org/a/b" in without_secrets("at https://x.org/a/b?c=d")


def test_the_walk_of_a_product_that_is_not_there(browser, tiny):
    spoil = lambda page: page.replace(tiny.server.address.public + "/1", "http://127.0.0.1:9/")  # noqa: E731
    walk = tiny.walk("1. Select {pay}.\n", PAY, spoil=spoil)
    assert fails(walk, Cause.NO_ANSWER, "the product doesn’t answer")
    assert isinstance(tiny.walker, Walker)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("<input required>", "the form wasn’t sent, its field “Name” is required"),
        ("<select required><option></select>", "its field “Name” is required"),
        ("<input type=email value=x>", "its field “Name” isn’t valid ("),
        ("<input required value=Ada>", "no status “Paid”"),
    ],
)
@pytest.mark.parametrize("before", ["", "<p>Paid</p>"])
def test_a_form_that_the_browser_did_not_send(tiny, field, words, before):
    script = "<script>f.onsubmit = (e) => e.preventDefault()</script>"
    screen = f"{before}<form id=f><label>Name {field}</label>{PAY}</form>{script}"
    walk = tiny.walk("1. Select {pay}.\n\nThe status becomes {paid}.\n", screen)
    told = "was there before" if before and "Ada" in field else words
    assert fails(walk, Cause.NO_CHANGE, told)


@pytest.mark.parametrize(
    "told",
    [
        "<p role=alert>No payment has this reference. Copy it from the message.</p>",
        "<div role=status>No payment has this reference. Copy it from the message.</div>",
        "<input aria-invalid=true aria-describedby=e><p id=e>No payment has this reference. Copy it"
        " from the message.</p>",
    ],
)
def test_a_failure_quotes_what_the_product_says_is_wrong(tiny, told):
    steps = "1. Select {pay}.\n\nThe status becomes {paid}.\n"
    walk = tiny.walk(steps, f"<form action=/2>{PAY}</form>", f"{told}<p role=status>Due</p>")
    words = "the product says: “No payment has this reference. Copy it from the message.”"
    assert fails(walk, Cause.NO_CHANGE, words)
    assert "Due”" not in walk.failure.message.partition("says")[2]


def test_a_failure_says_what_was_not_done_before_it(tiny):
    outside = "1. Select {pay}.\n2. Post it.\n    {: .outside }\n3. Select {cancel}.\n"
    walk = tiny.walk(outside, PAY)
    words = "perhaps it depends on step 2, which is .outside and wasn’t done"
    assert fails(walk, Cause.MISSING, words)
    bullets = "1. Do:\n    - select {pay};\n    - select {invoices}.\n\nIt is {paid}.\n"
    assert fails(tiny.walk(bullets, PAY), Cause.NO_CHANGE, "of which one is done in each walk")
    optional = "1. Select {pay}.\n    {: .optional }\n2. Select {cancel}.\n"
    screens = (f"<form action=/2>{PAY}</form>", "<button>Cancel</button>")
    words = "step 1, which is .optional and was left out: then it belongs to it, as a substep"
    assert fails(tiny.walk(optional, *screens, index=1), Cause.MISSING, words)
    plain = tiny.walk("1. Select {pay}.\n2. Select {cancel}.\n", PAY)
    assert "walk" not in plain.failure.message


def test_a_failure_on_another_site_s_page_that_the_steps_do_not_name_says_so(tiny, browser):
    tiny.walker = Walker(browser, {"gateway": None}, evidence=None, patience=0.8)
    bank = "<h1 data-control=gateway>Card details</h1>"
    walk = tiny.walk(
        "1. Select {pay}.\n2. Select {cancel}.\n", f"<form action=/2>{PAY}</form>", bank
    )
    words = "the screen is the page {gateway}, which the steps don’t name"
    assert fails(walk, Cause.MISSING, words)


def test_a_failure_names_the_field_that_the_product_marks(tiny):
    field = "<input data-control=name aria-invalid=true aria-describedby=e>"
    told = f"{field}<p id=e>No payment has this reference.</p>"
    walk = tiny.walk("1. Select {pay}.\n\nIt is {paid}.\n", f"<form action=/2>{PAY}</form>", told)
    words = "“No payment has this reference.”, and marks {name} as wrong: see what it is given"
    assert fails(walk, Cause.NO_CHANGE, words)
